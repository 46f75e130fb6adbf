"""Asking another service for help: a request that must be answered (DER-13), with what was sent along."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Agency, Authority, Locality, Post, Sensitive
from teamaround.assessments.models import ChecklistDecision
from teamaround.audit.protected import Protected
from teamaround.episodes.models import Entry, Episode
from teamaround.kit.refs import new_ref
from teamaround.plans.models import Action, Need


class State(models.TextChoices):
    """States of a request; the table of moves is in rules.py. "No reply" is told by the date, not stored."""

    DRAFT = "draft", _("Not sent yet")
    ASKED = "asked", _("Asked")
    SEEN = "seen", _("Opened by them")
    ACCEPTED = "accepted", _("They said yes")
    DECLINED = "declined", _("They cannot help")
    STARTED = "started", _("Help has begun")
    ENDED = "ended", _("Ended")
    WITHDRAWN = "withdrawn", _("Taken back")


class Urgency(models.TextChoices):
    USUAL = "usual", _("In the usual time")
    URGENT = "urgent", _("Within a few days")


class FamilySaid(models.TextChoices):
    YES = "yes", _("Yes, they want it and know what we send")
    NOT_YET = "not_yet", _("Not asked yet")
    NO = "no", _("No")


class Basis(models.TextChoices):
    """On what footing a request was sent (DUD-60, DUD-61)."""

    AGREEMENT = "agreement", _("The agreement on record")
    SAID = "said", _("What the family said about this request")
    DUTY = "duty", _("A recorded duty or public interest")


class Referral(Protected):
    """One request to one service about one child: to whoever is there, to one team or to one person."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="referrals")
    decision = models.ForeignKey(ChecklistDecision, on_delete=models.PROTECT, null=True, related_name="referrals")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, related_name="referrals")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, related_name="referrals")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="referrals_received")
    sensitive = models.CharField(max_length=20, choices=Sensitive.choices, blank=True, default="")
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, related_name="+")
    to_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="referrals_received")
    what = models.TextField()
    family_words = models.TextField(blank=True)
    urgency = models.CharField(max_length=6, choices=Urgency.choices, default=Urgency.USUAL)
    family_said = models.CharField(max_length=8, choices=FamilySaid.choices)
    family_who = models.CharField(max_length=120, blank=True)
    basis = models.CharField(max_length=10, choices=Basis.choices, blank=True)
    chosen = models.JSONField(default=list, help_text="keys of what goes with it, while it is not sent")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="referrals_made")
    made_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    taken_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="referrals_taken")
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    decline_reason = models.CharField(max_length=20, blank=True)
    instead = models.TextField(blank=True, help_text="what the service proposes in its place")
    instead_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, help_text="whoever asked has read a no")

    class Meta(Protected.Meta):
        indexes = [
            models.Index(fields=["agency", "state"], name="referral_agency_state"),
            models.Index(fields=["state", "due_on"], name="referral_state_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", asked_at__isnull=True)
                | Q(state="withdrawn")
                | (~Q(state="draft") & Q(asked_at__isnull=False, due_on__isnull=False) & ~Q(basis="")),
                name="referral_sent_has_day_and_basis",
            ),
            models.CheckConstraint(
                condition=(Q(state="declined") & ~Q(decline_reason="")) | (~Q(state="declined") & Q(decline_reason="")),
                name="referral_declined_has_reason",
            ),
            models.CheckConstraint(
                condition=(Q(state="ended", ended_on__isnull=False) & ~Q(outcome=""))
                | (~Q(state="ended") & Q(ended_on__isnull=True, outcome="")),
                name="referral_ended_has_day_and_outcome",
            ),
            models.CheckConstraint(condition=Q(ended_on__gte=F("started_on")), name="referral_ended_after_start"),
            models.CheckConstraint(
                condition=Q(to_post__isnull=True) | Q(locality__isnull=True), name="referral_person_or_team"
            ),
        ]


class SentPiece(Protected):
    """One thing that went with a request, as it read when it was sent. The receiver sees these and nothing more."""

    class Kind(models.TextChoices):
        CONTACT = "contact", _("How to reach the family")
        LEVEL = "level", _("Level of need")
        PART = "part", _("A part of the assessment")
        ROW = "row", _("A row of the story")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="pieces")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=200)
    day = models.DateField(null=True)
    words = models.TextField(blank=True)
    byline = models.CharField(max_length=300, blank=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="sent_with")

    class Meta(Protected.Meta):
        constraints = [models.UniqueConstraint(fields=["referral", "position"], name="sent_piece_place_once")]


class ReferralChange(Protected):
    """Each move of a request: by which verb, who, when, with which code and words. Appended."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="changes")
    verb = models.CharField(max_length=10)
    state = models.CharField(max_length=9, choices=State.choices)
    code = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

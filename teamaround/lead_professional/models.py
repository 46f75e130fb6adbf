"""Who leads, since when, on what basis; deputy, offer, handover (DUD-50; DER-06 to 10)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Authority, Post
from teamaround.audit.protected import Protected
from teamaround.episodes.models import Episode
from teamaround.kit.refs import new_ref


class Basis(models.TextChoices):
    """Why this person leads; a code, never a job title."""

    FAMILY_WISH = "family_wish", _("The family asked for this person")
    KNOWS_FAMILY = "knows_family", _("Knows the child and family best")
    MAIN_NEED = "main_need", _("Works with the main need")
    CONTACT = "contact", _("Sees the child most often")
    AGREED_AT_MEETING = "agreed_at_meeting", _("The team agreed at the meeting")
    STATUTORY = "statutory", _("A duty in law")
    RECEIVES = "receives", _("Receives the family that has moved here")


class Invitation(Protected):
    """A post asked to lead; accepted, or declined with a coded reason and without blame."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="lead_invitations")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="lead_invitations")
    as_deputy = models.BooleanField(default=False)
    handover = models.BooleanField(default=False)
    basis = models.CharField(max_length=20, choices=Basis.choices)
    family_wish = models.TextField(blank=True)
    wish_not_followed_because = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    agreed_by = models.CharField(
        max_length=60, blank=True, default="", db_default="", help_text="codes: child carer team"
    )
    invited_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    decline_code = models.CharField(max_length=30, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="lead_invitation_answer_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(answer="declined") | ~Q(decline_code=""), name="lead_declined_has_code"
            ),
            models.UniqueConstraint(
                fields=["episode", "post", "as_deputy"], condition=Q(answer=""), name="lead_invitation_once"
            ),
        ]


class Appointment(Protected):
    """That a post leads (or is deputy) from a day until a day. One current lead an episode."""

    class Part(models.TextChoices):
        LEAD = "lead", _("Lead professional")
        DEPUTY = "deputy", _("Deputy")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="appointments")
    part = models.CharField(max_length=6, choices=Part.choices)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    basis = models.CharField(max_length=20, choices=Basis.choices)
    family_wish = models.TextField(blank=True)
    wish_not_followed_because = models.TextField(blank=True)
    agreed_by = models.CharField(
        max_length=60, blank=True, default="", db_default="", help_text="codes: child carer team"
    )
    starts = models.DateField()
    ends = models.DateField(null=True)
    end_reason = models.CharField(max_length=30, blank=True)
    manager_agreed = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta(Protected.Meta):
        indexes = [models.Index(fields=["post", "ends"], name="appointment_post_ends")]
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "part"], condition=Q(ends__isnull=True), name="appointment_one_current"
            ),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="appointment_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True, end_reason="") | (Q(ends__isnull=False) & ~Q(end_reason="")),
                name="appointment_end_has_reason",
            ),
        ]


class Absence(Protected):
    """The lead is away: everybody is shown the deputy meanwhile (DER-09)."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="absences")
    starts = models.DateField()
    ends = models.DateField(null=True)
    back_at = models.DateTimeField(null=True, help_text="came back before the last day")

    class Meta(Protected.Meta):
        constraints = [models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="absence_ends_after_start")]

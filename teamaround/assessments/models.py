"""Checklist and common assessment: answers as appended rows, several authors, drafts to shared."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Agency, Authority, Post
from teamaround.audit.protected import Protected
from teamaround.audit.sealed_rows import Sealed
from teamaround.episodes.models import Episode
from teamaround.instruments.answers import AnswerFields, answer_constraints
from teamaround.kit.refs import new_ref


class Assessment(Protected):
    """One filled-in instrument of an episode. Two people who start in the same second get one."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        COMPLETE = "complete", _("Completed")
        SHARED = "shared", _("Shared with the family and the team")

    class Kind(models.TextChoices):
        WHOLE = "whole", _("Common assessment")
        SUPPLEMENT = "supplement", _("Supplement")
        REVIEW = "review", _("Review")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="assessments")
    instrument = models.CharField(max_length=40)
    version = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.WHOLE)
    supplements = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="supplemented_by", help_text="what it builds on"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    started_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="assessments_started")
    started_at = models.DateTimeField()
    completed_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    completed_at = models.DateTimeField(null=True)
    shared_at = models.DateTimeField(null=True)
    first_contact_until = models.DateField(null=True, help_text="the author is first contact until this day")

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "instrument"], condition=Q(state="draft"), name="assessment_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True, completed_by__isnull=True)
                | Q(completed_at__isnull=False, completed_by__isnull=False),
                name="assessment_completed_who_and_when",
            ),
            models.CheckConstraint(condition=Q(completed_at__gte=F("started_at")), name="assessment_order"),
            models.CheckConstraint(
                condition=Q(kind="whole", supplements__isnull=True) | (~Q(kind="whole") & Q(supplements__isnull=False)),
                name="assessment_builds_on",
            ),
        ]


class Answer(AnswerFields, Sealed):
    """One answer as it was given. Never overwritten: a newer one supersedes it. The row is its own record: who, in
    which account and post, when and on which ground; no event stands beside it (design.md 5, docs/adr/0008).
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    author = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    author_words = models.CharField(max_length=120, blank=True, help_text="a family member or guest by link")
    typed_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    account_id = models.BigIntegerField(null=True, help_text="whose sign-in it was")
    basis = models.CharField(max_length=80, blank=True, help_text="the rule that let the author write")
    source_words = models.CharField(max_length=120, blank=True)
    page_key = models.CharField(max_length=64, blank=True, help_text="the opened page it was written on")

    id: int
    supersedes_id: int | None

    sealed_columns = {
        1: (
            "authority_id",
            "assessment_id",
            "section",
            "question",
            "value",
            "author_id",
            "author_words",
            "typed_by_id",
            "account_id",
            "basis",
            "source",
            "source_words",
            "visit_on",
            "page_key",
            "supersedes_id",
            "withdrawn",
            "given_at",
        )
    }

    class Meta(Sealed.Meta):
        indexes = [models.Index(fields=["assessment", "section"], name="answer_section")]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "author", "section", "question", "page_key"],
                condition=Q(supersedes__isnull=True) & ~Q(page_key=""),
                name="answer_begun_once_a_page",
            ),
            *answer_constraints("answer"),
        ]


class Contributor(Protected):
    """Somebody asked to write a part: a post, for some sections or all."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="contributors")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="contributions")
    sections = models.JSONField(default=list, help_text="section keys; empty means all")
    invited_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "post"], condition=Q(ended_at__isnull=True), name="contributor_once"
            )
        ]


class JoinRequest(Protected):
    """Somebody who may not read asks to write a part, in place of starting a second one (DUD-42)."""

    class Answer(models.TextChoices):
        LET_IN = "let_in", _("Let in")
        DECLINED = "declined", _("Not now")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="join_requests")
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    answer_words = models.TextField(blank=True)
    answered_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True, help_text="when whoever asked had read the answer")

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "asked_by"], condition=Q(answered_at__isnull=True), name="join_request_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="join_request_answer_who_and_when",
            ),
        ]


class ChecklistDecision(Protected):
    """What was decided after the checklist, by whom and why (facts.md a; issue 2 step 6)."""

    class Word(models.TextChoices):
        NOTHING_NOW = "nothing_now", _("Nothing now")
        OWN_SERVICE = "own_service", _("My own service can help")
        ASK_SERVICE = "ask_service", _("Ask another service")
        COMMON_ASSESSMENT = "common_assessment", _("A common assessment")
        SAFEGUARDING = "safeguarding", _("Safeguarding, now")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="decision")
    word = models.CharField(max_length=20, choices=Word.choices)
    reason = models.TextField()
    asked_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Presence(models.Model):
    """Who has which part open just now, and where somebody stopped. Operational: after a minute nobody is "here"."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="presences")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=60)
    question = models.CharField(max_length=80, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "post"], name="presence_once")]

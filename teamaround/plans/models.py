"""Needs ranked by the family, actions that belong to needs, offers, agreement, reviews (DER-02, DER-03, DUD-45)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Agency, Authority, Post
from teamaround.audit.protected import Protected
from teamaround.episodes.models import Episode, FamilyGroup
from teamaround.families.models import Person
from teamaround.kit.refs import new_ref


class NeedType(models.Model):
    """Local two-level list of types of need, each mapped to element, aim and directory taxonomy."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True, related_name="+")
    key = models.SlugField(max_length=60)
    area = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    element = models.CharField(max_length=40)
    aim = models.CharField(max_length=30)
    taxonomy = models.CharField(max_length=80, blank=True)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "key"], condition=Q(authority__isnull=False), name="need_type_once"
            ),
            models.UniqueConstraint(fields=["key"], condition=Q(authority__isnull=True), name="need_type_of_all_once"),
        ]


class Aim(models.TextChoices):
    """The five priority outcomes (DUD-08)."""

    BE_HEALTHY = "be_healthy", _("Being healthy")
    STAY_SAFE = "stay_safe", _("Staying safe")
    ENJOY_ACHIEVE = "enjoy_achieve", _("Enjoying and achieving")
    POSITIVE_CONTRIBUTION = "positive_contribution", _("Making a positive contribution")
    ECONOMIC_WELLBEING = "economic_wellbeing", _("Being well off enough")


class Plan(Protected):
    """The plan of a family group; serves one or several episodes."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being agreed")
        AGREED = "agreed", _("Agreed")
        CLOSED = "closed", _("Closed")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(FamilyGroup, on_delete=models.PROTECT, related_name="plans")
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    going_well = models.TextField(blank=True)
    made_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    next_review_on = models.DateField(null=True)

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=~Q(state="closed"), name="plan_one_live_a_group")
        ]


class PlanEpisode(Protected):
    """That a plan serves an episode."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="serves")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="plan_links")

    class Meta(Protected.Meta):
        constraints = [models.UniqueConstraint(fields=["plan", "episode"], name="plan_episode_once")]


class Need(Protected):
    """A need in the family's words, with its type from the local list, ranked by the family."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="needs")
    words = models.CharField(max_length=300)
    whose_words = models.CharField(max_length=60)
    type_key = models.CharField(max_length=60)
    rank = models.PositiveSmallIntegerField()
    added_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    met_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)


class NeedEpisode(Protected):
    """That a need is a need of this child."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="serves")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="need_links")

    class Meta(Protected.Meta):
        constraints = [models.UniqueConstraint(fields=["need", "episode"], name="need_episode_once")]


class Reading(Protected):
    """A place on the scale from 0 to 10 on a day. The first one stays, later ones are "now"."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="readings")
    value = models.PositiveSmallIntegerField()
    on = models.DateField()
    said_by = models.CharField(max_length=60)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Protected.Meta):
        constraints = [models.CheckConstraint(condition=Q(value__lte=10), name="reading_up_to_ten")]


class ActionState(models.TextChoices):
    TO_DO = "to_do", _("To do")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("No longer needed")


class Action(Protected):
    """What is done for a need: owner, accountable agency, due day, wanted outcome and aim."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=300)
    outcome = models.CharField(max_length=300)
    aim = models.CharField(max_length=30, choices=Aim.choices)
    owner_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="plan_actions")
    owner_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="plan_actions")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ActionState.choices, default=ActionState.TO_DO)
    added_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    done_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Protected.Meta):
        indexes = [models.Index(fields=["agency", "due_on"], name="action_agency_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_post__isnull=False, owner_person__isnull=True)
                | Q(owner_post__isnull=True, owner_person__isnull=False),
                name="action_owner_post_or_person",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False) | (~Q(state="done") & Q(done_on__isnull=True)),
                name="action_done_has_day",
            ),
        ]


class ActionProgress(Protected):
    """How an action went: state, words, who and when. Appended."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="progress")
    state = models.CharField(max_length=10, choices=ActionState.choices)
    words = models.TextField(blank=True)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    by_words = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()


class Offer(Protected):
    """A support that was named: an offer with its own state, which the family can answer (DER-03)."""

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        ACCEPTED = "accepted", _("Accepted")
        STARTED = "started", _("Started")
        NOT_STARTED = "not_started", _("Not started")
        STOPPED = "stopped", _("Stopped")

    class FamilyAnswer(models.TextChoices):
        HAVE_IT = "have_it", _("Yes, we have it")
        NOT_YET = "not_yet", _("Not yet")
        NO_LONGER = "no_longer", _("We no longer want it")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="offers")
    what = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.OFFERED)
    offered_on = models.DateField()
    started_on = models.DateField(null=True)
    family_answer = models.CharField(max_length=10, choices=FamilyAnswer.choices, blank=True)
    family_answered_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)


class OfferChange(Protected):
    """Each state and each answer of an offer, appended."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=12, choices=Offer.State.choices, blank=True)
    family_answer = models.CharField(max_length=10, choices=Offer.FamilyAnswer.choices, blank=True)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    by_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class PlanAgreement(Protected):
    """Who agrees with the plan, who in part and with which words, who does not. Disagreement stays visible."""

    class Answer(models.TextChoices):
        AGREES = "agrees", _("Agrees")
        IN_PART = "in_part", _("Agrees in part")
        DOES_NOT = "does_not", _("Does not agree")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="agreements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer.choices)
    words = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, agency__isnull=True) | Q(person__isnull=True, agency__isnull=False),
                name="plan_agreement_person_or_agency",
            ),
            models.CheckConstraint(condition=Q(answer="agrees") | ~Q(words=""), name="plan_agreement_part_has_words"),
        ]


class Review(Protected):
    """Looking at the plan again: what moved, what next, the child's and the parent's words (DUD-45)."""

    class Next(models.TextChoices):
        GO_ON = "go_on", _("Go on, and look again")
        CHANGE = "change", _("Change the plan")
        CLOSE = "close", _("Close")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    held_on = models.DateField()
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    present = models.TextField(blank=True)
    next = models.CharField(max_length=8, choices=Next.choices)
    next_on = models.DateField(null=True)
    notes = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(next="close") | Q(next_on__isnull=False), name="review_next_or_close")
        ]


class ReviewComment(Protected):
    """A child's or a parent's own words at a review, each about one child; or why there are none."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="comments")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="+")
    whose = models.CharField(max_length=10, help_text="child or parent")
    words = models.TextField(blank=True)
    why_none = models.CharField(max_length=60, blank=True)

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(words="") | ~Q(why_none=""), name="review_comment_or_reason")
        ]


class ReviewLine(Protected):
    """Progress of one need at a review: scale and words."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="lines")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="+")
    scale = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(blank=True)
    met = models.BooleanField(default=False)

"""The thread of one piece of help to one child, and what happened in it.

An episode is about one child; a family group links the episodes of brothers and sisters. A team, a
meeting, a plan, a need or an action may serve one or several episodes of a group; each reader sees
only the children he may see.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Agency, Authority, Locality, Post, Sensitive
from teamaround.audit.protected import Protected
from teamaround.families.models import Person
from teamaround.kit.refs import new_ref


class FamilyGroup(Protected):
    """Links the episodes of one family."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")


class State(models.TextChoices):
    """States of an episode; the table of moves is in rules.py."""

    CONCERN = "concern", _("Worry noted")
    CHECKING = "checking", _("Checking")
    WATCHING = "watching", _("Looking again later")
    ASSESSING = "assessing", _("Assessing")
    PLANNING = "planning", _("Agreeing the plan")
    HELPING = "helping", _("Plan under way")
    WAITING = "waiting", _("Waiting for social care")
    CLOSED = "closed", _("Closed")


class Episode(Protected):
    """One piece of help to one child."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="episodes")
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(FamilyGroup, on_delete=models.PROTECT, related_name="episodes")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="episodes")
    state = models.CharField(max_length=10, choices=State.choices)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="episodes_opened")
    author_until = models.DateField(null=True, help_text="the child moved away: no longer first contact")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True)
    close_reason = models.CharField(max_length=30, blank=True)

    class Meta(Protected.Meta):
        indexes = [
            models.Index(fields=["authority", "state"], name="episode_authority_state"),
            models.Index(fields=["locality", "state"], name="episode_locality_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["child"], condition=~Q(state="closed"), name="episode_one_open_a_child"),
            models.CheckConstraint(
                condition=(Q(state="closed", closed_on__isnull=False) & ~Q(close_reason=""))
                | (~Q(state="closed") & Q(closed_on__isnull=True, close_reason="")),
                name="episode_closed_has_day_and_reason",
            ),
            models.CheckConstraint(condition=Q(closed_on__gte=F("opened_on")), name="episode_closed_after_open"),
        ]


class StateChange(Protected):
    """Each move of an episode from state to state: who, when, by which verb, why. Reopening keeps history."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="state_changes")
    verb = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices)
    reason_code = models.CharField(max_length=30, blank=True)
    words = models.TextField(blank=True)
    outcomes = models.JSONField(default=list, help_text="outcome words at closing, by need")
    by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class Concern(Protected):
    """A low-level worry noted by anybody. The index never shows it; a gate never blocks adding one."""

    class Family(models.TextChoices):
        KNOWS = "knows", _("The family knows and agrees")
        TOLD = "told", _("The family knows and does not agree")
        NOT_YET = "not_yet", _("Not talked about yet")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="concerns")
    child_words = models.CharField(max_length=200, blank=True, help_text="who it is, when not chosen from the index")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, null=True, related_name="concerns")
    raised_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="concerns_raised")
    words = models.TextField()
    family_knows = models.CharField(max_length=8, choices=Family.choices)
    raised_at = models.DateTimeField()
    expires_on = models.DateField()


class SafeguardingReport(Protected):
    """A report to social care: goes at once, with the time and the person told (issue 2 step 6)."""

    class State(models.TextChoices):
        SENT = "sent"
        TAKEN = "taken", _("Social care took the case")
        RETURNED = "returned", _("Social care gave it back")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="safeguarding_reports")
    child_words = models.CharField(max_length=200, blank=True)
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, null=True, related_name="safeguarding_reports")
    reported_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    danger_now = models.BooleanField()
    person_told = models.CharField(max_length=120)
    told_at = models.DateTimeField()
    words = models.TextField()
    family_told = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENT)
    reported_at = models.DateTimeField()
    decided_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)


class LookAgain(Protected):
    """Somebody asks again on a day: better, the same, worse (issue 2 step 6)."""

    class Word(models.TextChoices):
        BETTER = "better", _("Better")
        SAME = "same", _("The same")
        WORSE = "worse", _("Worse")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="look_agains")
    due_on = models.DateField()
    who = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="look_agains")
    word = models.CharField(max_length=6, choices=Word.choices, blank=True)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)


class LevelOfNeed(Protected):
    """The level of need from a day, with who said so and why (DUD-73; facts.md e)."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="levels")
    level = models.PositiveSmallIntegerField()
    on = models.DateField()
    by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.TextField(blank=True)


class Audience(models.TextChoices):
    """Who may read an entry or a minuted item."""

    EVERYONE = "everyone", _("The family and the team")
    TEAM = "team", _("The team")
    AGENCY = "agency", _("My agency in the team")
    MANAGERS = "managers", _("The lead professional and managers")


class Entry(Protected):
    """One row of the chronology: an event a person adds, or a system event written by an action."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("Visit")
        CALL = "call", _("Call or message")
        EVENT = "event", _("Something that happened")
        OBSERVATION = "observation", _("Something seen or heard")
        SYSTEM = "system", _("Recorded by Teamaround")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    happened_on = models.DateField()
    happened_at = models.TimeField(null=True)
    source_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    author_words = models.CharField(max_length=120, blank=True, help_text="a family member or link guest")
    words = models.TextField(blank=True)
    significance = models.TextField(blank=True, help_text="what it means for the child")
    done = models.TextField(blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.TEAM)
    sensitive = models.CharField(max_length=20, choices=Sensitive.choices, blank=True, default="")
    system_key = models.CharField(max_length=60, blank=True, help_text="message key of a system event")
    system_values = models.JSONField(default=dict)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    recorded_at = models.DateTimeField()

    class Meta(Protected.Meta):
        indexes = [models.Index(fields=["episode", "-happened_on"], name="entry_episode_day")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="system") & ~Q(system_key="")) | (~Q(kind="system") & Q(system_key="")),
                name="entry_system_has_key",
            )
        ]

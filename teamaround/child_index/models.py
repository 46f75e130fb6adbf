"""The entry of every child: that a service is involved and whom to ring, never content (DUD-20 to 27)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Agency, Authority, Post
from teamaround.audit.protected import Protected
from teamaround.child_index import models_of_entry  # noqa: F401
from teamaround.child_index.models_asking import BeyondMatch as BeyondMatch
from teamaround.child_index.models_asking import Brokering as Brokering
from teamaround.child_index.models_asking import BrokerQuestion as BrokerQuestion
from teamaround.child_index.models_asking import Contradiction as Contradiction
from teamaround.child_index.models_asking import LookUpUse as LookUpUse
from teamaround.child_index.models_asking import Mediated as Mediated
from teamaround.child_index.models_gaps import Gap as Gap
from teamaround.child_index.models_involved import Indication as Indication
from teamaround.child_index.models_involved import Involvement as Involvement
from teamaround.child_index.models_involved import StatutoryInvolvement as StatutoryInvolvement
from teamaround.child_index.models_search import NameCount as NameCount
from teamaround.child_index.models_search import SearchCard as SearchCard
from teamaround.child_index.models_search import SearchName as SearchName
from teamaround.child_index.models_search import SearchValue as SearchValue
from teamaround.families.models import Person
from teamaround.kit.refs import new_ref


class Entry(Protected):
    """A child's entry. Held: it resembles a shielded child and waits, hidden, for the index team."""

    class State(models.TextChoices):
        ACTIVE = "active"
        HELD = "held"
        ARCHIVED = "archived"
        MERGED = "merged"

    child = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="entry", primary_key=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="entries")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ACTIVE)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=60)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Protected.Meta):
        indexes = [models.Index(fields=["entered_by"], condition=Q(state="held"), name="entry_held_by")]


class Shield(Protected):
    """That a child's whereabouts are protected, from a day, decided by somebody, with a review date.

    Whoever finds the child by a search sees only name, sex, date of birth and carers' names. The four parts say what
    is kept back from those who help too, unless they may see behind the shield (shielding.py).
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shields")
    hides_address = models.BooleanField(default=True)
    hides_contact = models.BooleanField(default=True)
    hides_school = models.BooleanField(default=True, help_text="school, nursery and doctor")
    hides_entry = models.BooleanField(default=True, help_text="the whole entry: who else is round the child too")
    reason_code = models.CharField(max_length=40)
    words = models.TextField(blank=True)
    decided_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    starts = models.DateField()
    review_on = models.DateField()
    ends = models.DateField(null=True)
    end_reason = models.CharField(max_length=40, blank=True)
    ended_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["child"], condition=Q(ends__isnull=True), name="shield_one_open"),
            models.CheckConstraint(
                condition=Q(hides_entry=False, hides_address=True)
                | Q(hides_entry=False, hides_contact=True)
                | Q(hides_entry=False, hides_school=True)
                | Q(hides_address=True, hides_contact=True, hides_school=True),
                name="shield_hides_something",
            ),
        ]


class Search(Protected):
    """One search with its reason: who looked for whom. Terms are sealed; re-openable 15 minutes."""

    class Reason(models.TextChoices):
        WORRY = "worry", _("I am worried about this child")
        NEW_TO_ME = "new_to_me", _("The child is new to my service")
        ASKED = "asked", _("The family asked for help")
        WORKING = "working", _("I am working with the child and need to reach others")
        ENTRY = "entry", _("To check or mend the entry")
        SAFEGUARDING = "safeguarding", _("A safeguarding enquiry")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="searches")
    account_id = models.BigIntegerField()
    reason = models.CharField(max_length=14, choices=Reason.choices)
    sealed_terms = models.TextField()
    outcome = models.CharField(max_length=20)
    beyond = models.BooleanField(default=False, help_text="of the other authorities, for existence only")
    told_at = models.DateTimeField(null=True, help_text="a search beyond: both index teams have been told")
    at = models.DateTimeField()

    class Meta(Protected.Meta):
        indexes = [models.Index(fields=["post", "at"], name="search_post_at")]


class SearchResult(Protected):
    """A child that a search showed: the shown facts, not the child's data."""

    search = models.ForeignKey(Search, on_delete=models.PROTECT, related_name="results")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    score = models.DecimalField(max_digits=4, decimal_places=2)
    word = models.CharField(max_length=20)
    reasons = models.JSONField(help_text="list of [sign, message key, values]")
    limited = models.BooleanField(default=False, help_text="shielded: only what the shield shows")

    class Meta(Protected.Meta):
        constraints = [models.UniqueConstraint(fields=["search", "child"], name="search_result_once")]


class Enquiry(Protected):
    """A question from one practitioner to another or to an agency about a child, and its answer."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enquiries")
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="enquiries_made")
    to_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="enquiries_received")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_role = models.CharField(max_length=20, blank=True, help_text="only posts of this role: the index team")
    pair = models.ForeignKey("Duplicate", on_delete=models.PROTECT, null=True, related_name="enquiries")
    question = models.TextField()
    answer_by = models.DateField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True, help_text="whoever asked has read the answer")

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="enquiry_answer_who_and_when",
            )
        ]


class BreakGlass(Protected):
    """An emergency look without a relationship: reason, ends by itself, a reviewer must close it."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    reason_code = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=20, blank=True)


class Duplicate(Protected):
    """Two entries that may be one child, with the score, waiting for a person's answer."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SAME = "same"
        DIFFERENT = "different"
        UNSURE = "unsure"

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child_a = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    child_b = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    score = models.DecimalField(max_digits=4, decimal_places=2)
    reasons = models.JSONField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    found_at = models.DateTimeField()
    decided_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["child_a", "child_b"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(child_a__lt=F("child_b")), name="duplicate_lower_first"),
        ]


class PairDecision(Protected):
    """What was answered about a pair, by whom and why. Appended, never edited; "waiting" opens it again."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    pair = models.ForeignKey(Duplicate, on_delete=models.PROTECT, related_name="decisions")
    answer = models.CharField(max_length=9, choices=Duplicate.State.choices)
    words = models.TextField()
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Join(Protected):
    """Two records made one: which stays, which was joined to it, and when that was undone."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    pair = models.ForeignKey(Duplicate, on_delete=models.PROTECT, related_name="joins")
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    joined = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField(help_text="state of the joined entry, open shields of the record that stays")
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["joined"], condition=Q(undone_at__isnull=True), name="join_one_standing"),
            models.CheckConstraint(condition=~Q(kept=F("joined")), name="join_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="join_undone_who_and_when",
            ),
        ]


class Moved(Protected):
    """One row that went along with a joined record, so that undoing finds it."""

    join = models.ForeignKey(Join, on_delete=models.PROTECT, related_name="moved")
    table = models.CharField(max_length=60)
    field = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    before = models.JSONField(default=dict, help_text="other fields that changed, as they were")


class SearchAlert(Protected):
    """Searching that looks like leafing through the index: first a question, then a pause and a review (DUD-27)."""

    class Step(models.TextChoices):
        ASKED = "asked"
        ANSWERED = "answered"
        PAUSED = "paused"
        CLOSED = "closed"

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    account_id = models.BigIntegerField()
    step = models.CharField(max_length=8, choices=Step.choices, default=Step.ASKED)
    pattern = models.CharField(max_length=20, help_text="what stood out: unopened, surnames, street, class")
    asked_at = models.DateTimeField()
    reason_code = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=20, blank=True)

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["account_id"], condition=~Q(step="closed"), name="search_alert_one_open"),
            models.CheckConstraint(
                condition=~Q(step="closed") | Q(reviewed_at__isnull=False) | Q(answered_at__isnull=False),
                name="search_alert_closed_by_somebody",
            ),
        ]

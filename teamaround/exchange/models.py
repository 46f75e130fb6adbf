"""Files in: staged, matched, reviewed, applied in resumable chunks with one receipt, undone (design.md 6)."""

import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import Q

from teamaround.agencies.models import Authority, Post
from teamaround.audit.protected import Protected
from teamaround.kit.refs import new_ref


class Delivery(Protected):
    """One file that came in: layout, digest, counts, how far it has come, what it asks, who answered."""

    class State(models.TextChoices):
        STAGING = "staging"
        STAGED = "staged"
        MATCHING = "matching"
        MATCHED = "matched"
        APPLYING = "applying"
        APPLIED = "applied"
        UNDOING = "undoing"
        UNDONE = "undone"
        STOPPED = "stopped"

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    layout = models.CharField(max_length=30)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.STAGING)
    as_of = models.DateField(null=True, help_text="the day on which the source made the file")
    size = models.BigIntegerField(default=0)
    kept = models.BooleanField(default=False, help_text="the file waits, sealed, to be staged by a job")
    row_count = models.PositiveIntegerField(default=0)
    reached = models.PositiveIntegerField(default=0, help_text="the last row of the step that is going on")
    index_size = models.PositiveIntegerField(default=0, help_text="children in the index when matching began")
    rejected = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    to_review = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    older = models.PositiveIntegerField(default=0)
    undecided = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=dict, help_text="field and how -> count, of what it would change or changed")
    notes = models.JSONField(default=dict, help_text="field and reason -> count, of values taken as unknown")
    questions = models.JSONField(default=list, help_text="what it asks before it may be applied: [key, values]")
    stopped_because = models.JSONField(default=list, help_text="[key, values] of the sentence")
    undo_counts = models.JSONField(default=dict)
    brought_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    matched_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    why_applied = models.TextField(blank=True, help_text="why it was applied although it asked")
    applied_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    why_undone = models.TextField(blank=True)
    undone_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True, help_text="one worker at a time")

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "layout", "sha256"],
                condition=~Q(state__in=("undone", "stopped")),
                name="delivery_stands_once",
            )
        ]


class StagedRow(Protected):
    """One row of a delivery with the keys it is matched by, what was decided, by whom, and whether it is done."""

    class Decision(models.TextChoices):
        WAITING = "waiting"
        NEW = "new"
        SAME = "same"
        REVIEW = "review"
        HELD = "held"
        OLDER = "older"
        REJECT = "reject"

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="staged")
    number = models.PositiveIntegerField()
    source_id = models.CharField(max_length=80)
    data = models.JSONField()
    problems = models.JSONField(default=list, help_text="list of [field, reason]")
    family = models.CharField(max_length=100, blank=True, help_text="folded, as the index folds names")
    first = models.CharField(max_length=100, blank=True)
    family_sound = models.CharField(max_length=4, blank=True)
    first_sound = models.CharField(max_length=4, blank=True)
    born = models.DateField(null=True)
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.WAITING)
    child_id = models.BigIntegerField(null=True)
    score = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    changes = models.JSONField(default=list, help_text="list of [field, how]: what it changes of a known child")
    pair_child_id = models.BigIntegerField(null=True, help_text="entered, and proposed as a pair with this child")
    applied = models.BooleanField(default=False)
    later = models.BooleanField(default=False, help_text="somebody wants to decide later")
    decided_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        indexes = [
            models.Index(
                fields=["delivery", "decision", "number"], condition=Q(applied=False), name="staged_row_to_do"
            ),
            models.Index(fields=["child_id"], name="staged_row_child"),
        ]
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="staged_row_once")]


class Waiting(NamedTuple):
    """What matching needs of a staged row."""

    pk: int
    number: int
    data: dict[str, str]
    family: str
    first: str
    born: datetime.date | None


class Written(Protected):
    """One row of a child's record that a delivery made, changed or ended, so that undoing finds it."""

    class Verb(models.TextChoices):
        ENTERED = "entered"
        MADE = "made"
        CHANGED = "changed"

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="written")
    staged = models.ForeignKey(StagedRow, on_delete=models.PROTECT, related_name="written")
    child_id = models.BigIntegerField()
    what = models.CharField(max_length=30, help_text="entry, pair, name, birth, address or number:…")
    verb = models.CharField(max_length=7, choices=Verb.choices)
    table = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    before = models.JSONField(default=dict, help_text="fields as they were")
    after = models.JSONField(default=dict, help_text="the same fields as the delivery left them")
    undone = models.CharField(max_length=8, blank=True, help_text="back, or stays")


class Sweep(models.Model):
    """How far looking for duplicates in the whole index has come; holds nobody's data."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=8)
    reached_id = models.BigIntegerField(default=0)
    compared = models.BigIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

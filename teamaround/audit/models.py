"""Events of reading, searching, changing, refusing and exporting: append-only, sealed (design.md 5).

Events hold ids and codes, never a person's words. Typed reasons and search terms lie beside them in
`Detail`, encrypted under a key per owner that retention can destroy; the seal still verifies then.
On PostgreSQL `audit_event` is partitioned by month from its first migration; nothing refers to it by
foreign key. What may be done to each of these tables is kept by triggers: see guard.py.
"""

from django.db import models


class Outcome(models.TextChoices):
    READ = "read"
    SEARCH = "search"
    CHANGE = "change"
    REFUSE = "refuse"
    EXPORT = "export"
    PRINT = "print"
    SIGN_IN = "sign_in"


class Event(models.Model):
    """One look, search, change, refusal, export or print, by one actor."""

    at = models.DateTimeField()
    authority_id = models.BigIntegerField(null=True)
    actor_kind = models.CharField(max_length=12)
    account_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    on_behalf_of_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=60, help_text="a job's or link's name; never a person's")
    action = models.CharField(max_length=80)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    children = models.JSONField(help_text="ids of the children it was about, sorted")
    basis = models.CharField(max_length=80)
    codes = models.JSONField()
    policy_version = models.CharField(max_length=20)
    commitment = models.CharField(max_length=64, help_text="digest of the salted detail, empty when there is none")
    nonce = models.CharField(max_length=20, help_text="random: no two events are alike, so a copy of one shows")
    body = models.TextField(help_text="canonical text of all fields above, as written")
    digest = models.CharField(max_length=64, help_text="keyed digest of the body")
    schema_version = models.PositiveSmallIntegerField()
    transaction = models.BigIntegerField(db_default=0, help_text="PostgreSQL's transaction id; 0 on SQLite")

    class Meta:
        indexes = [
            models.Index(fields=["at"], name="audit_event_at"),
            models.Index(fields=["account_id", "at"], name="audit_event_account_at"),
            models.Index(fields=["post_id", "at"], name="audit_event_post_at"),
        ]


class About(models.Model):
    """One row for each child an event was about: answers "who looked at this child"."""

    pk = models.CompositePrimaryKey("event_id", "child_id")
    event_id = models.BigIntegerField()
    child_id = models.BigIntegerField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)

    class Meta:
        indexes = [models.Index(fields=["child_id", "at", "event_id"], name="audit_about_child_at")]


class OwnerKey(models.Model):
    """The key under which an owner's details are sealed ("child:12", "event:99"). Destroying it shreds them."""

    owner = models.CharField(max_length=40)
    wrapped = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner"], name="audit_ownerkey_once")]


class Detail(models.Model):
    """Typed reasons and search terms of one event, encrypted; may be removed under a receipt."""

    event_id = models.BigIntegerField(primary_key=True)
    key = models.ForeignKey(OwnerKey, on_delete=models.PROTECT)
    sealed = models.TextField()


class Removal(models.Model):
    """That a detail was removed: when, under which receipt of retention, and which event says so."""

    event_id = models.BigIntegerField(primary_key=True)
    receipt = models.CharField(max_length=40)
    recorded_in = models.BigIntegerField(help_text="id of the sealed event of the removal itself")
    at = models.DateTimeField()


class Batch(models.Model):
    """A sealed set of events: Merkle root, chained to the batch before, signed with a key outside.

    The id is the batch's number in the chain: given by the sealer, from 1, without gaps.
    """

    id = models.BigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    chain = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    horizon = models.BigIntegerField(help_text="every transaction (SQLite: event id) below this was sealed by then")


class Leaf(models.Model):
    """The place of one event in its batch."""

    event_id = models.BigIntegerField(primary_key=True)
    batch_id = models.BigIntegerField()
    position = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch_id", "position"], name="audit_leaf_place_once"),
            models.UniqueConstraint(fields=["digest"], name="audit_leaf_digest_once"),
        ]


class Waiting(models.Model):
    """A sealed row that no batch covers yet: written with it, taken away by the sealer (sealed_rows.py)."""

    table = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "row_id"], name="audit_waiting_once")]


class RowLeaf(models.Model):
    """The place of one sealed row among those that one event `audit.seal_rows` covers."""

    table = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    sealed_in = models.BigIntegerField(help_text="id of the event that holds the root")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "row_id"], name="audit_rowleaf_once"),
            models.UniqueConstraint(fields=["sealed_in", "position"], name="audit_rowleaf_place_once"),
            models.UniqueConstraint(fields=["digest"], name="audit_rowleaf_digest_once"),
        ]


class RowRemoval(models.Model):
    """That a sealed row was removed: under which receipt of retention, and which event says so."""

    table = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    receipt = models.CharField(max_length=40)
    recorded_in = models.BigIntegerField(help_text="id of the sealed event of the removal itself")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "row_id"], name="audit_rowremoval_once")]


class Submission(models.Model):
    """A form or API write that was carried out: a repeat of it gets the first result (design.md 6)."""

    account_id = models.BigIntegerField()
    key = models.CharField(max_length=64)
    result = models.CharField(max_length=400)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "key"], name="audit_submission_once")]
        indexes = [models.Index(fields=["at"], name="audit_submission_at")]

"""Files in: staged, reviewed, applied in resumable chunks with one receipt (design.md 6)."""

from django.db import models

from teamaround.agencies.models import Authority
from teamaround.audit.protected import Protected
from teamaround.kit.refs import new_ref


class Delivery(Protected):
    """One file that came in: layout, digest, counts, how far it was applied."""

    class State(models.TextChoices):
        STAGED = "staged"
        MATCHED = "matched"
        APPLYING = "applying"
        APPLIED = "applied"

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    layout = models.CharField(max_length=30)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.STAGED)
    row_count = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    to_review = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        constraints = [models.UniqueConstraint(fields=["authority", "layout", "sha256"], name="delivery_once")]


class StagedRow(Protected):
    """One row of a delivery with what matching decided and whether it was applied."""

    class Decision(models.TextChoices):
        WAITING = "waiting"
        NEW = "new"
        SAME = "same"
        REVIEW = "review"
        REJECT = "reject"

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="staged")
    number = models.PositiveIntegerField()
    source_id = models.CharField(max_length=80)
    data = models.JSONField()
    problems = models.JSONField(default=list, help_text="list of [field, reason]")
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.WAITING)
    child_id = models.BigIntegerField(null=True)
    score = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    applied = models.BooleanField(default=False)

    class Meta(Protected.Meta):
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="staged_row_once")]

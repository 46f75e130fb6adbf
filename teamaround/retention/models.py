"""That the words about a child were destroyed: the receipt, when, how many rows of which table."""

from django.db import models
from django.db.models import Q

from teamaround.agencies.models import Authority
from teamaround.audit.protected import Protected


class Purge(Protected):
    """One receipt. Begun before anything is destroyed; finished when the files are gone too, so that it can go on."""

    receipt = models.CharField(max_length=40, unique=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child_id = models.BigIntegerField(unique=True, help_text="a number that leads to nobody any more")
    why = models.CharField(max_length=10)
    begun_at = models.DateTimeField()
    counts = models.JSONField(default=dict, help_text="table: rows emptied")
    files = models.JSONField(default=list, help_text="names of sealed files that are still to be removed")
    finished_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        indexes = [
            models.Index(fields=["begun_at"], condition=Q(finished_at__isnull=True), name="purge_unfinished"),
        ]

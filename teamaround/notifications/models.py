"""Who must be told what: an outbox written in the action's transaction, sent at least once (design.md 6)."""

from django.db import models

from teamaround.agencies.models import Authority, Post
from teamaround.kit.refs import new_ref


class Notice(models.Model):
    """One message to one recipient. No child's name leaves in it: the words say to sign in or open the link."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"
        DROPPED = "dropped"

    class Channel(models.TextChoices):
        EMAIL = "email"
        TEXT = "text"

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.EMAIL)
    to_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="notices")
    to_contact_id = models.BigIntegerField(null=True, help_text="families.Contact; obeyed for safe contact")
    values = models.JSONField(default=dict, help_text="refs and dates only")
    sealed_secret = models.TextField(blank=True, help_text="a link or code, sealed until sent")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="notice_state_due")]

"""Who must be told what: an outbox written in the action's transaction, sent at least once (design.md 6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

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

    class Why(models.TextChoices):
        """Why a message did not go, told to the worker who caused it."""

        NONE = ""
        NEVER = "never", _("It is not safe to send messages there")
        RING_ONLY = "ring_only", _("Only a telephone call is safe")
        NO_ADDRESS = "no_address", _("We have no address or number")
        POST_ENDED = "post_ended", _("The person no longer works there")
        NOT_AGREED = "not_agreed", _("The family does not want this agency to know")
        DIED = "died", _("The child has died: nothing is sent to the family")
        GAVE_UP = "gave_up", _("It could not be delivered")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.EMAIL)
    to_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="notices")
    to_contact_id = models.BigIntegerField(null=True, help_text="families.Contact; obeyed for safe contact")
    sealed_to = models.TextField(blank=True, help_text="a number confirmed face to face, sealed until sent")
    child_id = models.BigIntegerField(null=True, help_text="whom it is about; never named in the message")
    sent_by = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="+", help_text="is told when the message cannot go"
    )
    values = models.JSONField(default=dict, help_text="refs and dates only")
    sealed_secret = models.TextField(blank=True, help_text="a link or code, sealed until sent")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True, help_text="the worker said: I have told them myself")

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_at"], name="notice_state_due"),
            models.Index(fields=["sent_by", "state"], name="notice_sender_state"),
        ]

"""Meetings of the team: invitations, answers, written parts, attendance, minutes, decisions (CWA-TAC; KIR-TM)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Authority, Post
from teamaround.audit.protected import Protected
from teamaround.episodes.models import Audience, Episode, FamilyGroup
from teamaround.families.models import Person
from teamaround.kit.refs import new_ref


class Meeting(Protected):
    """A meeting about one or several children of a family group."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Called off")

    class Purpose(models.TextChoices):
        FIRST = "first", _("First team meeting")
        REVIEW = "review", _("Review")
        OTHER = "other", _("Another meeting")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(FamilyGroup, on_delete=models.PROTECT, related_name="meetings")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    starts_at = models.DateTimeField()
    minutes_long = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=200)
    how_to_take_part = models.TextField(blank=True)
    called_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="meetings_called")
    called_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    no_family_code = models.CharField(max_length=40, blank=True)
    no_family_words = models.TextField(blank=True)
    sequence = models.PositiveIntegerField(default=0, help_text="of the calendar entry")
    minutes_sent_at = models.DateTimeField(null=True)
    next_on = models.DateField(null=True, help_text="the day agreed for meeting again")


class MeetingEpisode(Protected):
    """That a meeting is about this child's episode."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="serves")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="meeting_links")

    class Meta(Protected.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "episode"], name="meeting_episode_once")]


class Invitee(Protected):
    """Somebody invited: a post or a family member. Their answer, written part and attendance."""

    class Answer(models.TextChoices):
        COMING = "coming", _("Coming")
        WRITING = "writing", _("Sends a written part")
        DECLINED = "declined", _("Cannot come")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitees")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="meeting_invitations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    token_digest = models.CharField(max_length=64, blank=True, db_index=True)
    invited_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    written_part = models.TextField(blank=True)
    would_help = models.TextField(blank=True, help_text="what would help them come")
    attended = models.BooleanField(null=True)

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, person__isnull=True) | Q(post__isnull=True, person__isnull=False),
                name="invitee_post_or_person",
            ),
            models.UniqueConstraint(
                fields=["meeting", "post"], condition=Q(post__isnull=False), name="invitee_post_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(person__isnull=False), name="invitee_person_once"
            ),
        ]


class AgendaItem(Protected):
    """One point of the agenda. Its words name nobody: the agenda goes out by e-mail and calendar.

    A child's own point has the episode; its name is shown only inside, to whoever may know the child.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)
    minutes_long = models.PositiveSmallIntegerField()

    class Meta(Protected.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="agenda_place_once")]


class Item(Protected):
    """One minuted item: text, decision or not, about all children or one, with its audience."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    words = models.TextField()
    decision = models.BooleanField(default=False)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYONE)
    by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")

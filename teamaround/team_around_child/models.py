"""Members of the team around the child, their part, joining and leaving (CWA-TAC)."""

from django.db import models
from django.db.models import F, Q

from teamaround.agencies.models import Authority, Post
from teamaround.audit.protected import Protected
from teamaround.episodes.models import Episode, FamilyGroup
from teamaround.families.models import Person
from teamaround.kit.refs import new_ref


class Member(Protected):
    """A practitioner or a family member in the team of a family group."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(FamilyGroup, on_delete=models.PROTECT, related_name="members")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    part = models.CharField(max_length=120, help_text="what they do, in plain words")

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, person__isnull=True) | Q(post__isnull=True, person__isnull=False),
                name="member_post_or_person",
            ),
            models.UniqueConstraint(fields=["group", "post"], condition=Q(post__isnull=False), name="member_post_once"),
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(person__isnull=False), name="member_person_once"
            ),
        ]


class Serving(Protected):
    """That a member serves one child's episode, from a day until a day, with the reason for leaving."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="servings")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="servings")
    starts = models.DateField()
    ends = models.DateField(null=True)
    leave_reason = models.CharField(max_length=40, blank=True)
    added_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Protected.Meta):
        indexes = [models.Index(fields=["episode", "ends"], name="serving_episode_ends")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "episode"], condition=Q(ends__isnull=True), name="serving_one_current"
            ),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="serving_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True, leave_reason="") | (Q(ends__isnull=False) & ~Q(leave_reason="")),
                name="serving_end_has_reason",
            ),
        ]

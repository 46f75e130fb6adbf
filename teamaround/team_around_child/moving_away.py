"""The team when another authority becomes responsible for the child. Listeners."""

from django.utils.translation import gettext as _

from teamaround.child_index.announcements import Transferred
from teamaround.episodes.actions import open_episodes
from teamaround.episodes.story import tell
from teamaround.kit import clock
from teamaround.team_around_child.actions import place, serve
from teamaround.team_around_child.models import Serving


def hand_over(moved: Transferred) -> None:
    """Members of the authority before leave, family and others stay; whoever receives the case joins."""
    for episode in open_episodes().filter(child_id=moved.child_id):
        serving = Serving.objects.filter(episode=episode, ends__isnull=True)
        for row in serving.filter(moved.stays_behind("member__post")).select_related("member__post__practitioner"):
            row.ends, row.leave_reason = max(clock.today(), row.starts), "moved_away"
            row.save()
            if row.member.post is not None:
                tell(episode, "team_around_child_left", by=moved.by, name=row.member.post.name)
        serving.filter(ends__isnull=True).update(authority_id=moved.now_id)
        if moved.received_by is not None:
            member = place(episode, post=moved.received_by, person=None, part=_("Receives the family after the move"))
            serve(member, episode, added_by=moved.by.own_post_id)


def posts_in_the_team(child_id: int) -> list[int]:
    """Colleagues in the team now, for whoever tells of a move."""
    rows = Serving.objects.filter(episode__child_id=child_id, ends__isnull=True, member__post__isnull=False)
    return [post for post in rows.values_list("member__post_id", flat=True) if post is not None]

"""What becomes of help when another authority becomes responsible for the child, or the child dies. Listeners."""

from django.utils.translation import gettext as _

from teamaround.child_index.announcements import Died, Transferred
from teamaround.episodes.actions import move_if_possible, open_episodes
from teamaround.episodes.models import Episode, LookAgain, SafeguardingReport
from teamaround.episodes.story import tell
from teamaround.kit import clock


def go_along(moved: Transferred) -> None:
    """All help of the child belongs to the new authority; who opened it there before is first contact no more."""
    rows = Episode.objects.filter(child_id=moved.child_id)
    rows.filter(moved.stays_behind("opened_by"), author_until__isnull=True).update(author_until=clock.today())
    rows.update(authority_id=moved.now_id)
    waiting = SafeguardingReport.objects.filter(child_id=moved.child_id, state=SafeguardingReport.State.SENT)
    waiting.update(authority_id=moved.now_id)
    asking = LookAgain.objects.filter(episode__child_id=moved.child_id, answered_at__isnull=True)
    asking.update(authority_id=moved.now_id)
    if moved.received_by is not None:
        asking.filter(moved.stays_behind("who")).update(who=moved.received_by)
    for episode in open_episodes().filter(child_id=moved.child_id):
        episode.locality = moved.locality
        episode.save()
        tell(episode, "episodes_moved_authority", by=moved.by, name=episode.authority.name)


def still_helped(child_id: int) -> list[str]:
    """Guard of the archive: nobody with open help is put away."""
    return [_("There is open help.")] if open_episodes().filter(child_id=child_id).exists() else []


def end_with_care(told: Died) -> None:
    """The child has died: nobody is asked again how the child is, and the help ends with that reason."""
    LookAgain.objects.filter(episode__child_id=told.child_id, answered_at__isnull=True).update(
        answered_at=clock.now(), words=""
    )
    for episode in open_episodes().filter(child_id=told.child_id):
        if move_if_possible(by=told.by, episode=episode, verb="close", reason="died"):
            tell(episode, "episodes_close", by=told.by, reason="died")

"""Reading one's own messages that could not go."""

from django.http import Http404

from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.notifications.models import Notice


def load_not_told(actor: Actor, ref: str) -> Loaded:
    """A message of the actor's own post that did not go. Raises Http404."""
    found = Notice.objects.filter(
        ref=ref, sent_by_id=actor.own_post_id, state__in=[Notice.State.DROPPED, Notice.State.FAILED]
    )
    notice = found.exclude(sent_by_id__isnull=True).select_related("to_post__practitioner").first()
    if notice is None:
        raise Http404
    return Loaded(notice)

"""Finding a file by the address it is opened at."""

from collections.abc import Callable

from django.http import Http404

from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.attachments.models import Attachment


def loader_for(purpose: str) -> Callable[..., Loaded]:
    """A loader for files of one purpose: an address of another purpose names nothing."""

    def load_attachment(actor: Actor, ref: str) -> Loaded:
        found = Attachment.objects.filter(ref=ref, purpose=purpose).first()
        if found is None:
            raise Http404
        return Loaded(found, (found.child_id,))

    return load_attachment


def of_child(child_id: int, purpose: str) -> list[Attachment]:
    """Files of one purpose about a child, newest first. The caller has checked that the actor may open them."""
    return list(Attachment.objects.filter(child_id=child_id, purpose=purpose).order_by("-added_at"))

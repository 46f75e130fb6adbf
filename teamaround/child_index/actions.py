"""What upper packages tell the index: indications, and that somebody was in touch. Involvements: `involving.py`."""

import datetime

from django.db.models import Q

from teamaround.child_index.models import Indication, Involvement
from teamaround.families.models import Person
from teamaround.kit import clock


def indicate(*, child: Person, kind: str, post_id: int | None, record_ref: str) -> Indication:
    """An upper package tells the index that something exists (DUD-21, DUD-22). Call inside a recording.

    One open indication for a record and kind: telling again changes only the post.
    """
    held = Indication.objects.filter(child=child, kind=kind, record_ref=record_ref, ends__isnull=True).first()
    if held is not None and held.post_id == post_id:
        return held
    if held is not None:
        end_indication(child=child, kind=kind, record_ref=record_ref)
    return Indication.objects.create(
        authority_id=child.authority_id,
        child=child,
        kind=kind,
        post_id=post_id,
        record_ref=record_ref,
        starts=clock.today(),
    )


def end_indication(*, child: Person, kind: str, record_ref: str) -> None:
    """What was told no longer holds. Call inside a recording."""
    Indication.objects.filter(child=child, kind=kind, record_ref=record_ref, ends__isnull=True).update(
        ends=clock.today()
    )


def touch_contact(*, child_id: int, post_id: int | None, on: datetime.date) -> None:
    """A visit or call was recorded: the worker's involvement was in touch that day. Call inside a recording."""
    if post_id is None:
        return
    mine = Involvement.objects.filter(child_id=child_id, post_id=post_id, ends__isnull=True)
    mine.filter(Q(last_contact__isnull=True) | Q(last_contact__lt=on)).update(last_contact=on)

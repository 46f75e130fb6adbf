"""Removing the words beside events, and sealed rows, when retention says so; the seals still verify (design.md 5)."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction

from teamaround.audit import events
from teamaround.audit.models import About, Detail, Outcome, OwnerKey, Removal, RowRemoval, Waiting
from teamaround.kit import clock

ACTION = "audit.remove_details"
ROWS_ACTION = "audit.remove_rows"
MOST_IN_ONE_EVENT = 500


def remove_details(*, receipt: str, by: events.WhoActs, owner: str = "", event_ids: Iterable[int] = ()) -> int:
    """Shred the details of an owner ("child:12") and those of the given events. Returns how many went.

    Each removal is on record twice: in a row beside the event, and in a sealed event of its own which
    names the receipt and every event. An owner's key goes with its last detail.
    """
    with transaction.atomic():
        _overwrite_what_goes()
        found = _keys_of_details(owner, event_ids)
        for ids in _chunks(sorted(found)):
            _remove(ids, receipt, by, _child_of(owner))
        _shred_keys(set(found.values()))
        return len(found)


def remove_rows(*, receipt: str, by: events.WhoActs, model: Any, ids: Iterable[int], child_id: int) -> int:
    """Destroy rows that are their own record (`Sealed`). Their leaves stay, so every seal still verifies.

    On record twice, as details are. The table's trigger lets a row go only once its removal is written.
    """
    table = model._meta.db_table
    wanted = sorted(set(ids))
    with transaction.atomic():
        _overwrite_what_goes()
        for some in _chunks(wanted):
            codes = {"receipt": receipt, "table": table, "rows": some}
            event = events.write(events.Draft(by, ROWS_ACTION, Outcome.CHANGE, {child_id}, codes=codes))
            RowRemoval.objects.bulk_create(
                RowRemoval(table=table, row_id=row, receipt=receipt, recorded_in=event.pk, at=clock.now())
                for row in some
            )
        for some in _chunks(wanted):
            Waiting.objects.filter(table=table, row_id__in=some).delete()
            with connection.cursor() as cursor:
                marks = ", ".join(["%s"] * len(some))
                cursor.execute(f"DELETE FROM {table} WHERE id IN ({marks})", some)  # noqa: S608
    return len(wanted)


def details_about(child_id: int) -> list[int]:
    """Events about a child that have a detail: the child's own, and those that were about others too."""
    about = About.objects.filter(child_id=child_id).values("event_id")
    return list(Detail.objects.filter(event_id__in=about).order_by("event_id").values_list("event_id", flat=True))


def _keys_of_details(owner: str, event_ids: Iterable[int]) -> dict[int, int]:
    """Event -> key of its detail, of those that are still there."""
    found = dict(Detail.objects.filter(key__owner=owner).values_list("event_id", "key_id"))
    for ids in _chunks(sorted(set(event_ids))):
        found |= Detail.objects.filter(event_id__in=ids).values_list("event_id", "key_id")
    return found


def _remove(ids: list[int], receipt: str, by: events.WhoActs, children: set[int]) -> None:
    codes = {"receipt": receipt, "events": ids}
    event = events.write(events.Draft(by, ACTION, Outcome.CHANGE, children, codes=codes))
    Removal.objects.bulk_create(
        Removal(event_id=event_id, receipt=receipt, recorded_in=event.pk, at=clock.now()) for event_id in ids
    )
    Detail.objects.filter(event_id__in=ids).delete()


def _shred_keys(key_ids: set[int]) -> None:
    """Keys that have no detail left."""
    for ids in _chunks(sorted(key_ids)):
        OwnerKey.objects.filter(pk__in=ids, detail__isnull=True).delete()


def _overwrite_what_goes() -> None:
    """SQLite then writes noughts over deleted rows, so that they cannot be read from the file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _child_of(owner: str) -> set[int]:
    kind, _, number = owner.partition(":")
    return {int(number)} if kind == "child" else set()


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), MOST_IN_ONE_EVENT):
        yield ids[start : start + MOST_IN_ONE_EVENT]

"""Undoing a whole delivery: what it made goes, what it changed is as before, and what people changed since stays."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.child_index import movable, search_rows
from teamaround.child_index.models import Duplicate, Entry
from teamaround.exchange import access, rules
from teamaround.exchange.comparing import DELIVERY
from teamaround.exchange.models import Delivery, StagedRow, Written
from teamaround.exchange.staging import Progress
from teamaround.families.announcements import PersonChanged, person_changed
from teamaround.families.models import Address, Birth, Identifier, Name
from teamaround.kit import clock
from teamaround.kit.problems import Problem

CHUNK = 20
BACK, STAYS = "back", "stays"
State = Delivery.State
FACTS = (Name, Address, Identifier, Birth)
NO_SIGN_OF_WORK = frozenset(
    {f"families.{model.__name__}.person" for model in FACTS}
    | {"child_index.Entry.child", "child_index.SearchResult.child", "child_index.Duplicate.child_a"}
    | {"child_index.Duplicate.child_b", "child_index.SearchName.child_id", "child_index.SearchValue.child_id"}
    | {"child_index.SearchCard.child_id", "audit.About.child_id", "exchange.StagedRow.child_id"}
    | {"exchange.StagedRow.pair_child_id", "exchange.Written.child_id", "notifications.Notice.child_id"}
)
"""Relations that a record has by being in the index; any other means that somebody works with it."""


def begin(*, by: Actor, delivery: Delivery, words: str) -> Delivery:
    """A person wants the delivery undone. Raises Refused or Problem."""
    if not words.strip():
        raise Problem(_("Write in a few words why."), field="words")
    with doing(access.UNDO, by=by, codes={"delivery": delivery.pk}, detail={"reason": words}):
        locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
        if not rules.step_after(locked.state, "undo"):
            raise Problem(_("Only a file that was applied can be undone. Open it again to see where it stands."))
        delivery.state, delivery.why_undone = State.UNDOING, words
        delivery.undone_by_id, delivery.reached = by.own_post_id, 0
        delivery.save()
    return delivery


def undo(*, by: Actor, delivery: Delivery, progress: Progress, go_on: Callable[[], bool] = lambda: True) -> Delivery:
    """Take back row by row, the last first; stopped anywhere it goes on. Raises Refused."""
    if delivery.state != State.UNDOING:
        return delivery
    while chunk := _next(delivery):
        with doing(access.UNDO, by=by, codes={"delivery": delivery.pk, "rows": len(chunk)}) as draft:
            children = _take_back(chunk, by)
            draft.about(*children)
            delivery.reached += len(chunk)
            delivery.save(update_fields=["reached"])
        progress("undone", delivery.reached)
        if not go_on():
            return delivery
    with doing(access.UNDO, by=by, codes={"delivery": delivery.pk, "done": True}):
        delivery.undo_counts = _counts(delivery)
        delivery.state, delivery.undone_at = State.UNDONE, clock.now()
        delivery.save()
    return delivery


def _next(delivery: Delivery) -> list[int]:
    """The staged rows of which something is to be taken back."""
    left = delivery.written.filter(undone="").order_by("-pk").values_list("staged_id", flat=True)
    return list(dict.fromkeys(left[: CHUNK * 8]))[:CHUNK]


def _counts(delivery: Delivery) -> dict[str, int]:
    """Entries taken out, entries that stay, values put back, values that stay."""
    counts: Counter[str] = Counter()
    groups = delivery.written.exclude(what="pair").values_list("staged_id", "what", "undone").distinct()
    for _row, what, undone in groups:
        counts[f"{'entry' if what == 'entry' else 'value'}:{undone}"] += 1
    return dict(counts)


def _take_back(staged_ids: list[int], by: Actor) -> set[int]:
    """Everything that these rows wrote, as far as it still stands as they left it."""
    written = list(Written.objects.filter(staged_id__in=staged_ids, undone="").order_by("-pk"))
    entered = {row.child_id: row for row in written if row.verb == Written.Verb.ENTERED}
    in_use = worked_with(entered, {row.delivery_id for row in written})
    groups: dict[tuple[int, str], list[Written]] = defaultdict(list)
    for row in written:
        groups[row.staged_id, "entry" if row.what == "pair" else row.what].append(row)
    for (_staged, what), rows in groups.items():
        as_left = rows[0].child_id not in in_use if what == "entry" else all(map(stands, rows))
        for row in rows:
            if as_left:
                _revert(row)
            row.undone = BACK if as_left else STAYS
    Written.objects.bulk_update(written, ["undone"])
    children = {row.child_id for row in written}
    search_rows.rebuild(entered)
    person_changed.announce(PersonChanged(tuple(sorted(children - entered.keys())), "address", by))
    return children


def worked_with(child_ids: Iterable[int], deliveries: set[int]) -> set[int]:
    """New entries that somebody works with by now, that were changed or joined, or that a later file tells of."""
    wanted = list(child_ids)
    active = Entry.objects.filter(pk__in=wanted, state__in=(Entry.State.ACTIVE, Entry.State.HELD))
    found = set(wanted) - set(active.values_list("pk", flat=True))
    for label, model, each in movable.relations():
        if label not in NO_SIGN_OF_WORK:
            rows = model._base_manager.filter(**{f"{each.attname}__in": wanted})
            found.update(rows.values_list(each.attname, flat=True))
    for model in FACTS:
        facts: Any = model.objects.filter(person_id__in=wanted)
        theirs = facts.exclude(source__startswith=DELIVERY) | facts.filter(recorded_by__isnull=False)
        found.update(theirs.values_list("person_id", flat=True))
    told = StagedRow.objects.filter(child_id__in=wanted, applied=True).exclude(delivery_id__in=deliveries)
    decided = Duplicate.objects.exclude(state=Duplicate.State.WAITING).filter(decided_by__isnull=False)
    later = told.exclude(delivery__state=State.UNDONE).values_list("child_id", flat=True)
    found.update(child for child in later if child is not None)
    for side in ("child_a_id", "child_b_id"):
        found.update(decided.filter(**{f"{side}__in": wanted}, decisions__isnull=False).values_list(side, flat=True))
    return found & set(wanted)


def stands(row: Written) -> bool:
    """Is this row still as the delivery left it?"""
    there: Any = apps.get_model(row.table)._base_manager.filter(pk=row.row_id).first()
    if there is None:
        return False
    if row.verb == Written.Verb.CHANGED:
        return all(_plain(getattr(there, name)) == value for name, value in row.after.items())
    if isinstance(there, Birth) and there.ends is not None:
        return Written.objects.filter(table=row.table, row_id=row.row_id, staged_id=row.staged_id,
                                      verb=Written.Verb.CHANGED).exists()  # fmt: skip
    return getattr(there, "ends", None) is None and getattr(there, "kind", "") != Name.Kind.FORMER


def _revert(row: Written) -> None:
    model = apps.get_model(row.table)
    if row.verb == Written.Verb.ENTERED:
        Entry.objects.filter(pk=row.row_id).update(state=Entry.State.ARCHIVED)
    elif row.verb == Written.Verb.CHANGED:
        model._base_manager.filter(pk=row.row_id).update(**row.before)
    elif row.table == Duplicate._meta.label:
        Duplicate.objects.filter(pk=row.row_id, state=Duplicate.State.WAITING, decisions__isnull=True).delete()
    else:
        model._base_manager.filter(pk=row.row_id).delete()


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value

"""What the pages about single rows show: a row beside the child it may be about; what a row changes."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.child_index.pair_pages import Head, entries_of, head
from teamaround.child_index.pair_view import compared, said
from teamaround.child_index.resembling import cards_of, compare_two
from teamaround.exchange import comparing, keys, presenters, reviewing, rules
from teamaround.exchange.models import Delivery, StagedRow
from teamaround.families.models import Person
from teamaround.families.sealing import open_address
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words

Decision = StagedRow.Decision


def address(delivery: Delivery, row: StagedRow) -> str:
    return reverse("exchange:row", kwargs={"delivery_ref": delivery.ref, "row_number": row.number})


def after(row: StagedRow) -> str:
    """The next row that waits; after the last one the file."""
    more = reviewing.waiting(row.delivery).exclude(pk=row.pk).first()
    if more is None or more.later:
        return reverse("exchange:delivery", kwargs={"delivery_ref": row.delivery.ref})
    return address(row.delivery, more)


def told(answer: str) -> str:
    if answer == reviewing.SAME:
        return _("Taken as the same child.")
    return _("Taken as another child.") if answer == reviewing.ANOTHER else _("It waits until you come back to it.")


def context(row: StagedRow) -> dict[str, Any]:
    """The row and the child beside each other, with what each line weighs."""
    delivery = row.delivery
    entries = entries_of(row.child_id) if row.child_id is not None else []
    shown: dict[str, Any] = {
        "title": _("Is this the same child?"),
        "row": row,
        "delivery": delivery,
        "open": row.decision == Decision.REVIEW and not row.applied and delivery.state in reviewing.OPEN,
        "left": presenters.to_decide(reviewing.waiting(delivery).count()),
        "source": presenters.source_of(delivery),
        "lines": [(field, reason) for field, reason in row.problems],
    }
    if entries:
        mine, theirs = keys.card(row.data), {}
        cards, shielded = cards_of([entries[0].pk])
        theirs = cards.get(entries[0].pk, {})
        lines, log2_n = compare_two(theirs, mine, delivery.authority_id)
        shown["compared"] = compared(lines, log2_n, theirs, mine)
        shown["heads"] = [head(entries[0], shielded=bool(shielded)), _head(row)]
    return shown


def _head(row: StagedRow) -> Head:
    data = row.data
    made = row.delivery.as_of
    day = short_day_words(made, clock.today()) if made else ""
    return Head(
        name=f"{data.get('given', '')} {data.get('family', '')}".strip(),
        since=_("%(source)s, %(day)s") % {"source": presenters.source_of(row.delivery), "day": day},
        people=_("Row %(number)d of the file") % {"number": row.number},
        shielded=False,
        url=reverse("exchange:delivery", kwargs={"delivery_ref": row.delivery.ref}),
    )


@dataclass(frozen=True)
class Change:
    """One field of a child: what stands in the index, what the file says, what becomes of it."""

    field: str
    now: str
    told: str
    how: str
    writes: bool


@dataclass(frozen=True)
class ChangedRow:
    """A child and what the file would change."""

    child_id: int
    name: str
    url: str
    number: int
    changes: list[Change]


def changed_rows(delivery: Delivery, rows: list[StagedRow]) -> list[ChangedRow]:
    """Few queries for a page of rows. Of a protected child no address or number is shown."""
    wanted = [row.child_id for row in rows if row.child_id is not None]
    held = comparing.held_of(wanted)
    _cards, shielded = cards_of(wanted)
    applied = delivery.state == Delivery.State.APPLIED
    return [
        _changed(row, held[row.child_id], hidden=row.child_id in shielded, applied=applied)
        for row in rows
        if row.child_id is not None and row.child_id in held
    ]


def _changed(row: StagedRow, held: comparing.Held, *, hidden: bool, applied: bool) -> ChangedRow:
    person: Person = held.person
    changes = []
    for name, how in row.changes:
        kept_back = hidden and name not in {"name", "birth", "sex"}
        now = _("kept back") if kept_back else _now(name, held)
        given = _("kept back") if kept_back else _told(name, row)
        field = str(presenters.FIELDS[name.partition(":")[0]])
        changes.append(Change(field, "" if applied and how in rules.WRITES else now, given,
                              str(presenters.HOWS[how]), how in rules.WRITES))  # fmt: skip
    url = reverse("desks:child", kwargs={"child_ref": person.ref})
    return ChangedRow(person.pk, person.name, url, row.number, changes)


def _now(name: str, held: comparing.Held) -> str:
    person = held.person
    if name == "name":
        return f"{person.given} {person.family}".strip()
    if name == "birth":
        return said("birth", {"born": person.born.isoformat()} if person.born else {})
    if name == "sex":
        return said("sex", {"sex": person.sex})
    if name == "address":
        return "; ".join(", ".join(part for part in open_address(home) if part) for home in held.homes)
    number = held.numbers.get(name.partition(":")[2])
    return _("ends in %(last)s") % {"last": number.value[-3:]} if number else ""


def _told(name: str, row: StagedRow) -> str:
    data = row.data
    if name == "name":
        return f"{data.get('given', '')} {data.get('family', '')}".strip()
    if name == "birth":
        return said("birth", {"born": data.get("born") or None})
    if name == "sex":
        return said("sex", {"sex": data.get("sex", "")})
    if name == "address":
        return ", ".join(part for part in (data.get("address", ""), data.get("postcode", "")) if part)
    number = data.get(name, "")
    return _("ends in %(last)s") % {"last": number[-3:]} if number else ""

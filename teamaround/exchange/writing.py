"""Writing what a delivery changes of one child, and writing down each row that it made, changed or ended.

What was in force stays as history, as when a person changes it. Call inside a recording.
"""

import datetime
from typing import Any

from django.db import models

from teamaround.exchange import keys, rules
from teamaround.exchange.comparing import Held
from teamaround.exchange.layouts import Layout
from teamaround.exchange.models import Delivery, StagedRow, Written
from teamaround.families.models import Address, Birth, Identifier, Name, Sex
from teamaround.kit import clock
from teamaround.matching import identifiers

DAY = datetime.timedelta(days=1)
Verb = Written.Verb


class Pen:
    """Writes for one staged row and keeps what it wrote."""

    def __init__(self, delivery: Delivery, row: StagedRow, layout: Layout) -> None:
        self.delivery, self.row, self.layout = delivery, row, layout
        self.written: list[Written] = []

    def told(self, child_id: int, since: datetime.date | None) -> dict[str, Any]:
        """The columns that every dated fact shares."""
        return {
            "person_id": child_id,
            "authority_id": self.delivery.authority_id,
            "source": self.layout.told_by,
            "recorded_at": clock.now(),
            "starts": since,
        }

    def note(self, what: str, verb: str, row: models.Model, child_id: int, **more: Any) -> None:
        """Remember one row for undoing."""
        self.written.append(
            Written(
                delivery=self.delivery,
                staged=self.row,
                child_id=child_id,
                what=what,
                verb=verb,
                table=row._meta.label,
                row_id=row.pk,
                **more,
            )
        )

    def make(self, what: str, row: Any) -> Any:
        row.save()
        self.note(what, Verb.MADE, row, row.person_id)
        return row

    def change(self, what: str, row: Any, child_id: int, **values: Any) -> None:
        """Set fields, remembering how they were and how they were left."""
        before = {name: _plain(getattr(row, name)) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        self.note(what, Verb.CHANGED, row, child_id, before=before, after={k: _plain(v) for k, v in values.items()})

    def keep(self) -> None:
        """Write down everything that was written."""
        Written.objects.bulk_create(self.written)
        self.written = []


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def write(pen: Pen, held: Held, changes: list[list[str]]) -> None:
    """Carry out the changes that are to be written; those that are kept apart are not."""
    words = {name: word for name, word in changes if word in rules.WRITES}
    if "name" in words:
        _name(pen, held)
    if "birth" in words or "sex" in words:
        _birth(pen, held, words)
    if "address" in words:
        _address(pen, held, words["address"])
    for name in words:
        if name.startswith("number:"):
            _number(pen, held, name)


def _ends(pen: Pen, row: Any) -> datetime.date:
    """The day before the word of the source, never before it began."""
    day: datetime.date = pen.delivery.as_of or clock.today()
    starts: datetime.date | None = row.starts
    return max(day - DAY, starts) if starts else day - DAY


def _name(pen: Pen, held: Held) -> None:
    data, child = pen.row.data, held.person
    since = None
    if held.name is not None:
        since = pen.delivery.as_of
        pen.change("name", held.name, child.pk, kind=str(Name.Kind.FORMER), ends=_ends(pen, held.name))
    names = {"given": data["given"], "family": data["family"]}
    pen.make("name", Name(kind=str(Name.Kind.CURRENT), **names, **pen.told(child.pk, since)))
    pen.change("name", child, child.pk, **names)


def _birth(pen: Pen, held: Held, words: dict[str, str]) -> None:
    """Birth and sex stand in one row; what was believed is kept, also when nobody had changed it before."""
    child, data = held.person, pen.row.data
    now = {"born": child.born, "expected_on": child.expected_on, "sex": child.sex}
    if held.birth is None:
        first = pen.told(child.pk, None) | {"source": held.name.source if held.name else "index"}
        held.birth = pen.make("birth", Birth(**now, **first))
    pen.change("birth", held.birth, child.pk, ends=_ends(pen, held.birth))
    then = dict(now)
    if "birth" in words:
        then |= {"born": keys.born(data), "expected_on": None}
    if "sex" in words:
        then["sex"] = data.get("sex") or str(Sex.UNKNOWN)
    pen.make("birth", Birth(**then, **pen.told(child.pk, pen.delivery.as_of)))
    pen.change("birth", child, child.pk, **then)


def _address(pen: Pen, held: Held, word: str) -> None:
    child, data = held.person, pen.row.data
    since = None
    for home in held.homes:
        since = pen.delivery.as_of
        pen.change("address", home, child.pk, ends=_ends(pen, home))
    told = pen.told(child.pk, since)
    if word == rules.END:
        pen.make("address", Address(kind=str(Address.Kind.UNKNOWN), **told))
        return
    lines, code = data.get("address", ""), data.get("postcode", "")
    pen.make("address", Address(kind=str(Address.Kind.HOME), lines=lines, postcode=code, **told))


def _number(pen: Pen, held: Held, name: str) -> None:
    scheme = name.partition(":")[2]
    running, value = held.numbers.get(scheme), pen.row.data[name]
    if running is not None:
        pen.change(name, running, held.person.pk, ends=_ends(pen, running))
    word = identifiers.word(scheme, value)
    told = pen.told(held.person.pk, None)
    pen.make(name, Identifier(scheme=scheme, value=value, check_word=word, **told))

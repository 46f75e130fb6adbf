"""What several sources say of one value: the first in rank is shown, others stand beside it (issue 3 item 1).

A value that is put right by an act of its own (`families.actions`) is in force whatever its source: a person decided.
"""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.child_index import access_of_entry as access
from teamaround.child_index.entry_rules import source_wins
from teamaround.child_index.models_of_entry import ToldValue
from teamaround.families import actions, homes
from teamaround.families.models import Address, Birth, Dated, Name, Person
from teamaround.families.problems import check_birth, check_day, check_name
from teamaround.kit import clock
from teamaround.kit.problems import Problem

State = ToldValue.State


@dataclass(frozen=True)
class Told:
    """What one source says: a name, a date of birth or an address."""

    field: str
    source: str
    on: datetime.date
    given: str = ""
    family: str = ""
    born: datetime.date | None = None
    lines: str = ""
    postcode: str = ""

    def kept(self) -> dict[str, str]:
        """The parts that belong to the field, as they are stored."""
        parts = {
            "name": {"given": self.given, "family": self.family},
            "birth": {"born": self.born.isoformat() if self.born else ""},
            "address": {"lines": self.lines, "postcode": self.postcode},
        }
        return parts[self.field]


def in_force(child: Person, field: str) -> Dated | None:
    """The row that holds the value shown now."""
    if field == "name":
        return Name.objects.filter(person=child, kind=Name.Kind.CURRENT).first()
    if field == "birth":
        return Birth.objects.filter(person=child, ends__isnull=True).first()
    return Address.objects.filter(person=child, ends__isnull=True).order_by("-starts", "-pk").first()


def tell_value(*, by: Actor, child: Person, told: Told) -> ToldValue:
    """Write what a source says. It is shown when its source ranks before that of the value in force, or is as good and
    newer; else it stands beside it until somebody takes it or sets it aside. Raises Refused or Problem.
    """
    _check(child, told)
    with doing(access.LOOK_AFTER, by=by, children=[child.pk], codes={"what": "told", "field": told.field}):
        Person.objects.select_for_update().get(pk=child.pk)
        row = in_force(child, told.field)
        before = (row.source, row.starts or row.recorded_at.date()) if row else None
        word = source_wins(told.field, (told.source, told.on), before)
        made = ToldValue.objects.create(
            authority_id=child.authority_id,
            child=child,
            field=told.field,
            value=told.kept(),
            source=told.source,
            told_on=told.on,
            recorded_by_id=by.own_post_id,
            recorded_at=clock.now(),
            state=State.BESIDE,
        )
        if word:
            _put_in_force(by, child, told)
            _settle(made, State.SHOWN, by)
        return made


def settle_value(*, by: Actor, told: ToldValue, take: bool) -> ToldValue:
    """Take a value that stood beside, or set it aside. Raises Refused or Problem."""
    with doing(access.LOOK_AFTER, by=by, children=[told.child_id], codes={"what": "settle", "take": take}):
        locked = ToldValue.objects.select_for_update(of=("self",)).select_related("child").get(pk=told.pk)
        if locked.state != State.BESIDE:
            raise Problem(_("A colleague has settled this already."))
        if take:
            _put_in_force(by, locked.child, _told_again(locked))
        _settle(locked, State.SHOWN if take else State.ASIDE, by)
        return locked


def beside(child_id: int) -> list[ToldValue]:
    """What other sources say and nobody has settled."""
    return list(ToldValue.objects.filter(child_id=child_id, state=State.BESIDE).order_by("field", "-told_on", "-pk"))


def _told_again(row: ToldValue) -> Told:
    value = dict(row.value)
    born = value.pop("born", "")
    return Told(row.field, row.source, row.told_on, born=datetime.date.fromisoformat(born) if born else None, **value)


def _check(child: Person, told: Told) -> None:
    check_day(told.on, field="on")
    if told.field == "name":
        check_name(told.given, told.family)
    elif told.field == "birth":
        check_birth(told.born, None)
    elif told.field == "address":
        homes.check_home(told.lines, told.postcode)
    else:
        raise Problem(_("Choose what the source says."), field="field")


def _put_in_force(by: Actor, child: Person, told: Told) -> None:
    """Through the actions of `families`, so that the value before stays as history."""
    if told.field == "name":
        actions.change_name(
            by=by, child=child, person=child, given=told.given, family=told.family, known_as=child.known_as,
            since=max(told.on, child.born or told.on), source=told.source,
        )  # fmt: skip
    elif told.field == "birth":
        actions.change_birth(by=by, child=child, born=told.born, sex=child.sex, source=told.source)
    else:
        homes.add_home(
            by=by, child=child, lines=told.lines, postcode=told.postcode, since=max(told.on, child.born or told.on),
            source=told.source,
        )  # fmt: skip


def _settle(row: ToldValue, state: str, by: Actor) -> None:
    row.state, row.settled_by_id, row.settled_at = state, by.own_post_id, clock.now()
    row.save()

"""Adding a child, only after a search; what resembles a shielded child is held, with the same answer (design.md 4)."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.child_index import access, scope, search_rows
from teamaround.child_index.entering import NewChild, enter
from teamaround.child_index.models import Entry, Search, SearchResult
from teamaround.child_index.resembling import resembles_shielded
from teamaround.families.models import LivesWith, Name, Person, Relationship
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching.people import Query


@dataclass(frozen=True)
class Told:
    """What somebody told of a child who is not in the index."""

    kind: str
    given: str
    family: str
    born: datetime.date | None
    expected: datetime.date | None
    sex: str
    mother: str
    address: str
    postcode: str
    number: str
    why: str = ""


def add_child(*, by: Actor, search: Search, told: Told) -> Person:
    """Enter a child after a search of one's own. The finder sees the new entry as by that search.

    Raises Refused or Problem.
    """
    _check(told)
    scope.demand_in_scope(by.authority_id, why=told.why, reason=search.reason)
    with doing(access.ADD_CHILD, by=by, codes={"search": search.pk, "why": told.why}) as draft:
        held = resembles_shielded(_query(told), by.authority_id)
        child = enter(
            NewChild(
                authority_id=by.authority_id,
                given="" if told.kind != "born" else told.given,
                family=told.family,
                sex=told.sex or "U",
                born=told.born if told.kind != "unborn" else None,
                expected_on=told.expected if told.kind == "unborn" else None,
                address=told.address,
                postcode=told.postcode,
                numbers=_numbers(told),
            ),
            by_post_id=by.own_post_id,
            state=Entry.State.HELD if held else Entry.State.ACTIVE,
        )
        if told.mother:
            _add_mother(by, child, told.mother)
        SearchResult.objects.create(
            search=search, child=child, rank=99, score="1.00", word="match", reasons=[], limited=False
        )
        search_rows.rebuild([child.pk])
        draft.about(child.pk)
        return child


def _check(told: Told) -> None:
    today = clock.today()
    if told.kind == "unborn" and told.expected is None:
        raise Problem(_("Write the expected date, as near as you know it."), field="expected")
    if told.kind == "unborn" and not told.mother.strip():
        raise Problem(_("Write the mother's name: an unborn child is found by it."), field="mother")
    if told.kind != "unborn" and told.born is None:
        raise Problem(_("Write the date of birth."), field="born")
    if told.born is not None and told.born > today:
        raise Problem(_("The date of birth lies ahead. For an unborn child choose “Not yet”."), field="born")
    if told.kind == "born" and not told.given.strip():
        raise Problem(_("Write the first name, or choose that there is none yet."), field="given")


def _query(told: Told) -> Query:
    return Query(
        given=told.given,
        family=told.family,
        born=told.born,
        expected=told.expected,
        sex=told.sex,
        carer=told.mother,
        identifiers=_numbers(told),
    )


def _numbers(told: Told) -> dict[str, str]:
    return {"nhs_number": told.number} if told.number else {}


def _add_mother(by: Actor, child: Person, name: str) -> None:
    """A carer known by name only; `families` holds more once the family is asked."""
    *given, family = name.split()
    mother = Person.objects.create(
        authority_id=child.authority_id, given=" ".join(given) or family, family=family if given else "", sex="F"
    )
    told = {
        "authority_id": child.authority_id,
        "source": "agency",
        "recorded_at": clock.now(),
        "recorded_by_id": by.own_post_id,
    }
    Name.objects.create(person=mother, kind=Name.Kind.CURRENT, given=mother.given, family=mother.family, **told)
    Relationship.objects.create(person=mother, child=child, kind="mother", **told)
    LivesWith.objects.create(person=mother, child=child, **told)

"""Entering a child: person, name in force, address, numbers and entry in one go. Used by adding and by deliveries."""

import datetime
from dataclasses import dataclass, field

from teamaround.child_index import search_rows
from teamaround.child_index.models import Entry
from teamaround.families.models import Address, Identifier, Name, Person
from teamaround.kit import clock
from teamaround.matching import identifiers


@dataclass(frozen=True)
class NewChild:
    """What is known of a child who is entered. Unborn: `expected_on`; unnamed: no given name."""

    authority_id: int
    given: str
    family: str
    sex: str = "U"
    born: datetime.date | None = None
    expected_on: datetime.date | None = None
    address: str = ""
    postcode: str = ""
    numbers: dict[str, str] = field(default_factory=dict)
    source: str = "agency"


def enter(new: NewChild, *, by_post_id: int | None, state: str = Entry.State.ACTIVE) -> Person:
    """Write all rows and the keys for searching; those of a held entry stand apart. Call inside a recording."""
    child = Person.objects.create(
        authority_id=new.authority_id,
        given=new.given,
        family=new.family,
        sex=new.sex,
        born=new.born,
        expected_on=new.expected_on,
    )
    told = {
        "authority_id": new.authority_id,
        "person": child,
        "source": new.source,
        "recorded_at": clock.now(),
        "recorded_by_id": by_post_id,
    }
    Name.objects.create(kind=Name.Kind.CURRENT, given=new.given, family=new.family, **told)
    if new.address or new.postcode:
        Address.objects.create(lines=new.address, postcode=new.postcode, **told)
    for scheme, value in new.numbers.items():
        Identifier.objects.create(scheme=scheme, value=value, check_word=identifiers.word(scheme, value), **told)
    Entry.objects.create(
        child=child,
        authority_id=new.authority_id,
        state=state,
        source=new.source,
        entered_at=clock.now(),
        entered_by_id=by_post_id,
    )
    search_rows.rebuild([child.pk])
    return child

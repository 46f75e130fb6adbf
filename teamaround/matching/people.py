"""What somebody typed (`Query`) and what the index holds (`Candidate`), each with its folded form worked out once."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from teamaround.matching import identifiers
from teamaround.matching.dates import PartialDate, partial, whole
from teamaround.matching.normalise import (
    Address,
    Postcode,
    fold_address,
    fold_name,
    fold_place,
    fold_sex,
    is_no_name_yet,
    postcode,
    telephone,
)

NOW = "now"
BEFORE = "before"

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "sir", "mum", "dad"})


class Name(NamedTuple):
    """A name a child had before, or is also known by. An empty part means: as now."""

    given: str
    family: str


class Carer(NamedTuple):
    """A parent or carer as somebody wrote the name, and the word for what they are to the child (Mum, Grandad)."""

    name: str
    relation: str = ""


class NameForm(NamedTuple):
    """One way the child is or was called: folded, as it was written, and whether each part is in use now or before."""

    given: str
    family: str
    shown_given: str
    shown_family: str
    given_when: str = NOW
    family_when: str = NOW


class CarerForm(NamedTuple):
    """A carer's name folded: first word, last word (empty if only one was given), and as it was written."""

    first: str
    last: str
    shown: str
    relation: str


class Place(NamedTuple):
    """A school or practice: folded, as written, now or before."""

    folded: str
    shown: str
    when: str


@dataclass(slots=True)
class Prepared:
    """The folded form of either side. Two of these are compared; which of them was typed makes no difference."""

    forms: tuple[NameForm, ...]
    no_name_yet: bool
    born: PartialDate | None
    expected: date | None
    age: int | None
    as_of: date | None
    sex: str
    postcodes: tuple[Postcode, ...]
    addresses: tuple[Address, ...]
    numbers: dict[str, str]
    unusable_numbers: dict[str, str]
    carers: tuple[CarerForm, ...]
    schools: tuple[Place, ...]
    practices: tuple[Place, ...]
    telephones: frozenset[str]
    remembered: dict[Any, Any] = field(default_factory=dict)

    @property
    def named(self) -> NameForm:
        """The name in use now."""
        return self.forms[0]

    @property
    def birth_day(self) -> date | None:
        """The whole date of birth, if it is known."""
        return whole(self.born)


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is known about the child somebody looks for. Everything may be left out; `vague` says what is too little.

    `age` counts only with `as_of`, the day on which the age was true.
    """

    given: str = ""
    family: str = ""
    born: date | PartialDate | None = None
    expected: date | None = None
    age: int | None = None
    as_of: date | None = None
    sex: str = ""
    postcode: str = ""
    address: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    carer: str = ""
    school: str = ""
    gp: str = ""
    telephone: str = ""
    aliases: tuple[Name, ...] = ()

    @cached_property
    def prepared(self) -> Prepared:
        """The folded form."""
        numbers, unusable = _numbers(self.identifiers)
        return Prepared(
            forms=_forms(self.given, self.family, self.aliases),
            no_name_yet=is_no_name_yet(fold_name(self.given)),
            born=partial(self.born),
            expected=self.expected,
            age=self.age,
            as_of=self.as_of,
            sex=fold_sex(self.sex),
            postcodes=_postcodes((self.postcode,)),
            addresses=_addresses((self.address,)),
            numbers=numbers,
            unusable_numbers=unusable,
            carers=_carers((Carer(self.carer),)),
            schools=_places((self.school,), ()),
            practices=_places((self.gp,), ()),
            telephones=_telephones((self.telephone,)),
        )


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A child in the index, with all that was ever known under it. Give only what the searcher may be shown."""

    ref: Hashable = ""
    given: str = ""
    family: str = ""
    other_names: tuple[Name, ...] = ()
    born: date | PartialDate | None = None
    expected: date | None = None
    sex: str = ""
    postcode: str = ""
    old_postcodes: tuple[str, ...] = ()
    address: str = ""
    old_addresses: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    carers: tuple[Carer, ...] = ()
    schools: tuple[str, ...] = ()
    old_schools: tuple[str, ...] = ()
    practices: tuple[str, ...] = ()
    old_practices: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()

    @cached_property
    def prepared(self) -> Prepared:
        """The folded form."""
        numbers, unusable = _numbers(self.identifiers)
        return Prepared(
            forms=_forms(self.given, self.family, self.other_names),
            no_name_yet=is_no_name_yet(fold_name(self.given)),
            born=partial(self.born),
            expected=self.expected,
            age=None,
            as_of=None,
            sex=fold_sex(self.sex),
            postcodes=_postcodes((self.postcode, *self.old_postcodes)),
            addresses=_addresses((self.address, *self.old_addresses)),
            numbers=numbers,
            unusable_numbers=unusable,
            carers=_carers(self.carers),
            schools=_places(self.schools, self.old_schools),
            practices=_places(self.practices, self.old_practices),
            telephones=_telephones(self.telephones),
        )


def _forms(given: str, family: str, others: Iterable[Name]) -> tuple[NameForm, ...]:
    now = _form(given, family)
    forms = [now]
    for other in others:
        form = _form(other.given or given, other.family or family)
        if all((form.given, form.family) != (known.given, known.family) for known in forms):
            given_when = NOW if form.given == now.given else BEFORE
            family_when = NOW if form.family == now.family else BEFORE
            forms.append(form._replace(given_when=given_when, family_when=family_when))
    return tuple(forms)


def _form(given: str, family: str) -> NameForm:
    folded = fold_name(given)
    if is_no_name_yet(folded):
        folded, given = "", ""
    return NameForm(folded, fold_name(family), given, family)


def _postcodes(texts: Iterable[str]) -> tuple[Postcode, ...]:
    """The first is where the child lives now, even when it is not known; of the old ones only those that are."""
    now, *before = (postcode(text) for text in texts)
    return (now, *(old for old in before if old.is_known))


def _addresses(texts: Iterable[str]) -> tuple[Address, ...]:
    return tuple(address for address in map(fold_address, texts) if address.words)


def _numbers(given: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    usable: dict[str, str] = {}
    unusable: dict[str, str] = {}
    for scheme, value in given.items():
        number = identifiers.comparable(scheme, value)
        if number:
            usable[scheme] = number
        elif identifiers.tidy(value):
            unusable[scheme] = identifiers.word(scheme, value)
    return usable, unusable


def _carers(carers: Iterable[Carer]) -> tuple[CarerForm, ...]:
    found = []
    for carer in carers:
        words = [word for word in fold_name(carer.name).split() if word not in _TITLES]
        if words:
            found.append(CarerForm(words[0], words[-1] if len(words) > 1 else "", carer.name, carer.relation))
    return tuple(found)


def _places(now: Iterable[str], before: Iterable[str]) -> tuple[Place, ...]:
    both = [Place(fold_place(text), text, NOW) for text in now] + [
        Place(fold_place(text), text, BEFORE) for text in before
    ]
    return tuple(place for place in both if place.folded)


def _telephones(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(number for number in map(telephone, texts) if number)

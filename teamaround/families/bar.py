"""The thin bar at the side of every page of a child: packages offer facts, warnings, tabs and things one can do.

Each part is worked out for one reader and one child, so it holds only what that reader may know. Registered in the
AppConfig of the package that owns the matter; places are numbers, lowest first (docs/adr/0006).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from teamaround.access.actor import Actor
from teamaround.families.models import Person
from teamaround.kit.pieces import Caution, Fact, Words

FactPart = Callable[[Actor, Person], Fact | None]
CautionPart = Callable[[Actor, Person], list[Caution]]


@dataclass(frozen=True)
class Door:
    """A page of the child: its key, words, address name (taking child_ref) and the action it needs.

    As a tab it stands in every page's row of tabs; as something one can do it stands under the bar.
    """

    key: str
    words: Words
    url_name: str
    action: str


_facts: dict[int, FactPart] = {}
_cautions: dict[int, CautionPart] = {}
_tabs: dict[int, Door] = {}
_can_do: dict[int, Door] = {}

T = TypeVar("T")


def _put(places: dict[int, T], order: int, part: T) -> None:
    if places.get(order, part) != part:
        raise ValueError(f"place {order} is taken by {places[order]}")
    places[order] = part


def offer_fact(order: int, part: FactPart) -> None:
    """Raises ValueError when the place is taken by another."""
    _put(_facts, order, part)


def offer_cautions(order: int, part: CautionPart) -> None:
    """Raises ValueError when the place is taken by another."""
    _put(_cautions, order, part)


def offer_tab(order: int, tab: Door) -> None:
    """Raises ValueError when the place is taken by another."""
    _put(_tabs, order, tab)


def offer_can_do(order: int, door: Door) -> None:
    """Raises ValueError when the place is taken by another."""
    _put(_can_do, order, door)


def facts_for(actor: Actor, child: Person) -> tuple[Fact, ...]:
    found = (_facts[order](actor, child) for order in sorted(_facts))
    return tuple(fact for fact in found if fact is not None)


def cautions_for(actor: Actor, child: Person) -> tuple[Caution, ...]:
    return tuple(caution for order in sorted(_cautions) for caution in _cautions[order](actor, child))


def every_tab() -> list[Door]:
    return [_tabs[order] for order in sorted(_tabs)]


def everything_to_do() -> list[Door]:
    return [_can_do[order] for order in sorted(_can_do)]

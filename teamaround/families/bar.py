"""The thin bar at the side of every page of a child: packages offer parts, pages show them in order.

A part is worked out for one reader and one child, so it holds only what that reader may know.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from teamaround.access.actor import Actor
from teamaround.families.models import Person


@dataclass(frozen=True)
class BarPart:
    """A label with lines of plain text; `tag` is (status word, text) as in kit's status tag."""

    label: str
    lines: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    tag: tuple[str, str] | None = None
    link: tuple[str, str] | None = None
    warning: bool = False


@dataclass(frozen=True)
class Tab:
    """A page of the child: its key, words, address name (taking child_ref) and the action it needs."""

    key: str
    words: str
    url_name: str
    action: str


@dataclass
class _Offered:
    parts: dict[int, Callable[[Actor, Person], BarPart | None]] = field(default_factory=dict)
    tabs: dict[int, Tab] = field(default_factory=dict)


_offered = _Offered()


def offer_part(order: int, part: Callable[[Actor, Person], BarPart | None]) -> None:
    """Called in AppConfig.ready. Raises ValueError when the place is taken by another."""
    if _offered.parts.get(order, part) is not part:
        raise ValueError(f"place {order} in the bar is taken")
    _offered.parts[order] = part


def offer_tab(order: int, tab: Tab) -> None:
    """Called in AppConfig.ready. Raises ValueError when the place is taken by another."""
    if _offered.tabs.get(order, tab) != tab:
        raise ValueError(f"place {order} among the tabs is taken")
    _offered.tabs[order] = tab


def parts_for(actor: Actor, child: Person) -> list[BarPart]:
    """The parts this reader may see, in order; warnings stay where they are put."""
    found = (_offered.parts[order](actor, child) for order in sorted(_offered.parts))
    return [part for part in found if part is not None]


def every_tab() -> list[Tab]:
    return [_offered.tabs[order] for order in sorted(_offered.tabs)]

"""Which first names can be the same person's: William and Bill, Kasia and Katarzyna, Muhammad and Mohamed.

Two sources: the list of the `nicknames` package, which is American, and our own list of British, Irish, Polish,
South Asian and Muslim names in data/nicknames_uk.toml.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import nicknames

from teamaround.matching.normalise import fold_name

OWN_LIST = Path(__file__).parent / "data" / "nicknames_uk.toml"

Table = Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def table() -> Table:
    """Both lists together: for each folded name, the names that may stand for it."""
    own = tomllib.loads(OWN_LIST.read_text(encoding="utf-8"))
    groups = [group for lists in own["variants"].values() for group in lists]
    own_pairs = ((full, short) for full, shorts in own["short_forms"].items() for short in shorts)
    package = nicknames.NickNamer.default_lookup()
    package_pairs = ((full, short) for full, shorts in sorted(package.items()) for short in sorted(shorts))
    return build(groups, [*own_pairs, *package_pairs])


def build(variants: Iterable[Iterable[str]], short_forms: Iterable[tuple[str, str]]) -> Table:
    """A table from groups in which any two are the same name, and from pairs of full name and short form.

    A short form holds for every spelling of the full name.
    """
    found: dict[str, set[str]] = {}
    for group in variants:
        folded = {fold_name(name) for name in group}
        for name in folded:
            found.setdefault(name, set()).update(folded - {name})
    spellings = {name: frozenset(others) for name, others in found.items()}
    for full, short in short_forms:
        one, other = fold_name(full), fold_name(short)
        for name in {one, *spellings.get(one, ())} - {other}:
            found.setdefault(name, set()).add(other)
            found.setdefault(other, set()).add(name)
    return {name: frozenset(others) for name, others in found.items()}


def related(name: str, names: Table | None = None) -> frozenset[str]:
    """The other names that this folded name can be a form of, or that can be a form of it."""
    return (table() if names is None else names).get(name, frozenset())

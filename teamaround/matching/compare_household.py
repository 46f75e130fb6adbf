"""Compare what a child shares with the household: carers, home, school, practice, telephone."""

from collections.abc import Mapping
from typing import Any

from teamaround.matching.compare_names import letters_alike
from teamaround.matching.normalise import Address, Postcode
from teamaround.matching.people import NOW, CarerForm, Place, Prepared
from teamaround.matching.phonetic import sound_key

Found = tuple[str, Mapping[str, Any]]

_CARER_ORDER = ("same", "alike", "first_same", "family_same", "different")


def carers(ours: Prepared, theirs: Prepared) -> Found | None:
    """The carer who agrees best. A first name alone is a weak agreement."""
    if not ours.carers:
        return None
    if not theirs.carers:
        return "unknown", {"yours": ours.carers[0].shown}
    best = min(
        ((_CARER_ORDER.index(_carer(mine, other)), mine, other) for mine in ours.carers for other in theirs.carers),
        key=lambda found: found[0],
    )
    place, mine, other = best
    relation = other.relation or mine.relation
    return _CARER_ORDER[place], {"yours": mine.shown, "theirs": other.shown, "relation": relation}


def _carer(a: CarerForm, b: CarerForm) -> str:
    if a.first == b.first:
        if not a.last or not b.last:
            return "first_same"
        if a.last == b.last:
            return "same"
        if len(a.last) == 1 or len(b.last) == 1:
            return "first_same" if a.last[0] == b.last[0] else "different"
        return "alike" if _alike(a.last, b.last) else "first_same"
    if a.last and a.last == b.last:
        return "alike" if _alike(a.first, b.first) else "family_same"
    return "different"


def _alike(a: str, b: str) -> bool:
    likeness = letters_alike(a, b)
    return likeness >= 0.9 or (likeness >= 0.74 and sound_key(a) == sound_key(b))


def postcodes(ours: Prepared, theirs: Prepared) -> Found | None:
    """Where the child lives or lived. A former address of either side counts nearly as much as the present one."""
    mine, other = ours.postcodes[0], theirs.postcodes[0]
    known = [code for code in theirs.postcodes if code.is_known]
    asked = [code for code in ours.postcodes if code.is_known]
    if not asked:
        return None
    if not known:
        return "unknown", {"yours": _shown(asked[0])}
    return home_level(mine, other, asked, known)


def home_level(mine: Postcode, other: Postcode, asked: list[Postcode], known: list[Postcode]) -> Found:
    """The level for known postcodes, present ones first."""
    if mine.full and mine.full == other.full:
        return "same", {"theirs": mine.full}
    for code in asked:
        if code.full and any(code.full == held.full for held in known):
            return "old", {"theirs": code.full}
    if mine.sector and mine.sector == other.sector:
        return ("sector" if mine.full and other.full else "sector_given"), {"theirs": mine.sector}
    if mine.district and mine.district == other.district:
        return ("district" if mine.sector and other.sector else "district_given"), {"theirs": mine.district}
    for code in asked:
        if any(code.district == held.district for held in known):
            return "old_part", {"theirs": code.district}
    return "different", {"yours": _shown(asked[0]), "theirs": known[0].district}


def _shown(code: Postcode) -> str:
    return code.full or code.sector or code.district


def addresses(ours: Prepared, theirs: Prepared) -> str:
    """The best of all address lines: same number and street, only the same street, or different."""
    if not ours.addresses:
        return ""
    if not theirs.addresses:
        return "unknown"
    found = {_address(mine, other) for mine in ours.addresses for other in theirs.addresses}
    return next(level for level in ("same", "street", "different") if level in found)


def _address(a: Address, b: Address) -> str:
    if not _same_street(a, b):
        return "different"
    if a.numbers == b.numbers or (a.numbers and b.numbers and (a.numbers <= b.numbers or b.numbers <= a.numbers)):
        return "same"
    return "street"


def _same_street(a: Address, b: Address) -> bool:
    """Most words in common, or one line within the other, or nearly the same letters."""
    shared = len(a.words & b.words)
    if shared * 2 > max(len(a.words), len(b.words)) or shared == min(len(a.words), len(b.words)):
        return True
    return letters_alike(a.run_together, b.run_together) >= 0.92


def places(ours: tuple[Place, ...], theirs: tuple[Place, ...]) -> Found | None:
    """A school or practice, now or before, by its telling words."""
    if not ours:
        return None
    if not theirs:
        return "unknown", {"yours": ours[0].shown}
    alike: Found | None = None
    old: Found | None = None
    for mine in ours:
        for other in theirs:
            values = {"yours": mine.shown, "theirs": other.shown}
            if mine.folded == other.folded:
                if mine.when == other.when == NOW:
                    return "same", values
                old = old or ("old", values)
            elif letters_alike(mine.folded, other.folded) >= 0.92:
                alike = alike or ("alike", values)
    return old or alike or ("different", {"yours": ours[0].shown, "theirs": theirs[0].shown})


def telephones(ours: Prepared, theirs: Prepared) -> Found | None:
    """One number in common is enough: people change theirs."""
    if not ours.telephones:
        return None
    if not theirs.telephones:
        return "unknown", {}
    return ("same" if ours.telephones & theirs.telephones else "different"), {}

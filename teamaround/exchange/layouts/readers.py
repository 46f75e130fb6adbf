"""How a cell becomes a value of ours: text, day, sex, postcode, number, or several columns in one line."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from teamaround.matching import identifiers
from teamaround.matching.normalise import fold_sex, postcode

Reader = Callable[..., str]
LONGEST_NAME = 100
LONGEST_LINE = 200
SHOWN = 20
NOT_SAID = frozenset({"", "U", "N", "X", "0", "9", "NOT KNOWN", "UNKNOWN", "NOT SPECIFIED"})
CENTURY = 110
"""A day of birth so many years ago or more is a slip."""


class BadValue(Exception):
    """A value that cannot be used; it is unknown, or the row is turned away."""

    def __init__(self, reason: str, *, too_long: bool = False) -> None:
        super().__init__(reason)
        self.too_long = too_long


class Unread(Exception):
    """A value that fails its check and is kept as given, or taken as something else; the row goes on."""

    def __init__(self, reason: str, instead: str = "") -> None:
        super().__init__(reason)
        self.instead = instead


def reader_for(name: str, options: Mapping[str, Any], columns: int) -> Reader:
    """Raises ValueError with what the layout may say."""
    if name in {"given", "family", "carer", "school", "practice"}:
        return joined(LONGEST_NAME, str(options.get("join", " ")))
    if name in {"born", "expected"}:
        return day(str(options.get("form", "")), int(options.get("shift_years", 0)))
    if name == "sex":
        return sex
    if name == "postcode":
        return nothing if options.get("unread") else british_postcode
    if name == "address":
        return joined(LONGEST_LINE, str(options.get("join", ", ")), cut=True)
    if name == "telephone":
        return joined(30, " ")
    return number(name.removeprefix("number:"))


def plain(value: str) -> str:
    """Without signs that print nothing."""
    if not value.isprintable():
        value = "".join(letter for letter in value if letter.isprintable())
    return value.strip()


def joined(longest: int, between: str, *, cut: bool = False) -> Reader:
    """One column or several, with something between them; too long is refused, or cut where nothing is lost by it."""

    def read(*cells: str) -> str:
        value = between.join(part for part in map(plain, cells) if part)
        if len(value) > longest and not cut:
            raise BadValue(_("longer than %(most)d characters") % {"most": longest}, too_long=True)
        return value[:longest]

    return read


def day(form: str, shift_years: int = 0) -> Reader:
    """A day as the form says it: YYYYMMDD, DD/MM/YYYY or any other order of Y, M and D. Empty stays empty."""
    places = {letter: (form.find(letter * size), size) for letter, size in (("Y", 4), ("M", 2), ("D", 2))}
    if min(place for place, _size in places.values()) < 0 or len(form) > 10:
        raise ValueError("“form” says where year, month and day stand, like “DD/MM/YYYY” or “YYYYMMDD”.")
    year_at, month_at, day_at = (places[letter][0] for letter in "YMD")

    def read(cell: str) -> str:
        value = cell.strip()
        if not value:
            return ""
        try:
            if len(value) != len(form) or not value.isascii():
                raise ValueError
            year = int(value[year_at : year_at + 4]) + shift_years
            month, number = int(value[month_at : month_at + 2]), int(value[day_at : day_at + 2])
            if shift_years and (month, number) == (2, 29):
                number = 28
            return _possible(datetime.date(year, month, number)).isoformat()
        except ValueError:
            said = {"value": value[:SHOWN], "form": form}
            raise BadValue(_("“%(value)s” is not a day written %(form)s") % said) from None

    return read


def _possible(found: datetime.date) -> datetime.date:
    """Raises ValueError for a day in another century."""
    if not 1900 < found.year < 2100:
        raise ValueError
    return found


def sex(cell: str) -> str:
    value = plain(cell)
    folded = fold_sex(value)
    if folded:
        return folded[:1].upper()
    if value.upper() not in NOT_SAID:
        raise Unread(_("“%(value)s” is not a sex we know") % {"value": value[:SHOWN]})
    return ""


def british_postcode(cell: str) -> str:
    value = plain(cell)
    if not value:
        return ""
    found = postcode(value)
    if found.full:
        return found.full
    raise Unread(_("“%(value)s” is not a whole British postcode") % {"value": value[:SHOWN]})


def nothing(*_cells: str) -> str:
    return ""


def number(scheme: str) -> Reader:
    """A number that fails its check is kept as given and never used to tell children apart."""

    def read(cell: str) -> str:
        value = plain(cell)
        if not value:
            return ""
        if len(value) > 40:
            raise BadValue(_("longer than %(most)d characters") % {"most": 40}, too_long=True)
        kept = identifiers.comparable(scheme, value)
        if not kept:
            word = identifiers.word(scheme, value)
            raise Unread(_("a number kept as given: %(word)s") % {"word": word}, value)
        return kept if scheme in {"nhs_number", "upn", "uln"} else value

    return read

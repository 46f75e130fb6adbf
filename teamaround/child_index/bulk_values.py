"""One row of a large file as a child: values cleaned, and what was wrong with them as words. Pure: runs in a worker.

A value that fails a check is kept as given or taken as unknown, never guessed, and its row is never dropped.
"""

import datetime
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from teamaround.matching import identifiers
from teamaround.matching.normalise import fold_sex, postcode, without_control_characters

COLUMNS = (
    "record_id",
    "given_name",
    "family_name",
    "other_family_name",
    "date_of_birth",
    "sex",
    "address_line",
    "postcode",
    "old_postcode",
    "nhs_number",
)
LONGEST = {"given": 100, "family": 100, "other_family": 100, "lines": 200, "postcode": 10, "number": 40, "record": 40}
OLDEST = datetime.date(1900, 1, 1)
AHEAD = datetime.timedelta(days=300)
"""A birth further ahead than a pregnancy lasts is a slip."""

_SEXES = {"female": "F", "male": "M"}
_NOT_SAID = frozenset({"", "u", "unknown", "not known", "not specified", "indeterminate", "x", "0", "9"})
_DAYS = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?"), (0, 1, 2)),
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), (0, 1, 2)),
    (re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"), (2, 1, 0)),
)

DAY_CANNOT_BE = "day_cannot_be"
DAY_IN_PART = "day_in_part"
DAY_FAR_OFF = "day_far_off"
SEX_NOT_KNOWN = "sex_not_known"
FOREIGN_POSTCODE = "foreign_postcode"
POSTCODE_TOO_LONG = "postcode_too_long"
NUMBER_FAILS = "number_fails"
NUMBER_TOO_LONG = "number_too_long"
TOO_LONG = "too_long"
NO_NAME = "no_name"
NO_RECORD_ID = "no_record_id"
LONG_RECORD_ID = "long_record_id"
SHORT_ROW = "short_row"
LONG_ROW = "long_row"


class Incoming(NamedTuple):
    """A child of a file. `more` goes on the search card only: what an index would know from elsewhere."""

    record: str
    given: str = ""
    family: str = ""
    other_family: str = ""
    born: datetime.date | None = None
    expected: datetime.date | None = None
    sex: str = "U"
    lines: str = ""
    postcode: str = ""
    old_postcode: str = ""
    number: str = ""
    more: Mapping[str, Any] = {}


def read(row: Sequence[str], places: Mapping[str, int], today: datetime.date, problems: list[str]) -> Incoming:
    """The child of one row; `places` says where each column stands. Appends to `problems` what was wrong."""
    said = {name: row[at] if at < len(row) else "" for name, at in places.items()}
    tidy = {name: value if value.isascii() and value.isprintable() else _tidy(value) for name, value in said.items()}
    tidy = {name: value.strip() for name, value in tidy.items()}
    born, expected = _day(tidy["date_of_birth"], today, problems)
    home, overlong = _postcode(tidy["postcode"], problems)
    lines = ", ".join(part for part in (tidy["address_line"], overlong) if part)
    child = Incoming(
        record=_record(tidy, row, problems),
        given=_cut("given", tidy["given_name"], problems),
        family=_cut("family", tidy["family_name"], problems),
        other_family=_cut("other_family", tidy["other_family_name"], problems),
        born=born,
        expected=expected,
        sex=_sex(tidy["sex"], problems),
        lines=_cut("lines", lines, problems),
        postcode=home,
        old_postcode=_postcode(tidy["old_postcode"], problems)[0],
        number=_number(tidy["nhs_number"], problems),
    )
    if not (child.given or child.family):
        problems.append(NO_NAME)
    return child


def record_key(record_id: str) -> str:
    """A record's number as it is remembered: itself, or a digest of one that is too long to keep."""
    return record_id if len(record_id) <= LONGEST["record"] else hashlib.sha256(record_id.encode()).hexdigest()[:40]


def _tidy(value: str) -> str:
    return without_control_characters(value.encode("utf-8", "replace").decode("utf-8"))


def _record(tidy: Mapping[str, str], row: Sequence[str], problems: list[str]) -> str:
    """Without a number of its own a row is known again by a digest of all it says."""
    given = tidy["record_id"]
    if not given:
        problems.append(NO_RECORD_ID)
        return "row-" + hashlib.sha256("\x1f".join(row).encode("utf-8", "replace")).hexdigest()[:32]
    if len(given) > LONGEST["record"]:
        problems.append(LONG_RECORD_ID)
    return record_key(given)


def _cut(field: str, value: str, problems: list[str]) -> str:
    if len(value) > LONGEST[field]:
        problems.append(TOO_LONG)
        return value[: LONGEST[field]].strip()
    return value


def _day(text: str, today: datetime.date, problems: list[str]) -> tuple[datetime.date | None, datetime.date | None]:
    """(born, expected): a day ahead is expected; what cannot be, or is known only in part, is unknown."""
    if not text:
        return None, None
    day = read_day(text)
    if day is None:
        problems.append(DAY_IN_PART if re.fullmatch(r"\d{4}([-/]\d{1,2})?", text) else DAY_CANNOT_BE)
        return None, None
    if not OLDEST <= day <= today + AHEAD:
        problems.append(DAY_FAR_OFF)
        return None, None
    return (day, None) if day <= today else (None, day)


def read_day(text: str) -> datetime.date | None:
    """2019-04-05, 20190405 or 05/04/2019; None for what is no day."""
    for pattern, order in _DAYS:
        found = pattern.fullmatch(text)
        if found:
            try:
                return datetime.date(*(int(found.group(at + 1)) for at in order))
            except ValueError:
                return None
    return None


def _sex(text: str, problems: list[str]) -> str:
    found = _SEXES.get(fold_sex(text), "U")
    if found == "U" and text.casefold() not in _NOT_SAID:
        problems.append(SEX_NOT_KNOWN)
    return found


def _postcode(text: str, problems: list[str]) -> tuple[str, str]:
    """The postcode as given, and what is too long to be one, which belongs to the address line."""
    if not text:
        return "", ""
    if len(text) > LONGEST["postcode"]:
        problems.append(POSTCODE_TOO_LONG)
        return "", text
    if postcode(text).kind == "foreign":
        problems.append(FOREIGN_POSTCODE)
    return text, ""


def _number(text: str, problems: list[str]) -> str:
    if not text:
        return ""
    if len(text) > LONGEST["number"]:
        problems.append(NUMBER_TOO_LONG)
        return ""
    if not identifiers.comparable(identifiers.NHS_NUMBER, text):
        problems.append(NUMBER_FAILS)
    return text

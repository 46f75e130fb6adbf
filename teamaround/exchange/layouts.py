"""Layouts of files as data: which column says what, and how a row is read. A bad field names itself."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Row = Mapping[str, str]
LONGEST_NAME = 100


class BadField(Exception):
    """One field of a row cannot be used."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True)
class Layout:
    """Columns a file must have, and readers: field of ours -> from a row."""

    key: str
    says: str
    columns: tuple[str, ...]
    id_column: str
    readers: Mapping[str, Callable[[Row], str]]

    def read(self, row: Row) -> tuple[dict[str, str], list[tuple[str, str]]]:
        """The fields of one row and what is wrong with it."""
        data: dict[str, str] = {}
        problems: list[tuple[str, str]] = []
        for name, reader in self.readers.items():
            try:
                data[name] = reader(row)
            except BadField as bad:
                problems.append((bad.field, bad.reason))
        if not data.get("given") and not data.get("family"):
            problems.append(("surname", "neither a first name nor a family name"))
        return data, problems


def text(column: str, longest: int) -> Callable[[Row], str]:
    """A text without characters that print nothing, at most so long."""

    def read(row: Row) -> str:
        value = "".join(letter for letter in row[column] if letter.isprintable()).strip()
        if len(value) > longest:
            raise BadField(column, f"longer than {longest} characters")
        return value

    return read


def day(column: str, *, shift_years: int = 0) -> Callable[[Row], str]:
    """A day written YYYYMMDD, moved by so many years; empty stays empty."""

    def read(row: Row) -> str:
        value = row[column].strip()
        if not value:
            return ""
        try:
            year, month, number = int(value[:4]) + shift_years, int(value[4:6]), int(value[6:8])
            if len(value) != 8:
                raise ValueError
            if (month, number) == (2, 29):
                number = 28
            return datetime.date(year, month, number).isoformat()
        except ValueError:
            raise BadField(column, f"“{value[:20]}” is not a day written YYYYMMDD") from None

    return read


def joined(*columns: str) -> Callable[[Row], str]:
    """Several columns as one line of an address."""

    def read(row: Row) -> str:
        return ", ".join(part for part in (row[column].strip() for column in columns) if part)[:200]

    return read


def street(number: str, name: str) -> Callable[[Row], str]:
    """House number and street."""

    def read(row: Row) -> str:
        return f"{row[number].strip()} {row[name].strip()}".strip()[:200]

    return read


def nothing(row: Row) -> str:
    return ""


FEBRL_YEARS = 26
"""The people of the FEBRL files are born 1900 to 1999; moved by 26 years none is born after 2025."""

LAYOUTS = {
    "febrl": Layout(
        key="febrl",
        says="FEBRL data sets: adults moved by 26 years, foreign postcodes kept as unknown",
        columns=(
            "rec_id",
            "given_name",
            "surname",
            "street_number",
            "address_1",
            "address_2",
            "suburb",
            "postcode",
            "state",
            "date_of_birth",
            "soc_sec_id",
        ),  # fmt: skip
        id_column="rec_id",
        readers={
            "given": text("given_name", LONGEST_NAME),
            "family": text("surname", LONGEST_NAME),
            "born": day("date_of_birth", shift_years=FEBRL_YEARS),
            "address": street("street_number", "address_1"),
            "postcode": nothing,
            "number:febrl": text("rec_id", 40),
            "number:soc_sec": text("soc_sec_id", 40),
        },
    )
}

"""Reading a large table of comma-separated text, row by row, whatever its size. What is wrong is told in a sentence."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from teamaround.kit.problems import Problem

_WIDE = (b"\xff\xfe", b"\xfe\xff")


@dataclass
class Table:
    """An open file: where each wanted column stands, its rows, and after them whether it was cut off."""

    places: Mapping[str, int]
    width: int
    reader: Iterator[list[str]]
    ends_with_line: bool
    number: int = 1
    """The row that was read last, the heading being row 1."""
    cut_off: bool = False

    def rows(self) -> Iterator[list[str]]:
        """Rows that hold anything. A last row that breaks off is not given: `cut_off` says so. Raises Problem."""
        before: list[str] | None = None
        while (row := self._next()) is not None:
            if before:
                yield before
            before = row
        if before and len(before) < self.width and not self.ends_with_line:
            self.cut_off = True
        elif before:
            yield before

    def _next(self) -> list[str] | None:
        try:
            row = next(self.reader, None)
        except UnicodeDecodeError as wrong:
            raise Problem(_not_utf8(self.number)) from wrong
        except csv.Error as wrong:
            if "unexpected end" not in str(wrong):
                raise Problem(_odd_row(self.number + 1)) from wrong
            self.cut_off, row = True, None
        self.number += row is not None
        return row


@contextmanager
def opened(path: Path, required: Sequence[str], known: Sequence[str]) -> Iterator[Table]:
    """The file with its heading read. Raises Problem for a file that cannot be read so."""
    if not path.is_file():
        raise Problem(_("There is no file %(path)s.") % {"path": path})
    size = path.stat().st_size
    with path.open("rb") as raw:
        if raw.read(2) in _WIDE:
            raise Problem(_("The file is written in UTF-16. Save it as “CSV UTF-8” and try again."))
        raw.seek(max(0, size - 1))
        ends_with_line = raw.read(1) in (b"\n", b"\r", b"")
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield _table(file, required, known, ends_with_line)


def _table(file: IO[str], required: Sequence[str], known: Sequence[str], ends_with_line: bool) -> Table:
    reader = csv.reader((line.replace("\0", "") for line in file), strict=True)
    try:
        heading = [name.strip().casefold() for name in next(reader, [])]
    except UnicodeDecodeError as wrong:
        raise Problem(_not_utf8(0)) from wrong
    except csv.Error as wrong:
        raise Problem(_odd_row(1)) from wrong
    _check(heading, required, known)
    places = {name: heading.index(name) for name in known if name in heading}
    return Table(places, len(heading), reader, ends_with_line)


def _check(heading: Sequence[str], required: Sequence[str], known: Sequence[str]) -> None:
    if not any(heading):
        raise Problem(_("The file is empty: it needs a first row with the names of its columns."))
    if len(heading) == 1 and any(mark in heading[0] for mark in ";\t|"):
        raise Problem(_("The columns are not divided by commas. Save the file as “CSV (comma delimited)”."))
    twice = sorted({name for name in heading if name in known and heading.count(name) > 1})
    if twice:
        raise Problem(_("The first row names a column twice: %(names)s.") % {"names": ", ".join(twice)})
    missing = [name for name in required if name not in heading]
    if missing:
        raise Problem(
            _("The first row must name the columns. Missing: %(names)s.") % {"names": ", ".join(missing)},
        )


def _not_utf8(after: int) -> str:
    return _("Somewhere after row %(row)s the file is not UTF-8 text. Save it as “CSV UTF-8” and try again.") % {
        "row": after
    }


def _odd_row(row: int) -> str:
    return _("Row %(row)s cannot be read: a quotation mark is not closed, or a field is endless.") % {"row": row}

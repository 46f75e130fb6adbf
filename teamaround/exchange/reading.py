"""Rows out of a stream of bytes, one at a time: however large the file, only a line of it is held.

A file that is not what it should be is told in one sentence that names the line; a row that does not fit its header
is given back as such, and the rows after it are read.
"""

import codecs
import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Protocol

from django.utils.translation import gettext as _

from teamaround.exchange.layouts import Layout
from teamaround.kit.problems import Problem

LONGEST_LINE = 1_000_000
"""Bytes of one line. A file without line ends would else be read as one."""
BLOCK = 1024 * 1024
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Lines(Protocol):
    """What is read: an open file in binary mode, or anything that gives its lines."""

    def readline(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True)
class Cells:
    """One row as it stands, or why it cannot be one."""

    cells: list[str]
    wrong: str = ""


class Rows:
    """The header and then every row of a file."""

    def __init__(self, source: Lines) -> None:
        self._source = source
        self._line = 0
        self._ended_well = True
        self._csv = csv.reader(self._lines(), skipinitialspace=True)
        self.header = self._header()

    def _header(self) -> list[str]:
        try:
            header = [name.strip() for name in next(self._csv, [])]
        except csv.Error as wrong:
            raise self._broken(wrong) from wrong
        twice = sorted({name for name in header if name and header.count(name) > 1})
        if twice:
            raise Problem(_("The file has the column %(names)s twice. Take one away.") % {"names": ", ".join(twice)})
        return header

    def demand(self, layout: Layout) -> None:
        """Raises Problem when a column of the layout is missing."""
        missing = [column for column in layout.columns if column not in self.header]
        if missing:
            raise Problem(_("The file has no column %(names)s.") % {"names": ", ".join(missing)})

    def __iter__(self) -> Iterator[Cells]:
        """Raises Problem where the rest cannot be read."""
        width = len(self.header)
        before: Cells | None = None
        try:
            for cells in self._csv:
                if not cells:
                    continue
                if before is not None:
                    yield before
                before = _fitting(cells, width)
        except csv.Error as wrong:
            raise self._broken(wrong) from wrong
        if before is not None:
            self._demand_end(before)
            yield before

    def _demand_end(self, last: Cells) -> None:
        """A last line without its end and with too few cells was cut off on its way. Raises Problem."""
        if not self._ended_well and len(last.cells) < len(self.header):
            raise Problem(
                _("The file ends in the middle of line %(line)d. It was cut off on its way: ask for it again.")
                % {"line": self._line}
            )

    def _lines(self) -> Iterator[str]:
        """Lines as text. Raises Problem for what is not UTF-8, naming the line."""
        while raw := self._source.readline(LONGEST_LINE):
            self._line += 1
            if self._line == 1:
                raw = _without_mark(raw)
            self._ended_well = raw.endswith((b"\n", b"\r"))
            if len(raw) == LONGEST_LINE and not self._ended_well:
                raise Problem(_("Line %(line)d is longer than a million letters. This is no file of rows.")
                              % {"line": self._line})  # fmt: skip
            try:
                yield raw.decode("utf-8").replace("\0", "")
            except UnicodeDecodeError as wrong:
                raise Problem(
                    _("The file is not UTF-8 text: line %(line)d, byte %(place)d. Save it as “CSV UTF-8” and send it "
                      "again.") % {"line": self._line, "place": wrong.start + 1}
                ) from wrong  # fmt: skip

    def _broken(self, wrong: csv.Error) -> Problem:
        return Problem(
            _("A quotation mark is not closed near line %(line)d (%(why)s). Mend that line and send the file again.")
            % {"line": self._line, "why": wrong}
        )


def _without_mark(raw: bytes) -> bytes:
    """Without the mark that some programs put before UTF-8. Raises Problem for UTF-16."""
    if raw.startswith(UTF_16):
        raise Problem(_("The file is saved as UTF-16. Save it as “CSV UTF-8” and send it again."))
    return raw.removeprefix(codecs.BOM_UTF8)


def _fitting(cells: list[str], width: int) -> Cells:
    if len(cells) == width:
        return Cells(cells)
    wrong = _("%(has)d cells where the header has %(width)d") % {"has": len(cells), "width": width}
    return Cells(cells[:width], wrong)


def digest_of(file: IO[bytes]) -> tuple[str, int]:
    """SHA-256 and size of a file, read block by block; it stands at its beginning again."""
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while block := file.read(BLOCK):
        digest.update(block)
        size += len(block)
    file.seek(0)
    return digest.hexdigest(), size

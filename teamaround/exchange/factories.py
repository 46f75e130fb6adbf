"""For tests of deliveries: files as bytes and on disk, children that are known, a delivery taken through its steps."""

import csv
import io
from pathlib import Path
from typing import Any

from teamaround.access.actor import Actor
from teamaround.audit.recording import recording
from teamaround.child_index.entering import NewChild, enter
from teamaround.exchange import applying, matching_rows
from teamaround.exchange.models import Delivery
from teamaround.exchange.staging import stage
from teamaround.families.models import Person

SCHOOL = ("UPN", "Forename", "Surname", "DOB", "Gender", "AddressLine1", "AddressLine2", "Town", "Postcode", "School",
          "ParentForename", "ParentSurname")  # fmt: skip
GP = ("NHS_NUMBER", "FORENAMES", "SURNAME", "DATE_OF_BIRTH", "SEX", "ADDRESS_1", "ADDRESS_2", "ADDRESS_3", "POSTCODE",
      "PRACTICE", "TELEPHONE")  # fmt: skip
HEADERS = {"school_census": SCHOOL, "gp_list": GP}


def row(layout: str = "gp_list", **cells: str) -> list[str]:
    """The cells of one row by column; the rest is empty."""
    return [cells.get(column, "") for column in HEADERS[layout]]


def text_of(rows: list[list[str]], layout: str = "gp_list") -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([HEADERS[layout], *rows])
    return out.getvalue()


def file_of(folder: Path, rows: list[list[str]], layout: str = "gp_list", name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(text_of(rows, layout).encode())
    return path


def quiet(_word: str, _number: int) -> None:
    """No progress."""


def matched(by: Actor, path: Path, layout: str = "gp_list", **more: Any) -> Delivery:
    """Staged and matched: nothing is changed yet."""
    delivery = stage(by=by, path=path, layout_key=layout, progress=quiet, **more)
    return matching_rows.match(by=by, delivery=delivery, progress=quiet)


def applied(by: Actor, path: Path, layout: str = "gp_list", words: str = "", **more: Any) -> Delivery:
    """Through all steps, rows for review left to people."""
    delivery = applying.allow(by=by, delivery=matched(by, path, layout, **more), words=words)
    return applying.apply_rows(by=by, delivery=delivery, progress=quiet)


def known_child(authority: Any, given: str, family: str, born: Any, **more: Any) -> Person:
    """A child who is in the index already."""
    facts: dict[str, Any] = {"authority_id": authority.pk, "given": given, "family": family, "born": born, **more}
    post_id = facts.pop("by_post_id", None)
    with recording(by=Actor.job("cast"), action="practice_data.cast"):
        return enter(NewChild(**facts), by_post_id=post_id)

"""Looking up every row of a file of queries with the search's own candidates and scores: for checks from outside.

Each batch is one event that names the children shown; its answers are written to the file only after that event.
"""

import csv
import datetime
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.audit.models import Outcome
from teamaround.child_index import access, bulk_file, candidates
from teamaround.child_index.bulk_rows import SCHEME
from teamaround.child_index.bulk_values import read_day
from teamaround.families.models import Identifier, Person
from teamaround.kit import clock
from teamaround.matching.dates import PartialDate
from teamaround.matching.decide import ERROR, Answer, rank
from teamaround.matching.identifiers import NHS_NUMBER
from teamaround.matching.normalise import without_control_characters
from teamaround.matching.people import Query
from teamaround.matching.vague import is_too_vague

BATCH = 200
COLUMNS = ("query_id", "given_name", "family_name", "date_of_birth", "age", "sex", "postcode", "nhs_number")
HEADING = ("query_id", "rank", "record_id", "score", "outcome")
OLDEST_AGE = 150

Line = tuple[str, int, str, str, str]


@dataclass
class Looked:
    """What became of the queries."""

    queries: int = 0
    vague: int = 0
    unread: int = 0
    cut_off: int = 0
    """The number of the row in which the file breaks off, or 0."""


def match_file(*, by: Actor, path: Path, out: Path, limit: int, progress: Callable[[int], None]) -> Looked:
    """Write the best few of every query. Raises Refused, or Problem for a file that cannot be read."""
    looked = Looked()
    with bulk_file.opened(path, COLUMNS[:1], COLUMNS) as table, out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADING)
        rows = table.rows()
        while some := list(itertools.islice(rows, BATCH)):
            codes = {"first": looked.queries + 1, "queries": len(some)}
            with doing(access.MATCH_FILE, by=by, outcome=Outcome.EXPORT, codes=codes) as draft:
                answers = [_answer(by, _said(row, table.places), limit, looked) for row in some]
                shown = [_child(result) for _query, answer in answers if answer for result in answer.results]
                draft.about(*shown)
                names = _records(by.authority_id, shown)
            writer.writerows(line for query, answer in answers for line in _lines(query, answer, names))
            looked.queries += len(some)
            progress(looked.queries)
        looked.cut_off = table.number if table.cut_off else 0
    return looked


def _said(row: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    return {name: without_control_characters(row[at]) if at < len(row) else "" for name, at in places.items()}


def _answer(by: Actor, said: dict[str, str], limit: int, looked: Looked) -> tuple[str, Answer | None]:
    """The query's id and what the search says; None where not one field could be read."""
    query = query_of(said, clock.today())
    if query == Query():
        looked.unread += 1
        return said["query_id"], None
    looked.vague += bool(is_too_vague(query))
    frequencies, log2_n = candidates.counts(by.authority_id)
    found = [candidate for candidate, _limited in candidates.find(query, by.authority_id)]
    return said["query_id"], rank(query, found, log2_n=log2_n, frequencies=frequencies, limit=limit)


def query_of(said: Mapping[str, str], today: datetime.date) -> Query:
    """A row as a query; a value that cannot be read counts as not given."""
    age = said.get("age", "")
    years = int(age) if age.isascii() and age.isdigit() and int(age) <= OLDEST_AGE else None
    day = _born(said.get("date_of_birth", ""))
    ahead = isinstance(day, datetime.date) and day > today
    number = said.get("nhs_number", "")
    return Query(
        given=said.get("given_name", ""),
        family=said.get("family_name", ""),
        born=None if ahead else day,
        expected=day if ahead and isinstance(day, datetime.date) else None,
        age=years,
        as_of=today if years is not None else None,
        sex=said.get("sex", ""),
        postcode=said.get("postcode", ""),
        identifiers={NHS_NUMBER: number} if number else {},
    )


def _born(text: str) -> datetime.date | PartialDate | None:
    """A whole day, or the year and month of one that is known in part or cannot be."""
    day = read_day(text)
    if day is not None:
        return day
    parts = text.replace("/", "-").split("-")
    if len(parts) <= 3 and all(part.isascii() and part.isdigit() for part in parts) and len(parts[0]) == 4:
        year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else None
        return PartialDate(year, month if month and 1 <= month <= 12 else None) if year else None
    return None


def _child(result: Any) -> int:
    return int(str(result.candidate.ref))


def _records(authority_id: int, shown: list[int]) -> dict[int, str]:
    """The number under which a file brought each child, or the reference of one that no file brought."""
    names = dict(Person.objects.filter(pk__in=shown).values_list("pk", "ref"))
    held = Identifier.objects.filter(person_id__in=shown, scheme=SCHEME, authority_id=authority_id)
    return names | dict(held.order_by("pk").values_list("person_id", "value"))


def _lines(query: str, answer: Answer | None, names: Mapping[int, str]) -> Iterator[Line]:
    """One line for each child shown; one with rank 0 where there is nobody."""
    if answer is None or not answer.results:
        yield query, 0, "", "0.00", answer.word if answer else ERROR
        return
    for place, result in enumerate(answer.results, start=1):
        yield query, place, names.get(_child(result), ""), f"{result.judgement.score:.2f}", answer.word

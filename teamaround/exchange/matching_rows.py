"""Finding out which child each row of a delivery is about, thousands of rows at a time. Changes no child.

Each chunk is decided and marked by itself, so that a run which is stopped anywhere goes on where it was.
"""

import json
import math
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.audit.protected import demand_recording
from teamaround.child_index import candidates
from teamaround.child_index.models import Entry
from teamaround.exchange import access, asking, comparing, finding, keys, rules, settling, several
from teamaround.exchange.finding import Found
from teamaround.exchange.layouts import Layout, layout_of
from teamaround.exchange.models import Delivery, StagedRow, Waiting
from teamaround.exchange.settling import Scale, Settled
from teamaround.exchange.staging import Progress
from teamaround.families.models import Identifier
from teamaround.kit import clock
from teamaround.matching import identifiers
from teamaround.matching.people import Query

CHUNK = 2_000
State, Decision = Delivery.State, StagedRow.Decision


def match(
    *,
    by: Actor,
    delivery: Delivery,
    progress: Progress,
    go_on: Callable[[], bool] = lambda: True,
    workers: int = 1,
) -> Delivery:
    """Decide about every row that waits, and say what would change. Raises Refused or Problem."""
    if delivery.state == State.STAGED:
        _begin(by, delivery)
    if delivery.state != State.MATCHING:
        return delivery
    chunks = range(delivery.reached + 1, delivery.row_count + 1, CHUNK)
    for first in several.in_order(match_chunk, [(by, delivery.pk, first) for first in chunks], workers):
        delivery.reached = min(first + CHUNK - 1, delivery.row_count)
        progress("matched", delivery.reached)
        if not go_on():
            delivery.refresh_from_db()
            return delivery
    delivery.refresh_from_db()
    return _finish(by, delivery)


def _begin(by: Actor, delivery: Delivery) -> None:
    candidates.forget_counts()
    children = Entry.objects.filter(authority_id=delivery.authority_id, state=Entry.State.ACTIVE).count()
    with doing(access.IMPORT, by=by, codes={"delivery": delivery.pk, "begin": "matching"}):
        delivery.state, delivery.reached, delivery.index_size = State.MATCHING, 0, max(2, children)
        delivery.changes = {}
        delivery.save()
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {StagedRow._meta.db_table}")


def scale_of(delivery: Delivery) -> Scale:
    """How common names are, and how many children there were when matching began."""
    frequencies, _log2_n = candidates.counts(delivery.authority_id)
    return Scale(math.log2(max(2, delivery.index_size)), frequencies)


def match_chunk(by: Actor, delivery_id: int, first: int) -> int:
    """Decide about the next rows and mark them, in one short transaction at the end. Gives back the first row."""
    delivery = Delivery.objects.get(pk=delivery_id)
    last = min(first + CHUNK - 1, delivery.row_count)
    layout = layout_of(delivery.layout)
    waiting = delivery.staged.filter(number__range=(first, last), decision=Decision.WAITING).order_by("number")
    rows = [Waiting(*row) for row in waiting.values_list("pk", "number", "data", "family", "first", "born")]
    found = Found(shielded=finding.shielded_now(delivery.authority_id))
    settled = decide(delivery, layout, rows, scale_of(delivery), found) if rows else {}
    changes = changed(layout, rows, settled, found)
    older = _told_since(delivery, [word.child_id for word in settled.values() if word.decision == Decision.SAME])
    marks = [_mark(row, settled[row.pk], changes.get(row.pk, []), older) for row in rows]
    with doing(access.IMPORT, by=by, codes={"delivery": delivery.pk, "first": first, "matched": len(rows)}):
        _write(marks)
        Delivery.objects.filter(pk=delivery_id, reached__lt=last).update(reached=last)
    return first


def decide(delivery: Delivery, layout: Layout, rows: list[Waiting], scale: Scale, found: Found) -> dict[int, Settled]:
    """First as a set; what is left by more keys and score; what is left then by both names about the same time."""
    authority, first, last = delivery.authority_id, rows[0].number, rows[-1].number
    finding.by_source_number(delivery, layout.id_scheme, first, last, found)
    finding.by_day_and_family(delivery, first, last, found)
    finding.load_cards(found)
    done = {row.pk: word for row in rows if (word := settling.as_a_set(row, found)) is not None}
    left = [row for row in rows if row.pk not in done]
    queries = {row.pk: keys.query(row.data) for row in left}
    finding.more_by_day(authority, [row.pk for row in left], found)
    finding.by_values(authority, queries, found)
    done |= _scored(left, queries, found, scale)
    again = [row for row in left if done[row.pk].decision == Decision.NEW]
    finding.near_in_time(authority, [row.pk for row in again], found)
    done |= _scored(again, queries, found, scale)
    new = [row for row in again if done[row.pk].decision == Decision.NEW]
    done |= {row.pk: _searched(authority, queries[row.pk], scale) for row in new if _lacks_a_key(row)}
    return done | _with_protected_numbers(layout, new, found)


def _scored(rows: list[Waiting], queries: dict[int, Query], found: Found, scale: Scale) -> dict[int, Settled]:
    finding.load_cards(found)
    return {
        row.pk: settling.by_score(queries[row.pk], settling.worth_comparing(row, found), found, scale) for row in rows
    }


def _lacks_a_key(row: Waiting) -> bool:
    return row.born is None or not row.family or not row.first


def _searched(authority_id: int, query: Query, scale: Scale) -> Settled:
    """One by one, by every route of a search: for the few rows without a name or a day."""
    shelf = Found()
    for candidate, limited in candidates.find(query, authority_id, with_held=True):
        child = int(str(candidate.ref))
        shelf.cards[child], shelf.candidates[child] = {}, candidate
        shelf.shielded |= {child} if limited else set()
    return settling.by_score(query, list(shelf.candidates), shelf, scale)


def _with_protected_numbers(layout: Layout, rows: list[Waiting], found: Found) -> dict[int, Settled]:
    """A number is hidden by a shield, so no key leads to it: whoever brings one of a protected child is held."""
    if not rows or not found.shielded:
        return {}
    numbers = Identifier.objects.filter(person_id__in=found.shielded)
    owner = {(scheme, value): child for scheme, value, child in numbers.values_list("scheme", "value", "person_id")}
    held = {}
    for row in rows:
        for pair in keys.numbers(row.data).items():
            if pair in owner and identifiers.comparable(*pair):
                held[row.pk] = Settled(Decision.HELD, owner[pair])
    return held


def changed(
    layout: Layout, rows: list[Waiting], settled: dict[int, Settled], found: Found
) -> dict[int, list[list[str]]]:
    """What each row about a known child would change; most are told from the card alone."""
    ask = {
        row.pk: settled[row.pk].child_id
        for row in rows
        if settled[row.pk].decision == Decision.SAME
        and not comparing.looks_the_same(row.data, found.cards.get(settled[row.pk].child_id or 0, {}))
    }
    held = comparing.held_of(child for child in ask.values() if child is not None)
    data = {row.pk: row.data for row in rows}
    return {pk: comparing.changes_of(layout, data[pk], held[child]) for pk, child in ask.items() if child in held}


def newer_than(delivery: Delivery) -> list[int]:
    """Deliveries of the same source that are applied already and were made later."""
    found = Delivery.objects.filter(
        authority_id=delivery.authority_id, layout=delivery.layout, state=State.APPLIED, as_of__gt=delivery.as_of
    )
    return list(found.values_list("pk", flat=True))


def _told_since(delivery: Delivery, children: list[int | None]) -> set[int | None]:
    """Children of whom the same source has told since: an older word changes nothing."""
    newer = newer_than(delivery)
    if not newer:
        return set()
    told = StagedRow.objects.filter(
        delivery_id__in=newer, child_id__in=children, decision__in=(Decision.SAME, Decision.NEW), applied=True
    )
    return set(told.values_list("child_id", flat=True))


def _mark(row: Waiting, word: Settled, changes: list[list[str]], older: set[int | None]) -> list[Any]:
    """The values of one row as they are written."""
    decision = Decision.OLDER if word.decision == Decision.SAME and word.child_id in older else word.decision
    writes = decision == Decision.SAME and any(what in rules.WRITES for _field, what in changes)
    done = decision == Decision.OLDER or (decision == Decision.SAME and not writes)
    score = None if word.score is None else f"{word.score:.2f}"
    return [decision, word.child_id, score, json.dumps(changes), done, row.pk]


def _write(marks: list[list[Any]]) -> None:
    """In one statement for all rows: a save for each would take most of the time. Call inside a recording."""
    demand_recording(StagedRow._meta.label)
    sql = f"""UPDATE {StagedRow._meta.db_table}
        SET decision = %s, child_id = %s, score = %s, changes = %s, applied = %s WHERE id = %s"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, marks)


def _finish(by: Actor, delivery: Delivery) -> Delivery:
    with doing(access.IMPORT, by=by, codes={"delivery": delivery.pk, "end": "matching"}):
        delivery.changes = told_changes(delivery)
        delivery.questions = asking.questions(delivery, newer_than(delivery))
        delivery.state, delivery.matched_at = State.MATCHED, clock.now()
        counted(delivery)
        delivery.save()
    return delivery


def told_changes(delivery: Delivery) -> dict[str, int]:
    """Field and word over all rows about known children, with how often."""
    rows = delivery.staged.filter(decision=Decision.SAME).exclude(changes=[]).values_list("changes", flat=True)
    return dict(comparing.count(rows.iterator(chunk_size=2_000)))


def counted(delivery: Delivery) -> None:
    """The receipt: rows = new + known and changed + known and the same + held + older + for review + turned away."""
    rows = delivery.staged.values_list("decision").annotate(number=Count("pk")).order_by()
    by_word = Counter(dict(rows))
    same = delivery.staged.filter(decision=Decision.SAME)
    delivery.updated = same.filter(Q(applied=False) | Q(written__isnull=False)).distinct().count()
    delivery.unchanged = by_word[Decision.SAME] - delivery.updated
    paired = delivery.staged.filter(decision=Decision.NEW, pair_child_id__isnull=False, decided_by__isnull=True).count()
    delivery.created = by_word[Decision.NEW] - paired
    delivery.to_review = paired
    delivery.undecided = by_word[Decision.REVIEW]
    delivery.held, delivery.older = by_word[Decision.HELD], by_word[Decision.OLDER]
    delivery.rejected = by_word[Decision.REJECT]

"""From staged rows to the index: the same child, a likely duplicate for a person to look at, or a new entry.

Child by child in short transactions; each row is marked in the transaction that applies it, so that a run which is
stopped anywhere goes on where it was, and nothing is done twice (design.md 6).
"""

import dataclasses
import datetime

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.audit.events import Draft
from teamaround.child_index import candidates, search_rows
from teamaround.child_index.entering import NewChild, enter
from teamaround.child_index.models import Duplicate, Entry
from teamaround.child_index.resembling import resembles_shielded
from teamaround.exchange import access
from teamaround.exchange.models import Delivery, StagedRow
from teamaround.exchange.staging import Progress
from teamaround.families.models import Identifier
from teamaround.kit import clock
from teamaround.matching.decide import ACCEPT, POTENTIAL_FROM, Result, auto_accept, gap, rank
from teamaround.matching.explain import explain
from teamaround.matching.people import Query

CHUNK = 10
"""Rows a transaction: each stays well under 200 ms."""

Decision = StagedRow.Decision


def apply(*, by: Actor, delivery: Delivery, progress: Progress) -> Delivery:
    """Apply what still waits and write the receipt. Raises Refused."""
    candidates.forget_counts()
    while chunk := list(delivery.staged.filter(decision=Decision.WAITING).order_by("number")[:CHUNK]):
        with doing(access.IMPORT, by=by, codes={"delivery": delivery.pk, "first": chunk[0].number}) as draft:
            for row in chunk:
                _apply_row(delivery, row, draft)
        progress("applied", chunk[-1].number)
    return _receipt(by, delivery)


def _apply_row(delivery: Delivery, row: StagedRow, draft: Draft) -> None:
    known = _known(row.data)
    if known is not None:
        row.decision, row.child_id = Decision.SAME, known
    else:
        _match(delivery, row)
    row.applied = True
    row.save()
    if row.child_id is not None:
        draft.about(row.child_id)


def _known(data: dict[str, str]) -> int | None:
    """The child who came in under this very number from this source before."""
    number = data.get("number:febrl", "")
    row = Identifier.objects.filter(scheme="febrl", value=number).values_list("person_id", flat=True).first()
    return int(row) if number and row is not None else None


def _match(delivery: Delivery, row: StagedRow) -> None:
    query = _query(row.data)
    results, sure = _best(delivery.authority_id, query)
    if sure:
        row.decision, row.child_id = Decision.SAME, _id_of(results[0])
        row.score = f"{results[0].judgement.score:.2f}"
        return
    child = enter(_new(delivery, row.data), by_post_id=None, state=_state(query, delivery.authority_id, row.data))
    row.decision, row.child_id = Decision.NEW, child.pk
    likely = [result for result in results if result.judgement.score >= POTENTIAL_FROM]
    for result in likely[:3]:
        row.decision, row.score = Decision.REVIEW, f"{likely[0].judgement.score:.2f}"
        _propose(delivery, child.pk, result)


def _best(authority_id: int, query: Query) -> tuple[list[Result], bool]:
    """The best candidates, held ones too, and whether the first may be joined with nobody looking."""
    frequencies, log2_n = candidates.counts(authority_id)
    found = [candidate for candidate, _shielded in candidates.find(query, authority_id, with_held=True)]
    results = rank(query, found, log2_n=log2_n, frequencies=frequencies).results
    if not results:
        return [], False
    ahead = gap([result.judgement for result in results])
    return results, auto_accept(results[0].comparisons, log2_n, ahead) == ACCEPT


def _query(data: dict[str, str]) -> Query:
    return Query(
        given=data["given"],
        family=data["family"],
        born=datetime.date.fromisoformat(data["born"]) if data["born"] else None,
        postcode=data["postcode"],
        address=data["address"],
    )


def _numbers(data: dict[str, str]) -> dict[str, str]:
    return {name.removeprefix("number:"): value for name, value in data.items() if name[:7] == "number:" and value}


def _id_of(result: Result) -> int:
    return int(str(result.candidate.ref))


def _new(delivery: Delivery, data: dict[str, str]) -> NewChild:
    return NewChild(
        authority_id=delivery.authority_id,
        given=data["given"],
        family=data["family"],
        born=datetime.date.fromisoformat(data["born"]) if data["born"] else None,
        address=data["address"],
        postcode=data["postcode"],
        numbers=_numbers(data),
        source=f"delivery:{delivery.layout}",
    )


def _state(query: Query, authority_id: int, data: dict[str, str]) -> str:
    """An entry that resembles a shielded child, also by a number, is held, hidden, for the index team (design.md 4)."""
    with_numbers = dataclasses.replace(query, identifiers=_numbers(data))
    return Entry.State.HELD if resembles_shielded(with_numbers, authority_id) else Entry.State.ACTIVE


def _propose(delivery: Delivery, child_id: int, result: Result) -> None:
    low, high = sorted((child_id, _id_of(result)))
    Duplicate.objects.get_or_create(
        child_a_id=low,
        child_b_id=high,
        defaults={
            "authority_id": delivery.authority_id,
            "score": f"{result.judgement.score:.2f}",
            "reasons": [[line.sign, line.sentence] for line in explain(result.comparisons)],
            "found_at": clock.now(),
        },
    )


def _receipt(by: Actor, delivery: Delivery) -> Delivery:
    """Counts that add up: rows = rejected + created + unchanged + for review."""
    if delivery.state == Delivery.State.APPLIED:
        return delivery
    with doing(access.IMPORT, by=by, codes={"delivery": delivery.pk, "done": True}):
        counted = {word: delivery.staged.filter(decision=word).count() for word in Decision.values}
        delivery.created = counted[Decision.NEW]
        delivery.unchanged = counted[Decision.SAME]
        delivery.to_review = counted[Decision.REVIEW]
        delivery.state = Delivery.State.APPLIED
        delivery.applied_at = clock.now()
        delivery.save()
    search_rows.count_names()
    return delivery

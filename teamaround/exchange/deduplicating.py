"""Looking through the whole index for records that may be one child; what is found goes to the queue of pairs.

A part of the index at a time, by joins on the keys of the index and the scorer of every search; it goes on where it was
stopped. A pair that somebody answered stays answered. What waits there is for the index team of the authority only,
and of a protected child only what its shield shows is compared.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connection

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.child_index import candidates, search_cards
from teamaround.child_index.models import Duplicate, Entry, SearchCard, SearchName, SearchValue
from teamaround.exchange import access
from teamaround.exchange.models import Sweep
from teamaround.exchange.settling import could_be
from teamaround.exchange.staging import Progress
from teamaround.kit import clock
from teamaround.matching.compare import Comparison, compare
from teamaround.matching.decide import NUMBER_DIFFERS, OTHER_GIVEN_NAME, POTENTIAL_FROM, Judgement, judge
from teamaround.matching.explain import explain
from teamaround.matching.people import Candidate

CHUNK = 1_000
SLICE = 5_000
MOST_OF_ONE_KEY = 12
OURS = "ours"
NAMES, VALUES = SearchName._meta.db_table, SearchValue._meta.db_table
Pair = tuple[int, int]


def sweep(
    *,
    by: Actor,
    progress: Progress,
    way: str = OURS,
    pairs_of: Callable[[int, list[int]], set[Pair]] | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> Sweep:
    """Compare every child with those it may be, and propose what is likely. Raises Refused."""
    authority = by.authority_id or 0
    pairs_of = pairs_of or by_keys
    candidates.forget_counts()
    run = _run(by, authority, way)
    while ids := _next(authority, run.reached_id):
        found = list(scored(authority, pairs_of(authority, ids)))
        children = {child for pair, _judged, _lines in found for child in pair}
        with doing(access.DEDUPLICATE, by=by, codes={"sweep": run.pk, "upto": ids[-1]}) as draft:
            new = [pair for pair, judged, lines in found if _propose(authority, pair, judged, lines)]
            draft.about(*children)
            run.reached_id, run.compared, run.found = ids[-1], run.compared + len(ids), run.found + len(new)
            run.save()
        progress("compared", run.compared)
        if not go_on():
            return run
    run.ended_at = clock.now()
    run.save()
    return run


def _run(by: Actor, authority_id: int, way: str) -> Sweep:
    """The run that was stopped, or a new one."""
    found = Sweep.objects.filter(authority_id=authority_id, way=way, ended_at__isnull=True).order_by("-pk").first()
    return found or Sweep.objects.create(authority_id=authority_id, way=way, begun_at=clock.now())


def _next(authority_id: int, after: int) -> list[int]:
    entries = Entry.objects.filter(authority_id=authority_id, state=Entry.State.ACTIVE, pk__gt=after)
    return list(entries.order_by("pk").values_list("pk", flat=True)[:CHUNK])


def by_keys(authority_id: int, ids: list[int]) -> set[Pair]:
    """Pairs of which the lower is one of these: the same day and a name that sounds alike; both names and a day near
    by; the same number, telephone or home. A key that many share is left out."""
    near = "a.family_sound = b.family_sound AND a.first_sound = b.first_sound AND a.first_sound <> ''"
    found: set[Pair] = set()
    for condition in (
        "b.day = a.day AND b.family_sound = a.family_sound",
        "b.day = a.day AND b.first_sound = a.first_sound AND a.first_sound <> ''",
        "b.day = a.day AND b.family_sound = a.first_sound AND a.first_sound <> ''",
        f"{near} AND b.day BETWEEN {_days('-')} AND {_days('+')}",
    ):
        found |= _joined(NAMES, condition, authority_id, ids)
    few = f"""(SELECT count(*) FROM {VALUES} c WHERE c.authority_id = a.authority_id AND c.kind = a.kind
        AND c.value = a.value) <= {MOST_OF_ONE_KEY}"""  # noqa: S608
    same = f"b.kind = a.kind AND b.value = a.value AND a.kind IN ('number', 'telephone', 'postcode') AND {few}"
    return found | _joined(VALUES, same, authority_id, ids)


def _days(sign: str) -> str:
    return f"date(a.day, '{sign}400 days')" if connection.vendor == "sqlite" else f"a.day {sign} 400"


def _joined(table: str, condition: str, authority_id: int, ids: list[int]) -> set[Pair]:
    sql = f"""SELECT a.child_id, b.child_id FROM {table} a JOIN {table} b
        ON b.authority_id = a.authority_id AND b.child_id > a.child_id AND {condition}
        WHERE a.authority_id = %s AND a.child_id IN ({", ".join(["%s"] * len(ids))})"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [authority_id, *ids])
        return {(low, high) for low, high in cursor.fetchall()}


def scored(authority_id: int, pairs: Iterable[Pair]) -> Iterator[tuple[Pair, Judgement, list[Comparison]]]:
    """Those likely enough for a person to look at."""
    wanted = sorted(set(pairs))
    frequencies, log2_n = candidates.counts(authority_id)
    cards = _cards({child for pair in wanted for child in pair})
    made: dict[int, Candidate] = {}
    for low, high in wanted:
        if low not in cards or high not in cards or not _may_be_one(cards[low], cards[high]):
            continue
        for child in (low, high):
            if child not in made:
                made[child] = search_cards.candidate(child, cards[child])
        lines = compare(made[low], made[high], frequencies)
        judged = judge(lines, log2_n)
        if worth_asking(judged):
            yield (low, high), judged, lines


def worth_asking(judged: Judgement) -> bool:
    """Brothers, sisters and twins are not asked about, nor two that have an NHS number each: a child who was adopted
    has a new number, and its records stay apart (issue 3)."""
    return judged.score >= POTENTIAL_FROM and judged.held_because not in {OTHER_GIVEN_NAME, NUMBER_DIFFERS}


def _may_be_one(mine: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Two children of one home with nothing alike in name or day are neighbours."""
    return could_be(mine.get("born") or "", mine.get("given", ""), mine.get("family", ""), theirs)


def _cards(children: set[int]) -> dict[int, dict[str, Any]]:
    """As searches read them: a protected child's holds what the shield shows; held entries are left out."""
    found: dict[int, dict[str, Any]] = {}
    ids = sorted(children)
    for start in range(0, len(ids), SLICE):
        rows = SearchCard.objects.filter(child_id__in=ids[start : start + SLICE], authority_id__gt=0)
        found.update(rows.values_list("child_id", "card"))
    return found


def _propose(authority_id: int, pair: Pair, judged: Judgement, lines: list[Comparison]) -> bool:
    """True when the pair is new. One that waits, was answered or put off stays as it is."""
    facts = {
        "authority_id": authority_id,
        "score": f"{judged.score:.2f}",
        "reasons": [[line.sign, line.sentence] for line in explain(lines)],
        "found_at": clock.now(),
    }
    return Duplicate.objects.get_or_create(child_a_id=pair[0], child_b_id=pair[1], defaults=facts)[1]

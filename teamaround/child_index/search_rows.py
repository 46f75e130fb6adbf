"""Keys and cards of children, rebuilt whenever something about a child changes. Derived: never the only copy."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from teamaround.child_index import search_cards
from teamaround.child_index.models import NameCount, SearchCard, SearchName, SearchValue, Shield
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.matching.blocking import search_keys
from teamaround.matching.normalise import fold_name

CHUNK = 2_000
NOBODY = [0]
"""Django would not ask the database about an empty list, and the missing statement would tell."""


def shielded_among(child_ids: Iterable[int]) -> frozenset[int]:
    """Those whose whereabouts are protected today. Asked even of nobody: a search takes as long either way."""
    today = clock.today()
    rows = Shield.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=today), child_id__in=list(child_ids) or NOBODY, starts__lte=today
    )
    return frozenset(rows.values_list("child_id", flat=True))


def rebuild(child_ids: Iterable[int]) -> int:
    """Replace the rows of these children; archived and joined entries lose theirs. Returns how many have rows now."""
    wanted = sorted(set(child_ids))
    kept = 0
    for start in range(0, len(wanted), CHUNK):
        kept += _rebuild_chunk(wanted[start : start + CHUNK])
    return kept


@transaction.atomic
def _rebuild_chunk(child_ids: list[int]) -> int:
    for model in (SearchName, SearchValue, SearchCard):
        model.objects.filter(child_id__in=child_ids).delete()
    cards = search_cards.gather(child_ids, shielded=shielded_among(child_ids))
    insert(cards)
    return len(cards)


def insert(cards: dict[int, tuple[int, dict[str, Any]]]) -> None:
    """Write keys and card of children that have none yet: child id -> (authority id, card)."""
    names, values = [], []
    for child, (authority, card) in cards.items():
        keys = search_keys(search_cards.candidate(child, card))
        own = {"child_id": child, "authority_id": authority}
        names += [SearchName(**own, **row._asdict()) for row in keys.names]
        values += [SearchValue(**own, **row._asdict()) for row in keys.values]
    SearchName.objects.bulk_create(names, batch_size=500)
    SearchValue.objects.bulk_create(values, batch_size=500)
    SearchCard.objects.bulk_create(
        [SearchCard(child_id=child, authority_id=authority, card=card) for child, (authority, card) in cards.items()],
        batch_size=500,
    )


def count_names() -> None:
    """How common each name is, for weighing, and how many children there are; counted anew by the tick each night."""
    rows = []
    for kind in ("given", "family"):
        counts = _folded(kind)
        rows.append(NameCount(kind="total", name=kind, count=sum(counts.values())))
        rows += [
            NameCount(kind=kind, name=name[:100], count=count)
            for name, count in counts.items()
            if name and (count > 1 or len(counts) < CHUNK)
        ]
    for authority, count in SearchCard.objects.values_list("authority_id").annotate(Count("pk")):
        rows.append(NameCount(kind="all", name=str(authority), count=count))
    with transaction.atomic():
        NameCount.objects.all().delete()
        NameCount.objects.bulk_create(rows, batch_size=1_000)


def _folded(column: str) -> Counter[str]:
    """Children by folded name; the database counts, so that only distinct names come here."""
    counts: Counter[str] = Counter()
    there = Person.objects.filter(entry__state="active").values_list(column).annotate(Count("pk"))
    for name, count in there.iterator():
        counts[fold_name(name)] += count
    return counts

"""Does a new entry resemble a child whose whereabouts are protected? Then it is held (design.md 4, facts.md c)."""

from django.db.models import Q

from teamaround.child_index import candidates, search_rows
from teamaround.child_index.search_rows import NOBODY
from teamaround.families.models import Identifier
from teamaround.kit import clock
from teamaround.matching import identifiers
from teamaround.matching.decide import POTENTIAL_FROM, rank
from teamaround.matching.people import Query


def resembles_shielded(query: Query, authority_id: int) -> bool:
    """By what a shield shows, or by a number that only the two can share. As many statements whatever the answer."""
    frequencies, log2_n = candidates.counts(authority_id)
    shielded = [candidate for candidate, limited in candidates.find(query, authority_id) if limited]
    answer = rank(query, shielded, log2_n=log2_n, frequencies=frequencies)
    by_number = _has_number_of_shielded(query, authority_id)
    return by_number or any(result.judgement.score >= POTENTIAL_FROM for result in answer.results)


def _has_number_of_shielded(query: Query, authority_id: int) -> bool:
    """A number is hidden by a shield, so only this test may look at it."""
    same = Q(pk__in=NOBODY)
    for scheme, value in query.identifiers.items():
        if identifiers.comparable(scheme, value):
            same |= Q(scheme=scheme, value__in={value, identifiers.tidy(value)})
    held = Identifier.objects.filter(same, authority_id=authority_id).filter(
        Q(ends__isnull=True) | Q(ends__gte=clock.today())
    )
    return bool(search_rows.shielded_among(held.values_list("person_id", flat=True)))

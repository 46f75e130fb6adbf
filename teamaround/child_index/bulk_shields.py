"""Which children of a large file resemble a protected child: the test of `resembling`, with the protected in memory.

A search for each of a million rows would take an hour; the protected of an authority are few, so each row is compared
with those who share a sound, a day or a number with it.
"""

import datetime
from collections import defaultdict
from collections.abc import Hashable

from teamaround.child_index import candidates, search_cards
from teamaround.child_index.bulk_rows import candidate_of, card_of
from teamaround.child_index.bulk_values import Incoming
from teamaround.child_index.models import Shield
from teamaround.child_index.search_rows import shielded_among
from teamaround.families.models import Identifier
from teamaround.matching import identifiers
from teamaround.matching.blocking import SearchKeys, search_keys
from teamaround.matching.compare import compare
from teamaround.matching.decide import POTENTIAL_FROM, judge
from teamaround.matching.people import Candidate


class Protected:
    """The children of an authority whose whereabouts are protected today, by what a shield shows and by number."""

    def __init__(self, authority_id: int) -> None:
        self.authority_id = authority_id
        self.ids: frozenset[int] = frozenset()
        self.by_key: defaultdict[Hashable, list[Candidate]] = defaultdict(list)
        self.numbers: set[tuple[str, str]] = set()
        self.refresh()

    def refresh(self) -> None:
        """See whether a shield came or went; called before every batch."""
        with_shield = Shield.objects.filter(authority_id=self.authority_id).values_list("child_id", flat=True)
        now = shielded_among(set(with_shield))
        if now != self.ids:
            self.ids = now
            self._gather()

    def _gather(self) -> None:
        self.by_key.clear()
        for child, (_shelf, card) in search_cards.gather(self.ids, shielded=self.ids).items():
            known = search_cards.candidate(child, card)
            for key in _keys(search_keys(known)):
                self.by_key[key].append(known)
        held = Identifier.objects.filter(person_id__in=self.ids).values_list("scheme", "value")
        self.numbers = {(scheme, identifiers.comparable(scheme, value)) for scheme, value in held}

    def resembled_by(self, child: Incoming) -> bool:
        """By what a shield shows, or by a number that only the two can share."""
        if not self.ids:
            return False
        number = identifiers.comparable(identifiers.NHS_NUMBER, child.number)
        if number and (identifiers.NHS_NUMBER, number) in self.numbers:
            return True
        asked = candidate_of(child, card_of(child))
        near = {known.ref: known for key in _keys(search_keys(asked)) for known in self.by_key.get(key, ())}
        if not near:
            return False
        frequencies, log2_n = candidates.counts(self.authority_id)
        return any(judge(compare(asked, known, frequencies), log2_n).score >= POTENTIAL_FROM for known in near.values())


def _keys(keys: SearchKeys) -> set[tuple[str, str | datetime.date]]:
    """A sound of either name in either place, and the day."""
    found: set[tuple[str, str | datetime.date]] = set()
    for row in keys.names:
        found |= {("sound", sound) for sound in (row.family_sound, row.first_sound) if sound}
        found |= {("day", row.day)} if row.day else set()
    return found

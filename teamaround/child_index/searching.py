"""One search, with its reason: candidates, score, the short list, and what is put on record (DUD-25, DUD-27)."""

import datetime
from collections.abc import Callable

from django.http import Http404
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.doing import doing, require
from teamaround.access.gate import Loaded
from teamaround.child_index import access, candidates, habits
from teamaround.child_index.models import Search, SearchResult
from teamaround.child_index.terms import seal_terms
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching.decide import Answer, rank
from teamaround.matching.explain import explain
from teamaround.matching.people import Query
from teamaround.matching.vague import is_too_vague

OPEN_AGAIN = datetime.timedelta(minutes=15)
"""How long the same account may open the results again by their address (design.md 4)."""

SHOWN = 10

WAITS: dict[str, Callable[[], str]] = {
    "ask": lambda: _("Before you go on, answer one question about your searches. Your words stay here."),
    "pause": lambda: _("Searching is paused for you until a reviewer has looked at your searches."),
}


def search(*, by: Actor, reason: str, query: Query, terms: dict[str, str]) -> Search:
    """Search one's own authority. Terms are sealed; the event tells which children were shown.

    Raises Refused, or Problem for no reason or too little to go by.
    """
    if reason not in Search.Reason.values:
        raise Problem(_("Choose why you are looking for this child."), field="reason")
    helps = is_too_vague(query)
    if helps:
        raise Problem(" ".join(_(each.sentence) for each in helps[:3]))
    alert = habits.open_alert(by.account_id or 0)
    waits = habits.stands_in_the_way(alert)
    if waits:
        raise Problem(WAITS[waits]())
    require(by, access.SEARCH)
    found, limited = _rank(by, query)
    rows, noticed = _results(found, limited), habits.notice(by, alert)
    kept = Search(
        authority_id=by.authority_id,
        post_id=by.post_id,
        account_id=by.account_id,
        reason=reason,
        outcome=found.word,
        at=clock.now(),
    )
    seal_terms(kept, terms)
    with doing(access.SEARCH, by=by, outcome="search", codes={"reason": reason}, detail=dict(terms)) as draft:
        kept.save(force_insert=True)
        for row in rows:
            row.search = kept
        SearchResult.objects.bulk_create(rows)
        draft.about(*(int(str(result.candidate.ref)) for result in found.results))
        draft.codes["outcome"] = found.word
        draft.codes["shown"] = len(found.results)
        stands_out = habits.act_on(noticed, by)
        if stands_out:
            draft.codes["stands_out"] = stands_out
        return kept


def _rank(by: Actor, query: Query) -> tuple[Answer, frozenset[int]]:
    frequencies, log2_n = candidates.counts(by.authority_id)
    looks_after_index = engine.check(by, access.DUPLICATES).allowed
    found = candidates.find(query, by.authority_id, with_held=looks_after_index, held_by_post=by.own_post_id)
    limited = frozenset(int(str(candidate.ref)) for candidate, shielded in found if shielded)
    ranked = rank(
        query, [candidate for candidate, _shielded in found], log2_n=log2_n, frequencies=frequencies, limit=SHOWN
    )
    return ranked, limited


def _results(found: Answer, limited: frozenset[int]) -> list[SearchResult]:
    """The rows of what is shown, ready before the transaction that writes them begins."""
    rows = []
    for place, result in enumerate(found.results, start=1):
        child = int(str(result.candidate.ref))
        rows.append(
            SearchResult(
                child_id=child,
                rank=place,
                score=f"{result.judgement.score:.2f}",
                word=result.judgement.word,
                reasons=[[line.sign, line.sentence] for line in explain(result.comparisons, translate=_)],
                limited=child in limited,
            )
        )
    return rows


def load_search(actor: Actor, search_ref: str) -> Loaded:
    """The search of this very account, while it may be opened again. Raises Http404."""
    mine = Search.objects.filter(ref=search_ref, account_id=actor.account_id, beyond=False)
    found = mine.filter(at__gt=clock.now() - OPEN_AGAIN).first()
    if found is None:
        raise Http404
    return Loaded(found)

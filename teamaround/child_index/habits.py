"""Searching that looks like leafing through the index: counted, asked about, paused, reviewed (DUD-27, issue 3 item 3).

The rule is `rules.what_stands_out`. Here its values are gathered: from searches, what they showed, and what was then
opened, all from the database, so that no restart and no second server forgets them.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.audit.models import Event, Outcome
from teamaround.child_index import access
from teamaround.child_index.models import Search, SearchAlert, SearchResult
from teamaround.child_index.rules import Looked, next_step, what_stands_out
from teamaround.child_index.terms import terms_of
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching.normalise import fold_name, fold_place, postcode

WINDOW = datetime.timedelta(hours=12)
"""One working session, as long as a search lets its finder see what it showed."""
ANSWER_HOLDS = datetime.timedelta(days=7)
FEW, MOST = 4, 300
INDEX_WORK = 4
"""Whose work is the index itself may search four times as much before anybody asks."""

Step = SearchAlert.Step


def open_alert(account_id: int) -> SearchAlert | None:
    """The question or pause that stands for an account; an answer older than a week no longer counts."""
    found = SearchAlert.objects.filter(account_id=account_id).exclude(step=Step.CLOSED).first()
    if found is not None and found.step == Step.ANSWERED and _lapsed(found):
        return None
    return found


def _lapsed(alert: SearchAlert) -> bool:
    return alert.answered_at is not None and alert.answered_at < clock.now() - ANSWER_HOLDS


def must_wait(account_id: int) -> str:
    """ "ask" or "pause" when something stands in the way of searching, else ""."""
    return stands_in_the_way(open_alert(account_id))


def stands_in_the_way(alert: SearchAlert | None) -> str:
    """The same for a question or pause that was looked up already."""
    step = next_step(str(alert.step), "") if alert else "go_on"
    return "" if step == "go_on" else step


@dataclass(frozen=True)
class Noticed:
    """What stands out in the searches of an account, and the question or pause that stood already."""

    alert: SearchAlert | None
    pattern: str
    step: str


def notice(by: Actor, alert: SearchAlert | None) -> Noticed:
    """Look at the searches of this account before the one that is being made, which cannot have been opened yet."""
    since = clock.now() - WINDOW
    if alert is not None and alert.answered_at is not None:
        since = max(since, alert.answered_at)
    allowance = INDEX_WORK if engine.check(by, access.DUPLICATES).allowed else 1
    pattern = what_stands_out(looked(by.account_id or 0, since), allowance=allowance)
    return Noticed(alert, pattern, next_step(str(alert.step) if alert else "", pattern))


def act_on(noticed: Noticed, by: Actor) -> str:
    """Open a question or a pause where something stood out. Call inside the recording of a search.

    Gives the word for what stood out, for the event.
    """
    alert, pattern = noticed.alert, noticed.pattern
    if noticed.step == "go_on" or not pattern:
        return ""
    if alert is not None:
        alert.step, alert.pattern, alert.paused_at = Step.PAUSED, pattern, clock.now()
        alert.save()
        return pattern
    SearchAlert.objects.filter(account_id=by.account_id, step=Step.ANSWERED).update(step=Step.CLOSED)
    SearchAlert.objects.create(
        authority_id=by.authority_id,
        post_id=by.own_post_id,
        account_id=by.account_id,
        pattern=pattern,
        asked_at=clock.now(),
    )
    return pattern


def looked(account_id: int, since: datetime.datetime) -> list[Looked]:
    """The searches of an account since a moment, oldest first."""
    rows = list(Search.objects.filter(account_id=account_id, at__gt=since).order_by("-at", "-pk")[:MOST])[::-1]
    if len(rows) < FEW:
        return []
    shown: dict[int, set[int]] = defaultdict(set)
    for search, child in SearchResult.objects.filter(search__in=rows).values_list("search_id", "child_id"):
        shown[search].add(child)
    used = _opened(account_id, since)
    return [_looked(row, any(at >= row.at and child in shown[row.pk] for at, child in used)) for row in rows]


def _opened(account_id: int, since: datetime.datetime) -> list[tuple[datetime.datetime, int]]:
    """Children whose page this account opened or changed, and when."""
    events = Event.objects.filter(account_id=account_id, at__gt=since, outcome__in=(Outcome.READ, Outcome.CHANGE))
    rows = events.exclude(action=access.SEARCH.name).values_list("at", "children")
    return [(at, child) for at, children in rows for child in children]


def _looked(search: Search, opened: bool) -> Looked:
    terms = terms_of(search)
    home = postcode(terms.get("postcode", ""))
    return Looked(
        at=search.at,
        family=fold_name(terms.get("family", "")),
        given=fold_name(terms.get("given", "")),
        street=home.full,
        place=fold_place(terms.get("school", "")),
        opened=opened,
    )


def explain(*, by: Actor, alert: SearchAlert, reason: str, words: str) -> SearchAlert:
    """Say what one is looking for; searching goes on. Raises Refused or Problem."""
    with doing(access.SEARCH, by=by, codes={"alert": alert.pk, "reason": reason}, detail={"reason": words}):
        locked = SearchAlert.objects.select_for_update().get(pk=alert.pk)
        if locked.step != Step.ASKED or locked.account_id != by.account_id:
            raise Problem(_("There is no question for you any more. Go on searching."))
        locked.step, locked.reason_code, locked.words = Step.ANSWERED, reason, words
        locked.answered_at = clock.now()
        locked.save()
        return locked


def review(*, by: Actor, alert: SearchAlert, finding: str, words: str) -> SearchAlert:
    """A reviewer lifts a pause or leaves it. Raises Refused or Problem; nobody reviews their own searching."""
    if alert.account_id == by.account_id:
        raise Problem(_("Somebody else must review your own searching."))
    codes = {"alert": alert.pk, "finding": finding}
    with doing(access.REVIEW_SEARCHING, by=by, codes=codes, detail={"reason": words}):
        locked = SearchAlert.objects.select_for_update().get(pk=alert.pk)
        if locked.step != Step.PAUSED:
            raise Problem(_("Searching is not paused any more: somebody has reviewed it."))
        locked.reviewed_by_id, locked.reviewed_at, locked.finding = by.own_post_id, clock.now(), finding
        locked.step = Step.PAUSED if finding == "breach" else Step.CLOSED
        locked.save()
        return locked

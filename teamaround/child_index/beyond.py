"""Asking whether another authority has an entry: by full name and birth or a number, existence alone (DUD-20).

Whoever searches learns which authority, and that its index team can be asked. A protected child there answers like a
child who is not there; what tells that index team of it runs later (`tell`), so that the time taken tells nothing.
"""

import datetime

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.access.gate import Loaded
from teamaround.access.roles import Role
from teamaround.agencies.models import Post
from teamaround.audit.recording import recording
from teamaround.child_index import access_services as access
from teamaround.child_index import habits
from teamaround.child_index.models import BeyondMatch, Entry, Search, SearchName
from teamaround.child_index.search_rows import NOBODY, shielded_among
from teamaround.child_index.searching import OPEN_AGAIN, WAITS
from teamaround.child_index.terms import seal_terms, terms_of
from teamaround.families.models import Identifier
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching.people import Candidate
from teamaround.notifications import outbox

JOB = "child_index.tell_beyond"
ANSWER_IN = datetime.timedelta(days=3)
NOTICE = "child_index.beyond"


def search(*, by: Actor, reason: str, terms: dict[str, str]) -> Search:
    """Look in every other authority. Raises Refused, or Problem where the terms are not whole.

    `terms`: given, family and born (ISO), or number (NHS number).
    """
    if reason not in Search.Reason.values:
        raise Problem(_("Choose why you are looking for this child."), field="reason")
    if not terms.get("number") and not all(terms.get(name) for name in ("given", "family", "born")):
        raise Problem(_("Write first name, family name and the whole date of birth, or the NHS number."))
    alert = habits.open_alert(by.account_id or 0)
    waits = habits.stands_in_the_way(alert)
    if waits:
        raise Problem(WAITS[waits]())
    noticed = habits.notice(by, alert)
    kept = Search(
        authority_id=by.authority_id,
        post_id=by.post_id,
        account_id=by.account_id,
        reason=reason,
        outcome="beyond",
        beyond=True,
        at=clock.now(),
    )
    seal_terms(kept, terms)
    with doing(access.SEARCH_BEYOND, by=by, outcome="search", codes={"reason": reason}, detail=dict(terms)) as draft:
        found = fitting(by.authority_id, terms)
        hidden = shielded_among([child for child, _authority in found])
        kept.save(force_insert=True)
        shown = [pair for pair in found if pair[0] not in hidden]
        _note(kept, shown, shown=True)
        draft.codes["authorities"] = sorted({authority for _child, authority in shown})
        stands_out = habits.act_on(noticed, by)
        if stands_out:
            draft.codes["stands_out"] = stands_out
        return kept


def fitting(own_authority: int, terms: dict[str, str]) -> list[tuple[int, int]]:
    """(child, authority) of entries elsewhere with just these names and birth, or this number. Never a held one.

    As many statements for a child who is there as for one who is not.
    """
    if terms.get("number"):
        digits = "".join(letter for letter in terms["number"] if letter.isdigit())
        held = Identifier.objects.filter(scheme="nhs_number", value=digits)
        found = set(held.values_list("person_id", flat=True))
    else:
        asked = Candidate(ref=0, given=terms["given"], family=terms["family"]).prepared.forms
        names = Q(pk__in=[])
        for form in asked:
            names |= Q(first=form.given, family=form.family)
        found = set(SearchName.objects.filter(names, day=terms["born"]).values_list("child_id", flat=True))
    entries = Entry.objects.filter(pk__in=found or NOBODY, state=Entry.State.ACTIVE).exclude(authority_id=own_authority)
    if not terms.get("number"):
        entries = entries.filter(child__born=terms["born"])
    return sorted(entries.values_list("pk", "authority_id"))


def _note(search: Search, pairs: list[tuple[int, int]], *, shown: bool) -> None:
    BeyondMatch.objects.bulk_create(
        BeyondMatch(search=search, child_id=child, authority_id=authority, shown=shown) for child, authority in pairs
    )


def load_search(actor: Actor, search_ref: str) -> Loaded:
    """A search beyond of this very account, while it may be opened again. Raises Http404."""
    recent = clock.now() - OPEN_AGAIN
    found = Search.objects.filter(ref=search_ref, account_id=actor.account_id, beyond=True, at__gt=recent).first()
    if found is None:
        raise Http404
    return Loaded(found)


def matches_of(search: Search) -> list[BeyondMatch]:
    """What whoever searched is told: each authority once."""
    rows = search.beyond_matches.filter(shown=True).select_related("authority").order_by("authority__name", "pk")
    return list({row.authority_id: row for row in reversed(rows)}.values())[::-1]


def ask_there(*, by: Actor, match: BeyondMatch, question: str) -> BeyondMatch:
    """Ask the index team of the other authority. Raises Refused or Problem."""
    if not question.strip():
        raise Problem(_("Write what you want to know, and how you can be reached."), field="question")
    if match.search.post_id != by.post_id or not match.shown:
        raise Problem(_("Search once more, then ask."))
    with doing(access.SEARCH_BEYOND, by=by, codes={"match": match.pk, "authority": match.authority_id}):
        locked = BeyondMatch.objects.select_for_update().get(pk=match.pk)
        if locked.asked_at is not None:
            raise Problem(_("You have asked them already. The answer comes to your worktray."))
        locked.question, locked.asked_at = question, clock.now()
        locked.answer_by = clock.today() + ANSWER_IN
        locked.save()
        return locked


def answer_there(*, by: Actor, match: BeyondMatch, answer: str) -> BeyondMatch:
    """The index team there answers in its own words. Raises Refused or Problem."""
    if not answer.strip():
        raise Problem(_("Write your answer."), field="answer")
    with doing(access.BEYOND, by=by, codes={"match": match.pk}) as draft:
        draft.about(match.child_id)
        locked = BeyondMatch.objects.select_for_update().get(pk=match.pk)
        if locked.asked_at is None or locked.authority_id != by.authority_id:
            raise Problem(_("Nobody has asked you about this."))
        if locked.answered_at is not None:
            raise Problem(_("Somebody has answered this already."))
        locked.answer, locked.answered_by_id, locked.answered_at = answer, by.own_post_id, clock.now()
        locked.save()
        return locked


def put_away(*, by: Actor, match: BeyondMatch) -> BeyondMatch:
    """Whoever asked has read the answer. Raises Refused or Problem."""
    if match.search.post_id != by.post_id or match.answered_at is None:
        raise Problem(_("There is no answer for you here yet."))
    with doing(access.OWN_ANSWERS, by=by, codes={"match": match.pk}):
        locked = BeyondMatch.objects.select_for_update().get(pk=match.pk)
        locked.read_at = locked.read_at or clock.now()
        locked.save()
        return locked


def seen(*, by: Actor, match: BeyondMatch) -> BeyondMatch:
    """The index team there has seen who searched. Raises Refused or Problem."""
    if match.authority_id != by.authority_id:
        raise Problem(_("That is about another authority."))
    with doing(access.BEYOND, by=by, codes={"match": match.pk, "seen": True}) as draft:
        draft.about(match.child_id)
        BeyondMatch.objects.filter(pk=match.pk, seen_at__isnull=True).update(seen_at=clock.now())
    match.refresh_from_db()
    return match


def from_here(actor: Actor) -> QuerySet[Search]:
    """Searches of this authority's people in others, newest first: who, why, where an entry was shown."""
    rows = Search.objects.filter(authority_id=actor.authority_id, beyond=True).order_by("-at", "-pk")
    return rows.select_related("post__practitioner", "post__agency")


def to_here(actor: Actor) -> QuerySet[BeyondMatch]:
    """Searches by people of other authorities that fit an entry here, protected ones too; newest first."""
    rows = BeyondMatch.objects.filter(authority_id=actor.authority_id).order_by("seen_at", "-search__at", "-pk")
    related = ("search__post__practitioner", "search__post__agency__authority", "child", "answered_by__practitioner")
    return rows.select_related(*related)


def tell() -> int:
    """Tell both index teams of searches beyond, once each, and note for those there what a shield kept back."""
    told = 0
    for search in Search.objects.filter(beyond=True, told_at__isnull=True).order_by("pk")[:200]:
        with recording(by=Actor.job(JOB, search.authority_id), action=JOB):
            fit = fitting(search.authority_id, terms_of(search))
            known = set(search.beyond_matches.values_list("child_id", flat=True))
            _note(search, [pair for pair in fit if pair[0] not in known], shown=False)
            teams = {search.authority_id, *search.beyond_matches.values_list("authority_id", flat=True)}
            posts = Post.objects.filter(authority_id__in=teams, role=Role.INDEX_TEAM, ends__isnull=True)
            for post in posts:
                outbox.send(NOTICE, to_post=post)
            search.told_at = clock.now()
            search.save(update_fields=["told_at"])
        told += 1
    return told


def today_began() -> datetime.datetime:
    """Midnight in London."""
    return datetime.datetime.combine(clock.today(), datetime.time(), tzinfo=clock.LONDON)

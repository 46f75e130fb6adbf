"""Deciding about pairs that may be one child, and about held entries; each with a reason (design.md 8, DUD-20)."""

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Post
from teamaround.child_index import access, joining, search_rows
from teamaround.child_index.models import Duplicate, Enquiry, Entry, Join, PairDecision
from teamaround.child_index.rules import pair_after
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.notifications.worktray import WEEK

ANSWER_IN = WEEK
State = Duplicate.State

SAID = {
    State.SAME: "one child",
    State.DIFFERENT: "two children",
    State.UNSURE: "not sure",
    State.WAITING: "to be looked at again",
}


def decide_pair(*, by: Actor, pair: Duplicate, answer: str, words: str, seen: int) -> Join | None:
    """Same, different or unsure. `seen` is how many decisions the page showed: a later one is told, not overwritten.

    Raises Refused or Problem.
    """
    _need(words)
    children = [pair.child_a_id, pair.child_b_id]
    codes = {"pair": pair.pk, "answer": answer}
    with doing(access.DECIDE_DUPLICATE, by=by, children=children, codes=codes, detail={"reason": words}):
        locked = _locked(pair, seen)
        _move_on(by, locked, answer, words)
        if answer == State.SAME:
            return joining.join(by=by, pair=locked)
        return None


def undo_join(*, by: Actor, join: Join, words: str) -> Join:
    """Take two joined records apart; the pair waits again. Raises Refused or Problem."""
    _need(words)
    children = [join.kept_id, join.joined_id]
    codes = {"join": join.pk, "answer": "undo"}
    with doing(access.DECIDE_DUPLICATE, by=by, children=children, codes=codes, detail={"reason": words}):
        undone = joining.undo(by=by, made=join)
        pair = Duplicate.objects.select_for_update().get(pk=join.pair_id)
        _move_on(by, pair, "undo", words)
        return undone


def release(*, by: Actor, child: Person, words: str) -> None:
    """A held entry is another child: it becomes a plain entry. Raises Refused or Problem."""
    _need(words)
    codes = {"answer": "another_child"}
    with doing(access.DECIDE_DUPLICATE, by=by, children=[child.pk], codes=codes, detail={"reason": words}):
        entry = _held(child)
        entry.state = Entry.State.ACTIVE
        entry.save()
        search_rows.rebuild([child.pk])


def join_held(*, by: Actor, child: Person, other: Person, score: str, reasons: list[list[str]], words: str) -> Join:
    """A held entry is the protected child: the two become one, protected as before. Raises Refused or Problem."""
    _need(words)
    children = [child.pk, other.pk]
    codes = {"answer": "same"}
    with doing(access.DECIDE_DUPLICATE, by=by, children=children, codes=codes, detail={"reason": words}):
        _held(child)
        pair = _pair(child, other, score, reasons)
        _move_on(by, pair, State.SAME, words)
        return joining.join(by=by, pair=pair)


def ask_who_added(*, by: Actor, child: Person, question: str, pair: Duplicate | None = None) -> Enquiry:
    """Ask the person who put a record in. Raises Refused or Problem."""
    _need(question)
    post = who_added(child)
    if post is None:
        raise Problem(_("Nobody is named who put this record in. Ring the service it came from."))
    with doing(access.DECIDE_DUPLICATE, by=by, children=[child.pk], codes={"answer": "ask", "post": post.pk}):
        if Enquiry.objects.filter(asked_by_id=by.post_id, child=child, to_post=post, answered_at__isnull=True).exists():
            raise Problem(_("They have been asked already and have not answered yet."))
        return Enquiry.objects.create(
            authority_id=child.authority_id,
            child=child,
            asked_by_id=by.post_id,
            to_post=post,
            to_agency_id=post.agency_id,
            pair=pair,
            question=question,
            answer_by=clock.today() + ANSWER_IN,
            asked_at=clock.now(),
        )


def who_added(child: Person) -> Post | None:
    """The post that put the record in, where a person did and is still there."""
    related = ("entered_by__practitioner", "entered_by__agency")
    return who_can_be_asked(Entry.objects.select_related(*related).get(child=child))


def who_can_be_asked(entry: Entry) -> Post | None:
    """The post that put the record in, unless it has ended."""
    post = entry.entered_by
    return post if post is not None and (post.ends is None or post.ends >= clock.today()) else None


def _need(words: str) -> None:
    if not words.strip():
        raise Problem(_("Write in a few words why."), field="words")


def _locked(pair: Duplicate, seen: int) -> Duplicate:
    """The pair as it stands now. Raises Problem when somebody decided since the page was opened."""
    locked = Duplicate.objects.select_for_update().get(pk=pair.pk)
    if locked.decisions.count() != seen:
        last = locked.decisions.select_related("by__practitioner").latest("pk")
        raise Problem(
            _("%(who)s has just decided about this pair: %(answer)s. Open it again to see.")
            % {"who": last.by.name, "answer": SAID[State(last.answer)]}
        )
    return locked


def _move_on(by: Actor, pair: Duplicate, verb: str, words: str) -> None:
    """Raises Problem when the pair does not allow this now."""
    after = pair_after(pair.state, verb)
    if not after:
        raise Problem(_("This pair is decided already. Open it again to see."))
    now = clock.now()
    PairDecision.objects.create(
        authority_id=pair.authority_id, pair=pair, answer=after, words=words, by_id=by.own_post_id, at=now
    )
    waiting = after == State.WAITING
    pair.state = State(after)
    pair.decided_by_id, pair.decided_at = (None, None) if waiting else (by.own_post_id, now)
    pair.save()


def _held(child: Person) -> Entry:
    entry = Entry.objects.select_for_update().get(pk=child.pk)
    if entry.state != Entry.State.HELD:
        raise Problem(_("Somebody has decided about this entry already."))
    return entry


def _pair(child: Person, other: Person, score: str, reasons: list[list[str]]) -> Duplicate:
    low, high = sorted((child.pk, other.pk))
    pair, _made = Duplicate.objects.get_or_create(
        child_a_id=low,
        child_b_id=high,
        defaults={
            "authority_id": child.authority_id,
            "score": score,
            "reasons": reasons,
            "found_at": clock.now(),
        },
    )
    return Duplicate.objects.select_for_update().get(pk=pair.pk)

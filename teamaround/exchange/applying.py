"""From decided rows to the index: a new entry, a held one, or the changes of a child that is known.

In short transactions; each row is marked in the transaction that applies it, so that a run which is stopped anywhere
goes on where it was, and nothing is done twice (design.md 6). "In one go" means one receipt.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.audit.events import Draft
from teamaround.child_index import candidates, search_rows
from teamaround.child_index.entering import NewChild, enter
from teamaround.child_index.models import Duplicate, Entry
from teamaround.child_index.resembling import resembles_shielded
from teamaround.exchange import access, asking, comparing, finding, keys, matching_rows, rules, settling
from teamaround.exchange.finding import Found
from teamaround.exchange.layouts import Layout, layout_of
from teamaround.exchange.models import Delivery, StagedRow, Written
from teamaround.exchange.settling import Scale
from teamaround.exchange.staging import Progress
from teamaround.exchange.writing import Pen, write
from teamaround.families.announcements import PersonChanged, person_changed
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching.decide import POTENTIAL_FROM, Result, rank
from teamaround.matching.explain import explain

CHUNK = 10
"""Rows a transaction: each stays well under 200 ms."""

State, Decision = Delivery.State, StagedRow.Decision
TO_DO = (Decision.NEW, Decision.SAME, Decision.HELD)


def apply(*, by: Actor, delivery: Delivery, progress: Progress, although: str = "") -> Delivery:
    """Match and apply with nobody looking: what a person would review is entered and proposed as a pair.

    Raises Refused, or Problem when the file asks something and nobody has said why it may go on.
    """
    delivery = matching_rows.match(by=by, delivery=delivery, progress=progress)
    if delivery.state == State.MATCHED:
        allow(by=by, delivery=delivery, words=although)
    return apply_rows(by=by, delivery=delivery, progress=progress, pair=True)


def allow(*, by: Actor, delivery: Delivery, words: str) -> Delivery:
    """A person lets the delivery change the index; where it asks, with the reason. Raises Refused or Problem."""
    with doing(access.APPLY, by=by, codes={"delivery": delivery.pk, "asked": len(delivery.questions)},
               detail={"reason": words} if words else None):  # fmt: skip
        locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
        if not rules.step_after(locked.state, "apply"):
            raise Problem(_("This file cannot be applied now. Open it again to see where it stands."))
        if locked.questions and not words.strip():
            asked = " ".join(asking.sentence(question) for question in locked.questions)
            raise Problem(_("%(asked)s Say why it is right all the same, or set the file aside.") % {"asked": asked},
                          field="words")  # fmt: skip
        delivery.state, delivery.why_applied = State.APPLYING, words
        delivery.applied_by_id, delivery.reached = by.own_post_id, 0
        delivery.save()
    return delivery


def apply_rows(
    *, by: Actor, delivery: Delivery, progress: Progress, pair: bool = False, go_on: Callable[[], bool] = lambda: True
) -> Delivery:
    """Apply what still waits and write the receipt. With `pair`, rows for review are entered too. Raises Refused."""
    if delivery.state != State.APPLYING:
        return delivery
    scale, layout = matching_rows.scale_of(delivery), layout_of(delivery.layout)
    words = (*TO_DO, Decision.REVIEW) if pair else TO_DO
    while chunk := list(delivery.staged.filter(decision__in=words, applied=False).order_by("number")[:CHUNK]):
        codes = {"delivery": delivery.pk, "first": chunk[0].number}
        with doing(access.APPLY, by=by, codes=codes) as draft:
            Applying(delivery, layout, scale, pair=pair).rows(chunk, by, draft)
            delivery.reached = chunk[-1].number
            delivery.save(update_fields=["reached"])
        progress("applied", chunk[-1].number)
        if not go_on():
            return delivery
    return _receipt(by, delivery)


class Applying:
    """Carries out rows of one delivery inside a transaction."""

    def __init__(self, delivery: Delivery, layout: Layout, scale: Scale, *, pair: bool) -> None:
        self.delivery, self.layout, self.scale, self.pair = delivery, layout, scale, pair
        self.changed: dict[str, set[int]] = {"address": set(), "name": set()}
        """An address or contact that changed may have to be sealed; the rest is only searched by."""

    def rows(self, rows: Iterable[StagedRow], by: Actor, draft: Draft) -> None:
        for row in rows:
            self.row(row)
            row.save()
            if row.applied and row.child_id is not None:
                draft.about(row.child_id)
        for what, children in self.changed.items():
            if children:
                person_changed.announce(PersonChanged(tuple(sorted(children)), what, by))

    def row(self, row: StagedRow) -> None:
        """One row; whoever is known by now is changed, whoever is likely by now waits for a person."""
        row.applied = True
        pen = Pen(self.delivery, row, self.layout)
        if row.decision == Decision.SAME:
            row.child_id = standing(row.child_id)
        if row.decision == Decision.SAME and row.child_id is not None:
            self._change(pen, row.child_id)
        elif row.decision == Decision.HELD or self._resembles_shielded(row):
            self._enter(pen, Entry.State.HELD)
        elif row.decided_by_id is not None:
            self._enter(pen, Entry.State.ACTIVE)
            self._keep_apart(pen)
        else:
            self._look_again(pen)
        pen.keep()
        if row.applied and row.child_id is not None and finding.protected(row.child_id):
            row.data = keys.sealed(row.pk, row.data)

    def _look_again(self, pen: Pen) -> None:
        """Somebody may have come in since it was matched, in this very file too: every route is searched."""
        row = pen.row
        results, word = self._searched(row)
        if word.decision == Decision.SAME and word.child_id is not None:
            row.decision, row.child_id, row.score = Decision.SAME, word.child_id, f"{word.score:.2f}"
            self._change(pen, word.child_id)
        elif word.decision == Decision.HELD:
            self._enter(pen, Entry.State.HELD)
        elif word.decision == Decision.NEW or self.pair:
            self._enter(pen, Entry.State.ACTIVE)
            self._propose(pen, results)
        else:
            row.decision, row.child_id, row.score = Decision.REVIEW, word.child_id, f"{word.score:.2f}"
            row.applied = False

    def _searched(self, row: StagedRow) -> tuple[list[Result], settling.Settled]:
        query = keys.query(row.data)
        found = Found()
        for candidate, limited in candidates.find(query, self.delivery.authority_id, with_held=True):
            child = int(str(candidate.ref))
            found.candidates[child] = candidate
            found.shielded |= {child} if limited else set()
        found.held = finding.held_among(found.candidates)
        answer = rank(query, found.candidates.values(), log2_n=self.scale.log2_n, frequencies=self.scale.frequencies)
        return answer.results, settling.judged(answer.results, found, self.scale)

    def _resembles_shielded(self, row: StagedRow) -> bool:
        """By what a shield shows or by a number (design.md 4); asked again, as it may have come since."""
        return resembles_shielded(keys.query(row.data), self.delivery.authority_id)

    def _change(self, pen: Pen, child_id: int) -> None:
        held = comparing.held_of([child_id])[child_id]
        pen.row.changes = comparing.changes_of(self.layout, pen.row.data, held)
        write(pen, held, pen.row.changes)
        if pen.written:
            self.changed["address" if any(each.what == "address" for each in pen.written) else "name"].add(child_id)

    def _enter(self, pen: Pen, state: str) -> None:
        row, data = pen.row, pen.row.data
        new = NewChild(
            authority_id=self.delivery.authority_id,
            given=data.get("given", ""),
            family=data.get("family", ""),
            sex=data.get("sex") or "U",
            born=keys.born(data),
            address=data.get("address", ""),
            postcode=data.get("postcode", ""),
            numbers=keys.numbers(data),
            source=self.layout.told_by,
        )
        child = enter(new, by_post_id=None, state=state)
        before = row.child_id
        row.decision = Decision.HELD if state == Entry.State.HELD else Decision.NEW
        row.pair_child_id = before if row.decided_by_id else None
        row.child_id = child.pk
        pen.note("entry", Written.Verb.ENTERED, child.entry, child.pk)

    def _propose(self, pen: Pen, results: list[Result]) -> None:
        likely = [result for result in results if result.judgement.score >= POTENTIAL_FROM]
        for result in likely[:3]:
            pen.row.pair_child_id = settling.child_of(likely[0])
            pen.row.score = f"{likely[0].judgement.score:.2f}"
            reasons = [[line.sign, line.sentence] for line in explain(result.comparisons)]
            self._pair(pen, settling.child_of(result), f"{result.judgement.score:.2f}", reasons)

    def _keep_apart(self, pen: Pen) -> None:
        """A person said that it is another child: the pair is remembered as answered."""
        row = pen.row
        if row.pair_child_id is not None:
            decided = {"state": Duplicate.State.DIFFERENT, "decided_by_id": row.decided_by_id}
            self._pair(pen, row.pair_child_id, str(row.score or 0), [], decided_at=row.decided_at, **decided)

    def _pair(self, pen: Pen, other: int, score: str, reasons: list[list[str]], **more: object) -> None:
        mine = pen.row.child_id or 0
        low, high = sorted((mine, other))
        facts = {"authority_id": self.delivery.authority_id, "score": score, "reasons": reasons}
        facts |= {"found_at": clock.now(), **more}
        made, fresh = Duplicate.objects.get_or_create(child_a_id=low, child_b_id=high, defaults=facts)
        if fresh:
            pen.note("pair", Written.Verb.MADE, made, mine)


def standing(child_id: int | None) -> int | None:
    """The record that stands for this one now: itself, or the one it was joined to. None when it is not in the index
    any more."""
    entry = Entry.objects.filter(pk=child_id).first()
    while entry is not None and entry.state == Entry.State.MERGED and entry.merged_into_id is not None:
        entry = Entry.objects.filter(pk=entry.merged_into_id).first()
    there = entry is not None and entry.state in {Entry.State.ACTIVE, Entry.State.HELD}
    return entry.pk if entry is not None and there else None


def _receipt(by: Actor, delivery: Delivery) -> Delivery:
    """Counts that add up; see `matching_rows.counted`."""
    with doing(access.APPLY, by=by, codes={"delivery": delivery.pk, "done": True}):
        matching_rows.counted(delivery)
        delivery.changes = matching_rows.told_changes(delivery)
        delivery.state, delivery.applied_at = State.APPLIED, clock.now()
        delivery.save()
    search_rows.count_names()
    return delivery

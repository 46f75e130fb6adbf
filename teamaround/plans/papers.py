"""The plan on paper: the family's copy in plain words without codes, and the practitioners' with everything.

What a sensitive service does is for that service to tell the family, as on the family's own page (DUD-23).
"""

import datetime
from dataclasses import dataclass
from itertools import chain

from django.http import Http404
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.consent.standing import hidden_from_parents
from teamaround.episodes.models import Episode
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.dates import day_words
from teamaround.kit.documents import Block, Document, bullet, heading, note, small, text
from teamaround.kit.pieces import NeedLane, Status
from teamaround.lead_professional.queries import leading
from teamaround.plans import presenters, queries, rules
from teamaround.plans.models import Action, ActionState, Offer, Plan
from teamaround.plans.queries import NeedRow, Said


@dataclass(frozen=True)
class Told:
    """One thing somebody does or offers, told to the family: what, how it stands, who and by when."""

    what: str
    status: Status
    who: str


@dataclass(frozen=True)
class NeedTold:
    """A need in the family's words with everything that is done for it."""

    words: str
    scale: str
    done: list[Told]
    offered: list[Told]


@dataclass(frozen=True)
class FamilyPlan:
    """What the family is shown. `alone` is the young person's name where the parents are not to see it."""

    good: str
    needs: list[NeedTold]
    ring: str
    again: str
    alone: str


def for_family(actor: Actor, episode: Episode) -> FamilyPlan:
    """The newest plan of this one child, as the family reads it."""
    found = queries.shown(actor, episode)
    rows = [row for row in found.rows if episode.child_id in {child.pk for child in row.children}] if found else []
    plan = found.plan if found else None
    return FamilyPlan(
        good=plan.going_well if plan else "",
        needs=[_need_told(row) for row in rows],
        ring=_ring(episode),
        again=_again(plan),
        alone=episode.child.first_name if hidden_from_parents(episode.child_id) else "",
    )


def _ring(episode: Episode) -> str:
    lead = leading(episode).lead
    if lead is None or lead.post.agency.sensitive:
        return ""
    words = _("Ring %(name)s if something is wrong: %(number)s") if lead.post.telephone else _("Ask %(name)s")
    return words % {"name": lead.post.name, "number": lead.post.telephone}


def _again(plan: Plan | None) -> str:
    if plan is None or plan.next_review_on is None or plan.state == Plan.State.CLOSED:
        return ""
    return _("We look at this plan again on %(day)s.") % {"day": day_words(plan.next_review_on, clock.today())}


def _need_told(row: NeedRow) -> NeedTold:
    actions = [each for each in row.actions if each.state != ActionState.DROPPED and not _kept_back(each)]
    return NeedTold(
        words=row.need.words,
        scale=_scale(row),
        done=[_action_told(action) for action in actions],
        offered=[_offer_told(offer) for offer in row.offers if not offer.agency.sensitive],
    )


def _kept_back(action: Action) -> bool:
    return bool(action.agency.sensitive or (action.owner_post and action.owner_post.agency.sensitive))


def _scale(row: NeedRow) -> str:
    if row.first is None or row.now is None:
        return ""
    if row.first == row.now:
        return _("%(now)d out of 10") % {"now": row.now.value}
    return _("It was %(first)d out of 10. Now it is %(now)d.") % {"first": row.first.value, "now": row.now.value}


def _action_told(action: Action) -> Told:
    who = action.owner_post.name if action.owner_post else action.owner_person.first_name  # type: ignore[union-attr]
    if action.done_on is not None:
        return Told(action.what, Status("done", _("Done")), who)
    by = _("%(who)s, by %(day)s") % {"who": who, "day": day_words(action.due_on, clock.today())}
    word = rules.timing(state=action.state, due_on=action.due_on, today=clock.today())
    if word == "late":
        return Told(action.what, Status("late", _("Late")), by)
    under_way = action.state == ActionState.UNDER_WAY
    return Told(action.what, Status("under_way", _("Under way")) if under_way else Status("offered", _("To do")), by)


def _offer_told(offer: Offer) -> Told:
    status = Status(presenters.OFFER_KINDS[offer.state], offer.get_state_display())
    return Told(offer.what, status, "" if offer.agency.name in offer.what else offer.agency.name)


def family_document(name: str, told: FamilyPlan) -> Document:
    """The family's copy: large letters, short sentences, no codes."""
    good = [heading(2, _("What goes well")), text(told.good)] if told.good else []
    ends = [text(words) for words in (told.again, told.ring) if words]
    return Document(
        title=_("The plan for %(name)s") % {"name": name},
        lead=_("Your copy, %(day)s") % {"day": day_words(clock.today())},
        blocks=(*good, *chain.from_iterable(_need_blocks(need) for need in told.needs), *_after(ends)),
        foot=_("Tell us if something here is wrong, or if you want to add something."),
        large=True,
    )


def _after(ends: list[Block]) -> list[Block]:
    return [heading(2, _("What happens next")), *ends] if ends else []


def _need_blocks(need: NeedTold) -> list[Block]:
    blocks = [heading(2, f"“{need.words}”")]
    if need.scale:
        blocks.append(text(need.scale))
    blocks += [bullet(_line(told)) for told in (*need.done, *need.offered)]
    return blocks


def _line(told: Told) -> str:
    """What, how it stands, who: as one sentence for eye and ear."""
    parts = [told.what.rstrip("."), str(told.status.words), *([told.who] if told.who else [])]
    return ". ".join(parts) + "."


@dataclass(frozen=True)
class Whole:
    """Everything one practitioner may read of a plan, for paper."""

    plan: Plan
    lanes: list[NeedLane]
    agreements: list[Said]
    reviews: list[presenters.Reviewed]
    summary: str
    child_ids: frozenset[int]


def for_practitioners(actor: Actor, episode: Episode) -> Whole:
    """Raises Http404 where there is no plan."""
    found = queries.shown(actor, episode)
    if found is None:
        raise Http404
    rows, plan = found.rows, found.plan
    return Whole(
        plan,
        [presenters.lane(row, number, len(rows), presenters.May()) for number, row in enumerate(rows, start=1)],
        queries.agreements_of(actor, plan),
        presenters.reviews(queries.reviews_of(actor, plan), rows),
        presenters.summary(rows),
        frozenset(child.pk for row in rows for child in row.children),
    )


def printed_words(actor: Actor, today: datetime.date) -> str:
    return _("Printed by %(name)s on %(day)s.") % {"name": actor.name, "day": day_words(today)}


def practitioners_document(actor: Actor, child: Person, whole: Whole) -> Document:
    """The whole plan as a tagged paper."""
    good = [heading(2, _("What goes well")), text(whole.plan.going_well)] if whole.plan.going_well else []
    return Document(
        title=_("Plan for %(name)s") % {"name": child.name},
        lead=" ".join(part for part in (str(whole.plan.get_state_display()) + ".", whole.summary) if part),
        blocks=(
            *good,
            *chain.from_iterable(_lane_blocks(lane) for lane in whole.lanes),
            *_agreement_blocks(whole.agreements),
            *chain.from_iterable(_review_blocks(one) for one in whole.reviews),
        ),
        foot=printed_words(actor, clock.today()),
    )


def _lane_blocks(lane: NeedLane) -> list[Block]:
    blocks = [heading(2, f"{lane.rank}. “{lane.words}”"), small(f"{lane.whose} {lane.kind_words}".strip())]
    if lane.first is not None:
        blocks.append(
            text(_("%(first)s of 10 %(then)s, %(now)s now.") % {
                "first": lane.first, "then": lane.then, "now": lane.now,
            })
        )  # fmt: skip
    for action in lane.actions:
        source = f"{action.status.words}, {action.date}".rstrip(", ")
        blocks.append(note(f"{action.owner}, {action.agency}", source, f"{action.what}\n{action.purpose}"))
    for offer in lane.offers:
        blocks.append(note(_("Offer"), str(offer.status.words), f"{offer.what}\n{offer.answer}"))
    return blocks


def _agreement_blocks(said: list[Said]) -> list[Block]:
    if not said:
        return []
    lines = []
    for each in said:
        who = each.row.agency.name if each.row.agency else each.row.person.name  # type: ignore[union-attr]
        words = f" (“{each.row.words}”)" if each.row.words else ""
        lines.append(bullet(f"{who}: {each.row.get_answer_display()}{words}"))
        lines += [bullet(_("%(who)s earlier: “%(words)s”") % {"who": who, "words": old.words}) for old in each.before]
    return [heading(2, _("Who agrees")), *lines]


def _review_blocks(one: presenters.Reviewed) -> list[Block]:
    day = day_words(one.review.held_on, clock.today())
    blocks = [heading(2, _("Looked at again on %(day)s") % {"day": day})]
    for line in one.lines:
        blocks.append(bullet(f"“{line.words}”: {line.status.words}. {line.said}".strip()))
    return blocks + [note(who, where, words) for who, where, words, _spoken in one.voices]

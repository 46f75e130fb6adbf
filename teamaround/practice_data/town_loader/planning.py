"""Builders of a plan: needs with their scale, actions, offers with the family's answers, agreement, reviews."""

import datetime
from collections.abc import Iterable
from typing import Any

from teamaround.agencies.models import Agency, Post
from teamaround.child_index.models import Indication
from teamaround.episodes.models import Episode, FamilyGroup
from teamaround.families.models import Person
from teamaround.plans.models import (
    Action,
    ActionProgress,
    Need,
    NeedEpisode,
    Offer,
    OfferChange,
    Plan,
    PlanAgreement,
    PlanEpisode,
    Reading,
    Review,
    ReviewComment,
    ReviewLine,
)
from teamaround.practice_data.town_loader.around import indicate
from teamaround.practice_data.town_loader.helping import day_of, tell
from teamaround.practice_data.town_loader.rows import Scope


def make_plan(
    scope: Scope,
    group: FamilyGroup,
    episodes: Iterable[Episode],
    by: Post,
    at: datetime.datetime,
    agreed_on: datetime.date | None = None,
    ended_on: datetime.date | None = None,
    **facts: Any,
) -> Plan:
    """A plan of a family group for these children; the index knows of it by existence."""
    plan = scope.add(Plan, authority=group.authority, group=group, made_by=by, made_at=at, **facts)
    serve(scope, plan, episodes, by, agreed_on, ended_on)
    return plan


def serve(
    scope: Scope,
    plan: Plan,
    episodes: Iterable[Episode],
    by: Post,
    agreed_on: datetime.date | None,
    ended_on: datetime.date | None = None,
) -> None:
    """A plan serves these children, which the index knows by existence once it is agreed."""
    for episode in episodes:
        scope.add(PlanEpisode, plan=plan, episode=episode)
        tell(scope, episode, "plans_begun", by, plan.made_at)
        if agreed_on:
            tell(scope, episode, "plans_agreed", by, scope.days.on(agreed_on, "17:05"))
            indicate(scope, episode.child, Indication.Kind.PLAN, plan.ref, by, agreed_on, ended_on)


def add_need(
    scope: Scope,
    plan: Plan,
    episodes: Iterable[Episode],
    *,
    words: str,
    whose_words: str,
    type_key: str,
    rank: int,
    **facts: Any,
) -> Need:
    """A need in the family's words, and whose they are: "Kayleigh's"."""
    facts = {"added_by": plan.made_by, "added_at": plan.made_at} | facts
    named = {"words": words, "whose_words": f"{whose_words}'s", "type_key": type_key, "rank": rank}
    need = scope.add(Need, authority=plan.authority, plan=plan, **named, **facts)
    for episode in episodes:
        scope.add(NeedEpisode, need=need, episode=episode)
    return need


def read_scale(scope: Scope, need: Need, value: int, on: datetime.date, said_by: str, by: Post) -> None:
    scope.add(Reading, need=need, value=value, on=on, said_by=said_by, by=by)


def add_action(
    scope: Scope, need: Need, what: str, outcome: str, owner: Post | Person, agency: Agency, **facts: Any
) -> Action:
    """Something that is done for a need, by a person, with an agency that answers for it; pages put "So that" first."""
    owns = {"owner_post": owner} if isinstance(owner, Post) else {"owner_person": owner}
    facts = {"added_by": need.added_by, "added_at": need.added_at} | facts
    named = {"need": need, "what": what, "outcome": outcome.removeprefix("So that "), "agency": agency}
    return scope.add(Action, authority=need.authority, **named, **owns, **facts)


def add_progress(
    scope: Scope, action: Action, state: str, words: str, by: Post | Person | None, at: datetime.datetime
) -> None:
    """How it went, in somebody's words."""
    named = {"by": by} if isinstance(by, Post) else {"by_words": by.name if by else ""}
    scope.add(ActionProgress, action=action, state=state, words=words, at=at, **named)


def add_offer(scope: Scope, need: Need, what: str, agency: Agency, changes: list[tuple[str, datetime.date]]) -> Offer:
    """A support that was named; the last of its states is the one now."""
    started = [day for state, day in changes if state == Offer.State.STARTED]
    offer = scope.add(
        Offer,
        authority=need.authority,
        need=need,
        what=what,
        agency=agency,
        state=changes[-1][0],
        offered_on=changes[0][1],
        started_on=started[0] if started else None,
    )
    return offer


def change_offer(scope: Scope, offer: Offer, at: datetime.datetime, by: Post | Person, state: str) -> None:
    """One state of an offer, as it was recorded."""
    named = {"by": by} if isinstance(by, Post) else {"by_person": by}
    scope.add(OfferChange, offer=offer, state=state, at=at, **named)


def answer_offer(scope: Scope, offer: Offer, at: datetime.datetime, by: Person, answer: str) -> None:
    """What the family says: have it, not yet, no longer want it."""
    offer.family_answer, offer.family_answered_on = answer, day_of(at)
    scope.add(OfferChange, offer=offer, family_answer=answer, by_person=by, at=at)


def agree(
    scope: Scope, plan: Plan, who: Person | Agency, answer: str, words: str, by: Post, at: datetime.datetime
) -> None:
    """Who agrees with the plan, who in part and with which words, who does not."""
    named = {"person": who} if isinstance(who, Person) else {"agency": who}
    facts = {"answer": answer, "words": words, "recorded_by": by, "at": at}
    scope.add(PlanAgreement, authority=plan.authority, plan=plan, **named, **facts)


def review(
    scope: Scope,
    plan: Plan,
    episodes: Iterable[Episode],
    on: datetime.date,
    by: Post,
    at: datetime.datetime,
    **facts: Any,
) -> Review:
    """Looking back at the plan for these children."""
    for episode in episodes:
        tell(scope, episode, "plans_reviewed", by, at)
    return scope.add(Review, authority=plan.authority, plan=plan, held_on=on, by=by, recorded_at=at, **facts)


def comment(scope: Scope, row: Review, episode: Episode, whose: str, words: str = "", why_none: str = "") -> None:
    """The child's or a parent's own words at a review, or why there are none."""
    facts = {"whose": whose, "words": words, "why_none": "" if words else why_none}
    scope.add(ReviewComment, review=row, episode=episode, **facts)


def review_need(scope: Scope, row: Review, need: Need, scale: int | None, words: str, met: bool = False) -> None:
    scope.add(ReviewLine, review=row, need=need, scale=scale, words=words, met=met)

"""Requests to services in the loaded town, in every state: one row of requests.toml for one family."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from teamaround.agencies.models import Agency, Post
from teamaround.child_index.models import Involvement
from teamaround.episodes.models import Entry, Episode, State
from teamaround.practice_data.town_loader import around, helping
from teamaround.practice_data.town_loader.case import DAY, Case
from teamaround.practice_data.town_loader.files import Row, read
from teamaround.practice_data.town_loader.rows import Scope
from teamaround.practice_data.town_loader.slots import about_child
from teamaround.practice_data.town_loader.town import Town
from teamaround.referrals import rules
from teamaround.referrals.answering import SOURCE
from teamaround.referrals.contents import row_piece
from teamaround.referrals.models import Referral, ReferralChange, SentPiece
from teamaround.referrals.models import State as Stands

FITTING = (State.HELPING, State.PLANNING, State.ASSESSING, State.WATCHING)
"""Episodes in which somebody may have asked a service, those with most help first."""
MOST_ROWS = 2
USUAL, URGENT = 10, 3


@dataclass
class Asking:
    """One request while it is being made."""

    town: Town
    scope: Scope
    row: Row
    episode: Episode
    by: Post
    agency: Agency
    fill: dict[str, Any]

    def day(self, key: str) -> datetime.date | None:
        return self.town.days.school_day(self.town.days.today + DAY * self.row[key]) if key in self.row else None

    def text(self, key: str) -> str:
        return str(self.row.get(key, "")).format_map(self.fill)

    @property
    def answerer(self) -> Post:
        """Whoever works there and did not ask."""
        return next(post for post in self.town.workers.staff(self.agency.key) if post is not self.by)


def add_requests(town: Town, cases: list[Case]) -> None:
    """Each row finds the next family that fits; in a small town those that find none are left out."""
    scope = town.scope("requests")
    free = sorted((case for case in cases if case.state in FITTING), key=lambda case: FITTING.index(State(case.state)))
    for row in read("requests")["request"]:
        asking = _of_story(town, scope, row) if "of" in row else _of_case(town, scope, row, free)
        if asking is not None:
            _add(asking)


def _of_story(town: Town, scope: Scope, row: Row) -> Asking | None:
    episode = next((each for each in town.episodes if each.child.name == row["of"]), None)
    if episode is None:
        return None
    fill = about_child(episode.child, [])
    return Asking(town, scope, row, episode, town.workers.posts[row["by"]], town.workers.agencies[row["agency"]], fill)


def _of_case(town: Town, scope: Scope, row: Row, free: list[Case]) -> Asking | None:
    agency = town.workers.agencies[row["agency"]]
    begun = town.days.today + DAY * (row.get("asked", -1) - 7)
    youngest, oldest = row.get("ages", (0, 17))
    fitting = (one for one in free if one.opened <= begun and youngest <= one.age <= oldest)
    case = next((one for one in fitting if _asker(one).agency is not agency), None)
    if case is None:
        return None
    free.remove(case)
    return Asking(town, scope, row, case.episode, _asker(case), agency, case.slots(_asker(case)))


def _asker(case: Case) -> Post:
    """Whoever leads, once there is a plan; before that whoever opened the help."""
    return case.lead if case.state in (State.HELPING, State.PLANNING) else case.opener


def _add(asking: Asking) -> None:
    row, town = asking.row, asking.town
    asked, answered = asking.day("asked"), asking.day("answered")
    urgent = row.get("urgency") == "urgent"
    taken = row["state"] in (*rules.RUNNING, Stands.ENDED)
    made = asking.scope.add(
        Referral,
        **_said(asking),
        urgency="urgent" if urgent else "usual",
        basis="said" if asked else "",
        state=row["state"],
        asked_by=asking.by,
        made_at=town.days.on(asked or town.days.today, "11:20"),
        asked_at=town.days.on(asked, "11:40") if asked else None,
        due_on=rules.working_days_after(asked, URGENT if urgent else USUAL) if asked else None,
        taken_by=asking.answerer if taken else None,
        started_on=asking.day("started"),
        ended_on=asking.day("ended"),
        outcome=row.get("outcome", ""),
        decline_reason=row.get("reason", ""),
        instead=asking.text("instead"),
        instead_agency=town.workers.agencies.get(row.get("instead_agency", "")),
        settled_at=town.days.on(answered, "16:45") if row.get("settled") and answered else None,
    )
    for verb, by, day, code, words in _steps(asking):
        _step(asking, made, verb, by, day, code, words)
    if asked:
        _send_along(asking, made, asked)
    if taken and answered:
        _involve(asking, answered)


def _said(asking: Asking) -> dict[str, Any]:
    """Whom, about whom, and in whose words."""
    not_asked = asking.row.get("said", "")
    return {
        "authority": asking.episode.authority,
        "episode": asking.episode,
        "agency": asking.agency,
        "sensitive": asking.agency.sensitive,
        "what": asking.text("what"),
        "family_words": asking.text("family"),
        "family_said": not_asked or "yes",
        "family_who": "" if not_asked else str(asking.row.get("who") or asking.fill["carer"]),
    }


def _steps(asking: Asking) -> Iterator[tuple[str, Post, datetime.date, str, str]]:
    """Verb, who, day, code and words, in their order."""
    row, service = asking.row, asking.answerer
    asked, answered = asking.day("asked"), asking.day("answered")
    if asked is None:
        return
    yield "send", asking.by, asked, "", ""
    if answered is None:
        return
    if row["state"] == Stands.WITHDRAWN:
        yield "withdraw", asking.by, answered, "", asking.text("words")
        return
    yield "see", service, answered, "", ""
    if row["state"] == Stands.DECLINED:
        yield "decline", service, answered, row["reason"], asking.text("instead")
        if row.get("settled"):
            yield "settle", asking.by, answered, "", ""
    if row["state"] in (*rules.RUNNING, Stands.ENDED):
        yield "accept", service, answered, "", asking.text("words")
    for verb, key in (("start", "started"), ("end", "ended")):
        day = asking.day(key)
        if day is not None:
            ending = verb == "end"
            yield verb, service, day, row["outcome"] if ending else "", asking.text("last") if ending else ""


STANDS = {"settle": Stands.DECLINED} | {move.verb: Stands(move.to) for move in rules.MOVES if move.verb != "chase"}
TIMES = {"send": "11:40", "see": "13:30", "settle": "16:45"}


def _step(asking: Asking, made: Referral, verb: str, by: Post, day: datetime.date, code: str, words: str) -> None:
    at = asking.town.days.on(day, TIMES.get(verb, "15:10"))
    asking.scope.add(
        ReferralChange,
        authority=made.authority,
        referral=made,
        verb=verb,
        state=STANDS[verb],
        code=code,
        words=words,
        by=by,
        at=at,
    )
    if verb in {"see", "settle"}:
        return
    values = {"agency": asking.agency.name}
    if verb == "decline":
        values["why"] = str(rules.DECLINE_REASONS[code])
    if verb == "end":
        values["outcome"] = str(rules.OUTCOMES[code])
    facts = {"system_key": f"referrals_{verb}", "system_values": values, "sensitive": made.sensitive}
    helping.add_entry(asking.scope, made.episode, Entry.Kind.SYSTEM, day, by, "", at, **facts)


def _send_along(asking: Asking, made: Referral, asked: datetime.date) -> None:
    """A row or two of the story that the family and the team may read."""
    waiting = asking.town.rows.waiting[Entry]
    rows = [
        entry
        for entry in waiting
        if isinstance(entry, Entry)
        and entry.episode is made.episode
        and entry.kind != Entry.Kind.SYSTEM
        and entry.audience == "everyone"
        and not entry.sensitive
        and entry.happened_on <= asked
    ]
    for position, entry in enumerate(rows[-MOST_ROWS:], start=1):
        piece = row_piece(entry)
        asking.scope.add(
            SentPiece,
            authority=made.authority,
            referral=made,
            position=position,
            kind=piece.kind,
            title=piece.title,
            day=piece.day,
            words=piece.words,
            byline=piece.byline,
            entry=entry,
        )


def _involve(asking: Asking, since: datetime.date) -> None:
    """The service said yes, so the index names it, until the help ended; who is named already stays so."""
    child, post = asking.episode.child, asking.answerer
    waiting = asking.town.rows.waiting[Involvement]
    if any(isinstance(each, Involvement) and each.child is child and each.post is post for each in waiting):
        return
    ended = asking.day("ended")
    facts = {"starts": since, "ends": ended, "last_contact": ended or since, "confirmed_on": since, "source": SOURCE}
    around.involve(asking.scope, child, asking.agency, post, kind=Involvement.Kind.WORKING, **facts)

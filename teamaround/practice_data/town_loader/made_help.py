"""Who leads, meetings, plans and reviews of made episodes."""

import datetime

from teamaround.agencies.models import Post
from teamaround.episodes.models import Audience, State
from teamaround.families.models import Person
from teamaround.lead_professional.models import Basis, Invitation
from teamaround.meetings.models import Invitee, Meeting
from teamaround.practice_data.town_loader import leading, meeting
from teamaround.practice_data.town_loader.case import DAY, Case
from teamaround.practice_data.town_loader.leading import DEPUTY, LEAD
from teamaround.practice_data.town_loader.made_beginnings import HELP, PLAN, REVIEW, came_to

MET = 36
"""Day of the first meeting."""
PARTS = ("Keeps the plan together", "Stands in for the lead", "Sees the child most weeks", "Helps at home")
CLOSING_LEAD = "closed"
ANSWERS = (Invitee.Answer.COMING, Invitee.Answer.COMING, Invitee.Answer.DECLINED, "")


def lead(case: Case) -> None:
    """Lead and deputy from the first meeting; where the plan is still being agreed, some are only asked."""
    if not came_to(case, State.PLANNING):
        return
    chance = case.scope.random
    basis = chance.choice([Basis.FAMILY_WISH, Basis.KNOWS_FAMILY, Basis.CONTACT, Basis.AGREED_AT_MEETING])
    wish = case.say("family_wish")
    asked = case.at(case.day(PLAN + 1), "11:30")
    for episode in case.episodes:
        if case.state == State.PLANNING and chance.random() < 0.5:
            asked = min(asked, case.town.days.now)
            leading.ask_to_lead(
                case.scope, episode, case.lead, case.opener, asked, basis=basis, family_wish=wish, as_deputy=False
            )
            continue
        yes = {"answer": Invitation.Answer.ACCEPTED, "answered_at": case.at(case.day(MET), "16:55")}
        leading.ask_to_lead(case.scope, episode, case.lead, case.opener, asked, basis=basis, **yes)
        _appoint(case, episode, basis, wish)
        wish = ""
    for number, post in enumerate(case.workers):
        part = PARTS[min(number - 1, len(PARTS) - 1)] if number else "Noticed first, and knows the school day"
        case.team.join(post, part, case.episodes, case.day(MET), case.closed, CLOSING_LEAD, by=case.opener)


def _appoint(case: Case, episode: object, basis: str, wish: str) -> None:
    starts, ends = case.day(MET), case.closed
    facts = {"basis": basis, "starts": starts, "ends": ends, "end_reason": CLOSING_LEAD if ends else ""}
    made = case.at(starts, "16:58")
    for part, post in ((LEAD, case.lead), (DEPUTY, case.deputy)):
        said = wish if part == LEAD else ""
        leading.appoint(case.scope, episode, part, post, family_wish=said, made_at=made, **facts)  # type: ignore[arg-type]


def meet(case: Case) -> None:
    """The first meeting is past or near; a review is called where the plan is under way."""
    if not came_to(case, State.PLANNING):
        return
    first = case.town.days.school_day(case.opened + MET * DAY)
    if case.state == State.PLANNING:
        ahead = case.town.days.school_day(case.today + DAY * case.scope.random.randint(3, 16))
        _meeting(case, max(ahead, case.today + 2 * DAY), Meeting.Purpose.FIRST)
        return
    _meeting(case, min(first, case.last), Meeting.Purpose.FIRST)
    again = case.town.days.school_day(case.opened + REVIEW * DAY)
    while again < case.last:
        _meeting(case, again, Meeting.Purpose.REVIEW)
        again = case.town.days.school_day(again + 84 * DAY)
    if case.state == State.HELPING and (again - case.today).days < 40:
        _meeting(case, max(again, case.today + 2 * DAY), Meeting.Purpose.REVIEW)


def _meeting(case: Case, on: datetime.date, purpose: str) -> None:
    chance, ahead = case.scope.random, on > case.today
    time = chance.choice(("09:15", "13:30", "15:30", "16:00"))
    called = case.at(min(on, case.today) - 11 * DAY if not ahead else case.today - 2 * DAY, "11:05")
    starts = case.town.days.on(on, time)
    state = Meeting.State.PLANNED if ahead else Meeting.State.HELD
    by, place = case.lead, f"{case.school}, meeting room"
    made = meeting.call_meeting(
        case.scope,
        case.group,
        case.episodes,
        by,
        called,
        starts,
        purpose=purpose,
        place=place,
        state=state,
        minutes_sent_at=case.at(on + DAY) if not ahead else None,
    )
    _invite(case, made, called, ahead)
    if not ahead:
        _minutes(case, made, on)


def _invite(case: Case, made: Meeting, called: datetime.datetime, ahead: bool) -> None:
    chance = case.scope.random
    people: list[Post | Person] = [*case.workers, case.carer.person]
    age = (case.today - (case.child.born or case.today)).days // 365
    people += case.children if age >= 8 else []
    for who in people:
        answer = chance.choice(ANSWERS) if ahead or who is not case.lead else Invitee.Answer.COMING
        if who is case.lead:
            answer = Invitee.Answer.COMING
        written = ""
        if not ahead and answer == Invitee.Answer.DECLINED and isinstance(who, Post):
            written = case.say("written_part", who)
            answer = Invitee.Answer.WRITING if written else answer
        came = None if ahead else answer == Invitee.Answer.COMING
        at = min(called + datetime.timedelta(hours=20), case.town.days.now)
        meeting.invite(case.scope, made, who, answer, at, written, came)


def _minutes(case: Case, made: Meeting, on: datetime.date) -> None:
    minutes = meeting.Minutes(case.scope, made, case.lead, case.at(on, "17:40"))
    minutes.tell(case.episodes, sum(1 for one in meeting.invitees(case.scope, made) if one.attended))
    for _ in range(case.scope.random.randint(2, 3)):
        if words := case.say("meeting_item", case.lead):
            minutes.add(words)
    if case.scope.random.random() < 0.4 and (words := case.say("professionals_item", case.lead)):
        minutes.add(words, Audience.TEAM)
    for _ in range(case.scope.random.randint(1, 2)):
        if words := case.say("decision", case.lead):
            minutes.add(words, decision=True)


def help_day(case: Case) -> datetime.date:
    """The day on which the plan was agreed."""
    return case.day(HELP)

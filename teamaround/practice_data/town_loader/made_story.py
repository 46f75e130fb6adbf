"""What happened in made episodes, from day to day; levels of need; the index; enrolments; questions."""

import datetime

from teamaround.child_index.models import Involvement
from teamaround.episodes.models import Audience, Entry, Episode, State
from teamaround.practice_data.town_loader import around, helping, people
from teamaround.practice_data.town_loader.case import DAY, Case
from teamaround.practice_data.town_loader.made_beginnings import ASK, HELP, came_to

KINDS = (Entry.Kind.VISIT, Entry.Kind.CALL, Entry.Kind.EVENT, Entry.Kind.OBSERVATION)
ENTRIES = {State.CONCERN: 2, State.CHECKING: 3, State.WATCHING: 4, State.ASSESSING: 5, State.PLANNING: 6}
MOST_ENTRIES = 9
TIMES = ("08:45", "09:20", "10:40", "11:15", "13:05", "14:30", "15:40", "16:20", "17:45", None)


def tell_story(case: Case) -> None:
    """A few rows for each episode, spread from the first day to the last."""
    for number, episode in enumerate(case.each()):
        wanted = max(2, ENTRIES.get(State(case.state), MOST_ENTRIES) - 3 * number)
        days = sorted(case.scope.random.sample(range((case.last - case.opened).days + 1), k=_some(case, wanted)))
        for day in days:
            _entry(case, episode, case.town.days.school_day(case.opened + DAY * day))


def _some(case: Case, wanted: int) -> int:
    return max(1, min(wanted, (case.last - case.opened).days + 1))


def _entry(case: Case, episode: Episode, on: datetime.date) -> None:
    chance, on = case.scope.random, max(on, case.opened)
    writers = case.workers if came_to(case, State.ASSESSING) else case.workers[:1]
    by = chance.choice(writers)
    for kind in chance.sample(KINDS, len(KINDS)):
        words = case.say(str(kind), by)
        if words:
            break
    else:
        return
    time = chance.choice(TIMES)
    helping.add_entry(
        case.scope,
        episode,
        kind,
        on,
        by,
        words,
        case.at(on, time or "16:30"),
        happened_at=case.town.days.time(time),
        significance=case.say("significance", by) if chance.random() < 0.35 else "",
        done=case.say("done", by) if chance.random() < 0.35 else "",
        audience=chance.choices([Audience.EVERYONE, Audience.TEAM, Audience.AGENCY], weights=(5, 4, 1))[0],
    )


def set_levels(case: Case) -> None:
    """Level one or two at first; higher where several help; three where social care was told."""
    if not came_to(case, State.CHECKING):
        return
    for episode in case.each():
        first = case.scope.random.choice((1, 2))
        helping.set_level(case.scope, episode, first, case.day(ASK), case.opener, case.say("level_why", case.opener))
        if came_to(case, State.HELPING):
            level = 3 if case.state == State.WAITING else 2
            words = case.say("level_why", case.lead)
            helping.set_level(case.scope, episode, level, case.day(HELP), case.lead, words)


def involve(case: Case) -> None:
    """Everybody who helps is in the index with the child, the lead as the one who was there last."""
    for child in case.children:
        for number, post in enumerate(case.workers):
            if number and not came_to(case, State.ASSESSING):
                continue
            seen = case.last - DAY * min((1, 3, 6, 13, 26, 48)[min(number, 5)], (case.last - case.opened).days)
            around.involve(
                case.scope,
                child,
                post.agency,
                post,
                kind=Involvement.Kind.WORKING,
                starts=case.opened,
                ends=case.closed,
                last_contact=max(seen, case.opened),
                how_often=("Most days", "Once a week", "Every fortnight", "Once a month")[min(number, 3)],
                confirmed_on=max(seen, case.opened),
            )


def enrol(case: Case) -> None:
    """Half of the families open their page; the number was read back in the room."""
    if not came_to(case, State.PLANNING) or case.scope.random.random() > 0.6 or not case.town.telephones:
        return
    number, at = case.town.telephones.pop(), case.at(case.day(HELP), "17:10")
    ended = case.at(case.closed, "17:30") if case.closed else None
    for child in case.children:
        people.add_enrolment(case.scope, case.carer.person, child, number, case.lead, at, ended)


def ask_colleague(case: Case) -> None:
    """One question through the index, answered or still waiting."""
    chance = case.scope.random
    if len(case.workers) < 3 or chance.random() > 0.55 or case.closed:
        return
    asker, asked = chance.sample(case.workers, 2)
    question, answer = case.pair("question", "answer", asker)
    if not question:
        return
    waits = chance.random() < 0.6 or not answer
    on = case.town.days.school_day(case.today - DAY * (chance.randint(1, 5) if waits else chance.randint(8, 20)))
    on = max(on, case.opened)
    answered = None if waits else case.at(on + DAY, "09:50")
    said = "" if waits else answer
    around.enquire(case.scope, case.child, asker, asked, question, case.at(on, "09:35"), said, answered)

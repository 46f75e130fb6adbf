"""The common assessments of made episodes: half written, finished, shared."""

import datetime

from teamaround.agencies.models import Post
from teamaround.assessments.models import Assessment
from teamaround.episodes.models import Episode, State
from teamaround.families.models import Person
from teamaround.practice_data.town_loader.assessing import COMMON, Paper
from teamaround.practice_data.town_loader.case import DAY, Case
from teamaround.practice_data.town_loader.made_beginnings import ASSESS, COMPLETE, came_to
from teamaround.practice_data.town_loader.story_assessments import born

NOTES, NOTES_IN_A_DRAFT = 9, 5


def assess(case: Case) -> None:
    """One for each child of the case that came so far."""
    if came_to(case, State.ASSESSING):
        for episode in case.each():
            _assessment(case, episode)


def _assessment(case: Case, episode: Episode) -> Paper:
    draft = not came_to(case, State.PLANNING)
    by, at = case.opener, case.at(case.day(ASSESS), "10:40")
    paper = Paper(case.scope, episode, COMMON, by, at)
    _identity(case, paper)
    writers = [post for post in case.workers[:4] if not post.agency.sensitive]
    for note in case.rows("note", NOTES_IN_A_DRAFT if draft else NOTES, by):
        author = case.scope.random.choice(writers)
        _note(case, paper, note, author)
    for post in writers[1:]:
        ended = None if draft else case.at(case.day(COMPLETE), "16:00")
        paper.invite(post, by, at, ended_at=ended)
    paper.leave_out(case.scope.random.choice(("community", "physical_development", "identity")))
    if not draft:
        _finish(case, paper)
    elif case.scope.random.random() < 0.5:
        paper.answer("child_words_given", "not_asked_yet")
        paper.answer("child_ask_on", (case.today + 6 * DAY).isoformat())
    if case.state != State.CLOSED or not draft:
        paper.let_the_starter_write()
        paper.tell_index()
    return paper


def _identity(case: Case, paper: Paper) -> None:
    child, carer = paper.episode.child, case.carer
    line, postcode = case.house.home
    answers = {**born(child), "given_names": child.given, "family_name": child.family}
    answers |= {"address": line, "postcode": postcode, "first_language": child.first_language}
    answers |= {"reason_for_assessment": case.say("why_asked", case.opener)}
    answers |= {"assessment_started": case.day(ASSESS).isoformat(), "home_situation": case.say("home", case.opener)}
    for key, value in answers.items():
        paper.answer(key, value)
    present = [{"name": carer.person.name, "part": carer.kind}, {"name": case.opener.name, "part": _job(case.opener)}]
    paper.answer("people_present", present)
    parents = [_carer(one.person, one.kind, one.responsible) for one in case.house.adults]
    paper.answer("carers", parents)


def _job(post: Post) -> str:
    return post.job_title


def _carer(person: Person, kind: str, responsible: bool) -> dict[str, str]:
    row = {"name": person.name, "relationship": kind, "parental_responsibility": "yes" if responsible else "no"}
    return row | ({"birth_date": person.born.isoformat()} if person.born else {})


def _note(case: Case, paper: Paper, note: dict[str, str], author: Post) -> None:
    on = case.day(ASSESS + case.scope.random.randint(1, 12))
    key, source = f"{note['section']}_{note['side']}", note.get("source", "observed")
    said = case.carer.person.name if source == "said_by_parent" else ""
    facts = {"visit_on": on, "given_at": case.at(on, "16:20"), "source_words": said}
    paper.answer(key, note["text"], author=author, source=source, **facts)


def _finish(case: Case, paper: Paper) -> None:
    done = case.at(case.day(COMPLETE), "16:10")
    paper.answer("conclusions", case.say("conclusions", case.opener), given_at=done)
    paper.answer("what_should_change", case.say("changes", case.opener), given_at=done)
    child, parent = case.say("child_words"), case.say("parent_words")
    age = (case.today - (paper.episode.child.born or case.today)).days // 365
    if child and age >= 3:
        paper.answer("child_words_given", "given")
        paper.answer("child_words", child, source="said_by_child", given_at=done)
    else:
        paper.answer("child_words_given", "too_young")
        paper.answer("child_observed", case.say("observation", case.opener))
    paper.answer("parent_words_given", "given" if parent else "refused")
    paper.answer("parent_words", parent, source="said_by_parent", given_at=done)
    shared = done + datetime.timedelta(days=1)
    paper.complete(case.opener, done, min(shared, case.town.days.now), None)
    if case.state == State.PLANNING and case.scope.random.random() < 0.3:
        paper.row.state, paper.row.shared_at = Assessment.State.COMPLETE, None

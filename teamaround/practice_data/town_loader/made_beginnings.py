"""How a made episode begins: the worry, the checklist, asking the family, looking again, reporting."""

import datetime
from typing import Any

from teamaround.assessments.models import ChecklistDecision
from teamaround.child_index.models import StatutoryInvolvement
from teamaround.consent.models import Answer, Decision, Evidence, InformationClass, Purpose, Right
from teamaround.episodes import rules
from teamaround.episodes.models import Concern, SafeguardingReport, State
from teamaround.practice_data.town_loader import agreement, around, assessing, helping
from teamaround.practice_data.town_loader.agreement import Said, Talk
from teamaround.practice_data.town_loader.case import DAY, Case
from teamaround.practice_data.town_loader.helping import Step

CHECK, ASK, ASSESS, COMPLETE, PLAN, HELP, REVIEW = 3, 6, 8, 30, 31, 38, 80
"""Days after the opening on which each stage is reached."""
OUTCOMES = ("be_healthy", "stay_safe", "enjoy_achieve", "positive_contribution", "economic_wellbeing")
OPEN_PATH: dict[str, list[tuple[str, int]]] = {
    State.CONCERN: [(State.CONCERN, 0)],
    State.CHECKING: [(State.CONCERN, 0), (State.CHECKING, CHECK)],
    State.WATCHING: [(State.CONCERN, 0), (State.CHECKING, CHECK), (State.WATCHING, ASK)],
    State.ASSESSING: [(State.CONCERN, 0), (State.CHECKING, CHECK), (State.ASSESSING, ASSESS)],
}
OPEN_PATH[State.PLANNING] = [*OPEN_PATH[State.ASSESSING], (State.PLANNING, PLAN)]
OPEN_PATH[State.HELPING] = [*OPEN_PATH[State.PLANNING], (State.HELPING, HELP)]
BEFORE_WAITING = State.HELPING
LAST_BEFORE_CLOSING = {
    "no_contact": State.CHECKING,
    "opened_in_error": State.CHECKING,
    "refused": State.WATCHING,
    "died": State.ASSESSING,
}
"""How far an episode had come that was closed for this reason; otherwise the plan was under way."""


def reached(case: Case) -> str:
    """The furthest stage of help that the episode came to."""
    if case.state == State.CLOSED:
        return LAST_BEFORE_CLOSING.get(case.reason, State.HELPING)
    return BEFORE_WAITING if case.state == State.WAITING else case.state


def came_to(case: Case, state: str) -> bool:
    """Whether the episode went through a state."""
    return any(one == state for one, _ in OPEN_PATH[reached(case)])


def open_episodes(case: Case) -> None:
    """One episode for each child of the case, through all its states; the sibling's begins with the help."""
    locality = case.town.workers.localities[case.house.locality]
    for child in case.children:
        steps = [_step(case, state, day) for state, day in OPEN_PATH[reached(case)]]
        if case.state == State.WAITING or case.reason == rules.SOCIAL_CARE:
            steps.append(Step(State.WAITING, case.at(case.last - 8 * DAY, "12:05"), case.lead, _why(case, case.lead)))
        if case.state == State.CLOSED:
            steps.append(_closing(case))
        case.episodes.append(helping.open_episode(case.town, case.scope, child, case.group, locality, steps))


def _step(case: Case, state: str, number: int) -> Step:
    by = case.opener if number < PLAN else case.lead
    return Step(state, case.at(case.day(number), "17:00"), by, _why(case, by) if number else "")


def _why(case: Case, by: Any) -> str:
    return case.say("why_asked", by) if case.scope.random.random() < 0.5 else ""


def _closing(case: Case) -> Step:
    """The reason and, where there was a plan, what changed and what is left open."""
    by = case.lead
    outcomes: tuple[str, ...] = ()
    if case.reason in ("outcomes_met", "universal_services", "single_agency", "age_limit", "moved_away"):
        outcomes = tuple(text for text in (case.say("outcome", by), case.say("left_open", by)) if text)
    if case.reason == rules.SOCIAL_CARE:
        by = case.town.workers.posts["hannah_doyle_reid"]
    return Step(State.CLOSED, case.at(case.last, "17:20"), by, reason=case.reason, outcomes=outcomes)


def note_worries(case: Case) -> None:
    """What somebody saw first, of each child."""
    knows = Concern.Family.NOT_YET if case.state == State.CONCERN else Concern.Family.KNOWS
    for episode in case.each():
        words = case.say("concern", case.opener)
        helping.note_worry(case.scope, episode, case.opener, words, case.at(case.opened, "12:15"), knows)


def add_checklist(case: Case) -> None:
    """The five outcomes and what was decided, once somebody checked."""
    if not came_to(case, State.CHECKING) or case.day(CHECK + 1) >= case.today:
        return
    chance, by, at = case.scope.random, case.opener, case.at(case.day(CHECK + 1), "15:50")
    words = chance.choices(("yes", "no", "not_sure"), weights=(5, 3, 2), k=len(OUTCOMES))
    outcomes = dict(zip(OUTCOMES, words, strict=True))
    outcomes[chance.choice(OUTCOMES)] = "no"
    further = came_to(case, State.ASSESSING)
    helper = "other_service" if further else chance.choice(("own_service", "family_network"))
    would = {"assessment_would_help": "yes" if further else "not_sure"}
    answers = {"help_needed": case.say("help_needed", by), "who_can_help": [helper], **would}
    paper = assessing.checklist(case.scope, case.episode, by, at, outcomes, answers)
    reason = case.say("why_asked", by)
    if case.state != State.CHECKING and case.reason not in LAST_BEFORE_CLOSING and reason:
        own, common = ChecklistDecision.Word.OWN_SERVICE, ChecklistDecision.Word.COMMON_ASSESSMENT
        assessing.decide(paper, common if further else own, reason)
        if not further:
            paper.answer("look_again_on", (case.day(ASK) + 42 * DAY).isoformat())


def watch(case: Case) -> None:
    """Somebody asks again after six weeks; some have asked once, some are late."""
    if case.state != State.WATCHING:
        return
    due = case.day(ASK) + 42 * DAY
    if due + 5 * DAY < case.today and case.scope.random.random() < 0.6:
        words = case.say("look_again", case.opener)
        helping.look_again(case.scope, case.episode, due, case.opener, "same", words, case.at(due, "10:10"))
        due += 42 * DAY
    helping.look_again(case.scope, case.episode, due, case.opener)


def ask_family(case: Case) -> None:
    """What the family said: agreed, in part, refused, not asked yet, taken back."""
    chance, carer = case.scope.random, case.carer
    state = reached(case)
    if state == State.CONCERN or (state == State.CHECKING and chance.random() < 0.5):
        return
    right = Right.RESPONSIBILITY if carer.responsible else Right.CARER
    for child in case.children:
        at = case.at(case.day(ASK), chance.choice(("10:20", "15:40", "18:05")))
        evidence = chance.choice((Evidence.SCREEN, Evidence.SCREEN, Evidence.PAPER, Evidence.SPOKEN))
        refused = case.reason == "refused" or (state == State.WATCHING and chance.random() < 0.4)
        keep_out = case.say("refused" if refused else "keep_out", case.opener) if chance.random() < 0.5 else ""
        talk = Talk(child, case.opener, carer.person, right, at, evidence, keep_out)
        rows = case.talks.hold(talk, _answers(case, refused))
        if case.reason == "family_stopped":
            agreement.take_back(case.scope, talk, case.at(case.last, "11:15"), case.say("withdrawn"), _given(rows))


def _given(rows: list[Decision]) -> list[Decision]:
    return [row for row in rows if row.answer == Answer.AGREED]


def _answers(case: Case, refused: bool) -> list[Said]:
    if refused:
        return [Said(Purpose.ASSESS, Answer.REFUSED), Said(Purpose.DISCUSS, Answer.REFUSED)]
    chance, until = case.scope.random, max(case.opened + 186 * DAY, case.today + 20 * DAY)
    agencies = {post.agency.key: post.agency for post in case.workers}
    limited = agencies.pop(case.workers[-1].agency.key) if len(agencies) > 3 and chance.random() < 0.3 else None
    group = chance.choices((Answer.AGREED, Answer.REFUSED, Answer.NOT_ASKED), weights=(6, 2, 2))[0]
    answers = [Said(Purpose.ASSESS, until=until), Said(Purpose.DISCUSS, group, until=until)]
    answers += agreement.shared_with(agencies.values(), until=until)
    if limited:
        answers += agreement.shared_with([limited], [InformationClass.NEEDS], answer=Answer.REFUSED)
    return answers


def report(case: Case) -> None:
    """A report to social care; the episode waits until social care has decided."""
    if case.state != State.WAITING and case.reason != rules.SOCIAL_CARE:
        return
    told, at = case.town.workers.posts["hannah_doyle_reid"], case.at(case.last - 8 * DAY, "11:40")
    decided = case.at(case.last, "17:20") if case.state == State.CLOSED else None
    states = SafeguardingReport.State
    for episode in case.each():
        case.scope.add(
            SafeguardingReport,
            authority=episode.authority,
            child=episode.child,
            episode=episode,
            reported_by=case.lead,
            danger_now=False,
            person_told=told.name,
            told_at=at,
            words=case.say("report", case.lead),
            family_told="yes",
            state=states.TAKEN if decided else states.SENT,
            reported_at=at + datetime.timedelta(minutes=20),
            decided_by=told if decided else None,
            decided_at=decided,
        )
        if decided:
            kind = StatutoryInvolvement.Kind.SOCIAL_CARE
            around.statutory(case.scope, episode.child, kind, told.agency, "Family support and protection", case.last)

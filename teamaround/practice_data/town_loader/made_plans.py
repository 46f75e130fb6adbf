"""Plans and reviews of made episodes."""

import datetime

from teamaround.agencies.models import Agency, Post
from teamaround.episodes.models import State
from teamaround.plans.models import Action, ActionState, Aim, Need, Offer, Plan, PlanAgreement, Review
from teamaround.practice_data.town_loader import planning
from teamaround.practice_data.town_loader.case import DAY, Case
from teamaround.practice_data.town_loader.files import Row, read
from teamaround.practice_data.town_loader.made_beginnings import HELP, PLAN, REVIEW, came_to

NEXT = 84 * DAY
POINT_TO = {
    "housing": ("housing", "landlord", "repair", "survey", "damp"),
    "health": ("chest", "hearing", "teeth", "weigh", "doctor", "clinic", "medicine"),
    "family_support": ("benefit", "grant", "claim", "debt", "bill", "form"),
    "school": ("lesson", "class", "gate", "teacher", "timetable", "homework", "reading"),
    "youth": ("club", "youth"),
}
"""Kind of agency to whose work an action belongs, by words in it."""
WAYS = (
    (Offer.State.OFFERED,),
    (Offer.State.OFFERED, Offer.State.ACCEPTED),
    (Offer.State.OFFERED, Offer.State.ACCEPTED, Offer.State.STARTED),
    (Offer.State.OFFERED, Offer.State.ACCEPTED, Offer.State.NOT_STARTED),
)
"""How far an offer may have come."""


def aims() -> dict[str, str]:
    """The aim that each kind of need serves."""
    return {kind["key"]: kind["aim"] for area in read("needs")["area"] for kind in area["type"]}


class MadePlan:
    """The plan of one case while its rows are made."""

    def __init__(self, case: Case) -> None:
        self.case, self.scope, self.by = case, case.scope, case.lead
        self.agreed = case.day(HELP) if came_to(case, State.HELPING) else None
        self.plan = self._plan()
        self.needs = [self._need(row, rank) for rank, row in enumerate(self._wanted(), start=1)]
        self.actions = [self._action(row, number) for number, row in enumerate(self._actions())] if self.needs else []
        if self.needs:
            self._offers()
        if self.agreed:
            self._agreement()

    def _plan(self) -> Plan:
        case, begun = self.case, self.case.at(self.case.day(PLAN + 2), "16:45")
        state = Plan.State.AGREED if self.agreed else Plan.State.DRAFT
        if case.state == State.CLOSED:
            state = Plan.State.CLOSED
        return planning.make_plan(
            self.scope,
            case.group,
            case.episodes,
            self.by,
            begun,
            self.agreed,
            case.closed,
            state=state,
            going_well=case.say("goes_well", self.by),
            next_review_on=self.next_review() if state == Plan.State.AGREED else None,
        )

    def next_review(self) -> datetime.date:
        """Six weeks after the plan, then each term; a few are late."""
        days = self.case.town.days
        due = days.school_day(self.case.opened + REVIEW * DAY)
        while due < self.case.today - 6 * DAY:
            due = days.school_day(due + NEXT)
        return due

    def _wanted(self) -> list[Row]:
        number = 2 if not self.agreed else self.scope.random.choice((2, 3, 3))
        return self.case.rows("need", number, self.by, "words")

    def _need(self, row: Row, rank: int) -> Need:
        case, chance = self.case, self.scope.random
        episodes = case.episodes if rank == 1 else [chance.choice(case.episodes)]
        child = row.get("whose", "parent") == "child"
        whose = episodes[0].child.first_name if child else case.carer.person.first_name
        kind = row.get("type") or chance.choice(case.situation["types"])
        met = case.closed if case.reason == "outcomes_met" else None
        need = planning.add_need(
            self.scope,
            self.plan,
            episodes,
            words=row["words"],
            whose_words=whose[:60],
            type_key=kind,
            rank=rank,
            met_on=met,
        )
        if self.agreed:
            value = chance.randint(1, 4)
            planning.read_scale(self.scope, need, value, self.agreed, whose[:60], self.by)
            if case.last > self.agreed + 30 * DAY:
                later = min(10, max(0, value + chance.choice((-1, 0, 1, 2, 3, 4))))
                planning.read_scale(self.scope, need, later, case.last - 4 * DAY, whose[:60], self.by)
        return need

    def _actions(self) -> list[Row]:
        number = self.scope.random.randint(3, 4) if self.agreed else 1
        return self.case.rows("action", number, self.by, "what", "outcome")

    def _action(self, row: Row, number: int) -> Action:
        case, chance = self.case, self.scope.random
        need = self.needs[number % len(self.needs)]
        begun = self.agreed or case.day(PLAN + 3)
        due = case.town.days.school_day(begun + DAY * chance.choice((14, 28, 42, 70, 120, 180)))
        if self.agreed is None:
            due = case.town.days.school_day(case.today + DAY * chance.randint(7, 30))
        state, done = self._state(due)
        post = self._owner(row)
        owner = case.carer.person if chance.random() < 0.15 else post
        action = planning.add_action(
            self.scope,
            need,
            row["what"],
            row["outcome"],
            owner,
            post.agency,
            aim=row.get("aim") or aims().get(need.type_key, Aim.ENJOY_ACHIEVE),
            due_on=due,
            state=state,
            done_on=done,
        )
        if state != ActionState.TO_DO and (words := case.say("progress", post)):
            at = case.at(done or max(begun, min(due, case.last) - 2 * DAY), "15:35")
            planning.add_progress(self.scope, action, state, words, post, at)
        return action

    def _owner(self, row: Row) -> Post:
        """Whoever the action says, or whoever its words point to; else the lead does most things."""
        case, words = self.case, f"{row['what']} {row['outcome']}".lower()
        wanted = row.get("owner") or next(
            (kind for kind, marks in POINT_TO.items() if any(m in words for m in marks)), ""
        )
        fitting = [post for post in case.workers if post.agency.kind == wanted or post.agency.key == wanted]
        return fitting[0] if fitting else self.scope.random.choice((case.lead, case.lead, case.opener, case.deputy))

    def _state(self, due: datetime.date) -> tuple[str, datetime.date | None]:
        """Most of what is due has been done, some of it is late; what is closed is done or dropped."""
        chance, case = self.scope.random, self.case
        if case.state == State.CLOSED:
            done = chance.random() < 0.8
            return (ActionState.DONE, min(due, case.last)) if done else (ActionState.DROPPED, None)
        if due < case.today and chance.random() < 0.65:
            return ActionState.DONE, due - DAY * chance.randint(0, 3)
        return chance.choice((ActionState.TO_DO, ActionState.UNDER_WAY)), None

    def _offers(self) -> None:
        chance = self.scope.random
        for row in self.case.rows("offer", chance.choice((1, 1, 2)), self.by, "what"):
            begun = self.agreed or self.case.day(PLAN + 3)
            way = chance.choice(WAYS)
            changes = [(str(state), min(begun + DAY * 9 * n, self.case.last)) for n, state in enumerate(way)]
            agency: Agency = (
                self.case.agency(row["agency"]) if row.get("agency") else chance.choice(self.case.workers).agency
            )
            offer = planning.add_offer(self.scope, chance.choice(self.needs), row["what"], agency, changes)
            for state, on in changes:
                planning.change_offer(self.scope, offer, self.case.at(on), self.by, state)
            self._family_answer(offer, changes[-1][1])

    def _agency(self, row: Row) -> Agency:
        named = row.get("agency")
        return self.case.agency(named) if named else self.scope.random.choice(self.case.workers).agency

    def _family_answer(self, offer: Offer, on: datetime.date) -> None:
        answers = {
            Offer.State.STARTED: Offer.FamilyAnswer.HAVE_IT,
            Offer.State.NOT_STARTED: Offer.FamilyAnswer.NOT_YET,
            Offer.State.ACCEPTED: Offer.FamilyAnswer.NOT_YET,
        }
        answer = answers.get(Offer.State(offer.state))
        if answer and self.scope.random.random() < 0.6:
            at = self.case.at(min(on + 3 * DAY, self.case.last), "19:10")
            planning.answer_offer(self.scope, offer, at, self.case.carer.person, answer)

    def _agreement(self) -> None:
        case, at = self.case, self.case.at(self.case.day(HELP), "17:00")
        part = case.say("in_part", self.by) if self.scope.random.random() < 0.35 else ""
        agencies = list({post.agency.key: post.agency for post in case.workers}.values())
        for number, agency in enumerate(agencies):
            words = part if number == len(agencies) - 1 else ""
            answer = PlanAgreement.Answer.IN_PART if words else PlanAgreement.Answer.AGREES
            planning.agree(self.scope, self.plan, agency, answer, words, self.by, at)
        planning.agree(self.scope, self.plan, case.carer.person, PlanAgreement.Answer.AGREES, "", self.by, at)

    def review(self, on: datetime.date, next_on: datetime.date | None) -> None:
        """One look back: each need, the child's and the parent's words, what next."""
        case, step = self.case, Review.Next.GO_ON if next_on else Review.Next.CLOSE
        notes = case.say("review_note", self.by)
        made = planning.review(
            self.scope,
            self.plan,
            case.episodes,
            on,
            self.by,
            case.at(on, "17:05"),
            next=step,
            next_on=next_on,
            notes=notes,
        )
        for need in self.needs:
            words = case.say("need_progress", self.by)
            planning.review_need(self.scope, made, need, None, words, met=need.met_on == on)
        for episode in case.each():
            planning.comment(self.scope, made, episode, "child", case.say("child_review"), "not_there")
            planning.comment(self.scope, made, episode, "parent", case.say("parent_review"), "not_asked")


def plan(case: Case) -> None:
    """The plan of a case that came so far, with its reviews."""
    if not came_to(case, State.PLANNING):
        return
    made = MadePlan(case)
    on = case.town.days.school_day(case.opened + REVIEW * DAY)
    while made.agreed and on < case.last:
        following = case.town.days.school_day(on + NEXT)
        made.review(on, following)
        on = following
    if case.closed and made.agreed and case.reason in ("outcomes_met", "universal_services", "single_agency"):
        made.review(case.closed, None)

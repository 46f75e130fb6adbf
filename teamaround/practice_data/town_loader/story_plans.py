"""The plans of a story: needs, actions, offers, agreement, reviews, and the words at closing."""

import datetime

from teamaround.episodes.models import Audience, Entry, Episode
from teamaround.families.models import Person
from teamaround.plans.models import Action, ActionState, Need, Offer, Plan, Review
from teamaround.practice_data.town_loader import helping, planning
from teamaround.practice_data.town_loader.files import Row
from teamaround.practice_data.town_loader.story import Story

STATES = {"draft": Plan.State.DRAFT, "agreed": Plan.State.AGREED, "ended": Plan.State.CLOSED}
DONE = {"stopped": ActionState.DROPPED}
SIX_WEEKS = datetime.timedelta(days=42)


class PlanRows:
    """One plan of a story while its rows are made."""

    def __init__(self, story: Story, row: Row) -> None:
        self.story, self.row = story, row
        self.days, self.scope = story.town.days, story.scope
        self.needs: dict[str, Need] = {}
        self.rank = 0
        self.actions: dict[str, Action] = {}
        self.by = story.post(self._maker())
        self.plan = self._joined() or self._plan()
        children = {"children": row["children"]} if "children" in row else {}
        for need in row["need"]:
            self._need(children | need)
        for action in row.get("action", []):
            self._action(children | action)
        for offer in row.get("offer", []):
            self._offer(children | offer)
        for view in row.get("agreement", []):
            who = self.story.people.get(view["who"]) or self.story.agency(view["who"])
            at = self.days.moment(view["day"])
            planning.agree(self.scope, self.plan, who, view["view"], view.get("words", ""), self.by, at)

    def _maker(self) -> str:
        """Whoever led when the plan was agreed, or opened the episode."""
        day = self.row.get("agreed", 0)
        leads = [one for one in self.story.rows("lead") if one["from"] <= day]
        step = self.story.rows("episode")[0]["step"][-1]["by"]
        return str(leads[-1]["practitioner"] if leads else step)

    def _joined(self) -> Plan | None:
        """The running plan of the family: it has one at a time, and each need says whose it is."""
        plan = self.story.live_plan
        if plan is None or self.row["state"] == "ended":
            return None
        planning.serve(self.scope, plan, self.story.about(self.row), self.by, self.days.maybe(self.row.get("agreed")))
        plan.going_well = f"{plan.going_well} {self.row['goes_well']}"
        self.rank = 10
        return plan

    def _plan(self) -> Plan:
        agreed = self.row.get("agreed")
        begun = self.days.moment(agreed if agreed is not None else min(self._first_day(), -1), "16:55")
        ended = [one["day"] for one in self.story.rows("closing")]
        plan = planning.make_plan(
            self.scope,
            self.story.group,
            self.story.about(self.row),
            self.by,
            begun,
            self.days.maybe(agreed),
            self.days.date(max(ended)) if self.row["state"] == "ended" and ended else None,
            state=STATES[self.row["state"]],
            going_well=self.row["goes_well"],
            next_review_on=self.days.maybe(self.row.get("review_due")) if self.row["state"] != "ended" else None,
        )
        if plan.state != Plan.State.CLOSED:
            self.story.live_plan = plan
        return plan

    def _first_day(self) -> int:
        """The first day that anything in a draft plan names."""
        scales = [one["day"] for need in self.row["need"] for one in need.get("scale", [])]
        offers = [one["day"] for offer in self.row.get("offer", []) for one in offer["states"]]
        return int(min([*scales, *offers, -7]))

    def _need(self, row: Row) -> None:
        need = planning.add_need(
            self.scope,
            self.plan,
            self.story.about(row),
            words=row["words"],
            whose_words=self.story.name(row["whose"])[:60],
            type_key=row["type"],
            rank=self.rank + row["rank"],
            met_on=self.days.maybe(row.get("met")),
        )
        for one in row.get("scale", []):
            on, said = self.days.date(one["day"]), self.story.name(one["by"])[:60]
            planning.read_scale(self.scope, need, one["value"], on, said, self.story.post(one["by"]))
        self.needs[row["key"]] = need

    def _action(self, row: Row) -> None:
        state: str = DONE.get(row["state"]) or row["state"]
        if self.plan.state == Plan.State.CLOSED and state in (ActionState.TO_DO, ActionState.UNDER_WAY):
            state = ActionState.DROPPED
        done = row.get("done", row["due"]) if state == ActionState.DONE else None
        action = planning.add_action(
            self.scope,
            self.needs[row["need"]],
            row["what"],
            row["outcome"],
            self.story.who(row["owner"]),
            self.story.agency(row["agency"]),
            aim=row["aim"],
            due_on=self.days.date(row["due"]),
            state=state,
            done_on=self.days.maybe(done),
        )
        self.actions[row["key"]] = action
        notes = [(one["day"], one["by"], one["text"]) for one in row.get("progress", [])]
        if row.get("stopped_because"):
            notes.append((notes[-1][0] if notes else row["due"], row["owner"], row["stopped_because"]))
        for number, (day, by, text) in enumerate(notes, start=1):
            word = state if number == len(notes) else ActionState.UNDER_WAY
            planning.add_progress(self.scope, action, word, text, self.story.who(by), self.days.moment(min(day, 0)))

    def _offer(self, row: Row) -> None:
        changes = [(one["state"], self.days.date(one["day"])) for one in row["states"]]
        agency = self.story.agency(row["agency"])
        offer = planning.add_offer(self.scope, self.needs[row["need"]], row["what"], agency, changes)
        for one in row["states"]:
            planning.change_offer(self.scope, offer, self.days.moment(one["day"]), self.by, one["state"])
        for one in row.get("answers", []):
            at, who = self.days.moment(one["day"], "19:20"), self.story.people[one["who"]]
            planning.answer_offer(self.scope, offer, at, who, one["answer"])
            if one.get("words"):
                self._said(self.story.one(row, row["what"]), who, f"{row['what']}: {one['words']}", one["day"])
        if row.get("why"):
            self._why(offer, row)

    def _said(self, episode: Episode, who: Person, words: str, day: int) -> None:
        """What the family wrote beside an answer is kept in the chronology."""
        facts = {"author_words": who.name, "audience": Audience.EVERYONE}
        kind, on, at = Entry.Kind.CALL, self.days.date(day), self.days.moment(day, "19:20")
        helping.add_entry(self.scope, episode, kind, on, None, words, at, **facts)

    def _why(self, offer: Offer, row: Row) -> None:
        day, episode = row["states"][-1]["day"], self.story.one(row, row["why"])
        on, at = self.days.date(day), self.days.moment(day)
        helping.add_entry(self.scope, episode, Entry.Kind.EVENT, on, self.by, f"{offer.what}: {row['why']}", at)


def add_plans(story: Story) -> None:
    """The plans, then their reviews, then what was said when the help ended."""
    plans = {row["key"]: PlanRows(story, row) for row in story.rows("plan")}
    for row in story.rows("review"):
        _review(story, plans[row["plan"]], row)
    for row in story.rows("closing"):
        for who, field in ((Audience.EVERYONE, "child_words"), (Audience.EVERYONE, "parent_words")):
            if row.get(field):
                _closing_words(story, row, row[field], who, field)


def _closing_words(story: Story, row: Row, words: str, readers: str, field: str) -> None:
    episode, days = story.episodes[row["episode"]], story.town.days
    name = episode.child.name if field == "child_words" else f"Family of {episode.child.first_name}"
    kind, on, at = Entry.Kind.OBSERVATION, days.date(row["day"]), days.moment(row["day"])
    helping.add_entry(story.scope, episode, kind, on, None, words, at, audience=readers, author_words=name[:120])


def _review(story: Story, rows: PlanRows, row: Row) -> None:
    days, by = story.town.days, rows.by
    closes = any(abs(one["day"] - row["day"]) <= 14 for one in story.rows("closing"))
    going_on = not closes or "next_review" in row
    on = days.date(row["day"])
    next_on = days.maybe(row.get("next_review")) or (on + SIX_WEEKS)
    made = planning.review(
        story.scope,
        rows.plan,
        story.about(rows.row | row),
        on,
        by,
        days.moment(row["day"], "17:00"),
        next=Review.Next.GO_ON if going_on else Review.Next.CLOSE,
        next_on=next_on if going_on else None,
        notes=row["next"],
        present=_present(story, row),
    )
    for line in row.get("need", []):
        need = rows.needs[line["need"]]
        planning.review_need(story.scope, made, need, line.get("value"), line["text"], need.met_on == on)
    for line in row.get("action", []):
        action = rows.actions[line["action"]]
        state = action.state if action.done_on is None or action.done_on <= on else ActionState.UNDER_WAY
        planning.add_progress(story.scope, action, state, line["text"], by, days.moment(row["day"], "17:00"))
    _comments(story, made, row)


def _present(story: Story, row: Row) -> str:
    met = next((one for one in story.rows("meeting") if one["key"] == row.get("meeting")), None)
    came = [one for one in met["invited"] if one.get("attended", one["answer"] == "yes")] if met else []
    return ", ".join(story.name(one["who"]) for one in came)


def _comments(story: Story, made: Review, row: Row) -> None:
    """Words of the child and of each parent, or why there are none."""
    said = row.get("child_words", "")
    why = "too_young" if "young" in row.get("child_words_reason", "").lower() else "not_there"
    planning.comment(story.scope, made, story.one(row, said), "child", said, why)
    parents = row.get("parent_words", [])
    for one in parents:
        planning.comment(story.scope, made, story.one(row, one["text"]), "parent", one["text"])
    if not parents:
        planning.comment(story.scope, made, story.about(row)[0], "parent", why_none="not_there")

"""The episodes of a story: states, levels, agreement, checklists, leads, team, chronology, enquiries."""

from typing import Any

from teamaround.agencies.models import Sensitive
from teamaround.child_index.models import StatutoryInvolvement
from teamaround.consent.models import Answer, Decision, Evidence, InformationClass, Purpose
from teamaround.episodes import rules
from teamaround.episodes.models import Audience, Concern, Entry, Episode, FamilyGroup, SafeguardingReport, State
from teamaround.families.models import Person
from teamaround.practice_data.town_loader import agreement, around, helping
from teamaround.practice_data.town_loader.agreement import RIGHTS, Conversations, Said, Talk
from teamaround.practice_data.town_loader.files import Row
from teamaround.practice_data.town_loader.helping import Step
from teamaround.practice_data.town_loader.story import Story

STATES = {
    "concern": State.CONCERN,
    "looking_again": State.WATCHING,
    "asking_agreement": State.CHECKING,
    "refused_path_open": State.WATCHING,
    "assessing": State.ASSESSING,
    "planning": State.PLANNING,
    "under_way": State.HELPING,
    "waiting_social_care": State.WAITING,
    "closed": State.CLOSED,
}
CLOSINGS = {
    "outcomes_met": "outcomes_met",
    "single_agency": "single_agency",
    "moved_authority": "moved_away",
    "moved_to_social_care": rules.SOCIAL_CARE,
    "agreement_withdrawn": "family_stopped",
    "refused_before_assessment": "refused",
    "not_reached": "no_contact",
    "aged_out": "age_limit",
    "opened_in_error": "opened_in_error",
}
ENTRY_KINDS = {
    "visit": Entry.Kind.VISIT,
    "call": Entry.Kind.CALL,
    "message": Entry.Kind.CALL,
    "event": Entry.Kind.EVENT,
    "observation": Entry.Kind.OBSERVATION,
}


def add_episodes(story: Story) -> None:
    """Each episode with its steps, levels of need and the worry it began with."""
    group = story.scope.add(FamilyGroup, authority=story.authority)
    for row in story.rows("episode"):
        steps = [_step(story, row, step) for step in row["step"]]
        episode = _open(story, row, group, story.file["about"]["locality"], steps)
        episode.opened_on, episode.opened_by = story.town.days.date(row["opened"]), story.post(row["opened_by"])
        episode.agency = episode.opened_by.agency
        if row["step"][0]["state"] == "concern":
            knows = Concern.Family.KNOWS
            at = story.town.days.moment(row["opened"], "12:30")
            helping.note_worry(story.scope, episode, steps[0].by, row["reason"], at, knows)
    _go_on_elsewhere(story)
    for row in story.rows("level"):
        by, on = story.post(row["by"]), story.town.days.date(row["day"])
        for episode in story.about(row):
            helping.set_level(story.scope, episode, row["level"], on, by, row["why"])


def _open(story: Story, row: Row, group: FamilyGroup, locality: str, steps: list[Step]) -> Episode:
    place = story.town.workers.localities[locality]
    episode = helping.open_episode(story.town, story.scope, story.people[row["child"]], group, place, steps)
    story.episodes[f"{row['key']}:{locality}" if row["key"] in story.episodes else row["key"]] = episode
    return episode


def _go_on_elsewhere(story: Story) -> None:
    """Where another authority took the children over, its own episodes begin when somebody there leads."""
    if story.responsible is story.authority:
        return
    leads = [row for row in story.rows("lead") if story.post(row["practitioner"]).authority is story.responsible]
    group = story.scope.add(FamilyGroup, authority=story.responsible)
    for row in story.rows("episode") if leads else []:
        by, at = story.post(leads[0]["practitioner"]), story.town.days.moment(leads[0]["from"], "09:30")
        steps = [Step(State.CHECKING, at, by), Step(State.PLANNING, at, by)]
        _open(story, row, group, by.locality.key if by.locality else "", steps)


def _step(story: Story, episode: Row, row: Row) -> Step:
    closing = next(
        (c for c in story.rows("closing") if c["episode"] == episode["key"] and c["day"] == row["day"]), None
    )
    reason, outcomes = "", tuple[str, ...]()
    if row["state"] == "closed" and closing:
        reason = CLOSINGS[closing["reason"]]
        outcomes = (closing["outcomes"], closing["left_open"])
    at = story.town.days.moment(row["day"], "17:00")
    return Step(STATES[row["state"]], at, story.post(row["by"]), row["why"], reason, outcomes)


def add_agreement(story: Story) -> None:
    """What was asked and answered, one conversation for each person and day; judgements of competence first."""
    for row in story.rows("agreement"):
        _competence(story, row)
    talks: dict[tuple[Any, ...], list[Row]] = {}
    for row in story.rows("agreement"):
        for child in story.children(row):
            place = (row["day"], row["who"], row["as"], row["signed"], bool(row.get("hidden_from")), child.ref)
            talks.setdefault(place, []).append(row)
    children = {child.ref: child for row in story.rows("agreement") for child in story.children(row)}
    conversations = Conversations(story.scope)
    for place in sorted(talks, key=lambda place: (place[0], str(place[1:]))):
        _talk(story, conversations, children[str(place[-1])], talks[place])


def _competence(story: Story, row: Row) -> None:
    judged = row.get("competence")
    if judged:
        child, by = story.people[row["who"]], story.post(judged["by"])
        on = story.town.days.date(judged["day"])
        agreement.judge_competence(story.scope, child, by, on, judged["able"], judged["words"])


def _talk(story: Story, conversations: Conversations, child: Person, rows: list[Row]) -> None:
    first = rows[0]
    completed = {done["completed"] for done in story.rows("assessment") if "completed" in done}
    talk = Talk(
        child=child,
        by=story.post(first["asked_by"]),
        who=story.people[first["who"]],
        right=RIGHTS[first["as"]],
        at=story.town.days.moment(first["day"], first.get("time")),
        evidence=Evidence(first["signed"]),
        keep_out=" ".join(_kept_out(story, row) for row in rows).strip(),
        hidden=bool(first.get("hidden_from")),
        at_completion=first["day"] in completed,
    )
    answers = [said for row in rows for said in _answers(story, child, row)]
    made = dict(zip(answers, conversations.hold(talk, answers), strict=True))
    for row in rows:
        if "withdrawn" in row:
            taken = [made[said] for said in _answers(story, child, row) if said.answer == Answer.AGREED]
            _withdraw(story, talk, row, taken)


def _withdraw(story: Story, talk: Talk, row: Row, taken: list[Decision]) -> None:
    at = story.town.days.moment(row["withdrawn"])
    words = row.get("withdrawn_words", "")
    agreement.take_back(story.scope, talk, at, words, taken)


def _kept_out(story: Story, row: Row) -> str:
    """What is to be left out, who of the family is not to see it, and why something was refused, as it was said."""
    people = [e for e in row.get("excluded", []) if e["who"] not in story.town.workers.agencies]
    parts = [row.get("keep_out", ""), *(f"Not for {story.name(e['who'])}: {e['words']}" for e in people)]
    return " ".join(part for part in [*parts, row.get("why_refused", "")] if part)


def _answers(story: Story, child: Person, row: Row) -> list[Said]:
    """The single decisions of one row of agreement."""
    answer = Answer(row["answer"])
    more: Row = {"answer": answer, "until": story.town.days.maybe(row.get("to"))}
    if row["purpose"] == "assess":
        return [Said(Purpose.ASSESS, **more)]
    if row["purpose"] == "discuss_at_group":
        return [Said(Purpose.DISCUSS, **more)]
    workers = story.town.workers
    keys = [*row.get("agencies", []), *(workers.posts[key].agency.key for key in row.get("practitioners", []))]
    agencies = [workers.agencies[key] for key in dict.fromkeys(keys)]
    classes = set(row.get("classes", ["identity_contact", "views"]))
    found: list[Said] = []
    if row["purpose"] != "record_sensitive":
        kinds = [InformationClass.BASIC] if "identity_contact" in classes else []
        kinds += [InformationClass.NEEDS] if classes - {"identity_contact", "sensitive"} else []
        found += agreement.shared_with(agencies, kinds, **more)
    if row["purpose"] == "record_sensitive" or "sensitive" in classes:
        for kind in _sensitive_kinds(story, child):
            found += agreement.shared_with(agencies, [InformationClass.SENSITIVE], sensitive=kind, **more)
    refused = [workers.agencies[e["who"]] for e in row.get("excluded", []) if e["who"] in workers.agencies]
    found += agreement.shared_with(refused, [InformationClass.NEEDS], answer=Answer.REFUSED)
    return list(dict.fromkeys(found))


def _sensitive_kinds(story: Story, child: Person) -> list[str]:
    """The kinds of sensitive service that work or worked with a child of the story."""
    rows = [row for row in story.rows("involvement") if row["sensitive"] != Sensitive.NONE]
    mine = [row for row in rows if any(story.people[key] is child for key in _keys(row))]
    return list(dict.fromkeys(row["sensitive"] for row in mine))


def _keys(row: Row) -> list[str]:
    return row.get("children") or [row["child"]]


def add_shared_without_agreement(story: Story) -> None:
    """Decisions to share without agreement cover the agencies they name; what was not shared covers nobody."""
    grounds = {"significant_harm": "significant_harm", "crime": "public_interest"}
    for row in story.rows("decision_to_share"):
        basis = grounds.get(row["ground"]) or row["ground"]
        for child in story.children(row) if row["shared"] else []:
            for key in row["shared_with"]:
                agency, by = story.agency(key), story.post(row["by"])
                on = story.town.days.date(row["day"])
                agreement.cover(story.scope, child, agency, basis, f"{row['what']} {row['why']}", by, on)


def add_reports(story: Story) -> None:
    """Reports to social care, with the time, the person told and what social care decided."""
    days = story.town.days
    for row in story.rows("safeguarding_report"):
        child, told = story.people[row["child"]], story.post(row["told"])
        at = days.moment(row["day"], row["time"])
        decided = days.moment(row["outcome_day"]) if "outcome_day" in row else None
        taken = row.get("outcome") not in (None, "no_further_action")
        state = SafeguardingReport.State
        story.scope.add(
            SafeguardingReport,
            authority=child.authority,
            child=child,
            episode=story.episode_of(row["child"]),
            reported_by=story.post(row["by"]),
            danger_now=False,
            person_told=told.name,
            told_at=at,
            words=f"{row['what']} {row['reply']}",
            family_told="yes",
            state=(state.TAKEN if taken else state.RETURNED) if decided else state.SENT,
            reported_at=at,
            decided_by=told if decided else None,
            decided_at=decided,
        )
        if decided and taken:
            kind = StatutoryInvolvement.Kind.SOCIAL_CARE
            on = helping.day_of(decided)
            around.statutory(story.scope, child, kind, told.agency, "Children's social care duty team", on)


def add_story_rows(story: Story) -> None:
    """The chronology, and what came from the family's page."""
    days = story.town.days
    for row in story.rows("story"):
        words = f"{row['title'].rstrip('.')} – {row['what']}"
        helping.add_entry(
            story.scope,
            story.one(row, words),
            ENTRY_KINDS[row["kind"]],
            days.date(row["day"]),
            story.post(row["who"]),
            words,
            days.moment(row["day"], row.get("time")),
            happened_at=days.time(row.get("time")),
            source_agency=story.agency(row.get("agency") or row["who"]),
            significance=row.get("significance", ""),
            done=row.get("done", ""),
            audience=audience(row),
            sensitive=row.get("sensitive", ""),
        )
    for row in story.rows("family_words"):
        _family_words(story, row)


def audience(row: Row) -> str:
    """Who may read a row: the family only where every parent may."""
    if row["audience"] == "agency":
        return Audience.AGENCY
    open_to_family = row["audience"] == "team" and row["may_family_see"] and not row.get("withheld_from")
    return Audience.EVERYONE if open_to_family else Audience.TEAM


def _family_words(story: Story, row: Row) -> None:
    at = story.town.days.moment(row["day"], row["time"])
    person = story.people[row["who"]]
    more: Row = {"author_words": person.name, "happened_at": story.town.days.time(row["time"])}
    more["audience"] = Audience.EVERYONE
    episode, words = story.one(row, row["text"]), row["text"]
    helping.add_entry(story.scope, episode, Entry.Kind.CALL, helping.day_of(at), None, words, at, **more)


def add_enquiries(story: Story) -> None:
    """Practitioners asking one another through the index."""
    days = story.town.days
    for row in story.rows("enquiry"):
        answered = days.moment(row["answered"], "16:30") if "answered" in row else None
        child = story.about(row)[0].child
        around.enquire(
            story.scope,
            child,
            story.post(row["by"]),
            story.town.workers.post_of(row["to"]),
            row["question"],
            days.moment(row["day"], "09:30"),
            row.get("answer", ""),
            answered,
        )

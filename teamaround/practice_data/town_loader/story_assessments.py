"""The checklists and assessments of a story: every box with its author, day and footing."""

import datetime

from teamaround.assessments.models import Assessment
from teamaround.episodes.models import Episode, State
from teamaround.families.models import Person
from teamaround.practice_data.town_loader import assessing, helping
from teamaround.practice_data.town_loader.assessing import COMMON, Paper
from teamaround.practice_data.town_loader.files import Row
from teamaround.practice_data.town_loader.story import Story

OUTCOMES = {
    "healthy": "be_healthy",
    "safe": "stay_safe",
    "learning": "enjoy_achieve",
    "positive": "positive_contribution",
    "poverty": "economic_wellbeing",
}
DECISIONS = {"another_service": "ask_service", "safeguarding_now": "safeguarding"}
ASKS_AGAIN = ("nothing_now", "own_service")
SIX_WEEKS = datetime.timedelta(days=42)


def add_checklists(story: Story) -> None:
    for row in story.rows("checklist"):
        episode = story.episode_of(row["child"])
        if episode is None:
            continue
        _checklist(story, episode, row)
        _look_agains(story, episode, row)


def _checklist(story: Story, episode: Episode, row: Row) -> None:
    days, by = story.town.days, story.post(row["by"])
    outcomes = {key: row[ours] for ours, key in OUTCOMES.items()}
    words = {f"{key}_words": row.get("words", {}).get(ours, "") for ours, key in OUTCOMES.items() if row[ours] != "yes"}
    helpers = "own_service" if row["decision"] == "own_service" else "other_service"
    answers = {
        **words,
        "help_needed": f"{row['help_needed']} {row['who_can_help']}",
        "who_can_help": [helpers],
        "assessment_would_help": row["common_assessment_would_help"],
    }
    paper = assessing.checklist(story.scope, episode, by, days.moment(row["day"], "16:30"), outcomes, answers)
    decision = DECISIONS.get(row["decision"]) or row["decision"]
    assessing.decide(paper, decision, row["why"])
    if decision in ASKS_AGAIN:
        again = days.date(row["look_again"]) if "look_again" in row else days.date(row["day"]) + SIX_WEEKS
        paper.answer("look_again_on", again.isoformat())


def _look_agains(story: Story, episode: Episode, row: Row) -> None:
    """Each time somebody asked again, and the next time, if the episode still waits for it."""
    days, due = story.town.days, row.get("look_again")
    for answer in row.get("looked_again", []):
        at, by = days.moment(answer["day"]), story.post(answer["by"])
        due_on = days.date(due) if due is not None else helping.day_of(at)
        helping.look_again(story.scope, episode, due_on, by, answer["answer"], answer["words"], at)
        due = None
    newest = row is [one for one in story.rows("checklist") if one["child"] == row["child"]][-1]
    if newest and episode.state == State.WATCHING:
        due_on = days.date(due) if due is not None else days.today + SIX_WEEKS
        helping.look_again(story.scope, episode, due_on, story.post(row["by"]))


def add_assessments(story: Story) -> None:
    made: dict[str, Assessment] = {}
    for row in story.rows("assessment"):
        episode = story.episode_of(row["child"])
        if episode is not None:
            paper = _assessment(story, episode, row)
            if row["kind"] != "common" and made.get(row["child"]):
                paper.row.supplements, paper.row.kind = made[row["child"]], row["kind"]
            made[row["child"]] = paper.row


def _assessment(story: Story, episode: Episode, row: Row) -> Paper:
    days, by = story.town.days, story.post(row["started_by"])
    paper = Paper(story.scope, episode, COMMON, by, days.moment(row["started"], "10:30"))
    _details(story, paper, row)
    _present(story, paper, row)
    _services(story, paper, row)
    for note in row["note"]:
        _note(story, paper, note)
    _voices(story, paper, row)
    for section in row["not_needed"]:
        paper.leave_out(section)
    _contributors(story, paper, row)
    if "completed" in row:
        until = days.date(row["first_contact_until"]) if "first_contact_until" in row else None
        shared = days.moment(row["shared"], "16:45") if "shared" in row else None
        paper.complete(by, days.moment(row["completed"], "16:15"), shared, until)
    paper.let_the_starter_write()
    paper.tell_index()
    return paper


def _details(story: Story, paper: Paper, row: Row) -> None:
    child = paper.episode.child
    person = next(one for one in story.rows("person") if one["key"] == row["child"])
    shielded = any(row["child"] in one["persons"] for one in story.rows("shield"))
    place = {} if shielded else _home(story, person)
    others = [f"{one.get('given', '')} {one.get('family', '')}".strip() for one in person.get("other_names", [])]
    codes = {option.code: option.key for option in paper.instrument.places["ethnicity"][1].options}
    codes_of_ethnicity = {"ethnicity": codes.get(child.ethnicity)}
    _write(paper, **born(child), given_names=child.given, family_name=child.family, other_names=", ".join(others))
    _write(paper, religion=person.get("religion"), first_language=child.first_language, **codes_of_ethnicity, **place)
    parents = [story.people[one["who"]] for one in story.rows("relation") if one["to_whom"] == row["child"]]
    speaks = next((adult.first_language for adult in parents if adult.first_language), None)
    interpreter = next((adult.interpreter for adult in parents if adult.interpreter), "")
    _write(paper, parent_first_language=speaks, interpreter_needed="yes" if interpreter else "no")
    disability, needs = person.get("disability"), person.get("special_requirements")
    _write(paper, disability="yes" if disability else "no", disability_details=disability)
    if needs:
        _write(paper, child_requirements=["other"], child_requirements_details=needs[:200])
    if child.expected_on and "mother" in person:
        _write(paper, mother_name=story.people[person["mother"]].name)


def born(child: Person) -> dict[str, str]:
    """Birth, or the day on which it is expected, and the sex."""
    sexes = {"F": "female", "M": "male", "U": "not_known"}
    if child.born:
        return {"born": "born", "birth_date": child.born.isoformat(), "sex": sexes[child.sex]}
    day = child.expected_on.isoformat() if child.expected_on else ""
    return {"born": "expected", "expected_date": day, "sex": sexes[child.sex]}


def _write(paper: Paper, **answers: object) -> None:
    for key, value in answers.items():
        paper.answer(key, value)


def _home(story: Story, person: Row) -> dict[str, str]:
    places = {place["key"]: place for place in story.rows("address")}
    now = [places[one["at"]] for one in person.get("addresses", []) if "to" not in one]
    return {"address": f"{now[0]['line']}, {now[0]['town']}", "postcode": now[0]["postcode"]} if now else {}


def _present(story: Story, paper: Paper, row: Row) -> None:
    people = [story.who(key) for key in row["people_present"]]
    present = [{"name": one.name, "part": _part(story, one, row["child"])} for one in people]
    by = paper.by
    agency = {"ref": by.agency.ref, "name": by.agency.name}
    author = {"name": by.name, "role": by.job_title, "agency": agency, "telephone": by.telephone}
    started = story.town.days.date(row["started"]).isoformat()
    _write(paper, assessment_started=started, reason_for_assessment=row["led_to"], assessors=[author])
    _write(paper, people_present=present, home_situation=row.get("home_situation"))
    ties = [one for one in story.rows("relation") if one["to_whom"] == row["child"]]
    carers = [_carer(story, one) for one in ties if "parental_responsibility" in one]
    _write(paper, carers=carers, household=[_at_home(story, one) for one in ties])


def _part(story: Story, one: object, child: str) -> str:
    """What somebody is to the child, or the job."""
    if not isinstance(one, Person):
        return str(getattr(one, "job_title", ""))
    kinds = {one["who"]: one["kind"] for one in story.rows("relation") if one["to_whom"] == child}
    key = next(key for key, person in story.people.items() if person is one)
    return str(kinds.get(key) or ("the child" if key == child else "family")).replace("_", " ")


def _carer(story: Story, tie: Row) -> Row:
    adult = story.people[tie["who"]]
    holds = "yes" if tie["parental_responsibility"] else "no"
    row = {"name": adult.name, "relationship": tie["kind"].replace("_", " "), "parental_responsibility": holds}
    return row | ({"birth_date": adult.born.isoformat()} if adult.born else {})


def _at_home(story: Story, tie: Row) -> Row:
    here = any("to" not in one for one in tie["lives_with"])
    name = story.people[tie["who"]].name
    return {"name": name, "relationship": tie["kind"].replace("_", " "), "lives_here": "yes" if here else "no"}


KINDS_OF_SERVICE = {"gp": "gp", "school": "education", "early_years": "education", "health": "universal"}


def _services(story: Story, paper: Paper, row: Row) -> None:
    rows = []
    for one in row["services"]:
        agency = story.town.workers.agencies[one["agency"]]
        if not agency.sensitive:
            rows.append(
                {
                    "kind": KINDS_OF_SERVICE.get(agency.kind, "other"),
                    "agency": {"ref": agency.ref, "name": agency.name},
                    "contact": agency.telephone,
                    "when": "now" if one["now"] else "past",
                    "used": "yes" if one["used"] else "no",
                }
            )
    paper.answer("services", rows)


def _note(story: Story, paper: Paper, note: Row) -> None:
    key = f"{note['section']}_{note['side']}"
    if key not in paper.instrument.places:
        key = {"conclusions": "conclusions", "changes": "what_should_change"}.get(
            note["section"], f"{note['section']}_needs"
        )
    days, said_by = story.town.days, note.get("said_by")
    typist = story.post(note["typed_for"]) if "typed_for" in note else None
    paper.answer(
        key,
        note["text"],
        author=story.post(note["author"]),
        typed_by=typist,
        source=note["source"],
        source_words=story.people[said_by].name if said_by else "",
        visit_on=days.date(note["day"]),
        given_at=days.moment(note["day"]),
    )


def _voices(story: Story, paper: Paper, row: Row) -> None:
    _write(paper, conclusions=row.get("conclusions"), what_should_change=row.get("what_should_change"))
    days, child = story.town.days, row["child_voice"]
    if "text" in child:
        given = {"visit_on": days.date(child["day"]), "given_at": days.moment(child["day"])}
        paper.answer("child_words_given", "given")
        paper.answer("child_words", child["text"], source="said_by_child", source_words=child["how"][:120], **given)
    else:
        paper.answer("child_words_given", child["reason"])
        paper.answer("child_observed", child["words"])
        if child["reason"] == "not_asked_yet":
            paper.answer("child_ask_on", days.date(child["day"]).isoformat())
    voices = row.get("parent_voice", [])
    if voices or row["state"] != "draft":
        paper.answer("parent_words_given", "given" if voices else "not_asked_yet")
    for voice in voices:
        who = {"source_words": story.people[voice["who"]].name, "given_at": days.moment(voice["day"])}
        paper.answer("parent_words", voice["text"], source="said_by_parent", **who)


def _contributors(story: Story, paper: Paper, row: Row) -> None:
    """Everybody who wrote a part was asked to."""
    others = {note["author"]: note for note in row["note"] if note["author"] in story.town.workers.posts}
    done = story.town.days.moment(row["completed"]) if "completed" in row else None
    for key in sorted(others):
        post = story.post(key)
        if post is not paper.by:
            sections = tuple(dict.fromkeys(n["section"] for n in row["note"] if n["author"] == key))
            paper.invite(post, paper.by, paper.at, sections, ended_at=done)

"""The files of the invented town hold together: they parse, resolve, are safe, and never repeat a sentence."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TOWN = Path(__file__).parent.parent / "town"
STORY_FILES = sorted((TOWN / "stories").glob("*.toml"))


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


AGENCIES = {row["key"]: row for row in load(TOWN / "agencies.toml")["agency"]}
PRACTITIONERS = {row["key"]: row for row in load(TOWN / "practitioners.toml")["practitioner"]}
NEED_TYPES = {kind["key"]: kind for area in load(TOWN / "needs.toml")["area"] for kind in area["type"]}
STORIES = {path.stem: load(path) for path in STORY_FILES}

LISTS = load(TOWN / "closed_lists.toml")
STATES = set(LISTS["story_fields"]["episode.state"])
ANYBODY = {"who", "by", "author", "owner", "whose", "agreed_by", "covered_by", "to_whom", "against"}
PERSON_FIELDS = {"child", "children", "persons", "with", "said_by", "withheld_from", "hidden_from", "mother_key", "of"}
PRACTITIONER_FIELDS = {
    *("practitioner", "practitioners", "asked_by", "opened_by", "typed_by", "typed_for", "called_by", "minutes_by"),
    *("started_by", "deputy", "accepted_by", "known_to", "told", "advice_from", "covered_by", "chaired_by"),
}
AGENCY_FIELDS = {"agency", "agencies", "shared_with", "school", "gp"}
PROSE = {
    *("summary", "reason", "why", "why_not_asked", "why_refused", "explained", "keep_out", "withdrawn_words", "words"),
    *("what", "help_needed", "who_can_help", "reply", "outcome_words", "led_to", "home_situation", "conclusions"),
    *("what_should_change", "text", "family_wish", "wish_why", "goes_well", "stopped_because", "child_words", "next"),
    *("outcomes", "left_open", "question", "significance", "without_family_words", "not_held_because", "outcome"),
    "written",
}
ALSO_PROSE = {("enquiry", "answer"), ("story", "done"), ("meeting", "authority"), ("meeting", "purpose")}


def walk(table: str, value: Any) -> Iterator[tuple[str, str, Any, dict[str, Any]]]:
    """Every field of a story as (table, field, value, its row)."""
    rows = value if isinstance(value, list) else [value]
    for row in rows:
        if not isinstance(row, dict):
            continue
        for field, inner in row.items():
            yield table, field, inner, row
            if isinstance(inner, dict) or (isinstance(inner, list) and any(isinstance(x, dict) for x in inner)):
                yield from walk(f"{table}.{field}".lstrip("."), inner)


def fields(story: dict[str, Any]) -> Iterator[tuple[str, str, Any, dict[str, Any]]]:
    for table, value in story.items():
        yield from walk(table, value)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def sentences(text: str) -> list[str]:
    """Sentences of three words and more, folded so that quotes and case do not hide a repeat."""
    parts = re.split(r"(?<=[.!?:;])[\"'”’]*\s+", text)
    folded = [re.sub(r"[^a-z0-9' ]", "", part.lower()).strip() for part in parts]
    return [part for part in folded if len(part.split()) >= 3]


def prose(story: dict[str, Any]) -> Iterator[str]:
    for table, field, value, _ in fields(story):
        if isinstance(value, str) and (field in PROSE or (table, field) in ALSO_PROSE or table == "checklist.words"):
            yield value


@pytest.fixture(params=sorted(STORIES), name="story")
def one_story(request: pytest.FixtureRequest) -> dict[str, Any]:
    return STORIES[request.param]


def test_there_are_twelve_stories_numbered_one_to_twelve() -> None:
    assert sorted(story["about"]["number"] for story in STORIES.values()) == list(range(1, 13))


def test_every_file_of_the_town_parses() -> None:
    assert all(load(path) for path in TOWN.rglob("*.toml"))


def test_agencies_are_of_known_kinds_and_have_a_manager_of_their_own() -> None:
    for agency in AGENCIES.values():
        assert agency["manager"] in PRACTITIONERS, agency["key"]
        assert agency["sensitive"] in LISTS["story_fields"]["involvement.sensitive"], agency["key"]
    assert {agency["kind"] for agency in AGENCIES.values()} == set(LISTS["agency_kinds"])


def test_practitioners_have_known_roles_agencies_and_line_managers() -> None:
    assert len(PRACTITIONERS) == 150
    for person in PRACTITIONERS.values():
        assert person["role"] in LISTS["roles"] and person["agency"] in AGENCIES, person["key"]
        assert person.get("line_manager", "helena_vance") in PRACTITIONERS, person["key"]
        assert all(key in PRACTITIONERS for key in person.get("types_for", [])), person["key"]


def test_the_near_misses_are_among_the_practitioners() -> None:
    people = PRACTITIONERS.values()
    assert len([p for p in people if "trained" not in p]) == 2
    assert len([p for p in people if p["vetted_until"] < 0]) == 1
    assert len([p for p in people if "ended" in p]) == 2


def test_need_types_name_one_element_and_one_aim() -> None:
    assert {kind["aim"] for kind in NEED_TYPES.values()} == set(LISTS["aims"])
    assert {kind["element"] for kind in NEED_TYPES.values()} == set(LISTS["elements"])


def test_keys_of_practitioners_agencies_and_persons_never_meet(story: dict[str, Any]) -> None:
    persons = [person["key"] for person in story["person"]]
    assert max(Counter(persons).values()) == 1
    assert not set(persons) & (set(PRACTITIONERS) | set(AGENCIES))
    assert not set(PRACTITIONERS) & set(AGENCIES)


def test_every_reference_in_a_story_resolves(story: dict[str, Any]) -> None:
    persons = {person["key"] for person in story["person"]}
    anybody = persons | set(PRACTITIONERS) | set(AGENCIES)
    known = [
        (ANYBODY, anybody),
        (PERSON_FIELDS, persons),
        (PRACTITIONER_FIELDS, set(PRACTITIONERS)),
        (AGENCY_FIELDS, set(AGENCIES)),
    ]
    broken = []
    for table, field, value, _ in fields(story):
        if (table, field) in {("shield", "against"), ("person", "known_as")}:
            continue
        for names, keys in known:
            if field in names and not isinstance(value, dict):
                values = value if isinstance(value, list) else [value]
                broken += [(table, field, v) for v in values if isinstance(v, str) and v not in keys]
    assert not broken


def test_rows_that_name_a_row_of_the_same_file_find_it(story: dict[str, Any]) -> None:
    def keys(*tables: str) -> set[str]:
        return {row["key"] for table, field, _, row in fields(story) if table in tables and field == "key"}

    own = {
        "at": keys("address"),
        "agreement": keys("agreement"),
        "need": keys("plan.need"),
        "action": keys("plan.action"),
        "plan": keys("plan"),
        "meeting": keys("meeting"),
        "episode": keys("episode"),
    }
    broken = [
        (table, field, value)
        for table, field, value, _ in fields(story)
        if field in own and isinstance(value, str) and value not in own[field]
    ]
    assert not broken
    assert all(need["type"] in NEED_TYPES for plan in story.get("plan", []) for need in plan["need"])


def test_every_field_of_a_story_is_described_in_the_readme(story: dict[str, Any]) -> None:
    described = set(re.findall(r"[a-z_]+", (TOWN / "stories" / "README.md").read_text(encoding="utf-8")))
    assert not {field for _, field, _, _ in fields(story)} - described


def test_words_of_closed_lists_are_on_them(story: dict[str, Any]) -> None:
    wrong = [
        (table, field, value)
        for table, field, value, _ in fields(story)
        if value not in LISTS["story_fields"].get(f"{table}.{field}", [value])
    ]
    assert not wrong


def test_a_story_has_25_to_45_entries_in_order(story: dict[str, Any]) -> None:
    entries = story["story"]
    assert 25 <= len(entries) <= 45
    order = [(row["day"], row.get("time", "")) for row in entries]
    assert [day for day, _ in order] == sorted(day for day, _ in order)
    assert max(day for day, _ in order) <= 0 and min(day for day, _ in order) <= -200


def test_the_last_step_of_an_episode_is_its_state(story: dict[str, Any]) -> None:
    for episode in story["episode"]:
        steps = episode["step"]
        assert steps[-1]["state"] == episode["state"], episode["key"]
        assert [s["day"] for s in steps] == sorted(s["day"] for s in steps), episode["key"]
        assert steps[0]["day"] >= episode["opened"], episode["key"]


def test_every_state_is_reached_in_some_story_and_many_are_states_now() -> None:
    steps = {step["state"] for story in STORIES.values() for ep in story["episode"] for step in ep["step"]}
    assert steps == STATES
    reasons = {row["reason"] for story in STORIES.values() for row in story.get("closing", [])}
    assert {"outcomes_met", "moved_to_social_care", "moved_authority", "single_agency"} <= reasons


def test_people_act_only_while_they_are_in_post(story: dict[str, Any]) -> None:
    for row in story["story"]:
        ended = PRACTITIONERS[row["who"]].get("ended", 1)
        assert row["day"] <= ended, row["title"]


def test_meetings_fall_on_weekdays_and_answers_are_known(story: dict[str, Any]) -> None:
    for meeting in story.get("meeting", []):
        assert (1 + meeting["day"]) % 7 < 5, meeting["key"]
        assert meeting["held"] == (meeting["day"] <= 0 and "not_held_because" not in meeting), meeting["key"]


@pytest.mark.parametrize("path", sorted(TOWN.rglob("*.toml")), ids=lambda p: p.stem)
def test_telephones_postcodes_and_addresses_are_safe(path: Path) -> None:
    whole = path.read_text(encoding="utf-8")
    for number in re.findall(r"\b0\d[\d ]{7,}\d\b", whole):
        assert re.fullmatch(r"01632 960 \d{3}|07700 900 \d{3}", number), number
    for postcode in re.findall(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b", whole):
        assert re.fullmatch(r"MB[1-9] \d[A-Z]{2}|AQ[1-3] \d[A-Z]{2}", postcode), postcode
    assert all(address.endswith(".invalid") for address in re.findall(r"[\w.]+@[\w.-]+", whole))


def test_no_prose_names_a_date(story: dict[str, Any]) -> None:
    months = "January|February|April|June|July|August|September|October|November|December"
    dated = re.compile(rf"\b({months})\b|\b\d+(st|nd|rd|th)? (March|May)\b|\b(March|May) \d|\b(19|20)\d\d\b")
    assert not [text for text in texts(story) if dated.search(text)]


def test_no_sentence_occurs_twice_in_all_stories() -> None:
    seen = Counter(s for story in STORIES.values() for text in prose(story) for s in sentences(text))
    assert not [sentence for sentence, times in seen.items() if times > 1]


def test_what_is_done_has_its_day_and_nothing_was_done_tomorrow(story: dict[str, Any]) -> None:
    for plan in story.get("plan", []):
        for action in plan.get("action", []):
            assert (action["state"] == "done") == ("done" in action), action["key"]
            days = [step["day"] for step in action["progress"]] + [action.get("done", 0)]
            assert max(days) <= 0 and min(days) >= plan.get("agreed", -400), action["key"]


def test_needs_are_ranked_from_one_and_scales_run_forward(story: dict[str, Any]) -> None:
    for plan in story.get("plan", []):
        assert [need["rank"] for need in plan["need"]] == list(range(1, len(plan["need"]) + 1)), plan["key"]
        for rows in [need["scale"] for need in plan["need"]] + [offer["states"] for offer in plan.get("offer", [])]:
            days = [row["day"] for row in rows]
            assert days == sorted(days) and days[-1] <= 0, plan["key"]


def test_nobody_is_assessed_without_an_agreement_to_assess(story: dict[str, Any]) -> None:
    everybody = [episode["child"] for episode in story["episode"]]
    for paper in story.get("assessment", []):
        agreed = [
            row["day"]
            for row in story["agreement"]
            if (row["purpose"], row["answer"]) == ("assess", "agreed")
            and paper["child"] in row.get("children", everybody)
        ]
        assert agreed and min(agreed) <= paper["started"], paper["key"]
        ends = paper.get("completed", 0)
        assert all(paper["started"] <= note["day"] <= ends for note in paper.get("note", [])), paper["key"]


def test_a_sensitive_service_says_who_may_know_of_it(story: dict[str, Any]) -> None:
    for row in story["involvement"]:
        kind = AGENCIES[row["agency"]]["sensitive"]
        assert row["sensitive"] == kind, row["part"]
        assert not kind or row["known_to"], row["part"]

"""Names and building blocks of the town: enough of each, safe, and every slot is one that the loading fills."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TOWN = Path(__file__).parent.parent / "town"


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((TOWN / f"{name}.toml").read_text(encoding="utf-8"))


NAMES = load("names")
SENTENCES = load("sentences")
LISTS = load("closed_lists")
AGENCIES = {row["key"] for row in load("agencies")["agency"]}
NEED_TYPES = {kind["key"] for area in load("needs")["area"] for kind in area["type"]}
FACTS_OF_A_SITUATION = {"ages", "types", "agencies"}
HAPPENED = ("visit", "call", "event", "observation")
SLOTS = {
    *("child", "sibling", "friend", "carer", "mum", "worker", "lead", "other", "agency", "other_agency", "school"),
    *("teacher", "he", "him", "his", "himself", "He", "His", "Him", "number", "many", "time", "weekday", "month_part"),
    *("thing", "food", "game", "animal", "colour", "book", "place"),
    *SENTENCES["slots"],
}


def blocks(kind: str) -> list[Any]:
    """Everything of one kind, of all situations and general."""
    return [block for source in (SENTENCES["general"], *SENTENCES["situation"]) for block in source.get(kind, [])]


def every_text() -> Iterator[tuple[str, str]]:
    for source in (SENTENCES["general"], *SENTENCES["situation"]):
        for kind, rows in source.items():
            if kind in FACTS_OF_A_SITUATION or not isinstance(rows, list):
                continue
            for row in rows:
                texts = row if isinstance(row, dict) else {"text": row}
                yield from ((kind, texts[key]) for key in ("text", "words", "what", "outcome") if key in texts)


def slots(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def test_there_are_names_enough_for_three_thousand_children() -> None:
    groups = NAMES["group"]
    assert sum(group["share"] for group in groups) == pytest.approx(1)
    assert len({name for group in groups for name in (*group["girls"], *group["boys"])}) >= 220
    assert len({name for group in groups for name in group["families"]}) >= 260
    assert all(len(group["women"]) >= 6 and len(group["men"]) >= 6 for group in groups)


def test_every_locality_has_streets_and_every_school_its_years() -> None:
    streets = [street["name"] for street in NAMES["street"]]
    assert len(streets) == len(set(streets)) >= 60
    assert {street["locality"] for street in NAMES["street"]} == {"hazel_bank", "canalside", "moorside", "aldermoor"}
    assert all(school["agency"] in AGENCIES and school["years"] for school in NAMES["school"])


def test_situations_name_known_needs_and_agencies() -> None:
    assert len(SENTENCES["situation"]) >= 25
    for situation in SENTENCES["situation"]:
        assert set(situation["types"]) <= NEED_TYPES and set(situation["agencies"]) <= AGENCIES, situation["key"]
        youngest, oldest = situation["ages"]
        assert 0 <= youngest < oldest <= 17, situation["key"]


def test_there_are_building_blocks_enough_of_each_kind() -> None:
    assert all(len(blocks(kind)) >= 40 for kind in HAPPENED)
    assert len({row["words"] for row in blocks("need")}) >= 120
    assert len({row["what"] for row in blocks("action")}) >= 120
    assert len(set(blocks("child_words") + blocks("parent_words"))) >= 80
    assert len(set(blocks("outcome"))) >= 80


def test_every_slot_is_filled_by_the_loading() -> None:
    assert not [(kind, text) for kind, text in every_text() if slots(text) - SLOTS]


def test_what_happened_has_three_slots_and_more() -> None:
    assert not [text for kind in HAPPENED for text in blocks(kind) if len(slots(text)) < 3]


def test_no_sentence_is_without_a_slot_so_none_is_used_up_by_one_family() -> None:
    parts = [part for _, text in every_text() for part in re.split(r"(?<=[.!?:;])[\"'”’]*\s+", text)]
    assert not [part for part in parts if len(part.split()) >= 3 and not slots(part)]


def test_notes_needs_actions_and_offers_use_the_closed_lists() -> None:
    notes, needs, actions, offers = (blocks(kind) for kind in ("note", "need", "action", "offer"))
    fields = LISTS["story_fields"]
    assert {row["section"] for row in notes} <= set(LISTS["elements"])
    assert {row["side"] for row in notes} == {"strengths", "needs"}
    assert {row["source"] for row in notes} <= set(fields["assessment.note.source"])
    assert {row["type"] for row in needs} <= NEED_TYPES and {row["whose"] for row in needs} == {"child", "parent"}
    assert {row["aim"] for row in actions} == set(LISTS["aims"])
    assert {row["agency"] for row in offers} <= AGENCIES

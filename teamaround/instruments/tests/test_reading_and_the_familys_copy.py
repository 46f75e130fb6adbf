"""Answers laid out for reading; the family's copy has its own words and no guidance."""

from pathlib import Path

import pytest

from teamaround.instruments import reading
from teamaround.instruments.definition import NOT_NEEDED, Audience, Guidance, Kind, Side, WhenAnswer, Wording
from teamaround.instruments.factories import instrument, question, row, section, words
from teamaround.instruments.rendering import Empty, read
from teamaround.instruments.routing import State

ASSESSMENT = reading.read(
    Path(__file__).parents[2] / "assessments" / "definitions" / "common_assessment.1.toml",
)
GUIDED = instrument(
    section(
        question(notes=True, side=Side.NEEDS, wording=Wording("Needs", "What is hard?", "What would help {child}?")),
        guidance=Guidance("sleep of {child}", ("Who gets up at night?",)),
    ),
    section(question("school"), key="second"),
)
NAMES = {"child": "Kayleigh"}


def entries(read_back):
    return [entry for part in read_back.sections() for asked in part.questions for entry in asked.entries]


def test_notes_are_read_in_order_with_their_footing_and_row():
    rows = [row(2, "Sleeps badly", source="said_by_parent"), row(1, "Yawns", source="observed")]
    (group,) = read(GUIDED, rows, names=NAMES).groups
    (asked,) = group.sections[0].questions
    assert (asked.wording, asked.side, group.sections[0].notes) == ("Needs", Side.NEEDS, 2)
    assert [(entry.shown.text, entry.source) for entry in asked.entries] == [
        ("Yawns", "saw it"),
        ("Sleeps badly", "said by a parent"),
    ]
    assert asked.entries[0].row is rows[1]


def test_practitioners_see_the_guidance_with_the_childs_name():
    part = read(GUIDED, [row(1)], names=NAMES).sections()[0]
    assert part.guidance is not None
    assert (part.guidance.line, part.guidance.more) == ("sleep of Kayleigh", ("Who gets up at night?",))


def test_a_section_without_guidance_shows_none():
    assert read(instrument(), [row(1)]).sections()[0].guidance is None


@pytest.mark.parametrize("audience", [Audience.CHILD, Audience.PARENT])
def test_the_familys_copy_has_no_guidance_anywhere(audience):
    copy = read(ASSESSMENT, [], audience=audience, empty=Empty.NAMED, names=NAMES)
    guidance = {text for part in ASSESSMENT.sections if part.guidance for text in part.guidance.more}
    assert len(copy.sections()) == len(ASSESSMENT.sections)
    assert all(part.guidance is None for part in copy.sections())
    assert not any(text in repr(copy) for text in guidance)


def test_the_familys_copy_has_its_own_words():
    rows = [row(1)]
    assert read(GUIDED, rows, audience=Audience.CHILD).sections()[0].questions[0].wording == "What is hard?"
    parent = read(GUIDED, rows, audience=Audience.PARENT, names=NAMES)
    assert parent.sections()[0].questions[0].wording == "What would help Kayleigh?"


def test_a_question_that_is_not_for_the_family_is_not_in_its_copy():
    inner = instrument(section(question(shown_to=(Audience.PRACTITIONER,))))
    assert entries(read(inner, [row(1)]))
    assert not entries(read(inner, [row(1)], audience=Audience.PARENT, empty=Empty.NAMED))


def test_empty_parts_are_left_out_or_named():
    assert [part.key for part in read(GUIDED, [row(1)]).sections()] == ["part"]
    named = read(GUIDED, [row(1)], empty=Empty.NAMED).sections()
    assert [(part.key, part.state) for part in named] == [("part", State.ANSWERED), ("second", State.EMPTY)]
    assert read(GUIDED, []).groups == ()


def test_a_part_that_is_not_needed_is_named_either_way():
    copy = read(GUIDED, [row(1, True, question=NOT_NEEDED)])
    assert [(part.key, part.state) for part in copy.sections()] == [("part", State.NOT_NEEDED)]
    assert copy.done == 1


def test_a_question_without_answer_is_named_only_when_asked_for():
    two = instrument(section(question(), question("sleep")))
    assert [one.key for one in read(two, [row(1)]).sections()[0].questions] == ["health"]
    named = read(two, [row(1)], empty=Empty.NAMED).sections()[0].questions
    assert [(one.key, len(one.entries)) for one in named] == [("health", 1), ("sleep", 0)]


def test_of_a_single_answer_the_newest_stands_with_the_number_of_its_versions():
    (entry,) = entries(read(instrument(), [row(1, "ill"), row(2, "well", after=1)]))
    assert (entry.shown.text, entry.versions, entry.in_conflict) == ("well", 2, False)


def test_both_sides_of_a_conflict_are_shown_and_marked():
    rows = [row(1, "ill"), row(2, "well", after=1), row(3, "worse", after=1)]
    for definition in (instrument(), instrument(section(question(notes=True)))):
        found = entries(read(definition, rows))
        assert [(entry.shown.text, entry.in_conflict) for entry in found] == [("well", True), ("worse", True)]


def test_two_who_gave_the_same_single_answer_are_read_once():
    assert [entry.row.id for entry in entries(read(instrument(), [row(1, "well"), row(2, "well")]))] == [2]


def test_an_answer_that_no_longer_applies_is_not_read():
    hanging = question("shade", applies=WhenAnswer("colour", ("red",)))
    definition = instrument(section(question("colour", Kind.SINGLE), hanging))
    rows = [row(1, "green", question="colour"), row(2, "dark", question="shade")]
    assert [entry.shown.text for entry in entries(read(definition, rows))] == ["Green"]


def test_title_and_introduction_are_for_the_audience():
    definition = instrument(title=Wording("Assessment", "About me", "About {child}"), introduction=words("Hello"))
    copy = read(definition, [], audience=Audience.PARENT, names=NAMES)
    assert (copy.title, copy.introduction, copy.audience) == ("About Kayleigh", "Hello", Audience.PARENT)

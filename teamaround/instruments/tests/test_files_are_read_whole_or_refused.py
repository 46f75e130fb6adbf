"""A definition file is read whole: what is not understood is a problem, never passed over."""

from pathlib import Path

import pytest

from teamaround.instruments import reading
from teamaround.instruments.definition import Audience, Kind, Limits, RequiredFor, Side, WhenAll, WhenAnswer, Wording

HEAD = """
key = "small"
version = 1
title = "Small"
[[group]]
key = "all"
title = "All"
"""
SECTION = """
[[section]]
key = "part"
group = "all"
short_title = "Part"
title = "Part"
"""
QUESTION = """
[[section.question]]
key = "health"
kind = "long_text"
element = "health_general"
ask = "Health"
"""


def written(folder: Path, text: str, name: str = "small.1.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def found(folder: Path, text: str, name: str = "small.1.toml") -> list[str]:
    return [problem.name for problem in reading.inspect(written(folder, text, name))[1]]


def test_a_small_file_is_read(tmp_path):
    read = reading.read(written(tmp_path, HEAD + SECTION + QUESTION))
    assert read.places["health"][1].wording == Wording("Health", "Health", "Health")


def test_words_may_differ_by_audience(tmp_path):
    asked = QUESTION.replace('ask = "Health"', 'ask = { practitioner = "P", child = "C", parent = "Q" }')
    wording = reading.read(written(tmp_path, HEAD + SECTION + asked)).places["health"][1].wording
    assert [wording.for_audience(audience) for audience in Audience] == ["P", "C", "Q"]


def test_a_question_takes_the_element_of_its_section(tmp_path):
    text = HEAD + SECTION + 'element = "behaviour"\n' + QUESTION.replace('element = "health_general"\n', "")
    assert reading.read(written(tmp_path, text)).places["health"][1].element == "behaviour"


def test_every_entry_of_a_question_is_read(tmp_path):
    more = """
required_for = "completing"
side = "needs"
notes = true
shown_to = ["child"]
hint = "Sleep and food"
[section.question.guidance]
line = "how the nights are"
more = ["Who gets up?"]
"""
    question = reading.read(written(tmp_path, HEAD + SECTION + QUESTION + more)).places["health"][1]
    assert (question.required_for, question.side, question.notes) == (RequiredFor.COMPLETING, Side.NEEDS, True)
    assert (question.shown_to, question.hint.child) == ((Audience.CHILD,), "Sleep and food")
    assert question.guidance is not None and question.guidance.more == ("Who gets up?",)


def test_a_scale_is_read_with_its_labels(tmp_path):
    scale = QUESTION.replace("long_text", "scale") + (
        'limits = { lowest = 0, highest = 10 }\nlabels = [{ at = 0, label = "Bad" }, { at = 10, label = "Good" }]\n'
    )
    question = reading.read(written(tmp_path, HEAD + SECTION + scale)).places["health"][1]
    assert question.limits == Limits(0, 10)
    assert [(step, words.child) for step, words in question.labels] == [(0, "Bad"), (10, "Good")]


def test_routing_is_read_however_deep(tmp_path):
    second = QUESTION.replace('"health"', '"second"') + (
        'applies = { all = [{ question = "health" }, { any = [{ question = "health" }] }] }\n'
    )
    applies = reading.read(written(tmp_path, HEAD + SECTION + QUESTION + second)).places["second"][1].applies
    assert isinstance(applies, WhenAll)
    assert applies.conditions[0] == WhenAnswer("health")


def test_a_group_is_read_with_its_members(tmp_path):
    group = QUESTION.replace("long_text", "group") + (
        '[[section.question.member]]\nkey = "who"\nkind = "person_picker"\nask = "Who"\n'
    )
    question = reading.read(written(tmp_path, HEAD + SECTION + group)).places["health"][1]
    assert [(member.key, member.kind) for member in question.members] == [("who", Kind.PERSON_PICKER)]


@pytest.mark.parametrize(
    "text, name",
    [
        (HEAD + SECTION + QUESTION + "colour = 1", "unknown_entry"),
        (HEAD + SECTION + QUESTION + 'required_for = "everything"', "unknown_word"),
        (HEAD + SECTION + QUESTION + 'shown_to = ["teacher"]', "unknown_word"),
        (HEAD + SECTION + QUESTION + "shown_to = [1]", "wrong_type"),
        (HEAD + SECTION + QUESTION + "options = [1]", "wrong_type"),
        (HEAD + SECTION + QUESTION + "guidance = 3", "wrong_type"),
        (HEAD.replace("version = 1", 'version = "1"') + SECTION + QUESTION, "wrong_type"),
        (HEAD.replace("version = 1", "version = true") + SECTION + QUESTION, "wrong_type"),
    ],
)
def test_what_is_not_understood_is_a_problem(tmp_path, text, name):
    assert name in found(tmp_path, text)


def test_the_place_of_a_problem_is_told(tmp_path):
    _read, problems = reading.inspect(written(tmp_path, HEAD + SECTION + QUESTION + "colour = 1"))
    assert str(problems[0]).startswith("section part, question health: “colour” means nothing here")


def test_a_file_must_carry_the_name_of_its_instrument(tmp_path):
    assert found(tmp_path, HEAD + SECTION + QUESTION, "other.1.toml") == ["wrong_file_name"]
    assert found(tmp_path, HEAD + SECTION + QUESTION, "small.2.toml") == ["wrong_file_name"]


def test_a_file_that_is_no_toml_is_named(tmp_path):
    assert found(tmp_path, "key = ") == ["not_toml"]


def test_reading_a_broken_file_raises_with_every_problem(tmp_path):
    path = written(tmp_path, HEAD + SECTION + QUESTION + "colour = 1\nsmell = 2\n")
    with pytest.raises(reading.BrokenDefinition, match="small.1.toml: .*colour.*smell"):
        reading.read(path)


def test_reading_a_file_that_is_no_toml_raises(tmp_path):
    with pytest.raises(reading.BrokenDefinition, match="cannot be read"):
        reading.read(written(tmp_path, "="))

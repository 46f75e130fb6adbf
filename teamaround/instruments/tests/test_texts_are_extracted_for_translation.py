"""Babel finds the texts of definition files, and readers get them in their language."""

import io
from pathlib import Path

from django.utils.translation import override

from teamaround.instruments import words
from teamaround.instruments.definition import Audience, Wording
from teamaround.instruments.extraction import extract
from teamaround.instruments.sources import Source, chips, tag

FOLDER = Path(__file__).parents[2] / "assessments" / "definitions"


def texts(source: bytes) -> list[str]:
    return [text for _line, _function, text, _comments in extract(io.BytesIO(source), [], [], {})]


def test_every_visible_text_is_found_once_and_keys_are_not():
    found = texts(b"""
key = "small"
title = "Small"
[[section]]
title.practitioner = "Part"
title.child = ""
guidance = { line = "one line", more = ["First", "Small"] }
applies = { question = "health", is = ["yes"] }
""")
    assert found == ["Small", "Part", "one line", "First"]


def test_the_common_assessment_gives_its_texts():
    found = texts((FOLDER / "common_assessment.1.toml").read_bytes())
    assert {"Speech, language and communication", "Signing", "White British"} <= set(found)
    assert not {"given_names", "short_text", "WBRI", "DUD-40"} & set(found)


def test_the_name_of_the_child_is_put_in_and_has_a_stand_in():
    asked = Wording("What {child} needs", "What you need", "")
    assert words.say(asked, Audience.PRACTITIONER, {"child": "Kayleigh"}) == "What Kayleigh needs"
    assert words.say(asked, Audience.PRACTITIONER, {}) == "What the child needs"
    assert words.say(asked, Audience.PARENT, {}) == ""
    assert words.say_text("", {}) == ""


def test_a_text_is_read_in_the_language_of_the_reader():
    with override("de"):
        assert words.say(Wording("Yes"), Audience.PRACTITIONER, {}) == "Ja"


def test_the_footing_is_said_as_a_chip_and_as_a_tag():
    assert dict(chips({"child": "Kayleigh"}))["said_by_child"] == "said by Kayleigh"
    assert [key for key, _words in chips({})] == Source.values
    assert tag("observed", {}) == "saw it"
    assert tag("", {}) == ""

"""Each thing that can be wrong with a definition has a name, a place and a sentence."""

from typing import Any

import pytest

from teamaround.instruments.definition import (
    Audience,
    Group,
    Guidance,
    Instrument,
    Kind,
    Limits,
    Option,
    Section,
    Side,
    WhenAll,
    WhenAnswer,
    WhenAny,
    Wording,
)
from teamaround.instruments.factories import instrument, options, question, section, words
from teamaround.instruments.problems import problems


def names(broken: Instrument) -> set[str]:
    return {problem.name for problem in problems(broken)}


def asked(**more: Any) -> set[str]:
    return names(instrument(section(question(**more))))


def test_a_sound_definition_has_no_problem():
    assert problems(instrument()) == []


def test_a_problem_says_where_and_what():
    (problem,) = problems(instrument(section(question(element=""))))
    assert str(problem) == "section part, question health: the canonical element is missing (missing_element)"


def test_a_problem_of_the_whole_says_so():
    (problem,) = problems(instrument(version=0))
    assert str(problem) == "instrument: the version must be 1 or more (bad_version)"


def test_a_definition_without_sections_asks_nothing():
    empty = Instrument("small", 1, words("Small"), groups=(), sections=())
    assert names(empty) == {"nothing_to_ask"}


def test_a_section_without_questions_asks_nothing():
    bare = Section("bare", words("Bare"), "Bare", "all", questions=())
    assert names(instrument(section(), bare)) == {"nothing_to_ask"}


GROUPS = (Group("all", words("All")), Group("none", words("None")))


def test_a_group_without_sections_is_refused():
    assert names(instrument(groups=GROUPS)) == {"empty_group"}


def test_a_section_of_an_unknown_group_is_refused():
    assert names(instrument(section(), groups=(Group("other", words("Other")),))) == {"unknown_group", "empty_group"}


def test_two_questions_of_one_key_are_refused():
    assert names(instrument(section(), section(key="second"))) == {"duplicate_key"}


def test_two_sections_of_one_key_are_refused():
    assert names(instrument(section(), section(question("other")))) == {"duplicate_key"}


def test_two_options_of_one_key_are_refused():
    assert asked(kind=Kind.SINGLE, options=options("red", "red")) == {"duplicate_key"}


def test_two_options_of_one_code_are_refused():
    twins = (Option("red", words("Red"), "R"), Option("rose", words("Rose"), "R"))
    assert asked(kind=Kind.SINGLE, options=twins) == {"duplicate_key"}


def test_two_strengths_in_one_section_are_refused():
    sides = [question(key, side=Side.STRENGTHS) for key in ("one", "two")]
    assert names(instrument(section(*sides))) == {"duplicate_key"}


def test_not_needed_is_a_reserved_key():
    assert asked(key="not_needed") == {"reserved_key"}


@pytest.mark.parametrize("key", ["Health", "health__general", "_health", "", "2nd", "health-general"])
def test_a_key_is_small_letters_digits_and_single_underscores(key):
    assert "bad_key" in asked(key=key)


def test_an_option_key_is_plain_too():
    assert asked(kind=Kind.SINGLE, options=(*options("red"), Option("Light Blue", words("Light blue")))) == {"bad_key"}


def test_an_element_must_be_on_the_list():
    assert asked(element="shoe_size") == {"unknown_element"}


def test_words_for_each_audience_are_needed():
    (problem,) = problems(instrument(section(question(wording=Wording("Health", "", "Health")))))
    assert (problem.name, problem.sentence) == ("missing_wording", "“ask” has no words for the child")


def test_words_for_an_audience_that_never_sees_it_are_not_needed():
    assert asked(wording=Wording("Health"), shown_to=(Audience.PRACTITIONER,)) == set()


def test_an_instrument_for_practitioners_needs_their_words_only():
    only = instrument(section(question(wording=Wording("Health"))), audiences=(Audience.PRACTITIONER,))
    assert names(only) == set()


def test_a_section_needs_a_short_title():
    assert names(instrument(Section("part", words("Part"), "", "all", (question(),)))) == {"missing_wording"}


def test_guidance_needs_its_line():
    assert asked(guidance=Guidance("")) == {"missing_wording"}
    assert asked(guidance=Guidance("sleep and food")) == set()


def test_only_the_childs_name_is_put_in():
    assert asked(wording=words("How is {child}?")) == set()
    assert asked(wording=words("How is {mother}?")) == {"unknown_placeholder"}


def test_a_choice_needs_options():
    assert asked(kind=Kind.SINGLE, options=options("red")) == {"missing_options"}


def test_a_text_has_no_options():
    assert asked(options=options("red", "green")) == {"needless_options"}


def test_a_scale_needs_its_ends():
    assert asked(kind=Kind.SCALE) == {"missing_limits"}


def test_a_text_has_no_limits_and_no_labels():
    broken = asked(limits=Limits(0, 10), labels=((0, words("Bad")),))
    assert broken == {"needless_limits", "needless_labels"}


def test_the_lowest_is_under_the_highest():
    assert asked(kind=Kind.SCALE, limits=Limits(5, 5)) == {"impossible_limits"}


def test_a_label_stands_on_a_step_of_the_scale():
    labels = ((11, words("Best")), (10, words("Good")))
    assert asked(kind=Kind.SCALE, limits=Limits(0, 10), labels=labels) == {"impossible_label"}


@pytest.mark.parametrize("more", [{"notes": True}, {"side": Side.NEEDS}])
def test_only_texts_hold_notes_or_have_a_side(more):
    assert asked(kind=Kind.YES_NO_NOT_SURE, **more) == {"notes_need_text"}


def test_a_group_needs_members():
    assert asked(kind=Kind.GROUP) == {"missing_members"}


def test_a_text_has_no_members():
    assert asked(members=(question("name"),)) == {"needless_members"}


@pytest.mark.parametrize(
    "more",
    [{"kind": Kind.GROUP}, {"notes": True}, {"applies": WhenAnswer("health")}],
    ids=["group", "notes", "routing"],
)
def test_a_member_is_a_plain_question(more):
    assert asked(kind=Kind.GROUP, members=(question("name", **more),)) == {"impossible_member"}


def test_a_member_needs_no_element_but_a_known_one():
    assert asked(kind=Kind.GROUP, members=(question("name", element=""),)) == set()
    assert asked(kind=Kind.GROUP, members=(question("name", element="shoe_size"),)) == {"unknown_element"}


def routed(condition: Any, **more: Any) -> set[str]:
    first = question("first", Kind.SINGLE)
    return names(instrument(section(first, question("second", applies=condition, **more), question("third"))))


def test_routing_may_look_back():
    assert routed(WhenAnswer("first", ("red",))) == set()


def test_routing_on_an_unknown_question_is_refused():
    assert routed(WhenAnswer("nowhere")) == {"unknown_question"}


def test_routing_on_a_later_question_is_refused():
    assert routed(WhenAnswer("third")) == {"forward_reference"}


def test_routing_on_an_impossible_option_is_refused():
    assert routed(WhenAll((WhenAnswer("first", ("red", "purple")),))) == {"impossible_option"}


def test_routing_on_the_words_of_a_text_is_refused():
    texts = section(question("first"), question("second", applies=WhenAnswer("first", ("yes",))))
    assert names(instrument(texts)) == {"impossible_option"}


def test_routing_on_itself_goes_in_a_circle():
    assert routed(WhenAnswer("second")) == {"forward_reference", "cyclic_routing"}


def test_a_circle_is_named_with_all_its_questions():
    round_trip = section(
        question("one", applies=WhenAny((WhenAnswer("two"),))), question("two", applies=WhenAnswer("one"))
    )
    found = [problem for problem in problems(instrument(round_trip)) if problem.name == "cyclic_routing"]
    assert "one → two → one" in found[0].sentence or "two → one → two" in found[0].sentence


def test_a_section_may_not_hang_on_its_own_question():
    own = section(question("first"), applies=WhenAnswer("first"))
    assert "forward_reference" in names(instrument(own))

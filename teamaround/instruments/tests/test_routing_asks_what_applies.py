"""Only what applies is asked; "not needed" is an answer for a whole section."""

import string

from hypothesis import given as given_any
from hypothesis import strategies as st

from teamaround.instruments.definition import Kind, RequiredFor, WhenAll, WhenAnswer, WhenAny
from teamaround.instruments.factories import instrument, question, section
from teamaround.instruments.problems import problems
from teamaround.instruments.routing import Given, State, applying, holds, is_empty, missing, states

RED = WhenAnswer("colour", ("red",))


def colours(applies, **more):
    return instrument(section(question("colour", Kind.SINGLE), question("shade", applies=applies, **more)))


def asked(definition, **values):
    return applying(definition, Given(values)).question_keys


def test_a_question_without_routing_always_applies():
    assert asked(instrument()) == {"health"}


def test_a_question_applies_with_that_answer_only():
    assert "shade" not in asked(colours(RED))
    assert "shade" in asked(colours(RED), colour="red")
    assert "shade" not in asked(colours(RED), colour="green")


def test_any_answer_can_be_enough():
    assert "shade" in asked(colours(WhenAnswer("colour")), colour="green")


def test_one_of_several_chosen_options_is_enough():
    assert holds(RED, {"colour": ["green", "red"]})
    assert not holds(RED, {"colour": ["green", "blue"]})


def test_all_and_any_can_be_combined():
    both = WhenAll((RED, WhenAny((WhenAnswer("size"), WhenAnswer("shape")))))
    assert holds(both, {"colour": "red", "shape": "round"})
    assert not holds(both, {"colour": "red"})


def test_an_answer_that_no_longer_applies_steers_nothing():
    third = question("tint", applies=WhenAnswer("shade"))
    definition = instrument(section(question("colour", Kind.SINGLE), question("shade", applies=RED), third))
    assert "tint" in asked(definition, colour="red", shade="dark")
    assert "tint" not in asked(definition, colour="green", shade="dark")


def test_a_section_that_does_not_apply_is_left_out_with_its_questions():
    second = section(question("shade"), key="second", applies=RED)
    definition = instrument(section(question("colour", Kind.SINGLE)), second)
    assert [part.key for part in applying(definition).sections] == ["part"]
    assert asked(definition, colour="red") == {"colour", "shade"}


def test_an_empty_section_can_be_answered_with_not_needed():
    assert states(instrument(), Given()) == {"part": State.EMPTY}
    assert states(instrument(), Given({}, {"part"})) == {"part": State.NOT_NEEDED}


def test_what_is_written_outranks_not_needed():
    assert states(instrument(), Given({"health": ["well"]}, {"part"})) == {"part": State.ANSWERED}


REQUIRED = RequiredFor.COMPLETING


def test_completing_asks_for_what_is_required_and_applies():
    definition = colours(RED, required_for=REQUIRED)
    assert missing(definition, Given()) == ()
    assert [one.key for _part, one in missing(definition, Given({"colour": "red"}))] == ["shade"]
    assert missing(definition, Given({"colour": "red", "shade": "dark"})) == ()


def test_completing_asks_for_nothing_in_a_section_that_is_not_needed():
    definition = instrument(section(question(required_for=REQUIRED)))
    assert len(missing(definition, Given())) == 1
    assert missing(definition, Given({}, {"part"})) == ()


def test_no_and_zero_are_answers_and_blanks_are_not():
    assert [is_empty(value) for value in (0, False, "no")] == [False] * 3
    assert [is_empty(value) for value in (None, "", "  \n", [], {})] == [True] * 5


KEYS = list(string.ascii_lowercase[:8])
ANSWERS = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["red", "green", "blue"]))


@st.composite
def definitions(draw):
    """Sound instruments of eight questions in one to three sections, each hanging on any earlier ones."""
    asked_so_far, sections = [], []
    cuts = draw(st.lists(st.integers(1, 7), max_size=2, unique=True))
    for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), 8], strict=True):
        questions = []
        for key in KEYS[start:end]:
            questions.append(question(key, Kind.SINGLE, applies=draw(routing(asked_so_far))))
            asked_so_far.append(key)
        sections.append(section(*questions, key=f"part{start}", applies=draw(routing(KEYS[:start]))))
    return instrument(*sections)


@st.composite
def routing(draw, earlier):
    if not earlier:
        return WhenAll()
    some = st.lists(st.sampled_from(["red", "green", "blue"]), max_size=2, unique=True).map(tuple)
    single = st.builds(WhenAnswer, st.sampled_from(list(earlier)), some)
    several = st.lists(single, max_size=3).map(tuple)
    return draw(st.one_of(single, st.builds(WhenAll, several), st.builds(WhenAny, several)))


@given_any(definitions())
def test_routing_that_looks_back_has_no_problem(definition):
    assert problems(definition) == []


@given_any(definitions(), ANSWERS)
def test_answers_to_questions_that_do_not_apply_change_nothing(definition, values):
    applies = applying(definition, Given(values)).question_keys
    heard = {key: value for key, value in values.items() if key in applies}
    assert applying(definition, Given(heard)).question_keys == applies


@given_any(definitions(), ANSWERS)
def test_questions_apply_only_inside_sections_that_apply(definition, values):
    applies = applying(definition, Given(values))
    inside = {one.key for part in applies.sections for one in part.questions}
    assert applies.question_keys <= inside


@given_any(definitions(), ANSWERS, st.sampled_from(KEYS), st.sampled_from(["red", "green"]))
def test_an_answer_never_changes_what_was_asked_before_it(definition, values, key, answer):
    before = applying(definition, Given(values)).question_keys
    after = applying(definition, Given({**values, key: answer})).question_keys
    earlier = set(KEYS[: KEYS.index(key) + 1])
    assert before & earlier == after & earlier

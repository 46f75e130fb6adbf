"""A form gives new answers for what changed since the page was shown, and says which rows its author saw."""

import datetime
from typing import Any

from teamaround.instruments.answers import chains, conflicts, current
from teamaround.instruments.definition import NOT_NEEDED, Audience, Kind, WhenAll, WhenAnswer
from teamaround.instruments.factories import MORNING, AnswerRow, instrument, question, row, section
from teamaround.instruments.fields import Look
from teamaround.instruments.forms import NewAnswer, SectionForm

SINGLE = instrument()
NOTES = instrument(section(question(notes=True)))


def form(definition: Any, data: dict[str, str] | None = None, rows: Any = (), **more: Any) -> SectionForm:
    part = definition.sections[0]
    more.setdefault("questions", part.questions)
    return SectionForm(data, instrument=definition, section=part, rows=rows, **more)


def sent(definition: Any, data: dict[str, str], rows: Any = (), **more: Any) -> tuple[NewAnswer, ...]:
    made = form(definition, data, rows, **more)
    assert made.is_valid(), made.errors
    return made.new_answers()


def appended(rows: list[AnswerRow], answers: tuple[NewAnswer, ...]) -> list[AnswerRow]:
    """The rows with these answers appended, as an action would."""
    made = [
        row(
            number,
            new.value,
            after=new.supersedes,
            question=new.question,
            withdrawn=new.withdrawn,
            given_at=MORNING + datetime.timedelta(hours=number),
        )
        for number, new in enumerate(answers, start=len(rows) + 1)
    ]
    return [*rows, *made]


def test_a_first_answer_is_appended():
    assert sent(SINGLE, {"health": " well "}) == (NewAnswer("part", "health", "well"),)


def test_nothing_typed_is_nothing_to_append():
    assert sent(SINGLE, {"health": "  "}) == ()


def test_the_page_carries_which_rows_were_seen():
    rows = [row(1, "ill"), row(2, "well", after=1)]
    made = form(SINGLE, rows=rows)
    assert made["health"].value() == "well"
    assert ("health__seen", "2") in made.hidden()


def test_an_answer_that_was_not_touched_is_not_written_again():
    assert sent(SINGLE, {"health": "well", "health__seen": "1"}, [row(1)]) == ()


def test_a_changed_answer_takes_the_place_of_the_one_that_was_seen():
    changed = sent(SINGLE, {"health": "ill", "health__seen": "1"}, [row(1)])
    assert changed == (NewAnswer("part", "health", "ill", supersedes=1),)


def test_an_emptied_answer_is_withdrawn():
    changed = sent(SINGLE, {"health": "", "health__seen": "1"}, [row(1)])
    assert changed == (NewAnswer("part", "health", "", supersedes=1, withdrawn=True),)


def test_somebody_who_wrote_meanwhile_is_not_written_over():
    rows = [row(1, "ill"), row(2, "well, says Priya", after=1)]
    after = appended(rows, sent(SINGLE, {"health": "worse, says Sam", "health__seen": "1"}, rows))
    assert {one.value for one in current(after)} == {"well, says Priya", "worse, says Sam"}
    assert len(conflicts(after, SINGLE)) == 1


def test_an_untouched_page_does_not_undo_what_somebody_wrote_meanwhile():
    rows = [row(1, "ill"), row(2, "well", after=1)]
    assert sent(SINGLE, {"health": "ill", "health__seen": "1"}, rows) == ()


def test_writing_where_two_versions_are_seen_settles_them():
    rows = [row(1, "ill"), row(2, "well", after=1), row(3, "worse", after=1)]
    made = form(SINGLE, rows=rows)
    assert ("health__seen", "2,3") in made.hidden()
    conflict = made.boxes()[0].conflict
    assert conflict is not None and len(conflict.heads) == 2
    after = appended(rows, sent(SINGLE, {"health": "both", "health__seen": "2,3"}, rows))
    assert [one.value for one in current(after)] == ["both"]
    assert conflicts(after, SINGLE) == ()


def test_seen_rows_that_are_made_up_or_of_another_question_are_passed_over():
    rows = [row(1), row(2, "x", question="other")]
    for made_up in ("99", "2", "one", "9" * 30, "-1"):
        (new,) = sent(SINGLE, {"health": "ill", "health__seen": made_up}, rows)
        assert new.supersedes is None


def test_after_a_withdrawal_that_was_seen_one_begins_again():
    rows = [row(1), row(2, "", after=1, withdrawn=True)]
    assert form(SINGLE, rows=rows)["health"].value() is None
    (new,) = sent(SINGLE, {"health": "well", "health__seen": "2"}, rows)
    assert (new.value, new.supersedes) == ("well", 2)


def test_what_is_known_from_elsewhere_stands_in_the_box_and_is_saved_when_sent():
    made = form(SINGLE, known={"health": "known from the index"})
    assert made["health"].value() == "known from the index"
    (new,) = sent(SINGLE, {"health": "known from the index", "health__seen": ""}, known={"health": "known"})
    assert new.value == "known from the index"


def test_an_answer_given_here_outranks_what_is_known_from_elsewhere():
    assert form(SINGLE, rows=[row(1)], known={"health": "known"})["health"].value() == "well"


def test_a_note_begins_empty_and_stands_beside_the_others():
    made = form(NOTES, rows=[row(1, "Yawns")])
    assert made["health"].value() is None
    assert [chain.first.value for chain in made.boxes()[0].notes] == ["Yawns"]
    (new,) = sent(NOTES, {"health": "Sleeps", "health__source": "observed"}, [row(1, "Yawns")])
    assert new == NewAnswer("part", "health", "Sleeps", "observed")


def test_a_note_without_its_footing_is_asked_for_it_and_the_text_stays():
    made = form(NOTES, {"health": "Sleeps badly"})
    assert not made.is_valid()
    assert made.errors == {"health__source": ["Choose where this comes from: seen, told, reported or your own view"]}
    assert made.new_answers() == ()
    assert made["health"].value() == "Sleeps badly"


def test_an_unknown_footing_is_refused():
    assert "health__source" in form(NOTES, {"health": "Sleeps", "health__source": "rumour"}).errors


def test_an_author_changes_his_own_note():
    own = row(2, "Yawns")
    made = form(NOTES, rows=[row(1, "Sleeps"), own], editing={"health": own})
    assert (made["health"].value(), made["health__source"].value()) == ("Yawns", "observed")
    data = {"health": "Yawns at ten", "health__source": "observed", "health__seen": "2"}
    (new,) = sent(NOTES, data, [row(1, "Sleeps"), own], editing={"health": own})
    assert (new.value, new.supersedes) == ("Yawns at ten", 2)


def test_an_author_corrects_the_footing_alone():
    own = row(1, "Yawns")
    data = {"health": "Yawns", "health__source": "said_by_parent", "health__seen": "1"}
    (new,) = sent(NOTES, data, [own], editing={"health": own})
    assert (new.value, new.source) == ("Yawns", "said_by_parent")
    assert sent(NOTES, {**data, "health__source": "observed"}, [own], editing={"health": own}) == ()


def test_an_author_takes_his_own_note_away():
    own = row(1, "Yawns")
    (new,) = sent(NOTES, {"health": "", "health__seen": "1"}, [own], editing={"health": own})
    assert new.withdrawn


def test_the_family_is_not_asked_on_what_footing_it_speaks():
    for audience, source in ((Audience.CHILD, "said_by_child"), (Audience.PARENT, "said_by_parent")):
        made = form(NOTES, {"health": "I am well"}, look=Look(audience))
        assert made.boxes()[0].source is None
        assert made.is_valid() and made.new_answers()[0].source == source


def test_not_needed_is_ticked_and_unticked():
    assert sent(SINGLE, {"not_needed": "on"}) == (NewAnswer("part", NOT_NEEDED, True),)
    ticked = [row(1, True, question=NOT_NEEDED)]
    assert form(SINGLE, rows=ticked)["not_needed"].value() is True
    assert sent(SINGLE, {"not_needed": "on", "not_needed__seen": "1"}, ticked) == ()
    (new,) = sent(SINGLE, {"not_needed__seen": "1"}, ticked)
    assert (new.question, new.withdrawn, new.supersedes) == (NOT_NEEDED, True, 1)


def test_a_section_that_must_not_be_left_has_no_such_box():
    needed = instrument(section(question(), can_be_not_needed=False))
    assert "not_needed" not in form(needed).fields
    assert "not_needed" not in form(SINGLE, ask_not_needed=False).fields
    assert sent(needed, {"not_needed": "on"}) == ()


def test_what_is_right_is_saved_beside_what_is_wrong():
    two = instrument(section(question(), question("school", Kind.SHORT_TEXT)))
    made = form(two, {"health": "well", "school": "x" * 300})
    assert not made.is_valid()
    assert [new.question for new in made.new_answers()] == ["health"]


def test_a_question_says_what_shows_it_on_the_same_page():
    questions = [
        question("colour", Kind.SINGLE),
        question("shade", applies=WhenAnswer("colour", ("red", "blue"))),
        question("tint", applies=WhenAnswer("colour")),
        question("other", applies=WhenAnswer("elsewhere")),
        question("both", applies=WhenAll((WhenAnswer("colour"), WhenAnswer("shade")))),
    ]
    boxes = form(instrument(section(*questions)), prefix="p").boxes()
    assert [box.hangs_on for box in boxes] == ["", "p-colour=red,blue", "p-colour=", "", ""]


def test_every_chain_stays_whole_after_many_hands():
    rows: list[AnswerRow] = []
    for number in range(6):
        seen = ",".join(str(one.id) for one in current(rows)) if number % 2 else ""
        rows = appended(rows, sent(SINGLE, {"health": f"text {number}", "health__seen": seen}, rows))
    kept = [one.value for of_question in chains(rows).values() for chain in of_question for one in chain.rows]
    assert {f"text {number}" for number in range(6)} <= set(kept)

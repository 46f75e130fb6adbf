"""Derived from three answers, superseded not edited, taken back at the next request (DUD-60, KIR-CO)."""

import pytest

from teamaround.access import engine, registry
from teamaround.access.doing import Refused
from teamaround.consent import actions, rules
from teamaround.consent.models import Decision
from teamaround.consent.standing import sentences, standing, taken_back
from teamaround.kit.problems import Problem

pytestmark = pytest.mark.django_db
ALL = tuple(rules.EXPLAINED)


def talk(cast, **more):
    facts = {
        "answered_by": cast.mother, "answered_by_name": "Donna Moss", "right": "responsibility",
        "evidence": "screen", "explained": ALL, "signed_name": "D Moss",
    }  # fmt: skip
    return actions.Conversation(**(facts | more))


def agree(cast, child=None, conversation=None, **answers):
    given = {"assess": "agreed", "discuss": "agreed", "agencies": (cast.school, cast.health_visiting)} | answers
    return actions.record_agreement(
        by=cast.actors["lead"], child=child or cast.kayleigh, answers=actions.Answers(**given),
        conversation=conversation or talk(cast),
    )  # fmt: skip


def reads_plan(cast, who):
    return engine.check(cast.actors[who], registry.get("plans.read"), cast.kayleigh.pk).allowed


def test_it_is_read_back_as_sentences(cast):
    made = agree(cast, keep_out="Not about my brother")
    words = sentences(made, list(made.decisions.all()))
    assert words[0] == "Donna Moss said yes on 3 March. We may assess together until 30 August."
    assert "Hazel Bank Primary and Marlbeck Health Visiting may see what goes well and what is needed." in words
    assert words[-1] == "To be kept out: “Not about my brother”"


def test_a_newer_answer_supersedes_and_nothing_is_edited(cast):
    before = Decision.objects.filter(child=cast.kayleigh, purpose="assess").get()
    agree(cast, assess="refused", agencies=())
    before.refresh_from_db()
    assert (before.answer, before.superseded_at is not None) == ("agreed", True)
    assert standing(cast.kayleigh.pk).word == "refused"


def test_taking_back_one_agency_works_at_the_next_request(cast):
    assert reads_plan(cast, "member")
    actions.withdraw(
        by=cast.actors["lead"], child=cast.kayleigh, by_name="Donna Moss", right="responsibility",
        agency=cast.health_visiting,
    )  # fmt: skip
    assert (reads_plan(cast, "member"), reads_plan(cast, "lead")) == (False, True)


def test_a_duty_still_covers_with_its_reasons(cast):
    actions.withdraw(
        by=cast.actors["lead"], child=cast.kayleigh, by_name="Donna Moss", right="responsibility",
        agency=cast.health_visiting,
    )  # fmt: skip
    actions.cover(
        by=cast.actors["deputy"], child=cast.kayleigh, agency=cast.health_visiting, basis="duty", reasons="She is ill"
    )
    decision = engine.check(cast.actors["member"], registry.get("plans.read"), cast.kayleigh.pk)
    assert (decision.allowed, decision.basis) == (True, "duty")


def test_taking_back_everything_is_one_word(cast):
    actions.withdraw(by=cast.actors["lead"], child=cast.kayleigh, by_name="Donna", right="responsibility")
    assert standing(cast.kayleigh.pk).word == "withdrawn"


@pytest.mark.parametrize(
    ("change", "answers", "sentence"),
    [
        ({"explained": ALL[:-1]}, {}, "explain also"),
        ({"evidence": "spoken"}, {}, "witness"),
        ({"answered_by_name": " "}, {}, "who answered"),
        ({"signed_name": " "}, {}, "Let them sign"),
        ({"right": ""}, {}, "how it was agreed"),
        ({"evidence": "thumb"}, {}, "how it was agreed"),
        ({"hide_from_parents": True}, {}, "Only a young person"),
        ({"right": "young_person"}, {}, "First judge"),
        ({}, {"assess": "not_asked"}, "why it was not asked"),
        ({}, {"assess": "maybe"}, "what they answered"),
    ],
)
def test_what_is_missing_is_said(cast, change, answers, sentence):
    with pytest.raises(Problem, match=sentence):
        agree(cast, conversation=talk(cast, **change), **answers)


def test_one_agency_cannot_be_both_ticked_and_unwanted(cast):
    with pytest.raises(Problem, match="both ticked"):
        agree(cast, not_wanted=(cast.school,))


def test_the_near_miss_may_not_record(cast):
    with pytest.raises(Refused):
        actions.record_agreement(
            by=cast.actors["other_lead"], child=cast.kayleigh, answers=actions.Answers("agreed"),
            conversation=talk(cast),
        )  # fmt: skip


def test_a_sensitive_service_without_agreement_needs_suspected_harm(cast):
    with pytest.raises(Problem, match="significant harm"):
        actions.cover(
            by=cast.actors["lead"], child=cast.kayleigh, agency=cast.school, basis="duty", reasons="x",
            sensitive="mental_health",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"basis": "curiosity"}, "on what footing"),
        ({"reasons": " "}, "Write the reasons"),
    ],
)
def test_sharing_without_agreement_needs_footing_and_reasons(cast, change, sentence):
    given = {"agency": cast.school, "basis": "duty", "reasons": "She is ill"} | change
    with pytest.raises(Problem, match=sentence):
        actions.cover(by=cast.actors["lead"], child=cast.kayleigh, **given)


def test_the_near_miss_may_not_share_without_agreement(cast):
    with pytest.raises(Refused):
        actions.cover(
            by=cast.actors["other_lead"], child=cast.kayleigh, agency=cast.school, basis="duty", reasons="She is ill"
        )
    assert not cast.kayleigh.covers.exists()


def test_taking_back_one_agency_leaves_the_others_and_says_so(cast):
    actions.withdraw(
        by=cast.actors["lead"], child=cast.kayleigh, by_name="Donna", right="responsibility", agency=cast.school
    )
    now = standing(cast.kayleigh.pk)
    assert (now.word, now.limited, taken_back(now)) == ("agreed", True, ["Hazel Bank Primary may no longer know."])
    assert cast.health_visiting in now.agencies and cast.school not in now.agencies


def test_taking_back_everything_is_said_with_its_day(cast):
    actions.withdraw(by=cast.actors["lead"], child=cast.kayleigh, by_name="Donna", right="responsibility")
    assert taken_back(standing(cast.kayleigh.pk))[0].startswith("The agreement was taken back on 3 March.")


@pytest.mark.parametrize("who", ["other_lead", "same_agency", "other_agency", "other_carer", "nobody"])
def test_nobody_else_can_record_that_it_is_taken_back(cast, who):
    with pytest.raises(Refused):
        actions.withdraw(by=cast.actors[who], child=cast.kayleigh, by_name="Donna", right="responsibility")
    assert standing(cast.kayleigh.pk).word == "agreed"


def test_a_parent_can_take_it_back_on_the_familys_page(cast):
    taken = actions.withdraw(
        by=cast.actors["carer"], child=cast.kayleigh, by_name="Donna Moss", right="responsibility",
        by_person=cast.mother,
    )  # fmt: skip
    assert (taken.told_to_id, standing(cast.kayleigh.pk).word) == (None, "withdrawn")


@pytest.mark.parametrize("change", [{"by_name": " "}, {"right": "king"}])
def test_who_takes_it_back_is_always_said(cast, change):
    given = {"by_name": "Donna", "right": "responsibility"} | change
    with pytest.raises(Problem, match="who takes it back"):
        actions.withdraw(by=cast.actors["lead"], child=cast.kayleigh, **given)


def test_what_is_not_agreed_cannot_be_taken_back_twice(cast):
    for _time in range(2):
        try:
            actions.withdraw(by=cast.actors["lead"], child=cast.kayleigh, by_name="Donna", right="responsibility")
        except Problem as problem:
            assert "Nothing is agreed" in problem.sentence
    assert cast.kayleigh.withdrawals.count() == 1


def test_that_nobody_could_be_asked_changes_no_answer_that_was_given(cast):
    agree(cast, not_wanted=(cast.housing,))
    agree(
        cast, assess="not_asked", why_not_asked="not_reached", discuss="not_asked", agencies=(),
        conversation=talk(cast, answered_by=None, answered_by_name=""),
    )  # fmt: skip
    now = standing(cast.kayleigh.pk)
    assert (now.word, now.refused, now.asking.answered_by_name) == ("agreed", [cast.housing], "Donna Moss")


def test_when_the_record_cannot_be_written_nothing_is_changed(cast, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError

    before = Decision.objects.count()
    monkeypatch.setattr("teamaround.audit.events.write", broken)
    with pytest.raises(RuntimeError):
        agree(cast)
    assert Decision.objects.count() == before

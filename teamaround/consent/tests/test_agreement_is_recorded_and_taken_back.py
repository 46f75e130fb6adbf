"""Derived from three answers, superseded not edited, taken back at the next request (DUD-60, KIR-CO)."""

import pytest

from teamaround.access import engine, registry
from teamaround.access.doing import Refused
from teamaround.consent import actions, rules
from teamaround.consent.models import Decision
from teamaround.consent.standing import hidden_from_parents, sentences, standing
from teamaround.kit.problems import Problem

pytestmark = pytest.mark.django_db
ALL = tuple(rules.EXPLAINED)


def talk(cast, **more):
    facts = {
        "answered_by": cast.mother, "answered_by_name": "Donna Moss", "right": "responsibility",
        "evidence": "screen", "explained": ALL,
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
    assert words[0] == "Donna Moss agreed on 3 March that we assess together, until 30 August."
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


def decide_alone(cast, hide):
    answers = dict.fromkeys(rules.COMPETENCE_QUESTIONS, "yes")
    actions.judge_competence(
        by=cast.actors["deputy"], child=cast.teenager, answers=answers, word="competent", why="She weighed it up"
    )
    own = talk(cast, answered_by=cast.teenager, answered_by_name="Jodie", right="young_person", hide_from_parents=hide)
    return actions.record_agreement(
        by=cast.actors["deputy"], child=cast.teenager, answers=actions.Answers("agreed"), conversation=own
    )


def test_a_competent_young_person_decides_alone_and_parents_are_kept_out(cast):
    decide_alone(cast, hide=True)
    assert hidden_from_parents(cast.teenager.pk)


def test_a_parents_answer_does_not_replace_a_young_persons_own(cast):
    decide_alone(cast, hide=False)
    actions.record_agreement(
        by=cast.actors["deputy"], child=cast.teenager, answers=actions.Answers("refused"), conversation=talk(cast)
    )
    assert standing(cast.teenager.pk).word == "agreed"


def test_a_sensitive_service_without_agreement_needs_suspected_harm(cast):
    with pytest.raises(Problem, match="significant harm"):
        actions.cover(
            by=cast.actors["lead"], child=cast.kayleigh, agency=cast.school, basis="duty", reasons="x",
            sensitive="mental_health",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "word"), [(["yes"] * 5, "competent"), (["yes"] * 4 + ["no"], "not_yet"), (["unsure"] * 5, "unsure")]
)
def test_five_answers_and_a_word(answers, word):
    assert rules.judged(dict(zip(rules.COMPETENCE_QUESTIONS, answers, strict=True))) == word

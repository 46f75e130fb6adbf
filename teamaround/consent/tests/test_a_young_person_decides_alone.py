"""A competent young person's own decision: judged, kept apart from a parent's, taken back by nobody else (facts a)."""

import datetime

import pytest

from teamaround.access.doing import Refused
from teamaround.audit.recording import recording
from teamaround.consent import actions, rules
from teamaround.consent.access import in_force
from teamaround.consent.models import Decision
from teamaround.consent.standing import asked_first, hidden_from_parents, standing
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
ALL = tuple(rules.EXPLAINED)


def judge(cast, word="competent", by="deputy", **change):
    given = {"answers": dict.fromkeys(rules.COMPETENCE_QUESTIONS, "yes"), "why": "She weighed it up"} | change
    return actions.judge_competence(by=cast.actors[by], child=cast.teenager, word=word, **given)


def record(cast, right, answer="agreed", hide=False):
    own = right == "young_person"
    talk = actions.Conversation(
        cast.teenager if own else cast.mother, "Jodie" if own else "Donna Moss", right, "screen", ALL,
        signed_name="signed", hide_from_parents=hide,
    )  # fmt: skip
    return actions.record_agreement(
        by=cast.actors["deputy"], child=cast.teenager, answers=actions.Answers(answer), conversation=talk
    )


def take_back(cast, right):
    return actions.withdraw(by=cast.actors["deputy"], child=cast.teenager, by_name="Somebody", right=right)


def test_only_once_judged(cast):
    with pytest.raises(Problem, match="First judge whether Jodie understands"):
        record(cast, "young_person")


@pytest.mark.parametrize("word", ["not_yet", "unsure"])
def test_not_where_the_judgement_says_otherwise(cast, word):
    judge(cast)
    judge(cast, word)
    with pytest.raises(Problem, match="First judge"):
        record(cast, "young_person")


def test_parents_are_kept_out_when_the_young_person_says_so(cast):
    judge(cast)
    record(cast, "young_person", hide=True)
    assert hidden_from_parents(cast.teenager.pk)


def test_and_not_otherwise(cast):
    judge(cast)
    record(cast, "young_person")
    assert not hidden_from_parents(cast.teenager.pk)
    assert not hidden_from_parents(cast.kayleigh.pk)


def test_nor_once_a_newer_judgement_says_not_yet(cast):
    judge(cast)
    record(cast, "young_person", hide=True)
    judge(cast, "not_yet")
    assert not hidden_from_parents(cast.teenager.pk)


def test_a_parents_answer_does_not_replace_it(cast):
    judge(cast)
    record(cast, "young_person")
    record(cast, "responsibility", "refused")
    now = standing(cast.teenager.pk)
    assert (now.word, now.asking.answered_by_name) == ("agreed", "Jodie")


def test_a_parent_cannot_take_it_back(cast):
    judge(cast)
    record(cast, "young_person")
    with pytest.raises(Problem, match="Jodie decided alone"):
        take_back(cast, "responsibility")
    assert standing(cast.teenager.pk).word == "agreed"


def test_a_parent_takes_back_only_the_own_answer(cast):
    judge(cast)
    record(cast, "young_person")
    record(cast, "responsibility")
    take_back(cast, "responsibility")
    assert standing(cast.teenager.pk).word == "agreed"


def test_the_young_person_takes_back_everything(cast):
    judge(cast)
    record(cast, "responsibility")
    record(cast, "young_person")
    take_back(cast, "young_person")
    assert standing(cast.teenager.pk).word == "withdrawn"


def test_who_is_not_yet_competent_cannot_take_back_alone(cast):
    record(cast, "responsibility")
    with pytest.raises(Problem, match="First judge"):
        take_back(cast, "young_person")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"answers": {"understands": "yes"}}, "all five"), ({"word": "perhaps"}, "what you think"), ({"why": ""}, "saw")],
)
def test_a_judgement_is_whole(cast, change, sentence):
    with pytest.raises(Problem, match=sentence):
        judge(cast, **change)


@pytest.mark.parametrize("who", ["lead", "other_lead", "same_agency", "manager", "young_person", "nobody"])
def test_only_those_who_work_with_this_young_person_judge(cast, who):
    with pytest.raises(Refused):
        judge(cast, by=who)


def test_from_the_thirteenth_birthday_on_the_young_person_is_asked_first(cast):
    def born(day):
        with recording(by=MAKER, action="families.change"):
            Person.objects.filter(pk=cast.teenager.pk).update(born=day)
        return asked_first(Person.objects.get(pk=cast.teenager.pk))

    today = clock.today()
    assert born(today.replace(year=today.year - 13))
    assert not born(today.replace(year=today.year - 13) + datetime.timedelta(days=1))


def test_an_unborn_child_is_not_asked(cast):
    assert not asked_first(Person(authority=cast.authority, born=None))


@pytest.mark.parametrize(("own", "counts"), [("refused", False), ("agreed", True)])
def test_a_parents_later_yes_does_not_open_what_the_young_person_said_no_to(cast, own, counts):
    judge(cast)
    record(cast, "young_person", own)
    record(cast, "responsibility", "agreed")
    standing_yes = Decision.objects.filter(in_force(), child=cast.teenager, purpose="assess", answer="agreed")
    assert standing_yes.exists() is counts
    assert all(row.asking.right == "young_person" for row in standing_yes)

"""Two say yes, two ask, one ends twice: one lead, and everybody is told (issue 2 step 8; DER-06 to DER-10)."""

import datetime

import pytest

from teamaround.access.doing import Refused
from teamaround.audit.recording import recording
from teamaround.child_index.models import Indication
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.lead_professional import actions, queries, rules
from teamaround.lead_professional.models import Appointment, Invitation
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db


def ask(cast, who="other_agency", child="kayleigh", by="lead", **more):
    facts = {"basis": "knows_family"} | more
    return actions.invite(by=cast.actors[by], episode=cast.episodes[child], post=cast.posts[who], **facts)


def current(cast, part="lead", child="kayleigh"):
    return queries.current(cast.episodes[child], part)


def test_the_second_yes_is_told_that_somebody_leads(cast):
    first, second = ask(cast), ask(cast, who="member")
    actions.accept(by=cast.actors["other_agency"], invitation=first)
    stale = Invitation.objects.get(pk=second.pk)
    assert stale.answer == "withdrawn"
    stale.answer = ""
    with pytest.raises((Refused, Problem)):
        actions.accept(by=cast.actors["member"], invitation=stale)
    assert current(cast).post == cast.posts["other_agency"]


def test_a_question_about_the_deputy_is_not_taken_back_with_the_lead(cast):
    deputy = ask(cast, who="member", as_deputy=True)
    actions.accept(by=cast.actors["other_agency"], invitation=ask(cast))
    assert Invitation.objects.get(pk=deputy.pk).answer == ""


def test_questions_about_another_child_stay(cast):
    other = ask(cast, who="member", child="tyler", by="other_lead")
    actions.accept(by=cast.actors["other_agency"], invitation=ask(cast))
    assert Invitation.objects.get(pk=other.pk).answer == ""


def test_the_deputy_who_becomes_lead_is_no_longer_deputy(cast):
    actions.accept(by=cast.actors["deputy"], invitation=ask(cast, who="deputy"))
    assert (current(cast).post, current(cast, "deputy")) == (cast.posts["deputy"], None)


def test_the_lead_who_becomes_deputy_no_longer_leads(cast):
    actions.accept(by=cast.actors["lead"], invitation=ask(cast, who="lead", as_deputy=True))
    assert (current(cast), current(cast, "deputy").post) == (None, cast.posts["lead"])


def test_until_the_other_accepts_nothing_is_handed_over(cast):
    invitation = ask(cast, summary="The beds are promised for Friday")
    assert invitation.handover and invitation.summary
    assert current(cast).post == cast.posts["lead"]


def test_the_first_lead_of_a_child_takes_nothing_over(cast):
    made = actions.accept(by=cast.actors["deputy"], invitation=ask(cast, who="deputy", child="teenager", by="deputy"))
    assert not Invitation.objects.get().handover
    assert made.basis == "knows_family"


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"basis": "rank"}, "why this person is best placed"), ({"who": "lead"}, "has this part already")],
)
def test_what_is_not_right_is_told(cast, facts, words):
    with pytest.raises(Problem, match=words):
        ask(cast, **facts)


def test_somebody_who_left_is_not_asked(cast):
    with recording(by=MAKER, action="test.left"):
        cast.posts["other_agency"].ends = clock.today()
        cast.posts["other_agency"].save()
    with pytest.raises(Problem, match="has left this post"):
        ask(cast)


def test_ending_needs_a_reason_of_the_list(cast):
    with pytest.raises(Problem, match="why this ends"):
        actions.end(by=cast.actors["lead"], appointment=current(cast), reason="tired")


@pytest.mark.parametrize("part", ["lead", "deputy"])
def test_a_part_ends_once_and_the_index_hears_of_the_lead(cast, part):
    held = current(cast, part)
    actions.end(by=cast.actors["lead"], appointment=held, reason="need_changed")
    with pytest.raises((Problem, Refused)):
        actions.end(by=cast.actors["deputy"], appointment=Appointment.objects.get(pk=held.pk), reason="closed")
    assert Appointment.objects.get(pk=held.pk).end_reason == "need_changed"
    assert not Indication.objects.filter(child=cast.kayleigh, kind="lead", ends=None).exists() or part == "deputy"


def test_a_coordinator_who_ends_it_late_is_told(cast):
    held = current(cast)
    actions.end(by=cast.actors["lead"], appointment=held, reason="left_post")
    with pytest.raises(Problem, match="ended already"):
        actions.end(by=cast.actors["coordinator"], appointment=held, reason="closed")


@pytest.mark.parametrize("who", ["other_lead", "member", "other_coordinator"])
def test_nobody_else_ends_it(cast, who):
    with pytest.raises(Refused):
        actions.end(by=cast.actors[who], appointment=current(cast), reason="closed")


def test_a_question_is_taken_back_before_the_answer_only(cast):
    invitation = ask(cast)
    actions.withdraw(by=cast.actors["lead"], invitation=invitation)
    with pytest.raises((Refused, Problem)):
        actions.decline(by=cast.actors["other_agency"], invitation=Invitation.objects.get(), code="caseload")
    with pytest.raises(Problem, match="answered already"):
        actions.withdraw(by=cast.actors["lead"], invitation=invitation)


def test_another_childs_lead_takes_no_question_back(cast):
    with pytest.raises(Refused):
        actions.withdraw(by=cast.actors["other_lead"], invitation=ask(cast))


def test_a_name_that_manages_nobody_is_no_managers_word(cast):
    with pytest.raises(Problem, match="is a manager"):
        actions.accept(by=cast.actors["other_agency"], invitation=ask(cast), manager=cast.posts["member"])


@pytest.mark.parametrize(
    ("leading", "limit", "needs"), [(7, 8, False), (8, 8, True), (9, 8, True), (0, 0, True), (0, 1, False)]
)
def test_one_more_than_agreed_needs_a_manager(leading, limit, needs):
    assert rules.needs_manager(leading=leading, limit=limit) is needs


@pytest.mark.parametrize(("days", "word"), [(None, "open"), (1, "until"), (0, "until"), (-1, "over")])
def test_first_contact_is_until_a_day(days, word):
    today = datetime.date(2026, 3, 3)
    until = None if days is None else today + datetime.timedelta(days=days)
    assert rules.first_contact_word(until, today) == word


def test_every_way_to_say_no_has_words_for_whoever_asked():
    assert rules.DECLINED_BECAUSE.keys() == rules.DECLINE_CODES.keys()

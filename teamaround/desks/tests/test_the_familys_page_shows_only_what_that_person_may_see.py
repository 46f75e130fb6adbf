"""Carer, other carer, parent who does not live there, young person who decided alone, who looked (DER-01, DER-02)."""

import re

import pytest
from django.urls import reverse

from teamaround.agencies.factories import enter_by_link
from teamaround.audit.recording import recording
from teamaround.consent import actions, rules
from teamaround.desks import family
from teamaround.families.models import Enrolment, LivesWith, ParentalResponsibility
from teamaround.kit import clock
from teamaround.plans import actions as plans
from teamaround.plans import offers
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db


def page(client, enrolment):
    enter_by_link(client, "family", enrolment.pk)
    return client.get(reverse("desks:family_page"))


def own(cast, who="mother", child="kayleigh"):
    return Enrolment.objects.get(person=cast.people[who], child=cast.people[child])


def an_offer(cast):
    plan = plans.begin(by=cast.actors["lead"], episode=cast.episodes["kayleigh"])
    need = plans.add_need(
        by=cast.actors["lead"], plan=plan, episodes=[cast.episodes["kayleigh"]], words="A bed", whose_words="child",
        type_key="x",
    )  # fmt: skip
    return offers.offer(by=cast.actors["lead"], need=need, what="A bunk bed", agency=cast.housing)


def test_the_mother_sees_who_leads_and_what_was_offered(client, cast):
    an_offer(cast)
    text = page(client, own(cast)).content.decode()
    assert "Sam Okafor" in text and "01632 960214" in text and "A bunk bed" in text


def test_she_answers_her_own_offer_and_nobody_elses(client, cast):
    offer = an_offer(cast)
    enter_by_link(client, "family", own(cast, "other_mother", "tyler").pk)
    address = reverse("family:answer", kwargs={"offer_ref": offer.ref})
    assert client.post(address, {"answer": "have_it"}).status_code == 404
    enter_by_link(client, "family", own(cast).pk)
    client.post(address, {"answer": "have_it"})
    offer.refresh_from_db()
    assert offer.family_answer == "have_it"


def test_her_own_words_go_into_the_story(client, cast):
    enter_by_link(client, "family", own(cast).pk)
    client.post(reverse("family:words"), {"words": "She sleeps now.", "submission_key": "k1"})
    client.post(reverse("family:words"), {"words": "She sleeps now.", "submission_key": "k1"})
    assert cast.episodes["kayleigh"].entries.get(author=None).words == "She sleeps now."


def test_a_parent_without_home_and_responsibility_sees_nothing(client, cast):
    with recording(by=MAKER, action="test.moved"):
        for model in (LivesWith, ParentalResponsibility):
            model.objects.filter(person=cast.mother).update(ends=clock.today().replace(year=2025))
    assert "nothing here for Kayleigh" in page(client, own(cast)).content.decode()


def test_where_a_young_person_decided_alone_the_mothers_page_is_the_same_byte_for_byte(client, cast):
    with recording(by=MAKER, action="test.jodie"):
        tie = {"authority": cast.authority, "person": cast.mother, "child": cast.teenager, "source": "family",
               "recorded_at": clock.now()}  # fmt: skip
        LivesWith.objects.create(**tie)
        made = Enrolment.objects.create(
            authority=cast.authority, person=cast.mother, child=cast.teenager, capacity="carer", mobile="1",
            mobile_digits="1", number_digest="", confirmed_at=clock.now(), enrolled_by=cast.posts["deputy"],
        )  # fmt: skip
    decide_alone(cast)
    with_help = plain(page(client, made))
    with recording(by=MAKER, action="test.gone"):
        made.child = cast.people["nobody_helped"] = a_child_like(cast)
        made.save()
        LivesWith.objects.create(**(tie | {"child": made.child}))
    assert plain(page(client, made)) == with_help


def a_child_like(cast):
    from teamaround.practice_data.cast import make_child

    return make_child(cast.authority, "Jodie", "Tanner", cast.teenager.born)


def plain(response):
    """The page without the token that differs at every request."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", response.content)


def decide_alone(cast):
    by = cast.actors["deputy"]
    answers = dict.fromkeys(rules.COMPETENCE_QUESTIONS, "yes")
    actions.judge_competence(by=by, child=cast.teenager, answers=answers, word="competent", why="She weighed it")
    talk = actions.Conversation(
        cast.teenager,
        "Jodie",
        "young_person",
        "screen",
        tuple(rules.EXPLAINED),
        signed_name="Jodie",
        hide_from_parents=True,
    )
    actions.record_agreement(by=by, child=cast.teenager, answers=actions.Answers("agreed"), conversation=talk)


@pytest.mark.parametrize(("who", "seen"), [("mother", True), ("father", False), ("nobody", False)])
def test_what_one_parent_keeps_out_is_read_by_that_parent_alone(cast, who, seen):
    talk = actions.Conversation(
        cast.people.get(who), "Somebody", "responsibility", "screen", tuple(rules.EXPLAINED), signed_name="Donna"
    )
    given = actions.Answers("agreed", keep_out="Not for him")
    actions.record_agreement(by=cast.actors["lead"], child=cast.kayleigh, answers=given, conversation=talk)
    assert any("Not for him" in sentence for sentence in family.compose(own(cast)).agreed) is seen


def test_nothing_is_kept_by_the_browser(client, cast):
    assert page(client, own(cast)).headers["Cache-Control"] == "no-store"

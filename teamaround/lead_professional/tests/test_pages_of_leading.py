"""Asking, answering, ending and being away on pages; worktray rows; first contact (issue 2 step 8; DER-09, DER-14)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.assessments import factories
from teamaround.audit.recording import recording
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.lead_professional import actions, offers, presenters, queries
from teamaround.lead_professional.models import Absence, Invitation
from teamaround.practice_data.cast import MAKER, make_involvement

pytestmark = pytest.mark.django_db


def at(name, **names):
    return reverse(f"lead_professional:{name}", kwargs=names)


def post(client, cast, who, address, **given):
    sign_in(client, cast.posts[who])
    return client.post(address, {"submission_key": "k1", **given}, follow=True)


def invitation(cast, **more):
    facts = {"basis": "family_wish"} | more
    return actions.invite(
        by=cast.actors["lead"], episode=cast.episodes["kayleigh"], post=cast.posts["other_agency"], **facts
    )


def asking(cast, **more):
    return {"post": cast.posts["member"].ref, "part": "lead", "basis": "contact"} | more


def test_lead_and_deputy_are_asked_at_the_same_time(client, cast):
    with recording(by=MAKER, action="test.involved"):
        make_involvement(cast.kayleigh, cast.housing, cast.posts["other_agency"])
    given = asking(cast, deputy=cast.posts["other_agency"].ref, agreed_by=["team"])
    address = at("invite", child_ref=cast.kayleigh.ref)
    body = post(client, cast, "lead", address, **given).content.decode()
    post(client, cast, "lead", address, **given)
    assert "Priya Nair and Dave Hinchliffe are asked" in body
    assert [(row.post.name, row.as_deputy) for row in Invitation.objects.order_by("pk")] == [
        ("Priya Nair", False), ("Dave Hinchliffe", True),
    ]  # fmt: skip


def test_nobody_stands_in_for_themselves_and_then_nobody_is_asked(client, cast):
    given = asking(cast, deputy=cast.posts["member"].ref)
    body = post(client, cast, "lead", at("invite", child_ref=cast.kayleigh.ref), **given).content.decode()
    assert "cannot stand in for themselves" in body and not Invitation.objects.exists()


def test_where_the_deputy_cannot_be_asked_the_lead_is_not_asked_either(client, cast):
    given = asking(cast, deputy=cast.posts["deputy"].ref)
    body = post(client, cast, "lead", at("invite", child_ref=cast.kayleigh.ref), **given).content.decode()
    assert "has this part already" in body and not Invitation.objects.exists()


def test_load_stands_beside_each_name_least_first(cast):
    with recording(by=MAKER, action="test.involved"):
        make_involvement(cast.kayleigh, cast.housing, cast.posts["other_agency"])
    found = presenters.candidates(cast.actors["lead"], cast.episodes["kayleigh"])
    assert [each.leading for each in found] == sorted(each.leading for each in found)
    assert found[-1].words == "Sam Okafor, Learning mentor, Hazel Bank Primary: leads 1 of 8"


def test_at_the_limit_the_name_says_that_a_manager_is_needed(cast):
    assert "needs a manager's word" in presenters.Candidate(cast.posts["lead"], 8, 8).words


def test_a_handover_asks_what_the_next_person_should_know(client, cast):
    address = at("invite", child_ref=cast.kayleigh.ref)
    assert "What should the next person know?" in sign_in(client, cast.posts["lead"]).get(address).content.decode()
    address = at("invite", child_ref=cast.teenager.ref)
    sign_in(client, cast.posts["deputy"])
    assert "What should the next person know?" not in client.get(address).content.decode()


def test_whoever_is_asked_reads_why_the_load_and_what_to_know(client, cast):
    asked = invitation(cast, summary="Beds on Friday", family_wish="Dave")
    sign_in(client, cast.posts["other_agency"])
    body = client.get(at("answer", invitation_ref=asked.ref)).content.decode()
    assert "You lead 0 families now" in body and "Beds on Friday" in body and "The family says: Dave" in body


@pytest.mark.parametrize("as_deputy", [False, True])
def test_yes_on_the_page_makes_it_so(client, cast, as_deputy):
    asked = invitation(cast, as_deputy=as_deputy)
    post(client, cast, "other_agency", at("answer", invitation_ref=asked.ref), answer="yes")
    part = queries.part_of(asked)
    assert queries.current(cast.episodes["kayleigh"], part).post == cast.posts["other_agency"]


def test_no_on_the_page_tells_the_asker_why_without_blame(client, cast):
    asked = invitation(cast)
    post(client, cast, "other_agency", at("answer", invitation_ref=asked.ref), answer="no", code="caseload")
    sign_in(client, cast.posts["lead"])
    page = client.get(at("page", child_ref=cast.kayleigh.ref)).content.decode()
    assert "leads as many families as possible just now" in page
    rows = offers.said_no(cast.actors["lead"])
    assert [row.title for row in rows] == ["Ask somebody else to lead for Kayleigh Moss"]


def test_the_asker_is_not_reminded_once_somebody_else_is_asked_or_has_it(cast):
    asked = invitation(cast, as_deputy=True)
    actions.decline(by=cast.actors["other_agency"], invitation=asked, code="training")
    assert [row.title for row in offers.said_no(cast.actors["lead"])] == [
        "Ask somebody else to be deputy for Kayleigh Moss"
    ]
    assert offers.said_no(cast.actors["other_lead"]) == []
    with recording(by=MAKER, action="test.first"):
        Invitation.objects.update(handover=False)
    assert offers.said_no(cast.actors["lead"]) == []
    with clock.freeze(clock.now() + datetime.timedelta(minutes=1)):
        invitation(cast, as_deputy=True)
    assert offers.said_no(cast.actors["lead"]) == []


def test_a_question_waits_on_the_worktray_of_whoever_is_asked(cast):
    invitation(cast)
    assert [row.title for row in offers.invitations(cast.actors["other_agency"])] == ["Lead for Kayleigh Moss?"]
    assert offers.invitations(cast.actors["member"]) == []
    assert [card.title for card in offers.led(cast.actors["lead"])] == ["Kayleigh Moss"]


def test_taking_back_on_the_page(client, cast):
    asked = invitation(cast)
    body = post(client, cast, "lead", at("withdraw", invitation_ref=asked.ref)).content.decode()
    assert "need not answer" in body
    again = post(client, cast, "lead", at("withdraw", invitation_ref=asked.ref)).content.decode()
    assert "answered already" in again


def test_ending_on_the_page_asks_for_somebody_to_follow(client, cast):
    held = queries.current(cast.episodes["kayleigh"], "lead")
    body = post(client, cast, "lead", at("end", appointment_ref=held.ref), reason="left_post").content.decode()
    assert "Ask somebody to follow" in body and "Nobody leads yet. Sam Okafor is first contact" in body


@pytest.mark.parametrize("name", ["answer", "withdraw", "agree", "end"])
def test_what_does_not_exist_is_not_found(client, cast, name):
    sign_in(client, cast.posts["lead"])
    key = "appointment_ref" if name in {"agree", "end"} else "invitation_ref"
    assert client.post(at(name, **{key: "nothing"})).status_code == 404


def test_a_child_without_help_has_no_page_of_leading(client, cast):
    sign_in(client, cast.posts["other_lead"])
    assert client.get(at("page", child_ref=cast.kayleigh.ref)).status_code in {403, 404}


def completed(cast, days):
    made = factories.whole(cast.actors["deputy"], cast.teenager)
    with recording(by=MAKER, action="test.completed"):
        made.state, made.completed_at, made.completed_by = "complete", clock.now(), cast.posts["member"]
        made.first_contact_until = clock.today() + datetime.timedelta(days=days)
        made.save()


@pytest.mark.parametrize(("days", "words"), [(2, "is first contact until 5 March"), (-1, "was first contact until")])
def test_the_author_is_first_contact_until_a_day_and_no_lead(cast, days, words):
    completed(cast, days)
    episode = cast.episodes["teenager"]
    assert words in presenters.first_contact_words(episode)
    assert queries.leading(episode).lead is None
    fact = presenters.lead_fact(cast.actors["deputy"], cast.teenager)
    assert (fact.label, fact.strong) == ("First contact", "Priya Nair")
    assert ("was until" in fact.lines[0]) is (days < 0)


def test_the_bar_shows_lead_and_deputy_to_whoever_may_know(cast):
    fact = presenters.lead_fact(cast.actors["member"], cast.kayleigh)
    assert (fact.strong, fact.lines, fact.telephone) == ("Sam Okafor", ("Deputy: Lorraine Peck",), "01632 960214")
    assert presenters.lead_fact(cast.actors["other_lead"], cast.kayleigh) is None
    assert presenters.lead_fact(cast.actors["member"], cast.mother) is None


def test_before_anything_is_completed_the_opener_is_first_contact(cast):
    fact = presenters.lead_fact(cast.actors["deputy"], cast.teenager)
    assert (fact.strong, fact.lines) == ("Lorraine Peck (you)", ("until somebody leads",))


def test_away_and_back_again(client, cast):
    day = clock.today()
    given = {"starts-day": day.day, "starts-month": day.month, "starts-year": day.year}
    post(client, cast, "lead", at("away"), **given)
    assert Absence.objects.filter(post=cast.posts["lead"]).exists()
    fact = presenters.lead_fact(cast.actors["member"], cast.kayleigh)
    assert "away now" in fact.lines[0] and fact.telephone == cast.posts["deputy"].telephone
    assert "I am back" in client.get(at("away")).content.decode()
    post(client, cast, "lead", at("back"))
    assert not queries.leading(cast.episodes["kayleigh"]).lead_is_away
    assert queries.posts_away([cast.posts["lead"].pk]) == frozenset()


def test_another_persons_absence_stays(cast):
    for who in ("lead", "other_lead"):
        actions.be_away(by=cast.actors[who], starts=clock.today(), ends=None)
    assert actions.come_back(by=cast.actors["lead"]) == 1
    assert queries.leading(cast.episodes["tyler"]).lead_is_away


def test_the_last_day_is_not_before_the_first(client, cast):
    with pytest.raises(Problem, match="before the first"):
        actions.be_away(by=cast.actors["lead"], starts=clock.today(), ends=datetime.date(2020, 1, 1))


def test_the_pages_take_few_statements(client, cast, django_assert_max_num_queries):
    invitation(cast)
    sign_in(client, cast.posts["lead"])
    for name in ("page", "invite"):
        client.get(at(name, child_ref=cast.kayleigh.ref))
        with django_assert_max_num_queries(27):
            client.get(at(name, child_ref=cast.kayleigh.ref))

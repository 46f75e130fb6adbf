"""The page of the plan: few statements, order at the ends, disagreement in view, each reader their own children."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from teamaround.agencies.factories import set_rows, sign_in
from teamaround.agencies.models import Agency
from teamaround.audit.recording import recording
from teamaround.consent.models import Cover
from teamaround.kit import clock
from teamaround.plans import actions, doing_things, offers, reviews
from teamaround.plans.models import PlanAgreement
from teamaround.plans.queries import agreements_of, reviews_of, shown
from teamaround.plans.tests.plan_cast import action, agreed, begin, close, need, put, with_brother
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db


def page(client, cast, who="lead", name="plan"):
    address = reverse(f"plans:{name}", kwargs={"child_ref": cast.kayleigh.ref})
    return sign_in(client, cast.posts[who]).get(address)


def text_of(client, cast, who="lead", name="plan"):
    return page(client, cast, who, name).content.decode()


def review_it(cast, plan, made, place=5):
    episode = cast.episodes["kayleigh"]
    voices = [reviews.Comment(episode, whose, "It helps", "") for whose in reviews.VOICES]
    reviews.review(
        by=cast.actors["lead"], plan=plan, held_on=clock.today(), next_step="go_on",
        next_on=clock.today() + datetime.timedelta(days=30), lines=[reviews.Line(made, place, "A start", False)],
        comments=voices,
    )  # fmt: skip


def test_a_full_plan_takes_few_statements(client, cast, django_assert_max_num_queries):
    plan, made = agreed(cast)
    doing_things.say_progress(by=cast.actors["lead"], action=action(cast, made), state="done", words="They came")
    offers.offer(by=cast.actors["lead"], need=made, what="A bed", agency=cast.housing)
    actions.say_agreement(by=cast.actors["lead"], plan=plan, answer="agrees", person=cast.mother)
    review_it(cast, plan, made)
    sign_in(client, cast.posts["lead"])
    with django_assert_max_num_queries(24):
        client.get(reverse("plans:plan", kwargs={"child_ref": cast.kayleigh.ref}))


def test_more_needs_take_no_more_statements(client, cast, django_assert_num_queries):
    plan, _made = agreed(cast)
    sign_in(client, cast.posts["lead"])
    address = reverse("plans:plan", kwargs={"child_ref": cast.kayleigh.ref})
    with CaptureQueriesContext(connection) as once:
        client.get(address)
    for words in ("Breakfast", "Sleep", "A friend"):
        action(cast, need(cast, plan, words=words))
    with django_assert_num_queries(len(once)):
        client.get(address)


def test_the_first_need_cannot_go_up_and_the_last_not_down(client, cast):
    plan = begin(cast)
    for words in ("First", "Middle", "Last"):
        need(cast, plan, words=words)
    text = text_of(client, cast)
    assert text.count("Move up") == text.count("Move down") == 2


def test_one_need_alone_cannot_be_moved(client, cast):
    need(cast, begin(cast))
    text = text_of(client, cast)
    assert "Move up" not in text and "Move down" not in text


def test_what_is_late_stands_against_the_agency(client, cast):
    _plan, made = agreed(cast)
    put(made.actions.get(), due_on=clock.today() - datetime.timedelta(days=4))
    text = text_of(client, cast)
    assert "4 days late" in text and "Marlbeck Homes (1)" in text
    assert "Marlbeck Homes answers for it, 01632 960100." in text


def test_disagreement_stays_beside_the_newer_word(client, cast):
    plan, _made = agreed(cast)
    lead = cast.actors["lead"]
    actions.say_agreement(by=lead, plan=plan, answer="does_not", words="Too many visits", person=cast.mother)
    assert "Too many visits" in text_of(client, cast)
    actions.say_agreement(by=lead, plan=plan, answer="agrees", person=cast.mother)
    assert [(said.row.answer, len(said.before)) for said in agreements_of(lead, plan)] == [("agrees", 1)]
    assert "Too many visits" in text_of(client, cast)


def test_an_agency_that_agrees_in_part_is_named_with_its_words(client, cast):
    plan, _made = agreed(cast)
    actions.say_agreement(
        by=cast.actors["lead"], plan=plan, answer="in_part", words="No date for a home", agency=cast.housing
    )
    text = text_of(client, cast)
    assert "agreed in part" in text and "No date for a home" in text


def test_what_was_said_about_a_brother_is_for_his_readers(cast):
    """Near miss in one family: the reader leads one child of the plan, not the other."""
    plan, made = agreed(cast)
    theirs = with_brother(cast, plan)
    actions.say_agreement(by=cast.actors["lead"], plan=plan, answer="agrees", person=cast.tyler)
    review_it(cast, plan, made)
    review = plan.reviews.get()
    with_lines = put(review.lines.get(), need=theirs)
    assert [said.row.person for said in agreements_of(cast.actors["lead"], plan)] == []
    assert [said.row.person for said in agreements_of(cast.actors["other_lead"], plan)] == [cast.tyler]
    assert list(reviews_of(cast.actors["lead"], plan)[0].lines.all()) == []
    assert list(reviews_of(cast.actors["other_lead"], plan)[0].lines.all()) == [with_lines]
    assert list(reviews_of(cast.actors["other_lead"], plan)[0].comments.all()) == []


def test_a_sensitive_service_is_shown_to_whom_its_cover_reaches(cast):
    """Near miss: the same role without the cover (DUD-23)."""
    plan, made = agreed(cast)
    action(cast, made, what="Talk on Tuesdays", agency=cast.camhs)
    actions.say_agreement(by=cast.actors["lead"], plan=plan, answer="agrees", agency=cast.camhs)
    assert "Talk on Tuesdays" not in whats(cast, "lead")
    assert agreements_of(cast.actors["lead"], plan) == []
    cover(cast, cast.school)
    assert "Talk on Tuesdays" in whats(cast, "lead")
    assert "Talk on Tuesdays" not in whats(cast, "member")


def test_an_offer_of_a_sensitive_service_is_left_out_too(cast):
    _plan, made = agreed(cast)
    offers.offer(by=cast.actors["lead"], need=made, what="A therapist", agency=cast.camhs)
    found = shown(cast.actors["lead"], cast.episodes["kayleigh"])
    assert [row.offers for row in found.rows] == [[]]


def whats(cast, who):
    found = shown(cast.actors[who], cast.episodes["kayleigh"])
    return [each.what for row in found.rows for each in row.actions]


def cover(cast, agency):
    with recording(by=MAKER, action="test.cover"):
        Cover.objects.create(
            authority=cast.authority, child=cast.kayleigh, agency=agency, sensitive="mental_health",
            basis="significant_harm", reasons="told", decided_by=cast.posts["lead"], starts=clock.today(),
        )  # fmt: skip


def test_a_plan_of_a_closed_help_can_only_be_read(client, cast):
    plan, _made = agreed(cast)
    close(plan)
    text = text_of(client, cast)
    assert "This plan is closed" in text and "Begin a new plan with what is still needed" in text
    assert "Add a need" not in text and "Say how it went" not in text


def test_needs_of_a_closed_plan_stay_below_the_new_one(client, cast):
    plan, _made = agreed(cast)
    close(plan)
    need(cast, begin(cast), words="A quiet morning")
    text = text_of(client, cast)
    assert "Plans before this one" in text and "A room of my own" in text and "A quiet morning" in text


def test_without_a_plan_the_page_says_how_to_begin(client, cast):
    assert "No plan has been begun" in text_of(client, cast)


def test_the_near_miss_finds_no_plan(client, cast):
    agreed(cast)
    assert page(client, cast, "other_lead").status_code == 404


def test_whose_late_agency_has_no_number_names_it_alone(client, cast):
    _plan, made = agreed(cast)
    set_rows(Agency.objects.filter(pk=cast.housing.pk), telephone="")
    put(made.actions.get(), due_on=clock.today() - datetime.timedelta(days=1))
    assert "Marlbeck Homes answers for it." in text_of(client, cast)


@pytest.mark.parametrize(("before", "after", "words"), [(2, 5, "Up from 2 to 5"), (6, 3, "Down from 6 to 3")])
def test_a_review_shows_where_the_scale_went(client, cast, before, after, words):
    plan, made = agreed(cast)
    put(made.readings.get(), value=before, on=clock.today() - datetime.timedelta(days=9))
    put(plan, made_at=clock.now() - datetime.timedelta(days=9))
    review_it(cast, plan, made, place=after)
    assert words in text_of(client, cast)
    assert PlanAgreement.objects.count() == 0

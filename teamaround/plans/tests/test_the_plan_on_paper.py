"""What the family is shown and gets on paper, and what practitioners print (DER-01, DER-02)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.kit import clock
from teamaround.plans import actions, doing_things, offers, papers, reviews
from teamaround.plans.tests.plan_cast import action, agreed, begin, close, days, need, put
from teamaround.practice_data.cast import MAKER, join

pytestmark = pytest.mark.django_db


def get(client, cast, name, who="lead"):
    return sign_in(client, cast.posts[who]).get(reverse(f"plans:{name}", kwargs={"child_ref": cast.kayleigh.ref}))


def full(cast):
    """Every kind of row: late, done, dropped, offered, agreed in part, reviewed."""
    plan, made = agreed(cast)
    lead = cast.actors["lead"]
    put(plan, going_well="She reads every night", made_at=clock.now() - datetime.timedelta(days=30))
    put(made.actions.get(), due_on=days(-2))
    for state, what in (("done", "Breakfast club"), ("dropped", "A taxi"), ("under_way", "A form")):
        doing_things.say_progress(by=lead, action=action(cast, made, what=what), state=state, words="Heard")
    action(cast, made, what="Pack the bag", owner_post=None, owner_person=cast.mother)
    offers.offer(by=lead, need=made, what="Bunk beds", agency=cast.housing)
    actions.say_agreement(by=lead, plan=plan, answer="does_not", words="Too soon", person=cast.mother)
    actions.say_agreement(by=lead, plan=plan, answer="in_part", words="No date", person=cast.mother)
    voices = [reviews.Comment(cast.episodes["kayleigh"], "child", "I sleep", ""),
              reviews.Comment(cast.episodes["kayleigh"], "parent", "", "not_there")]  # fmt: skip
    reviews.review(
        by=lead, plan=plan, held_on=clock.today(), next_step="go_on", next_on=days(30), comments=voices,
        lines=[reviews.Line(made, 6, "Calmer", False)],
    )  # fmt: skip
    return plan, made


def test_from_the_plan_and_the_childs_page_it_is_one_click(client, cast):
    full(cast)
    address = reverse("plans:show_family", kwargs={"child_ref": cast.kayleigh.ref})
    child = sign_in(client, cast.posts["lead"]).get(reverse("desks:child", kwargs={"child_ref": cast.kayleigh.ref}))
    assert address in child.content.decode() and address in get(client, cast, "plan").content.decode()


def test_the_family_reads_who_does_what_by_when_without_codes(client, cast):
    full(cast)
    text = get(client, cast, "show_family").content.decode()
    for words in ("A room of my own", "She reads every night", "Sam Okafor", "Bunk beds", "Late", "Breakfast club"):
        assert words in text
    for code in ("A taxi", 'housing"', "stay_safe", "under_way", "A talk"):
        assert code not in text
    assert "It was 2 out of 10. Now it is 6." in text and "We look at this plan again" in text


def test_what_a_sensitive_service_does_is_not_on_the_familys_copy(cast):
    _plan, made = full(cast)
    action(cast, made, what="A talk", agency=cast.camhs)
    action(cast, made, what="A second talk", owner="sensitive_worker")
    offers.offer(by=cast.actors["lead"], need=made, what="A therapist", agency=cast.camhs)
    told = papers.for_family(cast.actors["sensitive_worker"], cast.episodes["kayleigh"])
    assert told.needs == []
    told = papers.for_family(cast.actors["lead"], cast.episodes["kayleigh"])
    assert "talk" not in str(told) and "therapist" not in str(told)


def test_even_whoever_knows_of_the_service_hands_out_no_copy_with_it(cast):
    _plan, made = full(cast)
    action(cast, made, what="A talk", agency=cast.camhs)
    with recording(by=MAKER, action="test.join"):
        join(cast.episodes["kayleigh"], cast.posts["sensitive_worker"])
    whole = papers.for_practitioners(cast.actors["sensitive_worker"], cast.episodes["kayleigh"])
    assert "A talk" in [row.what for lane in whole.lanes for row in lane.actions]
    assert "A talk" not in str(papers.for_family(cast.actors["sensitive_worker"], cast.episodes["kayleigh"]))


def test_without_a_plan_the_family_is_told_kindly(client, cast):
    assert "We make the plan with you" in get(client, cast, "show_family").content.decode()


def test_a_need_without_scale_or_news_says_little(cast):
    need(cast, begin(cast), scale=None)
    told = papers.for_family(cast.actors["lead"], cast.episodes["kayleigh"])
    assert (told.needs[0].scale, told.needs[0].done, told.again) == ("", [], "")


def test_the_first_place_on_the_scale_is_said_plainly(cast):
    need(cast, begin(cast), scale=4)
    assert papers.for_family(cast.actors["lead"], cast.episodes["kayleigh"]).needs[0].scale == "4 out of 10"


def test_after_closing_no_next_day_is_promised(cast):
    plan, _made = full(cast)
    close(plan)
    assert papers.for_family(cast.actors["lead"], cast.episodes["kayleigh"]).again == ""


def test_nobody_to_ring_is_left_out(cast):
    need(cast, begin(cast, "teenager", "deputy"), child="teenager", by="deputy")
    assert papers.for_family(cast.actors["deputy"], cast.episodes["teenager"]).ring == ""


@pytest.mark.parametrize("name", ["family_paper", "paper"])
def test_the_papers_are_tagged_and_recorded(client, cast, name):
    full(cast)
    answer = get(client, cast, name)
    assert answer.content.startswith(b"%PDF") and b"/StructTreeRoot" in answer.content
    assert Event.objects.filter(action="plans.print", outcome="print").count() == 1


def test_the_print_page_holds_everything(client, cast):
    full(cast)
    text = get(client, cast, "print").content.decode()
    for words in ("A room of my own", "Too soon", "No date", "I sleep", "Was not there", "Up from 2 to 6", "Calmer"):
        assert words in text
    assert "Printed by Sam Okafor" in text


def test_the_practitioners_document_has_every_part(cast):
    plan, _made = full(cast)
    whole = papers.for_practitioners(cast.actors["lead"], cast.episodes["kayleigh"])
    made = papers.practitioners_document(cast.actors["lead"], cast.kayleigh, whole)
    words = " ".join(block.text for block in made.blocks)
    assert "No date" in words and "earlier" in words and "Bunk beds" in words and "Calmer" in words
    assert plan.pk == whole.plan.pk


def test_a_plan_with_nothing_on_it_is_still_a_paper(client, cast):
    begin(cast)
    assert get(client, cast, "paper").content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["print", "paper"])
def test_without_a_plan_there_is_nothing_to_print(client, cast, name):
    assert get(client, cast, name).status_code == 404


@pytest.mark.parametrize("name", ["print", "paper", "family_paper", "show_family"])
def test_the_near_miss_gets_no_copy(client, cast, name):
    full(cast)
    assert get(client, cast, name, "other_lead").status_code == 404


@pytest.mark.parametrize("name", ["print", "paper", "family_paper"])
def test_who_oversees_reads_and_does_not_print(client, cast, name):
    full(cast)
    assert get(client, cast, "plan", "coordinator").status_code == 200
    assert get(client, cast, name, "coordinator").status_code == 403

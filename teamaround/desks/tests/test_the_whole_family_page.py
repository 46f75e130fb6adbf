"""The whole page: the order of a parent's questions, in the words of a carer or a young person (DER-01, DER-02)."""

import datetime
import re

import pytest
from django.urls import reverse

from teamaround.agencies.factories import enter_by_link, sign_in
from teamaround.assessments import factories
from teamaround.audit.recording import recording
from teamaround.child_index.models import Shield
from teamaround.desks import family
from teamaround.episodes.models import Audience, Entry
from teamaround.families.models import Enrolment, LivesWith
from teamaround.kit import clock
from teamaround.plans import actions as plans
from teamaround.plans import doing_things, offers
from teamaround.plans.models import Reading
from teamaround.practice_data.cast import MAKER
from teamaround.practice_data.cast_parts import join

pytestmark = pytest.mark.django_db
ORDER = ["What we found out", "Who leads", "What each person does", "Have you got it?", "What happens next",
         "What you said yes to", "Who looked", "Tell us in your words"]  # fmt: skip


def own(cast, who="mother", child="kayleigh"):
    return Enrolment.objects.get(person=cast.people[who], child=cast.people[child])


def text_of(client, enrolment):
    enter_by_link(client, "family", enrolment.pk)
    return client.get(reverse("desks:family_page")).content.decode()


def fathers_page(cast):
    with recording(by=MAKER, action="test.enrol"):
        return Enrolment.objects.create(
            authority=cast.authority, person=cast.father, child=cast.kayleigh, capacity="carer", mobile="1",
            mobile_digits="1", number_digest="", confirmed_at=clock.now(), enrolled_by=cast.posts["lead"],
        )  # fmt: skip


def a_plan(cast, owner="lead", agency="school", days=-3, child="kayleigh"):
    by, episode = cast.actors["lead"], cast.episodes[child]
    plan = plans.begin(by=by, episode=episode)
    need = plans.add_need(by=by, plan=plan, episodes=[episode], words="A bed", whose_words="child", type_key="x")
    done = doing_things.add_action(
        by=by, need=need, what="Ask for a bed", outcome="She sleeps", aim="be_healthy", owner_post=cast.posts[owner],
        agency=cast.agencies[agency], due_on=clock.today() + datetime.timedelta(days=2),
    )  # fmt: skip
    with recording(by=MAKER, action="test.late"):
        done.due_on = clock.today() + datetime.timedelta(days=days)
        done.save()
    return need, done


def read(cast, need, *values):
    with recording(by=MAKER, action="test.scale"):
        for value in values:
            Reading.objects.create(need=need, value=value, on=clock.today(), said_by="mother")


def test_the_questions_come_in_order(client, cast):
    need, _action = a_plan(cast)
    offers.offer(by=cast.actors["lead"], need=need, what="A bunk bed", agency=cast.housing)
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", text_of(client, own(cast)))
    assert [each for each in headings if each in ORDER] == ORDER


def assessed(cast, state, question="behaviour_strengths"):
    made = factories.whole(cast.actors["lead"], cast.kayleigh)
    factories.write(cast.actors["lead"], made, question, "Sings all day", "observed")
    with recording(by=MAKER, action="test.assessed"):
        made.state, made.completed_at, made.completed_by = state, clock.now(), cast.posts["lead"]
        made.save()


@pytest.mark.parametrize(("state", "found"), [("shared", ["Sings all day"]), ("complete", [])])
def test_what_was_found_is_told_once_it_is_shared(cast, state, found):
    assessed(cast, state)
    page = family.compose(own(cast))
    assert page.found.assessed.startswith("Sam from Hazel Bank Primary wrote it down.")
    assert page.found.strengths == found
    assert page.found.whole == (["A warm family in too little room"] if found else [])


def test_late_is_told_plainly(client, cast):
    a_plan(cast)
    page = text_of(client, own(cast))
    assert "Ask for a bed." in page and "It was due on" in page and "Late" in page


def test_a_step_that_is_not_yet_due_is_not_called_late(cast):
    a_plan(cast, days=3)
    doing = [each for helper in family.compose(own(cast)).helpers for each in helper.doing]
    assert [(each.status.kind, each.when[:3]) for each in doing] == [("neutral", "By ")]


def test_the_first_line_holds_one_true_good_thing(cast):
    need, action = a_plan(cast)
    by = cast.actors["lead"]
    doing_things.say_progress(by=by, action=action, state="done")
    assert family.compose(own(cast)).good == "This is done: Ask for a bed."
    read(cast, need, 3, 6)
    assert family.compose(own(cast)).good == "“A bed” went up from 3 to 6, out of 10."


def test_a_need_that_went_down_is_not_called_good(cast):
    need, _action = a_plan(cast)
    read(cast, need, 6, 3)
    assert family.compose(own(cast)).good == ""


def test_the_young_person_is_spoken_to(client, cast):
    page = text_of(client, own(cast, "teenager", "teenager"))
    assert "This is your page." in page and "Jodie’s page" not in page


@pytest.mark.parametrize("what", ["owner", "agency", "member", "offer"])
def test_a_sensitive_service_is_nowhere_on_the_page(client, cast, what):
    with recording(by=MAKER, action="test.join"):
        if what == "member":
            join(cast.episodes["kayleigh"], cast.posts["sensitive_worker"])
    need, _action = a_plan(
        cast, owner="sensitive_worker" if what == "owner" else "lead", agency="camhs" if what == "agency" else "school"
    )
    if what == "offer":
        offers.offer(by=cast.actors["lead"], need=need, what="Talking", agency=cast.camhs)
    page = text_of(client, own(cast))
    assert "CAMHS" not in page and "Esther" not in page and "Talking" not in page


def test_a_parent_who_lives_elsewhere_sees_the_help_but_not_the_mothers_words(client, cast):
    with recording(by=MAKER, action="test.words"):
        Entry.objects.create(
            authority=cast.authority, episode=cast.episodes["kayleigh"], kind="call", happened_on=clock.today(),
            author_words=cast.mother.name, words="He must not know", audience=Audience.EVERYONE,
            recorded_at=clock.now(),
        )  # fmt: skip
    page = text_of(client, fathers_page(cast))
    assert "Sam Okafor" in page and "He must not know" not in page
    assert "14 Mill Race" not in page and "07700 900481" not in page
    assert "He must not know" in text_of(client, own(cast))


def test_behind_a_shield_only_the_home_sees_the_page(client, cast):
    fathers = fathers_page(cast)
    with recording(by=MAKER, action="test.shield"):
        Shield.objects.create(
            authority=cast.authority, child=cast.kayleigh, reason_code="violence", starts=clock.today(),
            review_on=clock.today() + datetime.timedelta(days=90),
        )  # fmt: skip
    page = text_of(client, fathers)
    assert "nothing here for Kayleigh" in page and "Hazel Bank" not in page and "01632" not in page
    assert "Sam Okafor" in text_of(client, own(cast))


def test_a_parent_without_responsibility_who_lives_there_sees_the_page(client, cast):
    with recording(by=MAKER, action="test.home"):
        cast.father.responsibilities.update(ends=datetime.date(2020, 1, 1))
        LivesWith.objects.create(
            authority=cast.authority, person=cast.father, child=cast.kayleigh, source="x", recorded_at=clock.now()
        )
    assert "Sam Okafor" in text_of(client, fathers_page(cast))


def test_while_nobody_leads_the_opener_is_rung(cast):
    ring = family.compose(own(cast, "teenager", "teenager")).ring
    assert (ring.post, ring.leads) == (cast.posts["deputy"], False)


def test_the_worker_sees_what_each_of_them_sees(client, cast):
    fathers_page(cast)
    sign_in(client, cast.posts["lead"])
    address = reverse("family:preview", kwargs={"child_ref": cast.kayleigh.ref})
    assert "This is what Donna sees." in client.get(address).content.decode()
    assert "This is what Lee sees." in client.get(address, {"person": cast.father.ref}).content.decode()


def test_the_page_takes_few_statements(client, cast, django_assert_max_num_queries):
    need, _action = a_plan(cast)
    offers.offer(by=cast.actors["lead"], need=need, what="A bunk bed", agency=cast.housing)
    assessed(cast, "shared")
    enter_by_link(client, "family", own(cast).pk)
    client.get(reverse("desks:family_page"))
    with django_assert_max_num_queries(24):
        client.get(reverse("desks:family_page"))

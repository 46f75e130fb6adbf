"""Staying on, holds, a death, the archive: each page does its one thing and says so."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.child_index import sources, staying
from teamaround.child_index.models_of_entry import LegalHold, StayingOn, ToldValue, Transfer
from teamaround.families.models import ParentalResponsibility, Person
from teamaround.notifications.models import Notice
from teamaround.notifications.worktray import rows
from teamaround.practice_data.cast import MAKER, make_child
from teamaround.practice_data.cast_parts import told
from teamaround.practice_data.cast_records import add_records
from teamaround.retention import rounds

pytestmark = pytest.mark.django_db
D = datetime.date
MOST = 24
"""Statements of a page; audit's own are among them."""


@pytest.fixture
def jan(client, cast):
    return sign_in(client, cast.posts["index_team"])


def page(name, child):
    return reverse(f"child_index:{name}", kwargs={"child_ref": child.ref})


def day(name, value):
    return {name: value.isoformat()}


def archive_owen(cast):
    with recording(by=MAKER, action="test.grown"):
        owen = make_child(cast.authority, "Owen", "Marsh", D(2008, 3, 3))
    rounds.run()
    return owen


def test_staying_on_is_written_and_taken_back(jan, cast):
    url = page("stay", cast.teenager)
    jan.post(url, {"ground": "disability", "how": "Signed", **day("agreed_on", D(2026, 3, 1))})
    assert StayingOn.objects.get().until.year == cast.teenager.born.year + 25
    assert "agreed to stay until" in jan.get(page("entry", cast.teenager)).content.decode()
    jan.post(url, {"words": "Changed the mind"})
    assert StayingOn.objects.get().ended_at is not None


def test_a_hold_is_put_on_reviewed_and_lifted(jan, cast):
    url = page("hold", cast.kayleigh)
    jan.post(url, {"words": "Inquiry into fires.", **day("review_on", D(2026, 3, 20))})
    assert "Inquiry into fires." in jan.get(reverse("child_index:holds")).content.decode()
    assert "Legal holds to look at again: 1" in [item.title for item in rows(cast.index_team)]
    jan.post(url, {"words": "It is over."})
    assert LegalHold.objects.get().lifted_because == "It is over."


def test_the_archive_opens_and_gives_an_entry_back(jan, cast):
    owen = archive_owen(cast)
    assert owen.name in jan.get(reverse("child_index:archive")).content.decode()
    shown = jan.get(page("archived", owen)).content.decode()
    assert "3 March 2032" in shown and "Bring the entry back" in shown
    assert Event.objects.filter(action="child_index.see_archived", outcome="read", children=[owen.pk]).exists()
    assert jan.get(page("entry", owen)).status_code == 404
    assert jan.post(page("archived", owen), {"words": "Wrong year"}).url == page("entry", owen)
    assert jan.get(page("entry", owen)).status_code == 200


@pytest.mark.parametrize("who", ["lead", "coordinator", "manager", "director", "neighbour_worker"])
def test_nobody_else_opens_the_archive(client, cast, who):
    owen = archive_owen(cast)
    sign_in(client, cast.posts[who])
    assert client.get(reverse("child_index:archive")).status_code == 403
    assert client.get(page("archived", owen)).status_code == 404


def test_a_death_is_recorded_quietly_and_the_family_is_sent_nothing(client, cast):
    with recording(by=MAKER, action="test.notice"):
        waiting = Notice.objects.create(
            authority=cast.authority, kind="families.link", child_id=cast.kayleigh.pk, made_at=staying.clock.now(),
            due_at=staying.clock.now(), channel="text",
        )  # fmt: skip
    sign_in(client, cast.posts["lead"])
    client.post(page("death", cast.kayleigh), day("on", D(2026, 3, 1)))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.why) == ("dropped", "died")
    assert Person.objects.get(pk=cast.kayleigh.pk).died_on == D(2026, 3, 1)
    later = Notice(child_id=cast.kayleigh.pk)
    assert staying.of_the_dead(later) == "died" and staying.of_the_dead(Notice(child_id=cast.tyler.pk)) == ""


def test_a_death_written_by_mistake_is_taken_back_by_the_index_team(jan, cast):
    staying.record_death(by=cast.index_team, child=cast.kayleigh, on=D(2026, 3, 1))
    assert "written by mistake" in jan.get(page("death", cast.kayleigh)).content.decode()
    jan.post(page("death", cast.kayleigh), {"words": "Another child"})
    assert Person.objects.get(pk=cast.kayleigh.pk).died_on is None


def test_what_another_source_says_is_written_and_settled_on_pages(jan, cast):
    form = {"field": "address", "source": "agency", "lines": "9 Quay Row", **day("on", D(2026, 2, 1))}
    assert jan.post(page("tell_value", cast.kayleigh), form).status_code == 302
    made = ToldValue.objects.get()
    url = reverse("child_index:settle_value", kwargs={"told_ref": made.ref})
    assert "9 Quay Row" in jan.get(url).content.decode()
    jan.post(url, {"answer": "aside"})
    assert sources.beside(cast.kayleigh.pk) == []


@pytest.mark.parametrize("name", ["entry", "offer_move", "stay", "hold", "death", "tell_value"])
def test_a_page_of_the_entry_takes_few_statements(jan, cast, name, django_assert_max_num_queries):
    add_records(cast)
    with django_assert_max_num_queries(MOST):
        assert jan.get(page(name, cast.kayleigh)).status_code == 200


@pytest.mark.parametrize("name", ["moves", "scope", "archive", "holds", "desk"])
def test_a_list_of_the_index_takes_few_statements(jan, cast, name, django_assert_max_num_queries):
    add_records(cast)
    with django_assert_max_num_queries(MOST):
        assert jan.get(reverse(f"child_index:{name}")).status_code == 200


def test_brothers_and_sisters_are_offered_in_one_go(jan, cast):
    with recording(by=MAKER, action="test.sister"):
        sister = make_child(cast.authority, "Skye", "Moss", D(2021, 1, 1))
        ParentalResponsibility.objects.create(authority=cast.authority, person=cast.mother, child=sister, **told())
    shown = jan.get(page("offer_move", cast.kayleigh)).content.decode()
    assert sister.name in shown and cast.tyler.name not in shown
    jan.post(page("offer_move", cast.kayleigh), {"to": cast.neighbour.ref, "words": "", "along": [sister.ref]})
    assert {row.child for row in Transfer.objects.all()} == {cast.kayleigh, sister}

"""On a roll, off a roll, on two: what was before stays, searches follow at once (DUD-20, child_index.change_entry)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.agencies.models import Agency
from teamaround.child_index import places
from teamaround.child_index.models import Involvement, SearchCard
from teamaround.families.versions import Stale
from teamaround.kit.problems import Problem

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture
def rolls(cast):
    def agency(key, name, kind):
        return Agency.objects.create(authority=cast.authority, key=key, name=name, kind=kind)

    cast.agencies["academy"] = agency("academy", "Kingfisher Academy", "school")
    cast.agencies["nursery"] = agency("nursery", "Little Otters", "early_years")
    cast.agencies["practice"] = agency("practice", "Weir Lane Practice", "gp")
    cast.agencies["other_practice"] = agency("other_practice", "Dock Street Practice", "gp")
    return cast


def add(cast, agency, by="lead", **more):
    return places.add_place(by=cast.actors[by], child=cast.kayleigh, agency=cast.agencies[agency], **more)


def running(cast):
    return {row.agency.key for row in places.running_places(cast.kayleigh)}


def test_a_new_school_ends_the_nursery_and_leaves_the_doctor(rolls):
    add(rolls, "nursery", since=DAY(2025, 9, 1))
    add(rolls, "practice")
    add(rolls, "academy", since=DAY(2026, 2, 2))
    assert running(rolls) == {"academy", "practice"}
    assert Involvement.objects.get(agency__key="nursery").ends == DAY(2026, 2, 1)
    card = SearchCard.objects.get(child_id=rolls.kayleigh.pk).card
    assert (card["schools"], card["old_schools"]) == (["Kingfisher Academy"], ["Little Otters"])


def test_a_child_may_go_to_both(rolls):
    add(rolls, "nursery")
    add(rolls, "academy", besides=True)
    assert running(rolls) == {"nursery", "academy"}


def test_off_the_roll_and_on_no_other(rolls):
    made = add(rolls, "academy", since=DAY(2026, 1, 5))
    places.end_place(by=rolls.lead, child=rolls.kayleigh, place_ref=made.ref, on=DAY(2026, 3, 1))
    assert running(rolls) == set()
    with pytest.raises(Problem, match="ended already"):
        places.end_place(by=rolls.lead, child=rolls.kayleigh, place_ref=made.ref, on=DAY(2026, 3, 1))


@pytest.mark.parametrize("on", [DAY(2026, 1, 4), DAY(2026, 3, 4)])
def test_nobody_leaves_before_beginning_or_ahead_of_time(rolls, on):
    made = add(rolls, "academy", since=DAY(2026, 1, 5))
    with pytest.raises(Problem):
        places.end_place(by=rolls.lead, child=rolls.kayleigh, place_ref=made.ref, on=on)
    assert running(rolls) == {"academy"}


def test_a_stale_edit_says_what_stands_now_to_those_who_may_see_it(rolls):
    add(rolls, "academy", based_on="0")
    with pytest.raises(Stale, match="Kingfisher Academy"):
        add(rolls, "nursery", by="deputy", based_on="0", may_see=True)
    with pytest.raises(Stale, match="another place"):
        add(rolls, "nursery", by="deputy", based_on="0")


@pytest.mark.parametrize(("agency", "says"), [("housing", "Choose a school"), ("camhs", "Choose a school")])
def test_only_a_school_a_nursery_or_a_doctor(rolls, agency, says):
    with pytest.raises(Problem, match=says):
        add(rolls, agency)


def test_the_same_roll_is_written_once(rolls):
    add(rolls, "academy")
    with pytest.raises(Problem, match="already"):
        add(rolls, "academy")


@pytest.mark.parametrize("who", ["other_lead", "same_agency", "manager", "coordinator", "untrained"])
def test_the_near_misses_may_not(rolls, who):
    with pytest.raises(Refused):
        add(rolls, "academy", by=who)
    made = add(rolls, "academy")
    with pytest.raises(Refused):
        places.end_place(by=rolls.actors[who], child=rolls.kayleigh, place_ref=made.ref, on=DAY(2026, 3, 3))


def test_the_pages_open_and_save_and_who_this_is_shows_it(client, rolls):
    where = {"child_ref": rolls.kayleigh.ref}
    sign_in(client, rolls.posts["lead"])
    page = reverse("child_index:places", kwargs=where)
    assert "Kingfisher Academy" in client.get(page).content.decode()
    fields = {"agency": rolls.agencies["academy"].ref, "source": "document", "since": "2026-01-05"}
    text = client.post(page, fields, follow=True).content.decode()
    assert "Kingfisher Academy" in text and "since 5 January, seen on a document" in text
    left = {"place": Involvement.objects.get(agency__key="academy").ref, "on": "2026-03-03"}
    text = client.post(reverse("child_index:off_roll", kwargs=where), left, follow=True).content.decode()
    assert "comes to whoever sees to that" in text and "<s>Kingfisher Academy</s>" in text
    assert "Written now" not in client.get(page).content.decode()

"""The key for a browser's unsent words: one account's in one post, for one day, kept for a week (design.md 7)."""

import base64
import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event

pytestmark = pytest.mark.django_db
URL = "/assessments/draft-key/"


@pytest.fixture
def lead(cast, client):
    return sign_in(client, cast.posts["lead"])


def day(number):
    return (datetime.date(2026, 3, 3) + datetime.timedelta(days=number)).isoformat()


def test_a_signed_in_page_gets_todays_key(lead):
    told = lead.get(URL).json()
    assert told["day"] == "2026-03-03"
    assert len(base64.b64decode(told["key"])) == 32
    assert lead.get(URL).json() == told


def test_it_is_never_stored_on_the_way(lead):
    assert "no-store" in lead.get(URL)["Cache-Control"]


def test_each_day_has_its_own(lead):
    keys = [lead.get(URL, {"day": day(-number)}).json() for number in range(8)]
    assert len({told["key"] for told in keys}) == 8
    assert len({told["owner"] for told in keys}) == 1


@pytest.mark.parametrize("asked", [day(-8), day(1), "2026-02-30", "yesterday", "0"])
def test_for_other_days_there_is_none(lead, asked):
    assert lead.get(URL, {"day": asked}).status_code == 400


def test_each_person_has_another(cast, client, lead):
    mine = lead.get(URL).json()
    theirs = sign_in(client, cast.posts["member"]).get(URL).json()
    assert mine["key"] != theirs["key"]
    assert mine["owner"] != theirs["owner"]


def test_a_delegate_has_another_than_the_post_he_acts_for(cast):
    from teamaround.assessments.draft_keys import key_for

    today = datetime.date(2026, 3, 3)
    assert key_for(cast.actors["lead"], today) != key_for(cast.actors["delegate"], today)


def test_nobody_gets_one_without_signing_in(client):
    answer = client.get(URL)
    assert answer.status_code in {302, 401, 403}
    assert b"key" not in answer.content.split(b"<body")[0]


def test_asking_for_it_is_no_look(lead):
    before = Event.objects.count()
    lead.get(URL)
    assert Event.objects.count() == before


def test_the_page_of_a_part_names_where_it_is(cast, lead):
    from teamaround.assessments.factories import started

    made = started(cast.actors["lead"], cast.kayleigh)
    url = reverse("assessments:section", kwargs={"assessment_ref": made.ref, "section": "behaviour"})
    assert f'data-kit-drafts="{URL}"' in lead.get(url).content.decode()

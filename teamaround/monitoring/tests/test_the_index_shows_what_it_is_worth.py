"""Look-ups and what they led to, rounded so that nobody can be worked out; a page, a file, and one tap (CWA-CP-04)."""

import datetime
import itertools

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.child_index import answer_times, using
from teamaround.child_index.models import LookUpUse, Search
from teamaround.kit import clock
from teamaround.monitoring import rounding, worth
from teamaround.monitoring.areas import Area
from teamaround.monitoring.period import Period
from teamaround.practice_data.cast import MAKER

AUTUMN = Period(datetime.date(2025, 9, 1), datetime.date(2026, 2, 1))


def searched(cast, who, count, *, use="", at=datetime.datetime(2026, 1, 12, 10, tzinfo=datetime.UTC)):
    with recording(by=MAKER, action="test.searches"):
        for _each in range(count):
            made = Search.objects.create(
                authority=cast.authority, post=cast.posts[who], account_id=1, reason="worry", sealed_terms="",
                outcome="match", at=at,
            )  # fmt: skip
            if use:
                LookUpUse.objects.create(authority=cast.authority, search=made, use=use, at=at)


def whole(cast):
    return worth.worth(Area("", "All", cast.authority.pk), AUTUMN)


def test_a_published_count_is_a_neighbouring_multiple_of_five_and_stays():
    for count in range(200):
        found = rounding.published(count, f"key{count}")
        assert found % 5 == 0 and abs(found - count) < 5
        assert found == rounding.published(count, f"key{count}")
        assert count % 5 or found == count


def test_no_published_small_number_fits_one_count_alone():
    fits = {}
    for count, number in itertools.product(range(12), range(400)):
        fits.setdefault(rounding.published(count, str(number)), set()).add(count)
    assert fits[0] == {0, 1, 2, 3, 4} and fits[5] == set(range(1, 10))


def test_sums_come_out_right_on_average():
    total = sum(rounding.published(3, str(number)) for number in range(4_000))
    assert abs(total - 12_000) < 600


@pytest.mark.django_db
def test_every_total_is_a_sum_of_what_is_published(cast):
    searched(cast, "lead", 20, use="contact")
    searched(cast, "member", 10)
    shown = whole(cast)
    assert shown.look_ups == sum(shown.by_word.values()) == sum(count for _name, count in shown.by_agency) == 30
    assert shown.uses["contact"] == 20 and shown.by_month == [0, 0, 0, 0, 30, 0]


@pytest.mark.django_db
def test_the_running_month_is_not_shown(cast):
    searched(cast, "lead", 10, at=clock.now())
    months = worth.whole_months(Period(datetime.date(2026, 1, 1), datetime.date(2026, 3, 1)))
    assert months.last == datetime.date(2026, 2, 1)
    assert worth.worth(Area("", "All", cast.authority.pk), months).look_ups == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "status"), [("index_team", 200), ("manager", 200), ("director", 200), ("lead", 403), ("reviewer", 403)]
)
def test_page_and_file_are_for_those_who_answer_for_it(cast, client, who, status):
    searched(cast, "lead", 10, use="no_second")
    browser = sign_in(client, cast.posts[who])
    for name in ("worth", "worth_download"):
        assert browser.get(reverse(f"monitoring:{name}")).status_code == status


@pytest.mark.django_db
def test_a_manager_sees_the_own_agency_alone(cast, client):
    searched(cast, "member", 10)
    page = sign_in(client, cast.posts["manager"]).get(reverse("monitoring:worth"))
    assert "Hazel Bank Primary" in page.content.decode() and "Health Visiting" not in page.content.decode()
    other = reverse("monitoring:worth") + f"?area=agency-{cast.health_visiting.pk}"
    assert sign_in(client, cast.posts["manager"]).get(other).status_code == 404


@pytest.mark.django_db
def test_one_tap_says_what_a_look_up_led_to_and_only_for_ones_own(cast, client):
    searched(cast, "lead", 1)
    made = Search.objects.get()
    page = reverse("child_index:led_to", kwargs={"search_ref": made.ref})
    assert sign_in(client, cast.posts["member"]).post(page, {"use": "contact"}).status_code == 404
    sign_in(client, cast.posts["lead"]).post(page, {"use": "contact"})
    assert LookUpUse.objects.get().use == "contact"
    with pytest.raises(Refused):
        using.say(by=cast.reviewer, search=made, use="contact")


def test_nine_of_ten_is_the_nearest_rank():
    assert answer_times.nine_of_ten([1, 2, 3, 4, 5, 6, 7, 8, 9, 90]) == 9
    assert answer_times.nine_of_ten([]) is None and answer_times.middle([1, 2, 4]) == 2

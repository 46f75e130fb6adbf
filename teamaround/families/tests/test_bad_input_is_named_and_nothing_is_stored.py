"""Impossible days, 10,000 letters, emoji, NUL, tags, turned writing: a sentence, and nothing kept (issue 2, 5)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.families import actions, homes, rules
from teamaround.families.models import Address, Birth, Dated, Name, Person
from teamaround.kit.problems import Problem

pytestmark = pytest.mark.django_db
DAY = datetime.date
TODAY = DAY(2026, 3, 3)


def stored():
    return {model._meta.label: model.objects.count() for model in (Person, *Dated.__subclasses__())}


def send(client, cast, page, **fields):
    address = reverse(f"families:{page}", kwargs={"child_ref": cast.kayleigh.ref})
    return sign_in(client, cast.posts["lead"]).post(address, {"source": "family", **fields})


NAMES = [
    ("K" * 10_000, "Moss", "10,000 letters. The most it can hold is 100"),
    ("Kayleigh 😀", "Moss", "Take out: 😀"),
    ("<script>alert(1)</script>", "Moss", "Take out: &lt; &gt; ( 1 ) /"),
    ("Kay\u200fleigh", "Moss", "Take out: U+200F"),
    ("4", "", "Take out: 4"),
    ("-", "'", "Write at least one name"),
    ("", "", "Write at least one name"),
]


@pytest.mark.parametrize(("given", "family", "says"), NAMES)
def test_a_name_that_is_no_name(client, cast, given, family, says):
    before = stored()
    page = send(client, cast, "name", given=given, family=family)
    assert page.status_code == 200 and says in page.content.decode()
    assert stored() == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Kay\x00lee", "Kaylee"), ("Kay\u202elee", "Kaylee"), ("Zoë-Mae", "Zoë-Mae"), ("O’Neill Jr.", "O’Neill Jr.")],
)
def test_what_nobody_types_is_taken_out_at_the_door_and_names_of_people_are_kept(client, cast, typed, kept):
    assert send(client, cast, "name", given=typed, family="Moss").status_code == 302
    cast.kayleigh.refresh_from_db()
    assert cast.kayleigh.given == kept


@pytest.mark.parametrize("name", ["আয়েশা", "محمد", "ਗੁਰਪ੍ਰੀਤ", "Nguyễn", "Łukasz", "می\u200cنا"])
def test_names_of_every_script_are_names(name):
    assert rules.name_word(name) is rules.NameWord.GOOD


def test_the_action_itself_takes_no_name_of_ten_thousand_letters(cast):
    before = stored()
    with pytest.raises(Problem, match="can hold 100 letters"):
        actions.change_name(by=cast.lead, child=cast.kayleigh, person=cast.kayleigh, given="K" * 10_000, family="M")
    assert stored() == before


def test_the_action_itself_takes_no_nul_either(cast):
    before = stored()
    with pytest.raises(Problem, match=r"U\+0000"):
        actions.change_name(by=cast.lead, child=cast.kayleigh, person=cast.kayleigh, given="Kay\x00", family="Moss")
    assert stored() == before


DAYS = [
    (("31", "2", "2026"), "February 2026 has only 28 days"),
    (("29", "2", "2025"), "February 2025 has only 28 days"),
    (("4", "3", "2026"), "lies ahead"),
    (("", "5", "2019"), "Give the day, the month and the year"),
    (("1", "1", "19"), "four digits"),
    (("x", "1", "2019"), "number from 1 to 31"),
    (("1", "13", "2019"), "number from 1 to 12"),
    (("1", "1", "1999"), "too long ago"),
]


@pytest.mark.parametrize(("boxes", "says"), DAYS)
def test_a_day_of_birth_that_cannot_be(client, cast, boxes, says):
    before = stored()
    parts = dict(zip(("born-day", "born-month", "born-year"), boxes, strict=True))
    page = send(client, cast, "birth", sex="F", **parts)
    assert page.status_code == 200 and says in page.content.decode()
    assert stored() == before


def test_the_29th_of_february_of_a_leap_year_is_a_day(client, cast):
    answer = send(client, cast, "birth", sex="F", **{"born-day": "29", "born-month": "2", "born-year": "2020"})
    assert answer.status_code == 302
    assert Birth.objects.get(person=cast.kayleigh, ends=None).born == DAY(2020, 2, 29)


@pytest.mark.parametrize(
    ("born", "expected", "word"),
    [
        (None, None, "neither"),
        (DAY(2020, 1, 1), DAY(2026, 4, 1), "both"),
        (TODAY, None, "good"),
        (DAY(2000, 1, 1), None, "good"),
        (DAY(1999, 12, 31), None, "too_old"),
        (None, DAY(2026, 2, 3), "good"),
        (None, DAY(2026, 2, 2), "expected_long_ago"),
        (None, DAY(2026, 12, 29), "good"),
        (None, DAY(2026, 12, 30), "expected_too_far"),
    ],
)
def test_the_word_for_a_birth(born, expected, word):
    assert rules.birth_word(born, expected, TODAY) == word


@pytest.mark.parametrize(("born", "word"), [(None, "good"), (DAY(1930, 1, 1), "good"), (DAY(1900, 1, 1), "too_old")])
def test_a_grown_ups_birth_need_not_be_known(born, word):
    assert rules.birth_word(born, None, TODAY, child=False) == word


@pytest.mark.parametrize(
    ("day", "born", "starts", "word"),
    [
        (TODAY, None, None, "good"),
        (DAY(2026, 3, 4), None, None, "ahead"),
        (DAY(2019, 5, 3), DAY(2019, 5, 4), None, "before_birth"),
        (DAY(2019, 5, 4), DAY(2019, 5, 4), None, "good"),
        (DAY(2025, 1, 1), None, DAY(2025, 1, 2), "before_start"),
        (DAY(1905, 1, 1), None, None, "too_long_ago"),
    ],
)
def test_the_word_for_a_day(day, born, starts, word):
    assert rules.day_word(day, TODAY, born=born, starts=starts) == word


@pytest.mark.parametrize("day", [DAY(2026, 3, 4), DAY(2019, 5, 3), DAY(1900, 1, 1)])
def test_an_impossible_first_day_stores_nothing(cast, day):
    before = stored()
    with pytest.raises(Problem):
        homes.add_home(by=cast.lead, child=cast.kayleigh, lines="2 Canal Street", since=day)
    assert stored() == before


ADDRESSES = [
    ({"lines": ""}, "Write the house and the street"),
    ({"lines": "<b>14</b>"}, "no signs like"),
    ({"lines": "14\x00Mill"}, "no signs like"),
    ({"lines": "14 Mill", "kind": "moon"}, "Choose what is known"),
    ({"lines": "14 Mill", "kind": "left_england"}, "You wrote an address"),
    ({"lines": "", "kind": "no_known_address", "besides": True}, "second home needs its address"),
]


@pytest.mark.parametrize(("given", "says"), ADDRESSES)
def test_an_address_that_is_none(cast, given, says):
    with pytest.raises(Problem, match=says):
        homes.add_home(by=cast.lead, child=cast.kayleigh, **given)
    assert Address.objects.count() == 1


@pytest.mark.parametrize("postcode", ["MB4", "NOT A CODE", "😀"])
def test_a_postcode_that_is_none(client, cast, postcode):
    page = send(client, cast, "address", kind="home", lines="14 Mill Race", postcode=postcode)
    assert "Write the whole postcode" in page.content.decode() and Address.objects.count() == 1


def test_the_same_form_sent_twice_changes_once(client, cast):
    for _time in range(2):
        send(client, cast, "name", given="Kayleigh", family="Okoye", submission_key="once")
    assert Name.objects.filter(person=cast.kayleigh).count() == 2


def test_if_the_event_cannot_be_written_nothing_is_changed(cast, monkeypatch):
    before = stored()
    monkeypatch.setattr("teamaround.audit.events.write", lambda _draft: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.change_name(by=cast.lead, child=cast.kayleigh, person=cast.kayleigh, given="Kay", family="Moss")
    assert stored() == before

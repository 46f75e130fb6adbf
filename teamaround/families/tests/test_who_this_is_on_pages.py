"""Each page of "Change who this is" opens, saves and says what happened, and keeps what was typed (DUD-20)."""

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.families import actions, homes
from teamaround.families.models import Address, Contact, Identifier, Name, Person, Relationship
from teamaround.kit import clock
from teamaround.practice_data.cast import MAKER, make_child, make_person

pytestmark = pytest.mark.django_db
DAY = {"since-day": "1", "since-month": "2", "since-year": "2026"}


def address(cast, page, *person):
    keys = {"child_ref": cast.kayleigh.ref} | ({"person_ref": person[0].ref} if person else {})
    return reverse(f"families:{page}", kwargs=keys)


def send(client, cast, page, *person, who="lead", **fields):
    signed = sign_in(client, cast.posts[who])
    return signed.post(address(cast, page, *person), {"source": "family", **fields}, follow=True).content.decode()


def read(client, cast, page="who", *person, who="lead"):
    return sign_in(client, cast.posts[who]).get(address(cast, page, *person)).content.decode()


def test_the_page_says_what_is_written_since_when_and_who_told_it(client, cast):
    actions.change_name(by=cast.lead, child=cast.kayleigh, person=cast.kayleigh, given="Kayleigh", family="Okoye")
    actions.add_other_name(by=cast.lead, child=cast.kayleigh, given="Kay", family="")
    actions.change_birth(by=cast.lead, child=cast.kayleigh, born=cast.kayleigh.born, sex="M")
    actions.add_number(by=cast.lead, child=cast.kayleigh, scheme="nhs_number", value="9990000018")
    homes.add_home(by=cast.lead, child=cast.kayleigh, lines="2 Canal Street", postcode="MB7 1AA")
    text = read(client, cast)
    before = ("<s>Kayleigh Moss</s>", "<s>Girl, born", "<s>14 Mill Race")
    now = ("also used", "a number for testing", "07700 900481", "Text only. She works nights", "told by the family")
    for words in (*before, *now, "Has parental responsibility"):
        assert words in text


def test_it_takes_few_queries(client, cast, django_assert_max_num_queries):
    sign_in(client, cast.posts["lead"])
    with django_assert_max_num_queries(24):
        client.get(address(cast, "who"))


def test_the_child_page_leads_there_for_those_who_may(client, cast):
    child = reverse("desks:child", kwargs={"child_ref": cast.kayleigh.ref})
    assert address(cast, "who") in sign_in(client, cast.posts["lead"]).get(child).content.decode()
    assert address(cast, "who") not in sign_in(client, cast.posts["manager"]).get(child).content.decode()


PAGES = [
    ("name", {"given": "Kayleigh", "family": "Okoye", **DAY}, "still found by the one before"),
    ("other_name", {"given": "Kay", "family": "Moss"}, "found by it too"),
    ("birth", {"born": "2019-04-05", "sex": "F"}, "Birth and sex are changed"),
    ("address", {"kind": "home", "lines": "2 Canal Street", "postcode": "mb71aa", **DAY}, "the old and the new one"),
    ("address", {"kind": "no_known_address"}, "no address is known"),
    ("address", {"kind": "left_england"}, "has left England"),
    ("number", {"scheme": "nhs_number", "value": "943 476 5919"}, "check figure fits"),
]


@pytest.mark.parametrize(("page", "fields", "says"), PAGES)
def test_each_form_opens_saves_and_says_so(client, cast, page, fields, says):
    assert 'name="submission_key"' in read(client, cast, page)
    assert says in send(client, cast, page, **fields)


def test_a_baby_is_born(client, cast):
    with recording(by=MAKER, action="test.unborn"):
        Person.objects.filter(pk=cast.kayleigh.pk).update(born=None, expected_on="2026-03-20", given="")
    assert address(cast, "born") in read(client, cast)
    text = send(client, cast, "born", born="2026-03-01", sex="F", given="Ava", family="Moss")
    assert "The birth is recorded" in text and "Ava Moss" in text


def test_a_stale_form_shows_both_and_can_be_sent_again(client, cast):
    old = actions.name_version(cast.kayleigh)
    actions.change_name(by=cast.deputy, child=cast.kayleigh, person=cast.kayleigh, given="Kayleigh", family="Okoye")
    text = send(client, cast, "name", given="Kayleigh", family="Mossman", based_on=old)
    assert "Lorraine Peck changed this" in text and "Kayleigh Okoye" in text and 'value="Mossman"' in text
    now = actions.name_version(cast.kayleigh)
    assert f'name="based_on" value="{now}"' in text
    send(client, cast, "name", given="Kayleigh", family="Mossman", based_on=now)
    assert Name.objects.get(person=cast.kayleigh, kind="current").family == "Mossman"


GRAN = {"given": "Pat", "family": "Moss", "kind": "grandmother", "responsibility": "no", "lives_with": "yes",
        "share": "weekends", "sex": "F"}  # fmt: skip


def test_somebody_of_the_family_is_added_changed_and_ended(client, cast):
    assert "Next: how can they be reached?" in send(client, cast, "member", **GRAN)
    gran = Person.objects.get(given="Pat")
    assert "weekends" in read(client, cast, "ties", gran)
    ties = {"kind": "grandmother", "responsibility": "yes", "lives_with": "no"}
    assert "Saved. What held before" in send(client, cast, "ties", gran, **ties)
    assert "Change the name of Pat Moss" in read(client, cast, "member_name", gran)
    assert "The name is changed" in send(client, cast, "member_name", gran, given="Patricia", family="Moss")
    text = send(client, cast, "member_end", gran, on="2026-03-03")
    assert "Patricia Moss is no longer in the family" in text


def test_somebody_known_from_a_brother_is_chosen(client, cast):
    with recording(by=MAKER, action="test.brother"):
        brother = make_child(cast.authority, "Finn", "Moss", None, expected_on="2026-04-01")
        step = make_person(cast.authority, "Gary", "Slack", None)
        shared = {"authority": cast.authority, "child": brother, "source": "family", "recorded_at": clock.now()}
        Relationship.objects.create(person=cast.mother, kind="mother", **shared)
        Relationship.objects.create(person=step, kind="great_uncle", **shared)
    assert "Gary Slack" in read(client, cast, "member")
    fields = {"known": step.ref, "kind": "uncle", "responsibility": "no", "lives_with": "no"}
    assert "Gary Slack is in the family now" in send(client, cast, "member", **fields)


def test_a_number_is_added_and_how_it_is_safe_is_changed(client, cast):
    fields = {"whose": cast.kayleigh.ref, "kind": "telephone", "value": "07700 900555", "safe": "message"}
    text = send(client, cast, "contact", **fields)
    assert "Kayleigh’s own" in text and "Leave a message" in text
    row = Contact.objects.get(person=cast.mother)
    assert f"contact:{row.pk}" in read(client, cast, "safe")
    assert "Never use" in send(client, cast, "safe", contact=f"contact:{row.pk}", safe="never", words="Shared phone")


def test_what_no_longer_holds_ends_and_stays(client, cast):
    actions.add_number(by=cast.lead, child=cast.kayleigh, scheme="nhs_number", value="9434765919")
    actions.add_other_name(by=cast.lead, child=cast.kayleigh, given="Kay", family="Moss")
    text = read(client, cast, "ended")
    for row, kind in ((Address, "address"), (Contact, "contact"), (Identifier, "number"), (Name, "name")):
        key = f"{kind}:{row.objects.latest('pk').pk}" if kind != "name" else "name:"
        assert key in text
    key = f"number:{Identifier.objects.get().pk}"
    assert "no longer holds. It stays as history" in send(client, cast, "ended", fact=key, on="2026-03-03")
    assert Identifier.objects.get().ends is not None
    assert "Choose one of the answers" in send(client, cast, "ended", fact=key, on="2026-03-03")


@pytest.mark.parametrize("page", ["who", "name", "address", "number", "contact", "safe", "ended", "member", "birth"])
def test_the_near_misses_open_none_of_them(client, cast, page):
    for who, status in (("other_lead", 404), ("same_agency", 404), ("manager", 403), ("coordinator", 403)):
        assert sign_in(client, cast.posts[who]).get(address(cast, page)).status_code == status


@pytest.mark.parametrize("page", ["ties", "member_name", "member_end"])
def test_the_mother_of_another_child_has_no_address_here(client, cast, page):
    answer = sign_in(client, cast.posts["lead"]).get(address(cast, page, cast.other_mother))
    assert answer.status_code == 404

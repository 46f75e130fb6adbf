"""Put on, kept, changed, lifted, reviewed: who sees which part, what is sealed, who is told (facts.md c, shielding)."""

import datetime

import pytest
from django.db import IntegrityError

from teamaround.access.doing import Refused
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.child_index import search_rows, shield_actions, shield_rules, shielding
from teamaround.child_index.models import Indication, SearchCard, Shield
from teamaround.child_index.queries import people_around
from teamaround.families import protection, reaching, safe_contact
from teamaround.families.homes import add_home
from teamaround.families.members import Ties, add_member, change_ties
from teamaround.families.models import Address, Contact, Enrolment, LivesWith
from teamaround.families.protection import EVERYTHING, Part
from teamaround.families.queries import contacts_at_home, reachable_at_home
from teamaround.families.sealing import open_address, open_contact
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.notifications.models import Notice
from teamaround.practice_data.cast import MAKER, make_child, make_involvement

pytestmark = pytest.mark.django_db
REVIEW = datetime.date(2026, 9, 1)
ENTRY = ("entry",)


@pytest.fixture
def index(cast):
    with recording(by=MAKER, action="test.school"):
        make_involvement(cast.kayleigh, cast.camhs, None, worker_name="Ines Quill", kind="universal")
        make_involvement(cast.kayleigh, cast.housing, cast.posts["other_agency"])
        Indication.objects.create(
            authority=cast.authority, child=cast.kayleigh, kind="lead", post=cast.posts["lead"], record_ref="x",
            starts=clock.today(),
        )  # fmt: skip
    search_rows.rebuild([cast.kayleigh.pk])
    return cast


def put_on(cast, parts=ENTRY, by="index_team", **more):
    told = {"reason": "violence", "words": "He was seen at the old house.", "review_on": REVIEW}
    return shield_actions.put_on(by=cast.actors[by], child=cast.kayleigh, parts=parts, **(told | more))


def lift(cast, by="index_team", **more):
    told = {"reason": "danger_over", "words": "He is in prison."}
    return shield_actions.lift(by=cast.actors[by], child=cast.kayleigh, **(told | more))


def kept(cast, who, child="kayleigh"):
    return protection.kept_back(cast.actors[who], cast.people[child].pk, sealed=True)


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [(["address"], {Part.ADDRESS}), (["contact", "school"], {Part.CONTACT, Part.SCHOOL}), (["entry"], EVERYTHING)],
)
def test_each_part_is_kept_from_the_team_and_not_from_those_who_must_know(index, parts, hidden):
    put_on(index, parts)
    assert kept(index, "member") == hidden
    for who in ("lead", "deputy", "delegate", "index_team"):
        assert kept(index, who) == frozenset(), who


@pytest.mark.parametrize("who", ["manager", "coordinator", "same_agency", "other_agency", "reviewer", "director"])
def test_nobody_else_sees_behind_it(index, who):
    put_on(index)
    assert kept(index, who) == EVERYTHING


def test_the_social_worker_of_the_case_sees_behind_it_and_another_does_not(index):
    from teamaround.child_index.models import StatutoryInvolvement

    put_on(index)
    assert kept(index, "social_worker") == EVERYTHING
    with recording(by=MAKER, action="test.case"):
        StatutoryInvolvement.objects.create(
            authority=index.authority, child=index.kayleigh, kind="social_care", agency=index.social_care,
            team="North", telephone="1", starts=clock.today(),
        )  # fmt: skip
    assert kept(index, "social_worker") == frozenset()


def test_of_the_family_those_at_home_see_it_and_the_other_parent_does_not(index):
    put_on(index)
    assert kept(index, "carer") == frozenset()
    assert kept(index, "non_resident_parent") == EVERYTHING


def test_address_and_number_stand_nowhere_readable(index):
    put_on(index)
    assert not Address.objects.filter(person=index.kayleigh).exclude(lines="").exists()
    row = Contact.objects.get(person=index.mother)
    assert (row.value, row.digits, open_contact(row)) == ("", "", "07700 900481")
    assert set(SearchCard.objects.get(child_id=index.kayleigh.pk).card) <= {
        "given", "family", "other_names", "born", "sex", "carers",
    }  # fmt: skip


def test_lifting_brings_back_what_was_sealed(index):
    put_on(index)
    lift(index)
    assert Address.objects.get(person=index.kayleigh).lines == "14 Mill Race"
    assert Contact.objects.get(person=index.mother).digits == "07700900481"
    assert SearchCard.objects.get(child_id=index.kayleigh.pk).card["postcode"] == "MB4 7QX"
    assert kept(index, "member") == frozenset()


def test_what_is_written_behind_a_shield_is_sealed_at_once(index):
    put_on(index)
    add_home(by=index.lead, child=index.kayleigh, lines="2 Canal Street", postcode="MB7 1AA")
    reaching.add_contact(
        by=index.lead, child=index.kayleigh, person=index.mother, kind="telephone", value="07700 900999", safe="ring"
    )
    gran = add_member(
        by=index.lead, child=index.kayleigh, given="Pat", family="Moss", ties=Ties("grandmother", False, True)
    )
    reaching.add_contact(
        by=index.lead, child=index.kayleigh, person=gran, kind="telephone", value="01632 960555", safe="ring"
    )
    now = Address.objects.get(person=index.kayleigh, ends=None)
    assert (now.lines, open_address(now)) == ("", ("2 Canal Street", "MB7 1AA"))
    assert not Contact.objects.filter(ends=None).exclude(value="").exists()


def test_who_moves_out_is_unsealed(index):
    put_on(index)
    change_ties(by=index.lead, child=index.kayleigh, person=index.mother, ties=Ties("mother", True, False))
    assert Contact.objects.get(person=index.mother).value == "07700 900481"


def test_without_that_part_a_number_stays(index):
    put_on(index, ["address"])
    assert Contact.objects.get(person=index.mother).value == "07700 900481"
    assert contacts_at_home(index.kayleigh.pk)


def test_messages_still_obey_a_sealed_number(index):
    with recording(by=MAKER, action="test.never"):
        Contact.objects.update(safe="never")
    put_on(index)
    assert safe_contact.is_forbidden("07700 900481") and not safe_contact.is_forbidden("07700 900482")
    assert safe_contact.reach(Contact.objects.get(person=index.mother).pk).value == "07700 900481"


def test_the_bar_shows_the_number_to_the_lead_and_names_only_to_the_team(index):
    put_on(index)
    assert safe_contact.carer_fact(index.lead, index.kayleigh).telephone == "07700 900481"
    fact = safe_contact.carer_fact(index.member, index.kayleigh)
    assert (fact.telephone, fact.strong) == ("", "Donna Moss") and "kept back" in fact.lines[0]
    assert reachable_at_home(index.member, index.kayleigh.pk) == []


def around(cast, who):
    return {each.name for each in people_around(cast.actors[who], cast.kayleigh)}


@pytest.mark.parametrize(
    ("parts", "seen"),
    [
        (["address"], {"Sam Okafor", "Priya Nair", "Dave Hinchliffe"}),
        (["school"], {"Sam Okafor", "Priya Nair", "Dave Hinchliffe"}),
        (["entry"], {"Sam Okafor", "Priya Nair"}),
    ],
)
def test_the_ring_leaves_out_school_or_everybody_but_the_lead_and_oneself(index, parts, seen):
    with recording(by=MAKER, action="test.school"):
        make_involvement(index.kayleigh, index.council, None, worker_name="Rolls Clerk", kind="universal")
    put_on(index, parts)
    extra = {"Rolls Clerk"} if parts == ["address"] else set()
    assert around(index, "member") == seen | extra
    assert "Rolls Clerk" in around(index, "lead")


def brother(cast):
    with recording(by=MAKER, action="test.brother"):
        finn = make_child(cast.authority, "Finn", "Moss", datetime.date(2022, 1, 1))
        LivesWith.objects.create(
            authority=cast.authority, person=cast.mother, child=finn, source="family", recorded_at=clock.now()
        )
        Address.objects.create(
            authority=cast.authority, person=finn, lines="14 Mill Race", postcode="MB4 7QX", source="family",
            recorded_at=clock.now(),
        )  # fmt: skip
    cast.people["finn"] = finn
    return finn


def test_a_brothers_page_does_not_tell_where_his_sister_lives(index):
    finn = brother(index)
    put_on(index)
    assert not Address.objects.filter(person=finn).exclude(lines="").exists()
    assert kept(index, "other_lead", "finn") == {Part.ADDRESS, Part.CONTACT}
    assert kept(index, "lead", "finn") == frozenset()


def test_brothers_and_sisters_named_with_it_get_a_shield_of_their_own(index):
    finn = brother(index)
    put_on(index, also=[finn, index.kayleigh])
    assert Shield.objects.filter(child=finn, ends=None).count() == 1
    lift(index)
    assert not Address.objects.filter(person=index.kayleigh).exclude(lines="").exists()
    assert kept(index, "other_lead", "finn") == EVERYTHING


def test_every_family_page_of_the_child_shuts_and_others_stay(index):
    put_on(index)
    assert set(Enrolment.objects.filter(ended_because="shield").values_list("child_id", flat=True)) == {
        index.kayleigh.pk
    }
    assert Enrolment.objects.filter(child=index.tyler, ended_at=None).exists()


def test_the_lead_is_told_without_a_name(index):
    put_on(index)
    notice = Notice.objects.get(kind="child_index.shield")
    assert (notice.to_post_id, notice.values) == (index.posts["lead"].pk, {})


def test_changing_it_ends_one_and_begins_another(index):
    first = put_on(index, ["address"])
    put_on(index, ["school"], based_on=shield_actions.version_of(first))
    first.refresh_from_db()
    assert (first.ends, first.end_reason, first.ended_by) == (clock.today(), "renewed", index.posts["index_team"])
    assert shielding.parts_of(shielding.shield_of(index.kayleigh.pk)) == {Part.SCHOOL}
    assert Address.objects.get(person=index.kayleigh).lines == "14 Mill Race"


def test_of_two_who_decide_at_once_the_second_is_told(index, monkeypatch):
    first = put_on(index, based_on="none")
    with pytest.raises(Problem, match="just decided"):
        put_on(index, ["address"], based_on="none")
    with pytest.raises(Problem, match="just decided"):
        lift(index, based_on="none")
    monkeypatch.setattr(Shield.objects, "create", lambda **_facts: (_ for _ in ()).throw(IntegrityError()))
    with pytest.raises(Problem, match="just decided"):
        put_on(index, ["address"], based_on=str(first.pk))
    assert Shield.objects.get(ends=None) == first


BAD = [
    ({"parts": []}, "what is to be kept back"),
    ({"parts": ["shoe_size"]}, "what is to be kept back"),
    ({"reason": "because"}, "why the child"),
    ({"words": "  "}, "what the danger is"),
    ({"review_on": datetime.date(2026, 3, 3)}, "later day"),
    ({"review_on": datetime.date(2027, 3, 5)}, "within a year"),
]


@pytest.mark.parametrize(("wrong", "says"), BAD)
def test_what_is_missing_is_named_and_nothing_is_protected_half(index, wrong, says):
    with pytest.raises(Problem, match=says):
        put_on(index, **wrong)
    assert not Shield.objects.exists() and Contact.objects.get(person=index.mother).value


@pytest.mark.parametrize(("wrong", "says"), [({"reason": "x"}, "why the shield ends"), ({"words": ""}, "how you know")])
def test_lifting_needs_a_reason(index, wrong, says):
    put_on(index)
    with pytest.raises(Problem, match=says):
        lift(index, **wrong)
    assert kept(index, "member") == EVERYTHING


def test_what_is_lifted_cannot_be_lifted_again(index):
    put_on(index)
    lift(index)
    with pytest.raises(Problem, match="no shield"):
        lift(index)


@pytest.mark.parametrize("who", ["lead", "member", "manager", "coordinator", "social_worker", "neighbour_worker"])
def test_only_the_index_team_decides(index, who):
    with pytest.raises(Refused):
        put_on(index, by=who)
    put_on(index)
    with pytest.raises(Refused):
        lift(index, by=who)


def test_the_event_holds_codes_and_the_danger_lies_sealed_beside_it(index):
    put_on(index, ["address", "school"])
    event = Event.objects.get(action="child_index.shield")
    assert event.codes["parts"] == ["address", "school"] and "old house" not in event.body


def test_the_whole_entry_holds_every_part():
    assert shield_rules.all_parts(["entry"]) == EVERYTHING
    assert shield_rules.all_parts(["school"]) == {Part.SCHOOL}


@pytest.mark.parametrize(
    ("day", "word"),
    [("2026-03-03", "not_ahead"), ("2026-03-04", "good"), ("2027-03-04", "good"), ("2027-03-05", "too_far")],
)  # fmt: skip
def test_the_word_for_a_review_day(day, word):
    today = datetime.date(2026, 3, 3)
    assert shield_rules.review_word(datetime.date.fromisoformat(day), today) == word

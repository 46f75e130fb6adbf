"""One fact ends with its last day and stays; what a shield keeps back is not in the list (DUD-20)."""

import datetime

import pytest

from teamaround.access.doing import Refused
from teamaround.audit.recording import recording
from teamaround.child_index import shield_actions
from teamaround.families import ending, homes, protection, sealing
from teamaround.families.access import carers_page, own_page
from teamaround.families.models import Address, Contact
from teamaround.families.protection import EVERYTHING
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 3)


def kinds(cast, who="lead"):
    return {each.key.split(":")[0] for each in ending.can_end(cast.actors[who], cast.kayleigh)}


def key_of(cast, kind):
    return next(each.key for each in ending.can_end(cast.lead, cast.kayleigh) if each.key.startswith(kind))


def shield(cast, *parts):
    shield_actions.put_on(
        by=cast.index_team, child=cast.kayleigh, parts=parts, reason="risk", words="He asked at school.",
        review_on=datetime.date(2026, 9, 1),
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["address", "contact"])
def test_it_holds_to_the_day_before(cast, kind):
    row = ending.end_fact(by=cast.lead, child=cast.kayleigh, fact=key_of(cast, kind), on=TODAY)
    assert row.ends == TODAY - datetime.timedelta(days=1)
    assert kind not in kinds(cast)


def test_what_has_ended_meanwhile_is_said(cast):
    key = key_of(cast, "address")
    homes.add_home(by=cast.deputy, child=cast.kayleigh, lines="2 Canal Street")
    with pytest.raises(Problem, match="changed by a colleague"):
        ending.end_fact(by=cast.lead, child=cast.kayleigh, fact=key, on=TODAY)


def test_a_number_of_another_family_cannot_be_ended_here(cast):
    with recording(by=MAKER, action="test.other"):
        other = Contact.objects.create(
            authority=cast.authority, person=cast.other_mother, kind="telephone", value="07700 900482", digits="",
            safe="ring", source="family", recorded_at=datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC),
        )  # fmt: skip
    with pytest.raises(Problem):
        ending.end_fact(by=cast.lead, child=cast.kayleigh, fact=f"contact:{other.pk}", on=TODAY)


@pytest.mark.parametrize("on", [datetime.date(2026, 3, 4), datetime.date(2019, 5, 3)])
def test_an_impossible_last_day_ends_nothing(cast, on):
    with pytest.raises(Problem):
        ending.end_fact(by=cast.lead, child=cast.kayleigh, fact=key_of(cast, "address"), on=on)
    assert Address.objects.get(person=cast.kayleigh).ends is None


@pytest.mark.parametrize("who", ["other_lead", "same_agency", "manager"])
def test_the_near_misses_end_nothing(cast, who):
    key = key_of(cast, "address")
    with pytest.raises(Refused):
        ending.end_fact(by=cast.actors[who], child=cast.kayleigh, fact=key, on=TODAY)


def test_behind_a_shield_only_those_who_may_see_it_can_end_it(cast):
    shield(cast, "address")
    assert (kinds(cast, "member"), kinds(cast, "lead")) == ({"contact"}, {"address", "contact"})
    shield(cast, "contact")
    assert kinds(cast, "member") == {"address"}


def test_sealing_twice_and_opening_what_is_open_change_nothing(cast):
    row, number = Address.objects.get(person=cast.kayleigh), Contact.objects.get(person=cast.mother)
    assert (sealing.open_address(row), sealing.open_contact(number)) == (("14 Mill Race", "MB4 7QX"), "07700 900481")
    with recording(by=MAKER, action="test.seal"):
        for _time in range(2):
            sealing.seal_address(row)
            sealing.seal_contact(number)
        assert row.lines == number.value == ""
        for _time in range(2):
            sealing.unseal_address(row)
            sealing.unseal_contact(number)
    assert (row.lines, row.postcode, number.digits) == ("14 Mill Race", "MB4 7QX", "07700900481")


def test_without_anybody_who_knows_of_shields_everything_is_kept_back(cast, monkeypatch):
    shield(cast, "address")
    monkeypatch.setattr(protection, "_told", [])
    assert protection.kept_back(cast.lead, cast.kayleigh.pk) == EVERYTHING


def test_the_pages_of_the_family_are_ones_own_and_those_of_carers(cast):
    assert [row.child_id for row in carers_page(cast.carer)] == [cast.kayleigh.pk]
    assert [row.child_id for row in own_page(cast.young_person)] == [cast.teenager.pk]
    assert not own_page(cast.carer).exists() and not carers_page(cast.young_person).exists()

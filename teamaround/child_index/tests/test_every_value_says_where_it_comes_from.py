"""The entry: values with source and day, source priority, what each reader may see (facts.md c, C4 and C9)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.child_index import sources
from teamaround.child_index.entry_rules import source_wins
from teamaround.child_index.models import Involvement
from teamaround.child_index.models_of_entry import ToldValue
from teamaround.families import actions, homes
from teamaround.families.models import Address, Birth, Name
from teamaround.families.who import numbers_for
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import MAKER, make_involvement

pytestmark = pytest.mark.django_db
D = datetime.date
EARLY, LATE = D(2026, 1, 1), D(2026, 2, 1)


@pytest.mark.parametrize(
    ("field", "new", "held", "word"),
    [
        ("name", ("family", EARLY), None, "first"),
        ("name", ("document", EARLY), ("family", LATE), "source"),
        ("name", ("family", LATE), ("document", EARLY), ""),
        ("birth", ("delivery:birth_registrations", EARLY), ("family", LATE), "source"),
        ("address", ("delivery:gp_list", LATE), ("family", EARLY), ""),
        ("address", ("family", LATE), ("family", EARLY), "newer"),
        ("address", ("family", EARLY), ("family", LATE), ""),
        ("address", ("hearsay", LATE), ("index", EARLY), ""),
    ],
)
def test_a_source_is_shown_by_its_rank_then_by_its_day(field, new, held, word):
    assert source_wins(field, new, held) == word


def tell(cast, field, source, on=LATE, **parts):
    told = sources.Told(field, source, on, **parts)
    return sources.tell_value(by=cast.index_team, child=cast.kayleigh, told=told)


def test_a_better_source_is_shown_and_what_was_before_stays(cast):
    made = tell(cast, "name", "document", given="Kaylee", family="Moss")
    assert made.state == "shown"
    assert Name.objects.get(person=cast.kayleigh, kind="current").given == "Kaylee"
    assert Name.objects.get(person=cast.kayleigh, kind="former").given == "Kayleigh"


def test_a_weaker_source_stands_beside_until_somebody_settles_it(cast):
    made = tell(cast, "address", "agency", lines="9 Quay Row", postcode="MB1 1AA")
    assert made.state == "beside" and homes.words_of(homes.homes_now(cast.kayleigh)).startswith("14 Mill Race")
    sources.settle_value(by=cast.index_team, told=made, take=True)
    assert homes.words_of(homes.homes_now(cast.kayleigh)).startswith("9 Quay Row")
    with pytest.raises(Problem, match="settled this already"):
        sources.settle_value(by=cast.index_team, told=made, take=False)


def test_set_aside_nothing_changes(cast):
    made = tell(cast, "address", "agency", lines="9 Quay Row")
    sources.settle_value(by=cast.index_team, told=made, take=False)
    assert ToldValue.objects.get().state == "aside" and Address.objects.filter(person=cast.kayleigh).count() == 1


def test_a_birth_that_is_told_is_checked_like_any_other(cast):
    with pytest.raises(Problem, match="lies ahead"):
        tell(cast, "birth", "document", born=D(2027, 1, 1))
    tell(cast, "birth", "document", born=D(2018, 6, 7))
    assert Birth.objects.get(person=cast.kayleigh, ends__isnull=True).source == "document"


@pytest.mark.parametrize("who", ["lead", "other_lead", "coordinator", "reviewer", "neighbour_worker"])
def test_only_the_index_team_weighs_sources(cast, who):
    with pytest.raises(Refused):
        sources.tell_value(
            by=cast.actors[who], child=cast.kayleigh, told=sources.Told("name", "family", LATE, given="K", family="M")
        )


def test_the_page_shows_each_value_with_source_and_day_and_no_case_content(cast, client):
    actions.add_number(by=cast.lead, child=cast.kayleigh, scheme="nhs_number", value="9434765919")
    tell(cast, "address", "agency", lines="9 Quay Row")
    with recording(by=MAKER, action="test.sensitive"):
        make_involvement(cast.kayleigh, cast.camhs, None, sensitive="mental_health", sensitive_basis="consent")
        make_involvement(cast.kayleigh, cast.school, None, kind=Involvement.Kind.UNIVERSAL)
    page = sign_in(client, cast.posts["index_team"]).get(
        reverse("child_index:entry", kwargs={"child_ref": cast.kayleigh.ref})
    )
    text = page.content.decode()
    for words in (
        "14 Mill Race",
        "Told by the family",
        "9434765919",
        "by Sam Okafor",
        "9 Quay Row",
        "Donna",
        "has par",
    ):
        assert words in text, words
    assert "CAMHS" not in text and "helps" not in text and "Hazel Bank Primary" in text
    assert "goes into the archive on" in text and "Marlbeck is responsible" in text


@pytest.mark.parametrize("who", ["lead", "other_lead", "coordinator", "manager"])
def test_the_entrys_page_is_the_index_teams_alone(cast, client, who):
    url = reverse("child_index:entry", kwargs={"child_ref": cast.kayleigh.ref})
    assert sign_in(client, cast.posts[who]).get(url).status_code in (403, 404)


def test_a_services_own_number_is_for_its_staff_and_the_index_team_alone(cast):
    actions.add_number(by=cast.lead, child=cast.kayleigh, scheme="local", value="HB-77")
    actions.add_number(by=cast.member, child=cast.kayleigh, scheme="local", value="HV-12")
    seen = {
        name: sorted(row.value for row in numbers_for(cast.actors[name], cast.kayleigh))
        for name in ("lead", "same_agency", "member", "deputy", "index_team")
    }
    assert seen == {
        "lead": ["HB77"],
        "same_agency": ["HB77"],
        "member": ["HV12"],
        "deputy": [],
        "index_team": ["HB77", "HV12"],
    }


def test_who_left_england_says_whether_they_come_back_and_is_the_same_when_they_do(cast):
    homes.add_home(by=cast.lead, child=cast.kayleigh, kind="left_england", statement="comes_back")
    assert homes.words_of(homes.homes_now(cast.kayleigh)) == ("left England: means to come back within three years")
    homes.add_home(by=cast.lead, child=cast.kayleigh, lines="3 Mill Race", postcode="MB4 7QX")
    assert [row.lines for row in homes.homes_now(cast.kayleigh)] == ["3 Mill Race"]


@pytest.mark.parametrize(("given", "kept"), [("100 0123 4567", "10001234567"), ("000012345678", "12345678"), ("", "")])
def test_a_property_number_is_kept_in_figures(cast, given, kept):
    assert homes.add_home(by=cast.lead, child=cast.kayleigh, lines="1 New Row", uprn=given).uprn == kept


@pytest.mark.parametrize("wrong", ["12a", "1234567890123", "½"])
def test_a_property_number_that_is_none_is_named(cast, wrong):
    with pytest.raises(Problem, match="property number"):
        homes.add_home(by=cast.lead, child=cast.kayleigh, lines="1 New Row", uprn=wrong)

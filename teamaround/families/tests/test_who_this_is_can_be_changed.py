"""Names, birth, homes and numbers: appended with source and day, found by old and new, never overwritten (DUD-20)."""

import datetime

import pytest

from teamaround.access.doing import Refused
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.child_index.models import SearchCard, SearchName, SearchValue
from teamaround.families import actions, homes
from teamaround.families.models import Address, Birth, Identifier, Name
from teamaround.families.versions import Stale
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import MAKER, make_child

pytestmark = pytest.mark.django_db
DAY = datetime.date
YESTERDAY = datetime.timedelta(days=1)


def rename(cast, given="Kayleigh", family="Okoye", by="lead", **more):
    return actions.change_name(
        by=cast.actors[by], child=cast.kayleigh, person=cast.kayleigh, given=given, family=family, **more
    )


def test_a_new_name_is_in_force_and_the_old_one_stays_with_its_last_day(cast):
    rename(cast, since=DAY(2026, 2, 1), source="document")
    cast.kayleigh.refresh_from_db()
    assert cast.kayleigh.name == "Kayleigh Okoye"
    rows = Name.objects.filter(person=cast.kayleigh).order_by("pk").values_list("kind", "family", "ends", "source")
    assert list(rows) == [("former", "Moss", DAY(2026, 2, 1), "family"), ("current", "Okoye", None, "document")]


def test_searches_find_both_names_at_once(cast):
    rename(cast)
    assert set(SearchName.objects.filter(child_id=cast.kayleigh.pk).values_list("family", flat=True)) == {
        "moss",
        "okoye",
    }


def test_only_what_somebody_is_called_makes_no_new_name(cast):
    rename(cast, family="Moss", known_as="Kay")
    assert Name.objects.filter(person=cast.kayleigh).count() == 1
    cast.kayleigh.refresh_from_db()
    assert cast.kayleigh.first_name == "Kay"


def test_the_name_that_is_there_is_not_written_again(cast):
    with pytest.raises(Problem, match="the name already"):
        rename(cast, family="Moss")
    assert Name.objects.filter(person=cast.kayleigh).count() == 1


def test_birth_put_right_twice_keeps_each_belief_once(cast):
    for day in (5, 6):
        actions.change_birth(by=cast.lead, child=cast.kayleigh, born=DAY(2019, 4, day), sex="F")
    born = Birth.objects.filter(person=cast.kayleigh).order_by("pk").values_list("born", flat=True)
    assert list(born) == [DAY(2019, 5, 4), DAY(2019, 4, 5), DAY(2019, 4, 6)]


def test_the_event_names_the_child_and_what_was_changed_but_no_name(cast):
    rename(cast)
    event = Event.objects.get(action="families.change_person")
    assert (event.children, event.codes["what"]) == ([cast.kayleigh.pk], "name")
    assert "Okoye" not in event.body


def test_an_edit_based_on_an_older_name_is_shown_both_and_nothing_is_lost(cast):
    seen = actions.name_version(cast.kayleigh)
    rename(cast, family="Okoye", based_on=seen)
    with pytest.raises(Stale, match="Sam Okafor changed this.*“Kayleigh Okoye”") as stale:
        rename(cast, family="Mossman", by="deputy", based_on=seen)
    rename(cast, family="Mossman", by="deputy", based_on=stale.value.version)
    assert Name.objects.filter(person=cast.kayleigh).count() == 3


def test_a_carers_new_name_is_searched_for_with_the_child(cast):
    actions.change_name(by=cast.lead, child=cast.kayleigh, person=cast.mother, given="Donna", family="Okoye")
    card = SearchCard.objects.get(child_id=cast.kayleigh.pk).card
    assert ["Donna Okoye", "mother"] in card["carers"]


def test_another_name_is_found_too_and_is_written_once(cast):
    actions.add_other_name(by=cast.lead, child=cast.kayleigh, given="Kayleigh", family="Garside")
    with pytest.raises(Problem, match="written already"):
        actions.add_other_name(by=cast.lead, child=cast.kayleigh, given="Kayleigh", family="Garside")
    assert SearchName.objects.filter(child_id=cast.kayleigh.pk, family="garside").exists()


def test_an_expected_child_becomes_a_named_one(cast):
    with recording(by=MAKER, action="test.unborn"):
        baby = make_child(cast.authority, "", "Moss", None, expected_on=DAY(2026, 3, 20))
    by = cast.actors["index_team"]
    actions.record_birth(by=by, child=baby, born=DAY(2026, 3, 1), sex="F", given="Ava", family="Garside")
    baby.refresh_from_db()
    assert (baby.name, baby.born, baby.expected_on, baby.sex) == ("Ava Garside", DAY(2026, 3, 1), None, "F")
    told = Birth.objects.filter(person=baby).order_by("pk").values_list("born", "expected_on")
    assert list(told) == [(None, DAY(2026, 3, 20)), (DAY(2026, 3, 1), None)]
    with pytest.raises(Problem, match="recorded already"):
        actions.record_birth(by=by, child=baby, born=DAY(2026, 3, 1), sex="F")


def test_a_born_child_may_wait_for_a_name(cast):
    with recording(by=MAKER, action="test.unborn"):
        baby = make_child(cast.authority, "", "Moss", None, expected_on=DAY(2026, 3, 20))
    actions.record_birth(by=cast.actors["index_team"], child=baby, born=DAY(2026, 3, 1), sex="U")
    baby.refresh_from_db()
    assert baby.name == "Baby Moss" and Name.objects.filter(person=baby).count() == 1


def test_birth_and_sex_are_put_right_and_what_was_believed_is_kept(cast):
    actions.change_birth(by=cast.lead, child=cast.kayleigh, born=DAY(2019, 4, 5), sex="F", source="document")
    told = Birth.objects.filter(person=cast.kayleigh).order_by("pk").values_list("born", "ends", "source")
    assert list(told) == [(DAY(2019, 5, 4), clock.today(), "index"), (DAY(2019, 4, 5), None, "document")]
    with pytest.raises(Problem, match="Nothing is different"):
        actions.change_birth(by=cast.lead, child=cast.kayleigh, born=DAY(2019, 4, 5), sex="F")


def test_a_stale_birth_shows_what_a_colleague_wrote(cast):
    actions.change_birth(by=cast.lead, child=cast.kayleigh, born=DAY(2019, 4, 5), sex="F", based_on="0")
    with pytest.raises(Stale, match="05 04 2019"):
        actions.change_birth(by=cast.deputy, child=cast.kayleigh, born=DAY(2019, 4, 6), sex="F", based_on="0")


def move(cast, lines="2 Canal Street", postcode="MB7 1AA", by="lead", **more):
    return homes.add_home(by=cast.actors[by], child=cast.kayleigh, lines=lines, postcode=postcode, **more)


def test_a_move_ends_the_home_before_on_the_day_before(cast):
    move(cast, since=DAY(2026, 2, 1))
    rows = Address.objects.filter(person=cast.kayleigh).order_by("pk").values_list("lines", "starts", "ends")
    assert list(rows) == [("14 Mill Race", None, DAY(2026, 1, 31)), ("2 Canal Street", DAY(2026, 2, 1), None)]
    keys = SearchValue.objects.filter(child_id=cast.kayleigh.pk).values_list("value", flat=True)
    assert {"MB47QX", "MB71AA"} <= {value.replace(" ", "").upper() for value in keys}


def test_a_child_may_live_in_two_homes(cast):
    move(cast, besides=True)
    assert homes.homes_now(cast.kayleigh).count() == 2


@pytest.mark.parametrize("kind", ["no_known_address", "left_england"])
def test_no_known_address_is_an_answer_and_ends_the_home(cast, kind):
    move(cast, lines="", postcode="", kind=kind)
    assert list(homes.homes_now(cast.kayleigh).values_list("kind", flat=True)) == [kind]
    move(cast, besides=True)
    assert list(homes.homes_now(cast.kayleigh).values_list("kind", flat=True)) == ["home"]


def test_a_stale_move_shows_the_home_only_to_those_who_may_see_it(cast):
    seen = homes.homes_version(cast.kayleigh)
    move(cast)
    with pytest.raises(Stale, match="2 Canal Street, MB7 1AA"):
        move(cast, lines="3 High Street", based_on=seen, may_see=True)
    with pytest.raises(Stale, match="“another address”"):
        move(cast, lines="3 High Street", based_on=seen)


def test_the_same_address_is_not_written_twice(cast):
    with pytest.raises(Problem, match="written already"):
        move(cast, lines="14 Mill Race", postcode="MB4 7QX")


NUMBERS = [
    ("nhs_number", "943 476 5919", "9434765919", "valid"),
    ("nhs_number", "999 000 0018", "9990000018", "test number"),
    ("upn", "H 801200001001", "H801200001001", "valid"),
    ("uln", "1000000019", "1000000019", "valid"),
    ("local", "CIN-77", "CIN77", "valid"),
]


@pytest.mark.parametrize(("scheme", "typed", "kept", "word"), NUMBERS)
def test_a_number_is_kept_with_what_its_check_says(cast, scheme, typed, kept, word):
    made = actions.add_number(by=cast.lead, child=cast.kayleigh, scheme=scheme, value=typed)
    assert (made.value, made.check_word) == (kept, word)
    assert SearchValue.objects.filter(child_id=cast.kayleigh.pk, value__contains=kept).exists() or scheme == "local"


@pytest.mark.parametrize(
    ("scheme", "typed", "says"),
    [
        ("nhs_number", "943 476 5918", "One figure is not right"),
        ("nhs_number", "943 476 591", "wrong length: it must have 10 figures"),
        ("nhs_number", "1111111111", "nobody's"),
        ("nhs_number", "ABCDEFGHIJ", "does not belong"),
        ("nhs_number", "", "Write the number"),
        ("upn", "A12345", "a letter and 12 figures"),
        ("upn", "UN1", "why there is no number"),
        ("uln", "0000000000", "does not belong"),
        ("local", "--", "Write the number"),
    ],
)
def test_a_number_that_fails_its_check_is_not_kept_and_the_mend_is_named(cast, scheme, typed, says):
    with pytest.raises(Problem, match=says):
        actions.add_number(by=cast.lead, child=cast.kayleigh, scheme=scheme, value=typed)
    assert not Identifier.objects.filter(person=cast.kayleigh).exists()


def test_a_new_number_of_a_kind_ends_the_one_before(cast):
    for value in ("9434765919", "9990000018"):
        actions.add_number(by=cast.lead, child=cast.kayleigh, scheme="nhs_number", value=value)
    assert list(actions.running_numbers(cast.kayleigh).values_list("value", flat=True)) == ["9990000018"]
    with pytest.raises(Problem, match="written already"):
        actions.add_number(by=cast.lead, child=cast.kayleigh, scheme="nhs_number", value="9990000018")


@pytest.mark.parametrize("who", ["other_lead", "same_agency", "manager", "coordinator", "untrained", "former"])
def test_the_near_misses_may_change_nothing(cast, who):
    with pytest.raises(Refused):
        rename(cast, by=who)
    with pytest.raises(Refused):
        move(cast, by=who)
    assert Name.objects.filter(person=cast.kayleigh).count() == 1


def test_who_may_change_one_child_may_not_change_another_as_family_member(cast):
    """The near miss: Tyler is written as a brother, and Sam works with Kayleigh only."""
    from teamaround.families.models import Relationship

    with recording(by=MAKER, action="test.brother"):
        Relationship.objects.create(
            authority=cast.authority, person=cast.tyler, child=cast.kayleigh, kind="brother", source="family",
            recorded_at=clock.now(),
        )  # fmt: skip
    with pytest.raises(Refused):
        actions.change_name(by=cast.lead, child=cast.kayleigh, person=cast.tyler, given="Ty", family="Marsh")


def test_a_stranger_is_not_changed_from_the_childs_page(cast):
    with pytest.raises(Problem, match="this child's family"):
        actions.change_name(by=cast.lead, child=cast.kayleigh, person=cast.other_mother, given="A", family="B")

"""Who lives in the loaded town: as many children as asked for, families of every shape, only safe numbers."""

import re
from collections import Counter

import pytest

from teamaround.agencies.models import Agency, Delegation, Post, Qualification
from teamaround.child_index.models import Duplicate, Entry, Involvement, SearchCard, Shield
from teamaround.families.models import Address, Contact, Identifier, LivesWith, Name, Person, Relationship
from teamaround.kit import clock, crypto
from teamaround.matching.identifiers import TEST_NUMBER, nhs_number_word
from teamaround.practice_data.tests.loaded_town import CHILDREN, loaded_town
from teamaround.practice_data.town_loader.town import Town

__all__ = ["loaded_town"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]


def test_there_are_as_many_children_as_were_asked_for(town: Town) -> None:
    assert Entry.objects.count() == CHILDREN
    assert SearchCard.objects.count() == CHILDREN


def test_everybody_at_work_has_an_account_without_password() -> None:
    assert Post.objects.count() == 150
    assert Agency.objects.count() >= 40
    assert not [p for p in Post.objects.select_related("practitioner__account") if _has_password(p)]


def _has_password(post: Post) -> bool:
    account = post.practitioner.account
    return account is None or account.has_usable_password()


def test_the_near_misses_are_there() -> None:
    today = clock.today()
    trained = Qualification.objects.filter(kind="training", until__gte=today).values("practitioner")
    checked = Qualification.objects.filter(kind="vetting", until__gte=today).values("practitioner")
    running = Post.objects.filter(ends__isnull=True)
    assert running.exclude(practitioner__in=trained).count() == 2
    assert running.exclude(practitioner__in=checked).count() == 1
    assert Post.objects.filter(ends__lt=today).count() == 2
    assert Delegation.objects.filter(delegate__role="administrator").count() == Delegation.objects.count() > 10


def test_some_homes_are_of_every_shape() -> None:
    kinds = set(Relationship.objects.values_list("kind", flat=True))
    assert {"mother", "father", "grandmother", "mother's partner", "brother", "sister"} <= kinds
    assert LivesWith.objects.exclude(share="").exists()
    births = Counter(
        Relationship.objects.filter(kind__in=("brother", "sister"), person__born__isnull=False).values_list(
            "person__born", "child__born"
        )
    )
    assert any(one == other for one, other in births)


def test_a_young_mother_is_a_child_of_the_index_herself() -> None:
    assert Relationship.objects.filter(kind="mother", person__entry__isnull=False, child__entry__isnull=False).exists()


def test_babies_without_a_name_and_babies_to_come_are_in_the_index() -> None:
    babies = Person.objects.filter(entry__isnull=False, given="")
    assert babies.filter(born__isnull=False).exists()
    assert babies.filter(expected_on__gt=clock.today()).exists()


def test_names_change_and_families_move() -> None:
    assert set(Name.objects.values_list("kind", flat=True)) == {"current", "former", "alias"}
    assert Address.objects.filter(ends__isnull=False, person__entry__isnull=False).count() > CHILDREN / 20


def test_addresses_of_shielded_children_are_sealed() -> None:
    shielded = Shield.objects.filter(ends__isnull=True).values("child")
    homes = Address.objects.filter(person__in=shielded, ends__isnull=True)
    assert homes
    for home in homes:
        assert home.lines == home.postcode == ""
        assert re.search(r"(MB|AQ)\d", crypto.unseal(home.sealed, f"families.Address:{home.pk}"))


def test_numbers_are_kept_for_testing_and_given_once() -> None:
    numbers = list(Identifier.objects.values_list("value", flat=True))
    assert len(set(numbers)) == len(numbers) > CHILDREN * 0.8
    assert {nhs_number_word(number) for number in numbers} == {TEST_NUMBER}


def test_telephones_and_postcodes_are_safe() -> None:
    for digits in Contact.objects.values_list("digits", flat=True):
        assert re.fullmatch(r"01632960\d{3}|07700900\d{3}", digits)
    for postcode in Address.objects.exclude(postcode="").values_list("postcode", flat=True):
        assert re.fullmatch(r"MB[1-9] \d[A-Z]{2}|AQ[1-3] \d[A-Z]{2}", postcode)
    assert set(Contact.objects.values_list("safe", flat=True)) == set(Contact.Safe.values)


def test_everybody_has_the_services_that_every_child_has() -> None:
    now = Involvement.objects.filter(kind="universal", ends__isnull=True)
    born = Entry.objects.filter(child__born__isnull=False)
    for kind, least in (("gp", 0.85), ("health", 0.2), ("school", 0.5)):
        having = now.filter(agency__kind=kind).values("child").distinct().count()
        assert having >= least * born.count(), kind
    assert not now.filter(worker_name="").exclude(agency__kind="school").exists()


def test_sensitive_services_always_say_why_they_are_in_the_index() -> None:
    assert Involvement.objects.exclude(sensitive="").exists()
    assert not Involvement.objects.exclude(sensitive="").filter(sensitive_basis="").exists()


def test_pairs_wait_for_the_index_team_with_a_score_and_reasons() -> None:
    pairs = Duplicate.objects.filter(state="waiting")
    assert pairs.count() >= 4
    assert all(pair.reasons and pair.score > 0 for pair in pairs)
    assert {pair.child_a_id < pair.child_b_id for pair in pairs} == {True}

"""After a move posts of the authority before have no tie left, and those of the new one gain it (docs/adr/0014)."""

import pytest

from teamaround.access import engine, facts, registry
from teamaround.access.roles import Kind
from teamaround.audit.recording import recording
from teamaround.child_index import search_rows, transferring
from teamaround.child_index.models import Entry, Join, SearchCard
from teamaround.child_index.models_of_entry import Transfer
from teamaround.child_index.tests.movers import moved, neighbours, offered
from teamaround.families.models import Person
from teamaround.practice_data.cast import MAKER
from teamaround.practice_data.cast_records import add_records

pytestmark = pytest.mark.django_db

BASES_AND_SHIELDS = {
    "agreed_to_assess", "agreed_to_share", "duty", "sensitive_cover", "shielded", "refused_agency",
    "self", "carer", "own_authority", "own_archive", "offered_to_us",
}  # fmt: skip


@pytest.fixture(autouse=True)
def next_door(cast):
    return neighbours(cast)


def may_do(actor, child):
    """Everything that this actor may do for the child."""
    actions = [action for action in registry.every_action() if action.about_child]
    return set(engine.permitted(actor, child.pk, actions))


def workers(cast, authority):
    return {
        name: actor
        for name, actor in cast.actors.items()
        if actor.kind in {Kind.POST, Kind.DELEGATE} and actor.authority_id == authority.pk
    }


def test_every_tie_of_a_post_counts_only_under_the_authority_that_is_responsible():
    assert {name for name in facts.provided() if not facts.get(name).under} == BASES_AND_SHIELDS


def test_everybody_there_loses_the_child_and_keeps_the_others(cast):
    add_records(cast)
    before = {name: may_do(actor, cast.tyler) for name, actor in workers(cast, cast.authority).items()}
    assert "child_index.see" in may_do(cast.lead, cast.kayleigh)
    transferring.agree_move(
        by=cast.their_index_team,
        transfer=Transfer.objects.get(),
        received_by=cast.posts["receiver"],
        locality=cast.localities["harbour"],
    )
    for name, actor in workers(cast, cast.authority).items():
        assert may_do(actor, cast.kayleigh) == set(), name
        assert may_do(actor, cast.tyler) == before[name], name
        assert cast.kayleigh.pk not in list(engine.child_ids(actor, registry.get("child_index.see"))), name


def test_the_new_ones_gain_the_child_and_no_other(cast):
    for name in ("receiver", "their_index_team", "their_coordinator"):
        assert may_do(cast.actors[name], cast.kayleigh) == set()
    moved(cast)
    assert {"child_index.see", "episodes.read_story", "plans.read", "lead_professional.answer"} <= may_do(
        cast.receiver, cast.kayleigh
    )
    assert "child_index.change_entry" in may_do(cast.their_index_team, cast.kayleigh)
    assert "episodes.read" in may_do(cast.their_coordinator, cast.kayleigh)
    assert may_do(cast.neighbour_worker, cast.kayleigh) == set()
    for name in ("receiver", "their_index_team", "their_coordinator"):
        assert may_do(cast.actors[name], cast.tyler) == set(), name


def test_while_it_is_only_offered_nothing_changes_and_the_other_team_may_answer_alone(cast):
    before = may_do(cast.lead, cast.kayleigh)
    offered(cast)
    assert may_do(cast.lead, cast.kayleigh) == before
    assert may_do(cast.their_index_team, cast.kayleigh) == {"child_index.answer_move"}


def test_the_child_is_found_in_the_new_authority_only(cast):
    search_rows.rebuild([cast.kayleigh.pk])
    moved(cast)
    assert SearchCard.objects.get(pk=cast.kayleigh.pk).authority_id == cast.neighbour.pk


def test_the_mother_goes_along_unless_a_child_of_hers_stays(cast):
    moved(cast)
    assert Person.objects.get(pk=cast.mother.pk).authority == cast.neighbour
    assert Entry.objects.get(pk=cast.tyler.pk).authority == cast.authority


def test_a_child_who_moves_back_is_the_same_entry_and_old_ties_do_not_come_to_life(cast):
    moved(cast)
    child = Person.objects.get(pk=cast.kayleigh.pk)
    back = transferring.offer_move(by=cast.their_index_team, child=child, to=cast.authority, words="Back.")
    place = cast.localities["hazel_bank"]
    transferring.agree_move(by=cast.index_team, transfer=back, received_by=cast.posts["same_agency"], locality=place)
    assert may_do(cast.member, cast.kayleigh) == may_do(cast.lead, cast.kayleigh) == set()
    assert "child_index.see" in may_do(cast.same_agency, cast.kayleigh)


def test_the_family_keeps_its_page(cast):
    before = may_do(cast.carer, cast.kayleigh)
    moved(cast)
    assert before and may_do(cast.carer, cast.kayleigh) == before
    assert may_do(cast.other_carer, cast.kayleigh) == set()


def test_a_record_that_was_joined_goes_along_so_that_nobody_reads_it_there(cast):
    add_records(cast)
    with recording(by=MAKER, action="test.joined"):
        Entry.objects.filter(child=cast.tyler).update(state="merged", merged_into_id=cast.kayleigh.pk)
    transferring.agree_move(
        by=cast.their_index_team,
        transfer=Transfer.objects.get(),
        received_by=cast.posts["receiver"],
        locality=cast.localities["harbour"],
    )
    assert may_do(cast.index_team, cast.tyler) == set()
    assert Join.objects.get().authority == cast.neighbour

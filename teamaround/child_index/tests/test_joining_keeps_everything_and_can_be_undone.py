"""Two records made one, and taken apart again: every row is where it was (design.md 8)."""

import pytest
from django.apps import apps

from teamaround.access.doing import Refused
from teamaround.audit.models import Event
from teamaround.audit.protected import Protected
from teamaround.audit.recording import recording
from teamaround.child_index import movable, pairs, search_rows
from teamaround.child_index.models import Entry, Involvement, Join, PairDecision, SearchCard, Shield
from teamaround.child_index.movable import MOVES
from teamaround.child_index.tests.pair_makers import pair_of, shield, twin_of_kayleigh
from teamaround.families.models import Enrolment, Name, Relationship
from teamaround.families.queries import load_child
from teamaround.kit.problems import Problem
from teamaround.notifications.models import Notice
from teamaround.practice_data.cast import MAKER, make_child, make_episode
from teamaround.practice_data.cast_parts import told

pytestmark = pytest.mark.django_db
NOT_COMPARED = {"child_index.PairDecision", "child_index.Join", "child_index.Moved", "child_index.Duplicate"}


def everything():
    """Every protected row as it stands, without what tells of the joining itself."""
    found = {}
    for model in apps.get_models():
        if issubclass(model, Protected) and model._meta.label not in NOT_COMPARED:
            found[model._meta.label] = sorted(model._base_manager.values_list(), key=str)
    return found


@pytest.fixture
def pair(cast):
    return pair_of(cast, cast.kayleigh, twin_of_kayleigh(cast))


def join(cast, pair, answer="same", who="index_team"):
    return pairs.decide_pair(by=cast.actors[who], pair=pair, answer=answer, words="the same mum", seen=0)


def test_the_record_that_more_people_work_with_stays_and_gets_everything(cast, pair):
    made = join(cast, pair)
    assert (made.kept_id, made.joined.given) == (cast.kayleigh.pk, "Kaylee")
    names = set(Name.objects.filter(person=cast.kayleigh).values_list("given", "kind"))
    assert ("Kaylee", "alias") in names
    assert Involvement.objects.filter(child=cast.kayleigh, post=cast.posts["other_agency"]).exists()
    assert Relationship.objects.filter(child=cast.kayleigh, kind="mother").count() == 2
    assert not any(rows_of(made.joined_id))


def rows_of(child_id):
    for label, model, field in movable.relations():
        if movable.DECLARED[label] is MOVES:
            yield from model._base_manager.filter(**{field.attname: child_id})


def test_afterwards_the_joined_record_leads_to_the_one_that_stays(cast, pair):
    made = join(cast, pair)
    entry = Entry.objects.get(pk=made.joined_id)
    assert (entry.state, entry.merged_into_id) == (Entry.State.MERGED, cast.kayleigh.pk)
    assert load_child(cast.actors["lead"], made.joined.ref).record == cast.kayleigh


def test_a_search_finds_one_child_by_either_name(cast, pair):
    made = join(cast, pair)
    assert not SearchCard.objects.filter(child_id=made.joined_id).exists()
    assert ["Kaylee", "Moss"] in SearchCard.objects.get(child_id=cast.kayleigh.pk).card["other_names"]


def test_undoing_puts_every_row_back_where_it_was(cast, pair):
    before, cards = everything(), list(SearchCard.objects.order_by("child_id").values_list())
    made = join(cast, pair)
    assert everything() != before
    pairs.undo_join(by=cast.actors["index_team"], join=made, words="two girls after all")
    after = everything()
    assert {label for label in before if before[label] != after[label]} == set()
    assert list(SearchCard.objects.order_by("child_id").values_list()) == cards
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by_id) == ("waiting", None)


def test_what_came_after_the_joining_stays_with_the_record_that_stayed(cast, pair):
    made = join(cast, pair)
    with recording(by=MAKER, action="test.later"):
        later = Name.objects.create(authority=cast.authority, person=cast.kayleigh, kind="alias", given="K", **told())
    pairs.undo_join(by=cast.actors["index_team"], join=made, words="no")
    later.refresh_from_db()
    assert later.person == cast.kayleigh


def test_every_answer_is_on_record_with_both_children_and_the_reason_is_kept(cast, pair):
    made = join(cast, pair)
    pairs.undo_join(by=cast.actors["index_team"], join=made, words="no")
    events = Event.objects.filter(action="child_index.decide_duplicate").order_by("pk")
    both = sorted([made.kept_id, made.joined_id])
    assert [(event.children, event.codes["answer"]) for event in events] == [(both, "same"), (both, "undo")]
    assert list(PairDecision.objects.order_by("pk").values_list("answer", "words")) == [
        ("same", "the same mum"),
        ("waiting", "no"),
    ]


def test_everybody_who_works_with_the_child_is_told_and_no_message_names_a_child(cast, pair):
    join(cast, pair)
    told_posts = set(Notice.objects.filter(kind="child_index.joined").values_list("to_post_id", flat=True))
    assert told_posts == {cast.posts[who].pk for who in ("lead", "member", "other_agency")}


def test_two_deciding_at_once_the_second_is_told(cast, pair):
    join(cast, pair, answer="different")
    with pytest.raises(Problem, match="Jan Brook has just decided about this pair: two children"):
        join(cast, pair)
    assert not Join.objects.exists()


def test_undoing_twice_is_told(cast, pair):
    made = join(cast, pair)
    pairs.undo_join(by=cast.actors["index_team"], join=made, words="no")
    with pytest.raises(Problem, match="apart already"):
        pairs.undo_join(by=cast.actors["index_team"], join=made, words="no")


@pytest.mark.parametrize("who", ["lead", "manager", "coordinator", "reviewer", "neighbour_worker", "social_worker"])
def test_nobody_but_the_index_team_decides(cast, pair, who):
    with pytest.raises(Refused):
        join(cast, pair, who=who)
    assert not PairDecision.objects.exists()


@pytest.mark.parametrize("words", ["", "   "])
def test_an_answer_needs_a_reason(cast, pair, words):
    with pytest.raises(Problem, match="why"):
        pairs.decide_pair(by=cast.actors["index_team"], pair=pair, answer="same", words=words, seen=0)


def test_a_relation_that_nobody_declared_stops_the_joining(cast, pair, monkeypatch):
    monkeypatch.delitem(movable.DECLARED, "episodes.Concern.child")
    before = everything()
    with pytest.raises(Problem, match=r"episodes\.Concern\.child"):
        join(cast, pair)
    assert everything() == before and not PairDecision.objects.exists()


def test_help_under_way_in_both_records_stops_the_joining_and_nothing_has_moved(cast, pair):
    twin = pair.child_b
    with recording(by=MAKER, action="test.help"):
        make_episode(cast, twin, cast.posts["other_agency"], None)
    before = everything()
    with pytest.raises(Problem, match="only once"):
        join(cast, pair)
    assert everything() == before


def test_brother_and_sister_entered_as_such_are_not_joined(cast, pair):
    with recording(by=MAKER, action="test.sister"):
        Relationship.objects.create(
            authority=cast.authority, person=pair.child_b, child=cast.kayleigh, kind="sister", **told()
        )
    with pytest.raises(Problem, match="name each other"):
        join(cast, pair)


def test_the_familys_page_of_both_records_stays_one_for_the_same_parent(cast, pair):
    with recording(by=MAKER, action="test.enrol"):
        row = Enrolment.objects.get(child=cast.kayleigh)
        row.pk, row.ref, row.child = None, "second22222222222", pair.child_b
        row._state.adding = True
        row.save()
    made = join(cast, pair)
    assert Enrolment.objects.get(ref="second22222222222").child_id == made.joined_id


def test_an_ended_enrolment_goes_along(cast, pair):
    with recording(by=MAKER, action="test.enrol"):
        row = Enrolment.objects.get(child=cast.kayleigh)
        row.pk, row.ref, row.child, row.ended_at, row.ended_because = (
            None,
            "third222222222222",
            pair.child_b,
            row.confirmed_at,
            "x",
        )
        row._state.adding = True
        row.save()
    join(cast, pair)
    assert Enrolment.objects.get(ref="third222222222222").child_id == cast.kayleigh.pk


def test_a_protected_child_stays_protected_joined_and_apart(cast, pair):
    shield(cast, pair.child_b)
    made = join(cast, pair)
    assert search_rows.shielded_among([cast.kayleigh.pk])
    pairs.undo_join(by=cast.actors["index_team"], join=made, words="no")
    assert search_rows.shielded_among([cast.kayleigh.pk, made.joined_id]) == {made.joined_id}


def test_protected_while_they_were_one_both_stay_protected(cast, pair):
    made = join(cast, pair)
    shield(cast, cast.kayleigh)
    pairs.undo_join(by=cast.actors["index_team"], join=made, words="no")
    assert search_rows.shielded_among([cast.kayleigh.pk, made.joined_id]) == {cast.kayleigh.pk, made.joined_id}


def test_two_protected_records_stay_protected_each(cast, pair):
    shield(cast, pair.child_b)
    shield(cast, cast.kayleigh)
    made = join(cast, pair)
    pairs.undo_join(by=cast.actors["index_team"], join=made, words="no")
    assert Shield.objects.filter(ends__isnull=True).count() == 2


def test_a_chain_of_joins_is_undone_from_its_end(cast, pair):
    first = join(cast, pair)
    with recording(by=MAKER, action="test.third"):
        third = make_child(cast.authority, "Keighley", "Moss", cast.kayleigh.born)
        Entry.objects.filter(pk=cast.kayleigh.pk).update(state="held")
    second = pairs.decide_pair(
        by=cast.actors["index_team"], pair=pair_of(cast, cast.kayleigh, third), answer="same", words="one", seen=0
    )
    assert second.kept == third
    with pytest.raises(Problem, match="Undo that first"):
        pairs.undo_join(by=cast.actors["index_team"], join=first, words="no")

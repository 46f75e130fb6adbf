"""Every state with every verb; reading and the pages in each state; two at once; open again (facts.md a)."""

import pytest
from django.db import transaction
from django.http import Http404
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.episodes import actions, closing, queries, rules
from teamaround.episodes.factories import TESTER
from teamaround.episodes.models import Episode, FamilyGroup, State
from teamaround.episodes.presenters import episode_context, state_words
from teamaround.families.models import ParentalResponsibility
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import make_child, make_involvement
from teamaround.practice_data.cast_parts import told

pytestmark = pytest.mark.django_db
ANY = set(State.values)
LEADS_TO = {
    "open": {"": State.CHECKING},
    "check": {State.CONCERN: State.CHECKING, State.WATCHING: State.CHECKING},
    "watch": {State.CHECKING: State.WATCHING},
    "assess": dict.fromkeys((State.CHECKING, State.WATCHING, State.PLANNING), State.ASSESSING),
    "plan": dict.fromkeys((State.ASSESSING, State.CHECKING), State.PLANNING),
    "help": dict.fromkeys((State.PLANNING, State.ASSESSING), State.HELPING),
    "safeguard": dict.fromkeys(ANY - {State.WAITING, State.CLOSED}, State.WAITING),
    "return": {State.WAITING: State.ASSESSING},
    "take": {State.WAITING: State.CLOSED},
    "close": dict.fromkeys(ANY - {State.WAITING, State.CLOSED}, State.CLOSED),
    "reopen": {State.CLOSED: State.CHECKING},
}
CELLS = [(state, verb) for state in ("", *State.values) for verb in LEADS_TO]


@pytest.mark.parametrize(("state", "verb"), CELLS)
def test_a_verb_leads_where_the_table_says_and_nowhere_else(state, verb):
    assert rules.next_state(state, verb, State.ASSESSING) == LEADS_TO[verb].get(state)


def test_nothing_remembered_before_waiting_goes_back_to_checking():
    assert rules.next_state(State.WAITING, "return", "") == State.CHECKING


def put(episode, state):
    """The episode in a state, whatever the way there."""
    with recording(by=TESTER, action="test.state"):
        episode.state = state
        episode.closed_on = clock.today() if state == State.CLOSED else None
        episode.close_reason = "outcomes_met" if state == State.CLOSED else ""
        episode.save()
    return episode


@pytest.mark.parametrize("state", State.values)
def test_in_every_state_the_team_reads_and_the_near_miss_does_not(client, cast, state):
    put(cast.episodes["kayleigh"], state)
    path = reverse("episodes:story", kwargs={"child_ref": cast.kayleigh.ref})
    sign_in(client, cast.posts["lead"])
    assert client.get(path).status_code == 200
    assert client.get(reverse("desks:child", kwargs={"child_ref": cast.kayleigh.ref})).status_code == 200
    assert cast.episodes["kayleigh"] in queries.episodes_i_may_see(cast.actors["lead"])
    assert cast.episodes["kayleigh"] not in queries.episodes_i_may_see(cast.actors["other_lead"])
    sign_in(client, cast.posts["other_lead"])
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("state", State.values)
def test_every_state_has_words_and_says_whether_help_is_open(cast, state):
    episode = put(cast.episodes["kayleigh"], state)
    assert state_words(episode) == str(State(state).label)
    assert episode_context(cast.actors["lead"], cast.kayleigh)["episode_open"] == (state != State.CLOSED)


def test_what_the_table_does_not_know_is_told_and_changes_nothing(cast):
    episode = cast.episodes["kayleigh"]
    with pytest.raises(Problem, match="Plan under way"), recording(by=TESTER, action="test.move"):
        actions.move(by=cast.actors["lead"], episode=episode, verb="watch")
    with recording(by=TESTER, action="test.move"):
        assert not actions.move_if_possible(by=cast.actors["lead"], episode=episode, verb="watch")
    assert Episode.objects.get(pk=episode.pk).state == State.HELPING


def test_a_closed_one_is_not_closed_again(cast):
    for _time in range(2):
        if _time:
            with pytest.raises(Problem, match="Closed"):
                actions.close(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], reason="died")
        else:
            actions.close(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], reason="outcomes_met")
    assert Episode.objects.get(child=cast.kayleigh).close_reason == "outcomes_met"


@pytest.mark.parametrize("reason", sorted(rules.CLOSE_REASONS))
def test_each_reason_of_the_list_closes(cast, reason):
    assert (
        actions.close(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], reason=reason).close_reason == reason
    )


def test_social_cares_reason_is_theirs_alone(cast):
    with pytest.raises(Problem):
        actions.close(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], reason=rules.SOCIAL_CARE)


@pytest.fixture
def newcomer(cast):
    with recording(by=TESTER, action="test.child"):
        child = make_child(cast.authority, "Ash", "Reed", None)
        make_involvement(child, cast.housing, cast.posts["other_agency"])
    return child


def test_two_who_open_at_the_same_moment_get_one(cast, newcomer, monkeypatch):
    by = cast.actors["other_agency"]
    first = actions.open_episode(by=by, child=newcomer)
    real, asked = actions.open_episodes, []
    monkeypatch.setattr(actions, "open_episodes", lambda: asked.append(1) or _late(real(), asked))
    with transaction.atomic():
        assert actions.open_episode(by=by, child=newcomer) == first
    assert Episode.objects.filter(child=newcomer).count() == 1


def _late(rows, asked):
    """Whoever asks first does not see yet what the other is writing."""
    return rows.none() if len(asked) <= 2 else rows


def test_brothers_and_sisters_share_the_family_group(cast, newcomer):
    with recording(by=TESTER, action="test.sibling"):
        for child in (newcomer, cast.tyler):
            ParentalResponsibility.objects.get_or_create(
                authority=cast.authority, person=cast.other_mother, child=child, defaults=told()
            )
    episode = actions.open_episode(by=cast.actors["other_agency"], child=newcomer)
    assert episode.group == cast.episodes["tyler"].group


def test_a_child_helped_before_keeps_the_group(cast, newcomer):
    by = cast.actors["other_agency"]
    first = actions.open_episode(by=by, child=newcomer, locality=cast.localities["canalside"])
    actions.close(by=by, episode=first, reason="opened_in_error")
    groups = FamilyGroup.objects.count()
    again = actions.open_episode(by=by, child=newcomer)
    assert (again.group, FamilyGroup.objects.count(), first.locality) == (
        first.group, groups, cast.localities["canalside"],
    )  # fmt: skip


def test_what_was_closed_is_not_opened_while_help_is_open(cast, newcomer):
    by = cast.actors["other_agency"]
    first = actions.open_episode(by=by, child=newcomer)
    actions.close(by=by, episode=first, reason="opened_in_error")
    actions.open_episode(by=by, child=newcomer)
    with pytest.raises(Problem, match="open already"):
        actions.reopen(by=by, episode=first, words="Again")


def test_the_near_miss_may_not_open_again_nor_set_a_level(cast):
    actions.close(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], reason="outcomes_met")
    with pytest.raises(Refused):
        actions.reopen(by=cast.actors["other_lead"], episode=cast.episodes["kayleigh"], words="No")
    with pytest.raises(Refused):
        actions.set_level(by=cast.actors["member"], episode=cast.episodes["kayleigh"], level=3, why="No")


def test_an_outcome_is_asked_of_a_package_once(monkeypatch, cast):
    monkeypatch.setattr(closing, "_asked", [])
    for _time in range(2):
        closing.offer_outcomes(_one_row)
    assert closing.outcomes_of(cast.episodes["kayleigh"]) == [{"met": True}]


def _one_row(_episode):
    return [{"met": True}]


@pytest.mark.parametrize("load", ["load_episode", "load_look_again", "load_entry", "load_report"])
def test_what_does_not_exist_is_not_found(cast, load):
    with pytest.raises(Http404):
        getattr(queries, load)(cast.actors["lead"], "nonsense")


def test_an_episode_is_loaded_with_its_child(cast):
    loaded = queries.load_episode(cast.actors["lead"], cast.episodes["kayleigh"].ref)
    assert (loaded.record, loaded.child_ids) == (cast.episodes["kayleigh"], (cast.kayleigh.pk,))


def test_a_row_one_may_not_read_is_not_found(cast):
    from teamaround.episodes.factories import written

    row = written(cast.actors["member"], cast.episodes["kayleigh"], audience="agency")
    with pytest.raises(Http404):
        queries.load_entry(cast.actors["lead"], row.ref)


def test_an_unknown_sentence_is_a_mistake_of_ours(cast):
    from teamaround.episodes.story import tell

    with pytest.raises(KeyError):
        tell(cast.episodes["kayleigh"], "nobody_said", by=None)

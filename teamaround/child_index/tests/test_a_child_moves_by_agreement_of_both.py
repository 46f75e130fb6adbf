"""A move is asked, offered, answered; each step by the right side, once, on record (DUD-20; facts.md c, C2)."""

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.child_index import entry_rules, transferring
from teamaround.child_index.models import Enquiry, Involvement
from teamaround.child_index.models_of_entry import Transfer
from teamaround.child_index.tests.movers import moved, neighbours, offered
from teamaround.families.models import Person
from teamaround.kit.problems import Problem
from teamaround.lead_professional.models import Appointment, Invitation
from teamaround.notifications.models import Notice
from teamaround.notifications.worktray import rows
from teamaround.team_around_child.models import Serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def next_door(cast):
    return neighbours(cast)


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        ("", "ask", "asked"),
        ("asked", "offer", "offered"),
        ("offered", "agree", "agreed"),
        ("offered", "offer", ""),
        ("asked", "agree", ""),
        ("agreed", "withdraw", ""),
        ("refused", "agree", ""),
    ],
)
def test_a_move_goes_only_by_its_table(state, verb, after):
    assert entry_rules.transfer_after(state, verb) == after


def test_agreed_the_other_authority_is_responsible_with_the_open_help(cast):
    made = moved(cast)
    child = Person.objects.get(pk=cast.kayleigh.pk)
    episode = child.episodes.get()
    assert made.state == "agreed" and child.authority == child.entry.authority == cast.neighbour
    assert (episode.authority, episode.locality.key, episode.author_until is not None) == (
        cast.neighbour,
        "harbour",
        True,
    )
    assert "child_index.answer_move" in Event.objects.filter(children=[child.pk]).values_list("action", flat=True)


def test_who_helped_there_leaves_and_who_receives_is_asked_to_lead(cast):
    moved(cast)
    left = Serving.objects.filter(episode__child=cast.kayleigh, leave_reason="moved_away")
    assert {"Sam Okafor", "Lorraine Peck", "Priya Nair"} <= {row.member.post.name for row in left}
    assert not Appointment.objects.filter(episode__child=cast.kayleigh, ends__isnull=True).exists()
    invitation = Invitation.objects.get(post=cast.posts["receiver"])
    assert (invitation.answer, invitation.basis, invitation.handover) == ("", "receives", True)
    running = Involvement.objects.filter(child=cast.kayleigh, ends__isnull=True)
    assert [row.post for row in running] == [cast.posts["receiver"]]


def test_whoever_goes_on_keeps_the_part(cast):
    moved(cast, goes_on=[cast.posts["member"].pk])
    held = Involvement.objects.get(post=cast.posts["member"], child=cast.kayleigh)
    assert held.ends is None and held.authority == cast.neighbour


def test_colleagues_on_both_sides_are_told_without_a_name(cast):
    moved(cast)
    told = {notice.to_post.name: notice for notice in Notice.objects.all()}
    assert {"Sam Okafor", "Priya Nair", "Rosa Pryce", "Jan Brook", "Elin Pryce"} <= set(told)
    assert told["Sam Okafor"].kind == "child_index.moved_away"
    assert not any("Kayleigh" in str(notice.values) for notice in told.values())


def test_a_question_that_nobody_there_may_answer_any_more_is_answered(cast):
    from teamaround.practice_data.cast_records import add_records

    add_records(cast)
    Transfer.objects.filter(state="offered").get()
    transfer = Transfer.objects.get(child=cast.kayleigh)
    transferring.agree_move(
        by=cast.their_index_team,
        transfer=transfer,
        received_by=cast.posts["receiver"],
        locality=cast.localities["harbour"],
    )
    assert "Aldermoor is responsible now" in Enquiry.objects.get(child=cast.kayleigh).answer


def test_open_help_needs_somebody_who_receives_it(cast):
    made = offered(cast)
    with pytest.raises(Problem, match="Choose who receives it"):
        transferring.agree_move(by=cast.their_index_team, transfer=made, received_by=None)
    with pytest.raises(Problem, match="who works in your authority"):
        transferring.agree_move(by=cast.their_index_team, transfer=made, received_by=cast.posts["other_lead"])
    with pytest.raises(Problem, match="Choose the locality"):
        transferring.agree_move(by=cast.their_index_team, transfer=made, received_by=cast.posts["receiver"])


def test_two_who_answer_at_once_answer_once(cast):
    made = offered(cast)
    stale = Transfer.objects.get(pk=made.pk)
    transferring.refuse_move(by=cast.their_index_team, transfer=made, words="We know no such family.")
    with pytest.raises(Refused):
        transferring.refuse_move(by=cast.their_index_team, transfer=stale, words="Twice.")
    made.refresh_from_db()
    assert (made.state, made.answer) == ("refused", "We know no such family.")
    assert Person.objects.get(pk=cast.kayleigh.pk).authority == cast.authority


def test_an_offer_that_was_taken_back_cannot_be_agreed(cast):
    made = offered(cast)
    stale = Transfer.objects.get(pk=made.pk)
    transferring.withdraw_move(by=cast.index_team, transfer=made, words="They came back.")
    with pytest.raises(Refused):
        transferring.agree_move(by=cast.their_index_team, transfer=stale, received_by=None)
    with pytest.raises(Problem, match="settled already"):
        transferring.withdraw_move(by=cast.index_team, transfer=stale, words="Twice.")


def test_a_second_offer_says_that_one_is_under_way(cast):
    offered(cast)
    with pytest.raises(Problem, match="offered to Aldermoor already"):
        offered(cast)
    with pytest.raises(Problem, match="is under way already"):
        transferring.ask_move(by=cast.lead, child=cast.kayleigh, to=cast.neighbour, words="")
    with pytest.raises(Problem, match="responsible already"):
        transferring.offer_move(by=cast.index_team, child=cast.tyler, to=cast.authority, words="")


@pytest.mark.parametrize("who", ["lead", "neighbour_worker", "their_coordinator", "receiver", "coordinator"])
def test_nobody_but_the_two_index_teams_settles_a_move(cast, who):
    made = offered(cast)
    for settle in (transferring.refuse_move, transferring.withdraw_move):
        with pytest.raises(Refused):
            settle(by=cast.actors[who], transfer=made, words="No.")


def test_each_index_team_has_its_own_side_only(cast):
    made = offered(cast)
    with pytest.raises(Refused):
        transferring.agree_move(by=cast.index_team, transfer=made, received_by=None)
    with pytest.raises(Refused):
        transferring.withdraw_move(by=cast.their_index_team, transfer=made, words="Mine.")
    with pytest.raises(Refused):
        transferring.offer_move(by=cast.their_index_team, child=cast.tyler, to=cast.neighbour, words="")


def test_the_pages_lead_through_a_move_and_a_double_click_acts_once(cast, client):
    lead = sign_in(client, cast.posts["lead"])
    url = reverse("child_index:ask_move", kwargs={"child_ref": cast.kayleigh.ref})
    form = {"to": cast.neighbour.ref, "words": "Since Monday", "submission_key": "k1"}
    assert "14 Mill Race" in lead.get(url).content.decode()
    assert lead.post(url, form).status_code == lead.post(url, form).status_code == 302
    assert Transfer.objects.get().state == "asked"
    sign_in(client, cast.posts["index_team"])
    assert "said to have moved away: 1" in [item.title for item in rows(cast.index_team)][0]
    offer = reverse("child_index:offer_move", kwargs={"child_ref": cast.kayleigh.ref})
    assert "Since Monday" in client.get(offer).content.decode()
    client.post(offer, {"to": cast.neighbour.ref, "words": "New school from May", "goes_on": []})
    sign_in(client, cast.posts["their_index_team"])
    page = reverse("child_index:answer_move", kwargs={"transfer_ref": Transfer.objects.get().ref})
    assert page in client.get(reverse("child_index:moves")).content.decode()
    shown = client.get(page).content.decode()
    assert "14 Mill Race" in shown and "New school from May" in shown
    answer = {"answer": "yes", "received_by": cast.posts["receiver"].ref, "locality": "harbour"}
    assert client.post(page, answer).status_code == 302
    assert Transfer.objects.get().state == "agreed"

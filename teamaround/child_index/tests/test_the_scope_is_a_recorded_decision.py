"""Whom the index holds is decided on a ground, reviewed, and asked when a child is added (issue 3 item 1)."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.child_index import adding, scope
from teamaround.child_index.entry_rules import scope_word
from teamaround.child_index.models import Entry, Search
from teamaround.child_index.models_of_entry import Scope
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.notifications.worktray import rows
from teamaround.practice_data.cast import MAKER, make_child

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.mark.parametrize(
    ("covers", "why", "reason", "word"),
    [
        ("", "", "worry", "fits"),
        ("residents", "", "worry", "fits"),
        ("helped", "", "worry", "ask"),
        ("helped", "none", "worry", "outside"),
        ("helped", "works", "worry", "fits"),
        ("helped", "begins", "worry", "fits"),
        ("helped", "safety", "worry", "fits"),
        ("helped", "none", "safeguarding", "fits"),
        ("helped", "", "safeguarding", "fits"),
    ],
)
def test_the_scope_decides_and_never_turns_safety_away(covers, why, reason, word):
    assert scope_word(covers=covers, why=why, reason=reason) == word


def decide(cast, covers="helped", **more):
    facts = {
        "by": cast.index_team, "authority": cast.authority, "covers": covers, "ground": "public_task",
        "words": "Children Act 2004, section 10", "decided_by": "Paul Stead, Director", "decided_on": D(2026, 3, 1),
        "review_on": D(2027, 3, 1),
    }  # fmt: skip
    return scope.decide_scope(**(facts | more))


def add(cast, why="", reason="worry"):
    with recording(by=MAKER, action="test.search"):
        found = Search.objects.create(
            authority=cast.authority, post=cast.posts["lead"], account_id=1, reason=reason, sealed_terms="",
            outcome="no match", at=clock.now(),
        )  # fmt: skip
    told = adding.Told("born", "Ruby", "Lake", D(2019, 4, 5), None, "F", "", "", "", "", why)
    return adding.add_child(by=cast.lead, search=found, told=told)


def test_outside_the_scope_a_child_is_asked_about_and_refused(cast):
    decide(cast)
    with pytest.raises(Problem, match="Choose why"):
        add(cast)
    with pytest.raises(Problem, match="only children with whom a service works"):
        add(cast, "none")
    assert not Entry.objects.filter(child__given="Ruby").exists()
    assert add(cast, "works").entry.state == "active"


def test_a_safeguarding_search_adds_without_a_question(cast):
    decide(cast)
    assert add(cast, reason="safeguarding").entry.state == "active"


def test_where_all_residents_are_covered_nothing_is_asked(cast):
    decide(cast, "residents")
    assert add(cast).entry.state == "active"


def test_the_newest_decision_holds_and_those_before_stay(cast):
    decide(cast, decided_on=D(2026, 1, 1))
    decide(cast, "residents", decided_on=D(2026, 3, 2))
    assert scope.covers(cast.authority.pk) == "residents" and Scope.objects.count() == 2
    assert scope.covers(cast.neighbour.pk) == ""


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"covers": "some"}, "whom the index holds"),
        ({"ground": "wish"}, "legal ground"),
        ({"words": " "}, "own words"),
        ({"decided_by": ""}, "who decided"),
        ({"decided_on": D(2026, 3, 4)}, "lies ahead"),
        ({"review_on": D(2026, 3, 3)}, "next three years"),
        ({"review_on": D(2030, 3, 3)}, "next three years"),
    ],
)
def test_a_decision_without_ground_or_review_is_not_recorded(cast, wrong, says):
    with pytest.raises(Problem, match=says):
        decide(cast, **wrong)
    assert not Scope.objects.exists()


@pytest.mark.parametrize("who", ["lead", "manager", "director", "coordinator", "reviewer"])
def test_only_the_index_team_records_it(cast, who):
    with pytest.raises(Refused):
        decide(cast, by=cast.actors[who])


def test_the_command_records_it_at_set_up(cast, capsys):
    given = ["--covers", "residents", "--ground", "legal_duty", "--words", "s10", "--decided-by", "Director"]
    with pytest.raises(CommandError, match="marlbeck"):
        call_command("set_scope", *given, "--review-on", "2027-01-01")
    with pytest.raises(CommandError, match="three years"):
        call_command("set_scope", *given, "--authority", "marlbeck", "--review-on", "2025-01-01")
    call_command("set_scope", *given, "--authority", "marlbeck", "--review-on", "2027-01-01")
    assert "Marlbeck: Every child who lives in the area" in capsys.readouterr().out
    assert scope.covers(cast.authority.pk) == "residents"


def test_the_index_team_is_asked_to_decide_and_to_review(cast):
    assert "Record whom the index holds, and on which ground" in [item.title for item in rows(cast.index_team)]
    decide(cast)
    assert not [item for item in rows(cast.index_team) if "whom the index holds" in item.title]
    with clock.freeze(datetime.datetime(2027, 2, 15, 10, tzinfo=datetime.UTC)):
        assert [item for item in rows(cast.index_team) if item.title == "Look again at whom the index holds"]
    assert not [item for item in rows(cast.lead) if "whom the index holds" in item.title]


def test_the_page_shows_the_ground_and_who_is_not_covered_any_more(cast, client):
    decide(cast)
    with recording(by=MAKER, action="test.old"):
        alone = make_child(cast.authority, "Nobody", "Worksby", D(2019, 1, 1))
        Entry.objects.update(entered_at=clock.now() - datetime.timedelta(days=90))
    page = sign_in(client, cast.posts["index_team"]).get(reverse("child_index:scope")).content.decode()
    assert "Children Act 2004, section 10" in page and alone.name in page and "Kayleigh" not in page
    page = sign_in(client, cast.posts["manager"]).get(reverse("child_index:scope")).content.decode()
    assert "Children Act 2004, section 10" in page and alone.name not in page
    assert sign_in(client, cast.posts["lead"]).get(reverse("child_index:scope")).status_code == 403


def test_the_form_asks_only_where_the_scope_is_narrow(cast, client):
    with recording(by=MAKER, action="test.search"):
        found = Search.objects.create(
            authority=cast.authority, post=cast.posts["lead"], account_id=cast.lead.account_id, reason="worry",
            sealed_terms="", outcome="no match", at=clock.now(),
        )  # fmt: skip
        from teamaround.child_index.terms import seal_terms

        seal_terms(found, {})
    url = reverse("child_index:add", kwargs={"search_ref": found.ref})
    asked = "Why must this child stand in the index?"
    assert asked not in sign_in(client, cast.posts["lead"]).get(url).content.decode()
    decide(cast)
    assert asked in client.get(url).content.decode()
    form = {"kind": "born", "given": "Ruby", "family": "Lake", "born": "2019-04-05"}
    assert "only children with whom a service works" in client.post(url, form | {"why": "none"}).content.decode()

"""A view without an action, an unknown action, a fact nobody provides: the site does not start (design.md 4)."""

from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.urls import include, path

from teamaround.access import checks, facts, registry
from teamaround.access.gate import gate
from teamaround.access.roles import Kind
from teamaround.access.rules import Rule


def bare(request):
    return HttpResponse("")


@gate("nobody.declared_this")
def unknown(request):
    return HttpResponse("")


@pytest.fixture
def addresses(monkeypatch):
    """The site with these addresses only."""

    def only(*patterns):
        monkeypatch.setattr(checks, "get_resolver", lambda: SimpleNamespace(url_patterns=list(patterns)))

    return only


def test_the_site_as_it_is_starts():
    assert checks.every_view_declares_an_action() == []
    assert checks.every_declared_action_exists() == []
    assert checks.every_fact_is_provided() == []


def test_a_view_without_an_action_stops_the_start(addresses):
    addresses(path("inner/", include([path("bare/", bare)])))
    (problem,) = checks.every_view_declares_an_action()
    assert (problem.id, "/inner/bare/" in problem.msg) == ("access.E001", True)


def test_an_unknown_action_stops_the_start(addresses):
    addresses(path("unknown/", unknown))
    (problem,) = checks.every_declared_action_exists()
    assert "nobody.declared_this" in problem.msg


def test_a_fact_nobody_provides_stops_the_start(monkeypatch):
    left = {name: fact for name, fact in facts._provided.items() if name != "lead_professional"}
    monkeypatch.setattr(facts, "_provided", left)
    (problem,) = checks.every_fact_is_provided()
    assert "lead_professional" in problem.msg


def test_what_is_no_address_is_passed_over(addresses):
    addresses(SimpleNamespace(pattern="x"))
    assert checks.every_view_declares_an_action() == []


class TestTheClosedList:
    def test_a_fact_outside_the_list_is_refused(self):
        with pytest.raises(ValueError, match="not in the closed list"):
            facts.provide("a_friend_of", lambda _actor: None, child="child_id")

    def test_a_fact_is_provided_once(self):
        with pytest.raises(ValueError, match="provided twice"):
            facts.provide("lead_professional", lambda _actor: None, child="child_id")

    def test_an_action_is_declared_once(self):
        with pytest.raises(ValueError, match="declared twice"):
            registry.declare("desks.worktray", "see it again", Rule(None, source="test"))


@pytest.mark.django_db
def test_a_fact_tells_nothing_to_a_kind_of_actor_it_is_not_about(cast):
    lead = facts.get("lead_professional")
    assert lead.holds_for(cast.actors["lead"], cast.kayleigh.pk).exists()
    assert Kind.JOB not in lead.kinds
    assert not lead.rows_for(cast.actors["job"]).exists()

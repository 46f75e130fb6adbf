"""Not found for what one may not know; why, what would change it and who can help for the rest (design.md 4)."""

import pytest
from django.template.response import TemplateResponse
from django.test import RequestFactory

from teamaround.access import refusals, registry, unsent
from teamaround.access.actor import Actor
from teamaround.access.doing import Refused
from teamaround.access.gate import Loaded, gate
from teamaround.access.roles import Kind
from teamaround.access.rules import Decision
from teamaround.audit.models import Event

pytestmark = pytest.mark.django_db


def view_of(cast, action, child="kayleigh"):
    def load(_actor):
        return Loaded(None, (cast.people[child].pk,))

    @gate(action, load=load)
    def view(request, _record):
        return TemplateResponse(request, "desks/help.html", {"title": "Opened"})

    return view


def ask(view, actor, method="get", **more):
    request = getattr(RequestFactory(), method)("/somewhere/?x=1", **more)
    request.actor, request.resolver_match, request._messages = actor, None, []
    return view(request)


def said(answer):
    return answer.content.decode()


def test_who_may_not_know_the_child_gets_not_found(cast):
    answer = ask(view_of(cast, "plans.read"), cast.actors["other_lead"])
    assert answer.status_code == 404
    assert "We cannot find that page" in said(answer)


def test_who_knows_and_may_not_is_told_what_would_change_it(cast):
    answer = ask(view_of(cast, "plans.read"), cast.actors["index_team"])
    assert answer.status_code == 403
    assert "Being invited to the team" in said(answer)
    assert "The lead professional, or the CAF co-ordinator" in said(answer)


def test_an_action_may_name_its_own_helper(cast):
    answer = ask(view_of(cast, "child_index.shield"), cast.actors["lead"])
    assert "The index team of the authority decides on shields today" in said(answer)


def test_the_unfit_are_told_why_and_what_they_still_may(cast):
    answer = ask(view_of(cast, "plans.read"), cast.actors["untrained"])
    assert answer.status_code == 403
    assert "Your training ran out." in said(answer)
    assert "You can still note a worry" in said(answer) or "you can still note a worry" in said(answer)


def test_without_any_post_one_is_told_that(cast):
    actor = Actor(Kind.POST, account_id=1, role=None, fit=False, unfit_because="Your account has no post yet.")
    answer = refusals.forbidden(request_of(actor), Refused(registry.get("desks.worktray"), Decision(False, "no_rule")))
    assert "Your account has no post yet." in said(answer)


def request_of(actor):
    request = RequestFactory().get("/")
    request.actor, request.resolver_match, request._messages = actor, None, []
    return request


def test_a_page_that_is_not_for_the_post_says_so(cast):
    answer = refusals.forbidden(
        request_of(cast.actors["lead"]), Refused(registry.get("monitoring.read"), Decision(False, "no_rule"))
    )
    assert "Your post does not include this: see the figures of your area." in said(answer)
    assert "Your manager can put it right" in said(answer)


def test_a_family_member_is_not_told_of_posts(cast):
    answer = refusals.forbidden(
        request_of(cast.actors["carer"]), Refused(registry.get("plans.read"), Decision(False, "no_rule"))
    )
    assert "post" not in said(answer).split("<main", 1)[1].split("</main", 1)[0]
    assert "Ring the worker who gave you the link" in said(answer)


def test_every_refusal_is_an_event_with_the_child(cast):
    ask(view_of(cast, "plans.read"), cast.actors["other_lead"])
    event = Event.objects.get(outcome="refuse")
    assert (event.action, event.codes["why"], event.children) == ("plans.read", "no_rule", [cast.kayleigh.pk])


def test_an_address_that_names_nothing_is_recorded_too(cast):
    from django.http import Http404

    @gate("plans.read", load=lambda _actor: (_ for _ in ()).throw(Http404))
    def view(request, _record):
        raise AssertionError

    with pytest.raises(Http404):
        ask(view, cast.actors["lead"])
    assert Event.objects.get(outcome="refuse").codes == {"why": "nothing_there"}


def test_a_stranger_is_sent_to_sign_in_and_back(cast):
    answer = ask(view_of(cast, "plans.read"), Actor.nobody())
    assert answer.headers["Location"] == "/sign-in/?next=%2Fsomewhere%2F%3Fx%3D1"


def test_a_password_alone_leads_to_the_second_step_and_back(cast):
    answer = ask(view_of(cast, "plans.read"), cast.actors["no_second_factor"])
    assert answer.headers["Location"] == "/second-step/?next=%2Fsomewhere%2F%3Fx%3D1"


@pytest.mark.parametrize("who", ["nobody", "no_second_factor"])
@pytest.mark.parametrize("header", ["HTTP_HX_REQUEST", "HTTP_SEC_FETCH_MODE"])
def test_a_script_gets_a_plain_answer(cast, who, header):
    mode = {"HTTP_HX_REQUEST": "true", "HTTP_SEC_FETCH_MODE": "cors"}[header]
    answer = ask(view_of(cast, "plans.read"), cast.actors[who], "post", **{header: mode})
    assert answer.status_code == 401
    assert "Your words are still on this page" in said(answer)


def test_without_anybody_to_keep_words_one_is_still_asked_to_sign_in(monkeypatch):
    monkeypatch.setattr(unsent, "_keepers", [])
    request = RequestFactory().post("/somewhere/?x=1", {"words": "abc"})
    assert unsent.ask_to_sign_in(request).headers["Location"] == "/sign-in/?next=%2Fsomewhere%2F"

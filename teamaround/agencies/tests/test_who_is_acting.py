"""From session to actor: chosen post, delegate, fitness in plain words, few queries (design.md 4)."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from teamaround.access.roles import Kind, Role
from teamaround.agencies import acting, sessions
from teamaround.agencies.factories import remove_rows, set_rows
from teamaround.agencies.middleware import WhoIsActing
from teamaround.agencies.models import Account, Delegation, Post, Qualification
from teamaround.audit.recording import recording
from teamaround.kit import clock
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db


def acting_as(post, **session):
    return acting.acting(post.practitioner.account_id, session, second_factor=True)


def delegate(principal, own, **dates):
    today = clock.today()
    with recording(by=MAKER, action="agencies.delegate"):
        return Delegation.objects.create(
            authority=own.authority, principal=principal, delegate=own, **{"starts": today, **dates}
        )


def second_post(post, **more):
    with recording(by=MAKER, action="practice_data.cast"):
        return Post.objects.create(
            practitioner=post.practitioner,
            agency=post.agency,
            authority=post.authority,
            role=Role.MANAGER,
            job_title="Deputy head",
            starts=clock.today(),
            **more,
        )


def test_one_post_chooses_itself(cast):
    found = acting_as(cast.posts["lead"])
    assert (found.actor.post_id, found.actor.fit, found.must_choose) == (cast.posts["lead"].pk, True, False)
    assert (found.actor.name, found.actor.role) == ("Sam Okafor", Role.PRACTITIONER)


def test_of_two_posts_one_must_be_chosen_and_nothing_is_open_before(cast):
    second_post(cast.posts["lead"])
    found = acting_as(cast.posts["lead"])
    assert found.must_choose and not found.actor.fit


def test_the_chosen_post_counts(cast):
    other = second_post(cast.posts["lead"])
    found = acting_as(cast.posts["lead"], **{sessions.POST: other.pk})
    assert (found.actor.post_id, found.actor.role, found.must_choose) == (other.pk, Role.MANAGER, False)


def test_somebody_elses_post_cannot_be_chosen(cast):
    found = acting_as(cast.posts["lead"], **{sessions.POST: cast.posts["manager"].pk})
    assert found.actor.post_id == cast.posts["lead"].pk


def test_a_post_that_ended_yesterday_is_unfit_but_still_somebody(cast):
    set_rows(Post.objects.filter(pk=cast.posts["lead"].pk), ends=clock.today() - datetime.timedelta(days=1))
    actor = acting_as(cast.posts["lead"]).actor
    assert (actor.fit, actor.post_id) == (False, cast.posts["lead"].pk)
    assert "ended on 2 March 2026" in actor.unfit_because
    assert "ask Grace Holt" in actor.unfit_because


def test_a_post_holds_through_its_last_day(cast):
    set_rows(Post.objects.filter(pk=cast.posts["lead"].pk), ends=clock.today())
    assert acting_as(cast.posts["lead"]).actor.fit


@pytest.mark.parametrize(("kind", "words"), [("training", "training in safe use ran out"), ("vetting", "DBS) ran out")])
def test_what_ran_out_yesterday_is_named_with_whom_to_ask(cast, kind, words):
    rows = Qualification.objects.filter(practitioner=cast.posts["lead"].practitioner, kind=kind)
    set_rows(rows, until=clock.today() - datetime.timedelta(days=1))
    actor = acting_as(cast.posts["lead"]).actor
    assert not actor.fit
    assert words in actor.unfit_because and "Grace Holt" in actor.unfit_because


def test_a_post_of_tomorrow_opens_nothing_today(cast):
    set_rows(Post.objects.filter(pk=cast.posts["lead"].pk), starts=clock.today() + datetime.timedelta(days=1))
    actor = acting_as(cast.posts["lead"]).actor
    assert not actor.fit and "starts on 4 March 2026" in actor.unfit_because


@pytest.mark.parametrize(("kind", "words"), [("training", "not done the training"), ("vetting", "no enhanced check")])
def test_what_was_never_done_is_named(cast, kind, words):
    remove_rows(Qualification.objects.filter(practitioner=cast.posts["lead"].practitioner, kind=kind))
    assert words in acting_as(cast.posts["lead"]).actor.unfit_because


def test_without_a_line_manager_the_index_team_is_whom_to_ask(cast):
    remove_rows(Qualification.objects.filter(practitioner=cast.posts["member"].practitioner))
    assert "the index team of your authority" in acting_as(cast.posts["member"]).actor.unfit_because


def test_a_qualification_holds_through_its_last_day(cast):
    set_rows(Qualification.objects.filter(practitioner=cast.posts["lead"].practitioner), until=clock.today())
    assert acting_as(cast.posts["lead"]).actor.fit


def test_training_of_tomorrow_does_not_count_today(cast):
    rows = Qualification.objects.filter(practitioner=cast.posts["lead"].practitioner, kind="training")
    set_rows(rows, on=clock.today() + datetime.timedelta(days=1))
    assert "not done the training" in acting_as(cast.posts["lead"]).actor.unfit_because


def test_a_delegate_has_the_rights_of_the_other_and_both_names(cast):
    delegate(cast.posts["lead"], cast.posts["administrator"])
    own = cast.posts["administrator"]
    actor = acting_as(own, **{sessions.ACTING_FOR: cast.posts["lead"].pk}).actor
    assert (actor.kind, actor.post_id, actor.own_post_id) == (Kind.DELEGATE, cast.posts["lead"].pk, own.pk)
    assert (actor.name, actor.role) == ("Kit Mellor", Role.PRACTITIONER)
    assert actor.on_behalf_of_id == cast.posts["lead"].pk


@pytest.mark.parametrize("dates", [{"ends": datetime.date(2026, 3, 2), "starts": datetime.date(2026, 3, 1)}, None])
def test_without_a_running_delegation_one_acts_for_oneself(cast, dates):
    if dates:
        delegate(cast.posts["lead"], cast.posts["administrator"], **dates)
    actor = acting_as(cast.posts["administrator"], **{sessions.ACTING_FOR: cast.posts["lead"].pk}).actor
    assert (actor.kind, actor.post_id) == (Kind.POST, cast.posts["administrator"].pk)


def test_a_delegation_to_a_colleague_is_not_mine(cast):
    delegate(cast.posts["lead"], cast.posts["same_agency"])
    actor = acting_as(cast.posts["administrator"], **{sessions.ACTING_FOR: cast.posts["lead"].pk}).actor
    assert actor.kind is Kind.POST


def test_nobody_acts_for_somebody_whose_post_has_ended(cast):
    delegate(cast.posts["lead"], cast.posts["administrator"])
    set_rows(Post.objects.filter(pk=cast.posts["lead"].pk), ends=clock.today() - datetime.timedelta(days=1))
    actor = acting_as(cast.posts["administrator"], **{sessions.ACTING_FOR: cast.posts["lead"].pk}).actor
    assert actor.kind is Kind.POST


def test_an_account_without_any_post_is_told_so(cast):
    account = Account.objects.create(username="nobody.yet")
    actor = acting.acting(account.pk, {}, second_factor=True).actor
    assert (actor.kind, actor.role, actor.fit) == (Kind.POST, None, False)
    assert "index team" in actor.unfit_because


def test_two_queries_are_enough_even_for_a_delegate(cast, django_assert_num_queries):
    delegate(cast.posts["lead"], cast.posts["administrator"])
    with django_assert_num_queries(1):
        acting_as(cast.posts["lead"])
    with django_assert_num_queries(2):
        acting_as(cast.posts["administrator"], **{sessions.ACTING_FOR: cast.posts["lead"].pk})


def test_a_stranger_is_nobody_and_asks_nothing_of_the_database(cast, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user, request.session = AnonymousUser(), {}
    with django_assert_num_queries(0):
        WhoIsActing(lambda _request: HttpResponse())(request)
    assert request.actor.kind is Kind.NOBODY

"""A service without anybody who signs in answers by telephone; whoever asked writes it down (DER-13)."""

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.child_index.models import Involvement
from teamaround.kit.problems import Problem
from teamaround.referrals import actions, answering, hearing
from teamaround.referrals.factories import prepared, sent
from teamaround.referrals.hearing import Heard
from teamaround.referrals.models import ReferralChange, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast):
    return sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])


def write(cast, asked, verb, by="lead", **more):
    said = {"who": "Jan, duty desk"} | more
    return hearing.write_down(by=cast.actors[by], referral=asked, heard=Heard(verb, **said))


def named(cast):
    rows = Involvement.objects.filter(child=cast.kayleigh, agency=cast.agencies["housing"], ends=None)
    return list(rows.values_list("worker_name", "post"))


def test_the_whole_way_by_telephone(cast, asked):
    before = named(cast)
    write(cast, asked, "accept", words="They ring on Monday")
    assert set(named(cast)) - set(before) == {("Jan, duty desk", None)}
    write(cast, asked, "start")
    ended = write(cast, asked, "end", outcome="helped")
    assert (ended.state, ended.outcome) == (State.ENDED, "helped")
    assert named(cast) == before
    words = ReferralChange.objects.filter(referral=asked, verb="accept").get()
    assert (words.words, words.by) == ("Told by Jan, duty desk. They ring on Monday", cast.posts["lead"])


def test_a_no_needs_its_reason_and_what_instead(cast, asked):
    for more in ({}, {"reason": "full"}, {"words": "Ask the library"}):
        with pytest.raises(Problem):
            write(cast, asked, "decline", **more)
    no = write(cast, asked, "decline", reason="full", words="Ask the library")
    assert (no.state, no.decline_reason, no.instead) == (State.DECLINED, "full", "Ask the library")


@pytest.mark.parametrize(("verb", "more"), [("end", {}), ("shout", {}), ("accept", {"who": " "})])
def test_what_is_missing_is_said(cast, asked, verb, more):
    with pytest.raises(Problem):
        write(cast, asked, verb, **more)


def test_once_somebody_of_the_service_took_it_in_here_they_answer_for_themselves(cast, asked):
    answering.accept(by=cast.actors["other_agency"], referral=asked)
    asked.refresh_from_db()
    assert hearing.may_be_heard(asked) == ()
    with pytest.raises(Problem, match="answered here"):
        write(cast, asked, "start")


def test_before_it_is_sent_there_is_nothing_to_hear(cast):
    draft = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    assert hearing.may_be_heard(draft) == ()
    with pytest.raises(Problem):
        write(cast, draft, "accept")


@pytest.mark.parametrize("who", ["other_lead", "other_agency", "same_agency", "other_coordinator"])
def test_nobody_else_writes_it_down(cast, asked, who):
    with pytest.raises(Refused):
        write(cast, asked, "accept", by=who)


def test_taking_the_request_back_ends_what_the_yes_began(cast, asked):
    before = named(cast)
    write(cast, asked, "accept")
    asked.refresh_from_db()
    actions.withdraw(by=cast.actors["lead"], referral=asked)
    assert named(cast) == before


def test_the_page_offers_what_can_be_said_now_and_keeps_what_was_typed(cast, client, asked):
    sam = sign_in(client, cast.posts["lead"])
    page = reverse("referrals:heard", kwargs={"referral_ref": asked.ref})
    assert page in sam.get(reverse("referrals:one", kwargs={"referral_ref": asked.ref})).content.decode()
    html = sam.get(page).content.decode()
    assert "Yes, they will help" in html and "The help is over" not in html
    wrong = sam.post(page, {"verb": "decline", "who": "Jan", "words": "Nothing near", "reason": ""}).content.decode()
    assert "Nothing near" in wrong and "Choose why they cannot help" in wrong
    write(cast, asked, "decline", reason="full", words="x")
    assert sam.get(page).status_code == 404

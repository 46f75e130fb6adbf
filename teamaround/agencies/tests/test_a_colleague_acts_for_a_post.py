"""Named from a day to a day, to act or only to look; ended, it ends at the next request (DER-16; design.md 4)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access import engine, registry
from teamaround.access.doing import Refused
from teamaround.access.roles import Kind
from teamaround.agencies import acting, delegating, sessions
from teamaround.agencies.factories import sign_in
from teamaround.agencies.models import Delegation, Post
from teamaround.agencies.rules import DelegationWord, delegation_word
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 3)
DAY = datetime.timedelta(days=1)


def name(cast, to="administrator", by="lead", starts=TODAY, ends=TODAY + 14 * DAY, **more):
    return delegating.delegate(by=cast.actors[by], to=cast.posts[to], starts=starts, ends=ends, **more)


def as_delegate(cast):
    session = {sessions.ACTING_FOR: cast.posts["lead"].pk}
    account = cast.posts["administrator"].practitioner.account_id
    return acting.acting(account, session, second_factor=True).actor


def child_page(cast):
    return reverse("desks:child", kwargs={"child_ref": cast.kayleigh.ref})


def test_a_named_colleague_acts_with_both_names_and_the_header_says_for_whom(client, cast):
    name(cast)
    actor = as_delegate(cast)
    assert (actor.kind, actor.only_looks) == (Kind.DELEGATE, False)
    page = sign_in(client, cast.posts["administrator"], acting_for=cast.posts["lead"]).get(child_page(cast))
    assert "acting for Sam Okafor, Learning mentor" in page.content.decode()
    look = Event.objects.get(action="child_index.see")
    assert (look.post_id, look.on_behalf_of_id) == (cast.posts["administrator"].pk, cast.posts["lead"].pk)


def test_who_was_named_to_look_sees_and_changes_nothing(client, cast):
    name(cast, may="look")
    actor = as_delegate(cast)
    may = engine.permitted(actor, cast.kayleigh.pk, registry.every_action())
    assert "plans.read" in may and not {each for each in may if registry.get(each).changes}
    signed = sign_in(client, cast.posts["administrator"], acting_for=cast.posts["lead"])
    assert signed.get(child_page(cast)).status_code == 200
    refused = signed.get(reverse("families:name", kwargs={"child_ref": cast.kayleigh.ref}))
    assert refused.status_code == 403 and "look in somebody&#x27;s place" in refused.content.decode()


def test_ended_it_is_over_at_the_next_request(client, cast):
    made = name(cast)
    signed = sign_in(client, cast.posts["administrator"], acting_for=cast.posts["lead"])
    assert signed.get(child_page(cast)).status_code == 200
    delegating.end_delegation(by=cast.lead, delegation=made)
    assert signed.get(child_page(cast)).status_code == 404
    assert delegating.end_delegation(by=cast.lead, delegation=made).ends == TODAY - DAY


def test_a_leavers_post_ends_reading_at_the_next_request(client, cast):
    signed = sign_in(client, cast.posts["lead"])
    assert signed.get(child_page(cast)).status_code == 200
    with recording(by=MAKER, action="test.leaver"):
        Post.objects.filter(pk=cast.posts["lead"].pk).update(ends=clock.today() - DAY)
    answer = signed.get(child_page(cast))
    assert answer.status_code == 403 and "ended on 2 March 2026" in answer.content.decode()
    assert signed.get(reverse("desks:children")).status_code == 403


def test_the_delegate_of_a_leaver_reads_nothing_either(client, cast):
    name(cast)
    signed = sign_in(client, cast.posts["administrator"], acting_for=cast.posts["lead"])
    with recording(by=MAKER, action="test.leaver"):
        Post.objects.filter(pk=cast.posts["lead"].pk).update(ends=clock.today() - DAY)
    assert signed.get(child_page(cast)).status_code == 404


@pytest.mark.parametrize("days", [(1, 5), (-5, -1)])
def test_outside_its_days_nobody_acts(cast, days):
    with recording(by=MAKER, action="test.days"):
        Delegation.objects.create(
            authority=cast.authority, principal=cast.posts["lead"], delegate=cast.posts["administrator"],
            starts=TODAY + days[0] * DAY, ends=TODAY + days[1] * DAY,
        )  # fmt: skip
    assert as_delegate(cast).kind is Kind.POST


@pytest.mark.parametrize("to", ["other_agency", "lead", "neighbour_worker"])
def test_only_a_colleague_of_ones_agency_can_be_named(cast, to):
    with pytest.raises(Problem, match="colleague of your agency"):
        name(cast, to=to)


def test_a_colleague_who_has_left_cannot_be_named(cast):
    with recording(by=MAKER, action="test.left"):
        Post.objects.filter(pk=cast.posts["administrator"].pk).update(ends=TODAY - DAY)
    with pytest.raises(Problem, match="whose post runs"):
        name(cast)


def test_nobody_is_named_twice_for_the_same_days_and_later_days_are_free(cast):
    name(cast)
    with pytest.raises(Problem, match="acts for you then already"):
        name(cast, starts=TODAY + 14 * DAY, ends=TODAY + 20 * DAY)
    name(cast, starts=TODAY + 15 * DAY, ends=TODAY + 20 * DAY)
    assert Delegation.objects.count() == 2


def test_whoever_acts_for_somebody_cannot_pass_that_on(cast):
    name(cast)
    with pytest.raises(Refused):
        delegating.delegate(by=as_delegate(cast), to=cast.posts["same_agency"], starts=TODAY, ends=TODAY)


def test_what_they_may_do_is_one_of_two(cast):
    with pytest.raises(Problem, match="what they may do"):
        name(cast, may="everything")


def test_only_whoever_named_ends_it(cast):
    made = name(cast)
    with pytest.raises(Problem, match="Only whoever named"):
        delegating.end_delegation(by=cast.actors["same_agency"], delegation=made)


@pytest.mark.parametrize(
    ("starts", "ends", "word"),
    [
        (0, 0, "good"), (0, 366, "good"), (0, 367, "too_long"), (-1, 5, "backdated"), (5, 4, "ends_first"),
    ],
)  # fmt: skip
def test_the_word_for_its_days(starts, ends, word):
    assert delegation_word(TODAY + starts * DAY, TODAY + ends * DAY, TODAY) is DelegationWord(word)


@pytest.mark.parametrize(("starts", "ends"), [(-1, 5), (5, 4), (0, 400)])
def test_wrong_days_name_nobody(cast, starts, ends):
    with pytest.raises(Problem):
        name(cast, starts=TODAY + starts * DAY, ends=TODAY + ends * DAY)
    assert not Delegation.objects.exists()


def test_the_page_names_ends_and_shows_what_was(client, cast, django_assert_max_num_queries):
    signed = sign_in(client, cast.posts["lead"])
    page = reverse("agencies:delegates")
    with django_assert_max_num_queries(8):
        assert "Nobody acts for you now" in signed.get(page).content.decode()
    fields = {"to": cast.posts["administrator"].ref, "starts": "2026-03-03", "ends": "2026-03-20", "may": "look"}
    text = signed.post(page, fields, follow=True).content.decode()
    assert "Kit Mellor can act for you" in text and "Look, but change nothing" in text
    end = reverse("agencies:end_delegation", kwargs={"delegation_ref": Delegation.objects.get().ref})
    assert "Acted for you before" in signed.post(end, follow=True).content.decode()
    assert sign_in(client, cast.posts["same_agency"]).post(end).status_code == 404


def test_the_delegate_finds_it_under_change_your_post(client, cast):
    name(cast, may="look")
    text = sign_in(client, cast.posts["administrator"]).get(reverse("desks:choose_post")).content.decode()
    assert "Act for Sam Okafor" in text and "Look, but change nothing" in text

"""The page "People": who is in the team, with number and part, in few statements; sensitive services stay covered."""

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.consent.models import Cover
from teamaround.kit import clock
from teamaround.practice_data.cast import MAKER, join
from teamaround.team_around_child import actions
from teamaround.team_around_child.models import Serving

pytestmark = pytest.mark.django_db


def url(cast, name="page", **more):
    return reverse(f"team_around_child:{name}", kwargs={"child_ref": cast.kayleigh.ref, **more})


def get(client, cast, who="lead", name="page", **more):
    return sign_in(client, cast.posts[who]).get(url(cast, name, **more))


def serving(cast, who="member"):
    return Serving.objects.get(member__post=cast.posts[who], episode=cast.episodes["kayleigh"], ends__isnull=True)


def therapist(cast):
    with recording(by=MAKER, action="test.join"):
        join(cast.episodes["kayleigh"], cast.posts["sensitive_worker"])


def test_it_takes_under_twenty_statements(client, cast, django_assert_max_num_queries):
    sign_in(client, cast.posts["lead"])
    with django_assert_max_num_queries(19):
        client.get(url(cast))


def test_it_shows_who_leads_who_left_and_why(client, cast):
    actions.end_serving(by=cast.actors["lead"], serving=serving(cast), reason="part_done")
    text = get(client, cast).content.decode()
    assert "Lead professional" in text and "Deputy" in text
    assert "Priya Nair" in text and "Their part is done" in text


def test_the_team_reads_it_and_a_stranger_of_the_same_role_does_not(client, cast):
    assert get(client, cast, "member").status_code == 200
    assert get(client, cast, "other_lead").status_code == 404


def test_a_sensitive_service_is_not_there_without_its_cover(client, cast):
    """Near miss: the same page, the same role, once with and once without the cover (DUD-23)."""
    therapist(cast)
    assert "Esther Vane" not in get(client, cast, "member").content.decode()
    with recording(by=MAKER, action="test.cover"):
        Cover.objects.create(
            authority=cast.authority, child=cast.kayleigh, agency=cast.school, sensitive="mental_health",
            basis="significant_harm", reasons="told", decided_by=cast.posts["lead"], starts=clock.today(),
        )  # fmt: skip
    assert "Esther Vane" in get(client, cast, "lead").content.decode()
    assert "Esther Vane" not in get(client, cast, "member").content.decode()


def test_the_sensitive_service_sees_itself(client, cast):
    therapist(cast)
    assert "Esther Vane" in get(client, cast, "sensitive_worker").content.decode()


@pytest.mark.parametrize("name", ["leave", "part"])
def test_whom_one_may_not_know_cannot_be_reached_by_address(client, cast, name):
    therapist(cast)
    member = serving(cast, "sensitive_worker").member
    assert get(client, cast, "member", name, member_ref=member.ref).status_code == 404


def test_somebody_is_found_and_added_by_form(client, cast):
    sign_in(client, cast.posts["lead"])
    page = client.get(url(cast, "add"), {"words": "Hinchliffe"}).content.decode()
    assert "Dave Hinchliffe" in page
    sent = {"who": f"post:{cast.posts['other_agency'].ref}", "part": "Visits the house"}
    answer = client.post(f"{url(cast, 'add')}?words=Hinchliffe", sent)
    assert answer.status_code == 302 and "Visits the house" in client.get(url(cast)).content.decode()


def test_the_same_form_sent_twice_adds_once(client, cast):
    sign_in(client, cast.posts["lead"])
    sent = {"who": f"person:{cast.mother.ref}", "part": "Mum", "submission_key": "one-key"}
    places = [client.post(url(cast, "add"), sent).headers["Location"] for _time in range(2)]
    assert places[0] == places[1]
    assert Serving.objects.filter(member__person=cast.mother).count() == 1


def test_nobody_fits_is_said(client, cast):
    sign_in(client, cast.posts["lead"])
    assert "Nobody fits" in client.get(url(cast, "add"), {"words": "zzzz"}).content.decode()


def test_leaving_and_changing_a_part_by_form(client, cast):
    member = serving(cast).member
    sign_in(client, cast.posts["lead"])
    client.post(url(cast, "part", member_ref=member.ref), {"part": "Weighs Alfie"})
    assert "Weighs Alfie" in client.get(url(cast)).content.decode()
    client.post(url(cast, "leave", member_ref=member.ref), {"reason": "family_wish"})
    assert "The family asked for it" in client.get(url(cast)).content.decode()


def test_whoever_leaves_goes_back_to_the_worktray(client, cast):
    member = serving(cast).member
    answer = sign_in(client, cast.posts["member"]).post(
        url(cast, "leave", member_ref=member.ref), {"reason": "own_wish"}
    )
    assert answer.headers["Location"] == reverse("desks:worktray")


def test_a_member_who_left_has_no_such_page(client, cast):
    member = serving(cast).member
    actions.end_serving(by=cast.actors["lead"], serving=serving(cast), reason="part_done")
    assert get(client, cast, "lead", "leave", member_ref=member.ref).status_code == 404

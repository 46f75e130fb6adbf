"""Worktrays of both sides and the co-ordinator, messages without a child's name, the closing page (DER-13)."""

import pytest

from teamaround.access.roles import Role
from teamaround.audit.recording import recording
from teamaround.episodes.announcements import before_closing
from teamaround.episodes.models import Entry
from teamaround.episodes.queries import story
from teamaround.notifications.models import Notice
from teamaround.practice_data.cast import MAKER, make_post
from teamaround.referrals import actions, answering, offers, queries
from teamaround.referrals.factories import prepared, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast):
    return sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])


def titles(rows):
    return [row.title for row in rows]


def test_what_waits_for_the_service(cast, asked):
    row = offers.received(cast.actors["other_agency"])[0]
    assert (row.title, row.urgency.name) == ("Can you help Kayleigh Moss?", "ANSWER_SOON")
    for who in ("other_lead", "same_agency", "coordinator", "reviewer"):
        assert offers.received(cast.actors[who]) == []


def test_urgent_comes_before_and_late_first(cast, asked, freeze_at):
    sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"], urgency="urgent")
    assert [row.urgency.name for row in offers.received(cast.actors["other_agency"])] == ["ANSWER_TODAY", "ANSWER_SOON"]
    freeze_at(days=30)
    assert {row.urgency.name for row in offers.received(cast.actors["other_agency"])} == {"LATE"}


def test_after_a_yes_it_asks_whether_help_has_begun_then_how_it_ended(cast, asked):
    by = cast.actors["other_agency"]
    answering.accept(by=by, referral=asked)
    assert titles(offers.received(by)) == ["Has help for Kayleigh Moss begun?"]
    assert offers.received(cast.actors["former"]) == []
    answering.start(by=by, referral=asked)
    assert titles(offers.received(by)) == ["Help for Kayleigh Moss"]


def test_no_reply_is_on_the_askers_and_the_coordinators_worktray(cast, asked, freeze_at):
    for who in ("lead", "coordinator"):
        assert offers.to_follow(cast.actors[who]) == []
    freeze_at(days=15)
    for who in ("lead", "coordinator"):
        assert titles(offers.to_follow(cast.actors[who])) == ["No answer from Marlbeck Homes"]
    for who in ("deputy", "other_lead", "other_coordinator", "manager"):
        assert offers.to_follow(cast.actors[who]) == []


def test_a_no_waits_until_it_was_read(cast, asked):
    answering.decline(by=cast.actors["other_agency"], referral=asked, reason="full", instead="In May")
    assert titles(offers.to_follow(cast.actors["lead"])) == ["Marlbeck Homes cannot help"]
    actions.settle(by=cast.actors["lead"], referral=asked)
    assert offers.to_follow(cast.actors["lead"]) == []


def test_a_draft_waits_to_be_sent(cast):
    prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    assert titles(offers.to_follow(cast.actors["lead"])) == ["Your request to Marlbeck Homes is not sent"]


def test_messages_name_no_child(cast, asked):
    answering.accept(by=cast.actors["other_agency"], referral=asked)
    kinds = list(Notice.objects.filter(kind__startswith="referrals.").order_by("pk").values_list("kind", "to_post"))
    posts = {cast.posts["other_agency"].pk, cast.posts["former"].pk}
    assert {post for kind, post in kinds if kind == "referrals.asked"} == posts
    assert [post for kind, post in kinds if kind == "referrals.answered"] == [cast.posts["lead"].pk]
    assert not any("Kayleigh" in str(row.values) for row in Notice.objects.all())


def test_only_the_person_or_the_team_asked_is_told(cast):
    with recording(by=MAKER, action="test.post"):
        other = make_post(
            cast.housing, Role.PRACTITIONER, "Ida", "Lund", "Officer", locality=cast.localities["canalside"]
        )
    for number, who in enumerate(({"to_post": other}, {"locality": cast.localities["canalside"]})):
        made = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
        actions.choose(by=cast.actors["lead"], referral=made, keys=[], **who)
        actions.send(by=cast.actors["lead"], referral=made)
        assert Notice.objects.filter(kind="referrals.asked", to_post=other).count() == number + 1
    assert not Notice.objects.exclude(to_post=other).filter(kind="referrals.asked").exists()


def test_the_closing_page_says_what_is_open(cast, asked):
    assert "The request to Marlbeck Homes is still open." in before_closing.ask(cast.episodes["kayleigh"])
    actions.withdraw(by=cast.actors["lead"], referral=asked)
    assert "The request to Marlbeck Homes is still open." not in before_closing.ask(cast.episodes["kayleigh"])


def test_a_request_to_a_sensitive_service_is_known_to_the_asker_and_where_its_cover_reaches(cast):
    from teamaround.episodes.factories import said_about

    made = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["camhs"])
    told = lambda who: any(row.pk == made.pk for row in queries.of_child(cast.actors[who], cast.kayleigh.pk))  # noqa: E731
    read = lambda who: [row.system_key for row in story(cast.actors[who], cast.episodes["kayleigh"], system=True)]  # noqa: E731
    assert told("lead") and not told("member")
    assert read("lead") == ["referrals_send"] and read("member") == []
    said_about(
        cast.episodes["kayleigh"], cast.agencies["health_visiting"], "agreed", information="sensitive",
        sensitive="mental_health",
    )  # fmt: skip
    assert told("member") and read("member") == ["referrals_send"]
    assert Entry.objects.get(system_key="referrals_send").sensitive == "mental_health"


def test_somebody_of_another_agency_cannot_be_asked_by_name(cast):
    from teamaround.kit.problems import Problem

    made = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    with pytest.raises(Problem, match="does not work there"):
        actions.choose(by=cast.actors["lead"], referral=made, keys=[], to_post=cast.posts["member"])

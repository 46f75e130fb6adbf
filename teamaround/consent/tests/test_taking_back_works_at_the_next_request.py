"""The same minute: list, check, page, print, messages (KIR-CO, design.md 9). Each beside one who still may."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse

from teamaround.access import engine, registry
from teamaround.agencies.factories import sign_in
from teamaround.agencies.models import Practitioner
from teamaround.audit.recording import recording
from teamaround.consent import actions
from teamaround.kit import clock
from teamaround.notifications import delivery, kinds, outbox
from teamaround.practice_data.cast import MAKER
from teamaround.practice_data.cast_records import add_records

pytestmark = pytest.mark.django_db
KIND = kinds.Kind("test.told", subject="A meeting", body="Sign in: %(link)s")
READING = ["plans.read", "consent.read", "assessments.read", "meetings.read"]


def take_back(cast, agency="health_visiting"):
    return actions.withdraw(
        by=cast.actors["lead"], child=cast.kayleigh, by_name="Donna Moss", right="responsibility",
        agency=cast.agencies[agency] if agency else None,
    )  # fmt: skip


def cover(cast, **more):
    return actions.cover(
        by=cast.actors["deputy"], child=cast.kayleigh, agency=cast.health_visiting, basis="duty", reasons="She is ill",
        **more,
    )  # fmt: skip


@pytest.mark.parametrize("action", READING)
def test_list_and_check_agree_before_and_after(cast, action):
    def may(who):
        actor, wanted = cast.actors[who], registry.get(action)
        listed = cast.kayleigh.pk in set(engine.child_ids(actor, wanted))
        assert engine.check(actor, wanted, cast.kayleigh.pk).allowed is listed
        return listed

    assert may("member") and may("deputy")
    take_back(cast)
    assert (may("member"), may("deputy")) == (False, True)


@pytest.mark.parametrize("page", ["plans:plan", "consent:sharing"])
def test_the_page_is_closed(cast, client, page):
    add_records(cast)
    member, address = sign_in(client, cast.posts["member"]), reverse(page, args=[cast.kayleigh.ref])
    assert member.get(address).status_code == 200
    take_back(cast)
    assert member.get(address).status_code in {403, 404}
    assert sign_in(client, cast.posts["deputy"]).get(address).status_code == 200


@pytest.mark.parametrize("name", ["assessments:print", "assessments:read"])
def test_the_print_is_closed(cast, client, name):
    address = reverse(name, args=[add_records(cast)["assessment_ref"]])
    before = sign_in(client, cast.posts["member"]).get(address).status_code
    take_back(cast)
    assert client.get(address).status_code in {403, 404}
    assert sign_in(client, cast.posts["deputy"]).get(address).status_code == before


def test_the_signed_paper_is_closed(cast, client):
    address = reverse("attachments:agreement", args=[add_records(cast)["attachment_ref"]])
    take_back(cast)
    assert sign_in(client, cast.posts["member"]).get(address).status_code in {403, 404}


class TestMessagesToColleagues:
    @pytest.fixture(autouse=True)
    def one_kind(self, monkeypatch, cast):
        monkeypatch.setattr(kinds, "_kinds", {KIND.key: KIND})
        with recording(by=MAKER, action="agencies.change"):
            for who in ("member", "deputy"):
                found = Practitioner.objects.filter(pk=cast.posts[who].practitioner_id)
                found.update(email=f"{who}@example.invalid")

    def tell(self, cast, who="member", child="kayleigh"):
        return outbox.send(
            "test.told", to_post=cast.posts[who], by=cast.actors["lead"],
            child_id=cast.people[child].pk if child else None,
        )  # fmt: skip

    def outcome(self, notice):
        delivery.deliver()
        notice.refresh_from_db()
        return (notice.state, notice.why)

    def test_one_that_waits_no_longer_goes_and_the_sender_reads_why(self, cast):
        notice = self.tell(cast)
        take_back(cast)
        assert self.outcome(notice) == ("dropped", "not_agreed")
        assert mail.outbox == []
        assert notice.get_why_display() == "The family does not want this agency to know"

    def test_the_other_agency_is_still_told(self, cast):
        take_back(cast)
        assert self.outcome(self.tell(cast, "deputy")) == ("sent", "")

    def test_nor_is_anything_kept_back_about_another_child_or_none(self, cast):
        take_back(cast)
        assert self.outcome(self.tell(cast, child="tyler")) == ("sent", "")
        assert self.outcome(self.tell(cast, child=None)) == ("sent", "")

    def test_a_duty_lets_it_go(self, cast):
        take_back(cast)
        cover(cast)
        assert self.outcome(self.tell(cast)) == ("sent", "")

    def test_a_duty_that_has_ended_does_not(self, cast):
        take_back(cast)
        cover(cast, ends=clock.today() - datetime.timedelta(days=1))
        assert self.outcome(self.tell(cast)) == ("dropped", "not_agreed")

    def test_a_new_agreement_opens_it_again(self, cast):
        take_back(cast)
        talk = actions.Conversation(
            cast.mother, "Donna Moss", "responsibility", "screen", tuple(actions.rules.EXPLAINED), signed_name="D Moss"
        )
        answers = actions.Answers("agreed", agencies=(cast.health_visiting,))
        actions.record_agreement(by=cast.actors["lead"], child=cast.kayleigh, answers=answers, conversation=talk)
        assert self.outcome(self.tell(cast)) == ("sent", "")

"""The outbox: written with the change, leased, stable Message-ID, again after a pause (design.md 6)."""

import datetime

import pytest
from django.core import mail
from django.db import transaction

from teamaround.agencies.factories import set_rows
from teamaround.agencies.models import Post, Practitioner
from teamaround.kit import clock as the_clock
from teamaround.notifications import delivery, kinds, outbox
from teamaround.notifications.models import Notice

pytestmark = pytest.mark.django_db
MOMENT = datetime.datetime(2026, 3, 3, 10, tzinfo=datetime.UTC)
KIND = kinds.Kind(
    "test.invited",
    subject="An invitation from %(agency)s",
    body="%(agency)s asks you to a meeting. Answer here: %(link)s",
    values=frozenset({"agency", "ref"}),
    path=lambda values: f"/meetings/{values['ref']}/",
    attach=lambda _notice: [kinds.Attached("meeting.ics", b"BEGIN:VCALENDAR", "text/calendar")],
)


@pytest.fixture(autouse=True)
def one_kind(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {KIND.key: KIND})


@pytest.fixture
def post(cast):
    set_rows(Practitioner.objects.filter(pk=cast.posts["member"].practitioner_id), email="priya@example.invalid")
    return Post.objects.get(pk=cast.posts["member"].pk)


def invite(post, **more):
    return outbox.send("test.invited", to_post=post, values={"agency": "Hazel Bank Primary", "ref": "abc"}, **more)


def after(**time):
    return the_clock.freeze(MOMENT + datetime.timedelta(**time))


def state_of(notice):
    notice.refresh_from_db()
    return (notice.state, notice.why, notice.tries)


def test_an_invitation_goes_with_link_calendar_and_stable_id(post):
    notice = invite(post)
    assert delivery.deliver() == 1
    sent = mail.outbox[0]
    assert (sent.subject, sent.to) == ("An invitation from Hazel Bank Primary", ["priya@example.invalid"])
    assert "http://localhost:8000/meetings/abc/" in sent.body
    assert sent.extra_headers["Message-ID"] == f"<{notice.ref}@localhost>"
    assert sent.attachments[0][0] == "meeting.ics"
    assert state_of(notice) == ("sent", "", 1)


def test_a_sent_message_is_not_sent_again(post):
    invite(post)
    assert (delivery.deliver(), delivery.deliver()) == (1, 0)
    assert len(mail.outbox) == 1


def test_when_the_action_is_undone_the_message_is_too(post):
    with pytest.raises(RuntimeError), transaction.atomic():
        invite(post)
        raise RuntimeError
    assert delivery.deliver() == 0


def test_a_message_may_wait_for_its_day(post):
    invite(post, due_at=MOMENT + datetime.timedelta(days=1))
    assert delivery.deliver() == 0
    with after(days=1):
        assert delivery.deliver() == 1


def test_what_another_worker_has_leased_is_left_alone(post):
    notice = invite(post)
    Notice.objects.filter(pk=notice.pk).update(leased_until=MOMENT + delivery.LEASE)
    assert delivery.deliver() == 0


def test_a_dead_workers_lease_runs_out_and_the_message_goes_with_the_same_id(post):
    notice = invite(post)
    assert delivery._lease(notice.pk) is not None
    with after(minutes=2):
        assert delivery.deliver() == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == delivery.message_id(notice)


def test_only_one_of_two_workers_gets_the_row(post):
    notice = invite(post)
    assert [delivery._lease(notice.pk) is not None for _ in range(2)] == [True, False]


def test_after_a_failure_it_waits_longer_each_time_and_then_gives_up(post, monkeypatch):
    def broken(self):
        raise OSError("the mail server is away")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    notice, passed = invite(post), 0
    for number, pause in enumerate(delivery.PAUSES, 1):
        with after(minutes=passed):
            assert delivery.deliver() == 0
        assert state_of(notice) == ("waiting", "", number)
        passed += pause
        assert notice.due_at == MOMENT + datetime.timedelta(minutes=passed)
    with after(minutes=passed):
        delivery.deliver()
    assert state_of(notice)[:2] == ("failed", "gave_up")


def test_one_that_fails_does_not_hold_up_the_next(post, cast, monkeypatch):
    invite(cast.posts["lead"])
    invite(post)
    assert delivery.deliver() == 1


@pytest.mark.parametrize(("change", "why"), [({"ends": datetime.date(2026, 3, 2)}, "post_ended"), ({}, "")])
def test_somebody_who_has_left_gets_nothing(post, change, why):
    notice = invite(post)
    set_rows(Post.objects.filter(pk=post.pk), **change) if change else None
    delivery.deliver()
    assert state_of(notice)[1] == why


def test_without_an_address_the_message_is_dropped_with_the_reason(cast):
    notice = invite(cast.posts["lead"])
    delivery.deliver()
    assert state_of(notice)[:2] == ("dropped", "no_address")


def test_the_secret_is_sealed_until_sent_and_forgotten_after(post):
    notice = invite(post, secret="token-123")
    assert "token-123" not in notice.sealed_secret and outbox.secret_of(notice) == "token-123"
    delivery.deliver()
    notice.refresh_from_db()
    assert notice.sealed_secret == ""


class TestWhatMayStandInAMessage:
    def test_a_value_the_kind_does_not_name_is_refused(self, post):
        with pytest.raises(ValueError, match="child"):
            outbox.send("test.invited", to_post=post, values={"agency": "A", "ref": "b", "child": "Kayleigh"})

    def test_a_missing_value_is_refused_when_written_not_when_sent(self, post):
        with pytest.raises(ValueError, match="ref"):
            outbox.send("test.invited", to_post=post, values={"agency": "A"})

    def test_a_long_text_is_no_value(self, post):
        with pytest.raises(ValueError, match="120"):
            outbox.send("test.invited", to_post=post, values={"agency": "A" * 121, "ref": "b"})

    def test_an_unknown_kind_is_refused(self, post):
        with pytest.raises(kinds.UnknownKind):
            outbox.send("test.nothing", to_post=post)

    def test_words_may_use_only_named_values(self):
        with pytest.raises(ValueError, match="child"):
            kinds.register(kinds.Kind("test.bad", subject="About %(child)s", body=""))

    def test_a_kind_is_registered_once(self):
        kinds.register(KIND)
        with pytest.raises(ValueError, match="twice"):
            kinds.register(kinds.Kind("test.invited", subject="", body=""))
        assert kinds.every_kind() == [KIND]


def test_outside_an_action_nothing_may_be_sent(post, monkeypatch):
    monkeypatch.setattr(transaction, "get_connection", lambda: type("C", (), {"in_atomic_block": False})())
    with pytest.raises(outbox.NotInTransaction):
        invite(post)

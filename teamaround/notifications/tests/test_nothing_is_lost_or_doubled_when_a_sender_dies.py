"""Killed between sending and marking: it goes again with the same id, and only then (design.md 6)."""

import datetime

import pytest
from django.core import mail

from teamaround.agencies.models import Practitioner
from teamaround.audit.recording import recording
from teamaround.kit import clock as the_clock
from teamaround.notifications import delivery, kinds, outbox, texts
from teamaround.notifications.models import Notice
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
MOMENT = datetime.datetime(2026, 3, 3, 10, tzinfo=datetime.UTC)
KIND = kinds.Kind("test.told", subject="A meeting", body="Sign in: %(link)s", text="A meeting: %(link)s %(secret)s")


class Killed(BaseException):
    """As a process that is ended: nothing after it runs, no handler for errors catches it."""


@pytest.fixture(autouse=True)
def one_kind(monkeypatch, cast):
    monkeypatch.setattr(kinds, "_kinds", {KIND.key: KIND})
    texts.ToMemory.sent.clear()
    with recording(by=MAKER, action="agencies.change"):
        Practitioner.objects.filter(pk=cast.posts["member"].practitioner_id).update(email="priya@example.invalid")
    cast.posts["member"].practitioner.refresh_from_db()


def tell(cast):
    return outbox.send("test.told", to_post=cast.posts["member"], by=cast.actors["lead"])


def killed_before_marking(monkeypatch):
    def die(*_given):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_settle", die)
        with pytest.raises(Killed):
            delivery.deliver()


def after(**time):
    return the_clock.freeze(MOMENT + datetime.timedelta(**time))


def test_it_goes_again_under_the_same_id_after_the_lease(cast, monkeypatch):
    notice = tell(cast)
    killed_before_marking(monkeypatch)
    with after(seconds=119):
        assert delivery.deliver() == 0
    with after(minutes=2):
        assert delivery.deliver() == 1
    assert {sent.extra_headers["Message-ID"] for sent in mail.outbox} == {delivery.message_id(notice)}
    assert len(mail.outbox) == 2


def test_a_text_goes_again_under_the_same_reference_and_with_its_secret(cast, monkeypatch):
    outbox.send_to_number("test.told", number="07700 900999", authority_id=cast.authority.pk, secret="48 12 07")
    killed_before_marking(monkeypatch)
    with after(minutes=2):
        delivery.deliver()
    assert len(texts.ToMemory.sent) == 2
    assert len(set(texts.ToMemory.sent)) == 1
    assert "48 12 07" in texts.ToMemory.sent[0][2]


def test_killed_before_sending_it_goes_once(cast, monkeypatch):
    tell(cast)

    def die(*_given):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_by_channel", die)
        with pytest.raises(Killed):
            delivery.deliver()
    with after(minutes=2):
        assert (delivery.deliver(), delivery.deliver()) == (1, 0)
    assert len(mail.outbox) == 1


def test_of_two_senders_that_see_the_same_row_one_sends(cast, monkeypatch):
    tell(cast)
    real = delivery._lease

    def other_was_first(pk):
        real(pk)
        return real(pk)

    monkeypatch.setattr(delivery, "_lease", other_was_first)
    assert (delivery.deliver(), len(mail.outbox)) == (0, 0)


def test_a_contact_that_vanished_between_asking_and_sending_gets_nothing(cast):
    notice = Notice(to_contact_id=987654, kind="test.told")
    assert delivery._address(notice) == ""

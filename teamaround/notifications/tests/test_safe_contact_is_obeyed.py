"""Ring, text, leave a message, never: every message obeys, and the worker is told (issue 2 step 4)."""

import pytest
from django.core import mail
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.families.models import Contact
from teamaround.kit import clock
from teamaround.notifications import actions, contacts, delivery, kinds, outbox, texts, worktray
from teamaround.notifications.models import Notice
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
KIND = kinds.Kind("test.told", subject="A meeting", body="Long words. %(link)s", text="A meeting is planned: %(link)s")


@pytest.fixture(autouse=True)
def one_kind(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {KIND.key: KIND})
    texts.ToMemory.sent.clear()


def contact(cast, **change):
    row = Contact.objects.get(person=cast.people["mother"])
    if change:
        with recording(by=MAKER, action="families.change"):
            Contact.objects.filter(pk=row.pk).update(**change)
    return row


def tell(cast, by="lead", child="kayleigh"):
    return outbox.send_to_contact(
        "test.told",
        contact_id=contact(cast).pk,
        authority_id=cast.authority.pk,
        by=cast.actors[by],
        child_id=cast.people[child].pk,
    )


def rows_of(cast, who):
    return worktray._rows["notifications.not_told"](cast.actors[who])


def test_where_only_text_is_safe_a_text_goes(cast):
    notice = tell(cast)
    assert delivery.deliver() == 1
    assert texts.ToMemory.sent == [(notice.ref, "07700 900481", "A meeting is planned: http://localhost:8000/")]
    assert not mail.outbox


def test_a_safe_address_gets_an_e_mail(cast):
    contact(cast, kind="email", value="donna@example.invalid", safe="ring")
    tell(cast)
    delivery.deliver()
    assert mail.outbox[0].to == ["donna@example.invalid"]


@pytest.mark.parametrize(("safe", "why"), [("never", "never"), ("ring", "ring_only")])
def test_where_no_message_is_safe_none_goes_and_the_worker_is_told(cast, safe, why):
    contact(cast, safe=safe)
    notice = tell(cast)
    delivery.deliver()
    notice.refresh_from_db()
    assert (notice.state, notice.why, texts.ToMemory.sent) == ("dropped", why, [])
    assert [row.title for row in rows_of(cast, "lead")] == ["Donna Moss cannot be told by message"]


def test_safety_is_asked_again_when_the_message_goes(cast):
    tell(cast)
    contact(cast, safe="never")
    delivery.deliver()
    assert texts.ToMemory.sent == []


def test_a_number_that_is_no_longer_hers_gets_nothing(cast):
    import datetime

    tell(cast)
    contact(cast, ends=clock.today() - datetime.timedelta(days=1))
    delivery.deliver()
    assert Notice.objects.get().why == "no_address"


def test_a_confirmed_number_is_kept_sealed_and_never_used_once_somebody_said_never(cast):
    def send():
        return outbox.send_to_number("test.told", number="07700 900481", authority_id=cast.authority.pk)

    assert "900481" not in send().sealed_to
    assert delivery.deliver() == 1
    contact(cast, safe="never")
    send()
    assert delivery.deliver() == 0
    assert len(texts.ToMemory.sent) == 1


def test_without_a_provider_the_worker_is_told(cast, settings):
    settings.TEXT_BACKEND = "teamaround.notifications.texts.NoTexts"
    tell(cast)
    delivery.deliver()
    assert Notice.objects.get().state == "failed"
    assert len(rows_of(cast, "lead")) == 1


def test_texts_lie_beside_the_mail_on_ones_own_machine(cast, settings, tmp_path):
    settings.TEXT_BACKEND = "teamaround.notifications.texts.ToFiles"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    notice = tell(cast)
    delivery.deliver()
    assert "To: 07700 900481" in (tmp_path / "mail" / f"text-{notice.ref}.txt").read_text()


class TestTheRowOfTheWorker:
    @pytest.fixture(autouse=True)
    def dropped(self, cast):
        contact(cast, safe="never")
        self.notice = tell(cast)
        delivery.deliver()

    @pytest.mark.parametrize("who", ["member", "other_lead", "manager", "nobody"])
    def test_is_nobody_elses(self, cast, who):
        assert rows_of(cast, who) == []

    def test_leaves_when_the_child_may_no_longer_be_seen(self, cast):
        Notice.objects.update(child_id=cast.people["tyler"].pk)
        assert rows_of(cast, "lead") == []

    def test_leaves_when_the_worker_says_it_is_done(self, cast, client):
        client = sign_in(client, cast.posts["lead"])
        address = reverse("notifications:not_told", args=[self.notice.ref])
        assert "Donna Moss" in client.get(address).content.decode()
        assert client.post(address).headers["Location"] == reverse("desks:worktray")
        assert rows_of(cast, "lead") == []

    def test_cannot_be_opened_by_another(self, cast, client):
        client = sign_in(client, cast.posts["other_lead"])
        assert client.get(reverse("notifications:not_told", args=[self.notice.ref])).status_code == 404


def test_a_contact_nobody_knows_cannot_be_reached(cast):
    assert contacts.reach(987654) is None
    assert not contacts.is_forbidden("no digits")


def test_settling_what_concerns_no_child_names_none(cast):
    notice = outbox.send_to_number("test.told", number="07700 900999", authority_id=cast.authority.pk)
    actions.settle(notice, by=cast.actors["lead"])
    first = Notice.objects.get(pk=notice.pk).settled_at
    actions.settle(notice, by=cast.actors["lead"])
    assert first is not None and Notice.objects.get(pk=notice.pk).settled_at == first


@pytest.mark.parametrize("kind", ["telephone", "email"])
@pytest.mark.parametrize("safe", ["ring", "text", "message", "never"])
def test_the_table_of_ways(kind, safe):
    way = contacts.way_to(contacts.Reach(kind, "value", safe, "Donna"))
    wanted = {"never": ("", "never")}.get(safe) or (
        ("email", "") if kind == "email" else {"ring": ("", "ring_only")}.get(safe, ("text", ""))
    )
    assert (way.channel, way.why) == wanted


@pytest.mark.parametrize("reach", [None, contacts.Reach("telephone", "", "text", "Donna")])
def test_without_a_number_there_is_no_way(reach):
    assert contacts.way_to(reach).why == "no_address"

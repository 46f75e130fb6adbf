"""Subject, body, text and calendar of every kind that is registered: no place where a name could stand (DUD-23)."""

import pytest
from django.core import mail

from teamaround.agencies.models import Practitioner
from teamaround.audit.recording import recording
from teamaround.notifications import allowed, delivery, kinds, outbox
from teamaround.practice_data.cast import MAKER
from teamaround.practice_data.cast_records import add_records

pytestmark = pytest.mark.django_db

HARMLESS = {"agency", "day", "meeting", "place", "ref", "request", "state", "time", "username", "who"}
"""Values that kinds may name: days, places of meetings, references, agencies and people at work."""


def test_kinds_name_only_harmless_values():
    assert {kind.key: sorted(kind.values - HARMLESS) for kind in kinds.every_kind() if kind.values - HARMLESS} == {}


def test_every_kind_has_words_for_a_subject_and_a_body():
    assert len(kinds.every_kind()) >= 6
    assert all(str(kind.subject) and str(kind.body) for kind in kinds.every_kind())


def test_what_leaves_holds_no_name_of_the_child(cast):
    refs = add_records(cast)
    with recording(by=MAKER, action="agencies.change"):
        Practitioner.objects.filter(pk=cast.posts["member"].practitioner_id).update(email="priya@example.invalid")
    cast.posts["member"].practitioner.refresh_from_db()
    for kind in kinds.every_kind():
        values = dict.fromkeys(kind.values, "x") | dict.fromkeys(kind.values & {"meeting"}, refs["meeting_ref"])
        outbox.send(kind.key, to_post=cast.posts["member"], values=values, child_id=cast.kayleigh.pk, secret="s")
    assert delivery.deliver() == len(kinds.every_kind())
    parts = [part for sent in mail.outbox for part in (sent.subject, sent.body, *map(str, sent.attachments))]
    assert any("BEGIN:VCALENDAR" in part for part in parts)
    assert not [part for part in parts if "Kayleigh" in part or "Moss" in part]


def test_a_question_that_is_registered_twice_is_asked_once(monkeypatch):
    def never(_notice):
        return ""

    monkeypatch.setattr(allowed, "_asked", [])
    for _time in range(2):
        allowed.register(never)
    assert allowed._asked == [never]

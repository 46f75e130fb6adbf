"""Saving an answer writes a sealed row and no event; tampering with it by hand is named (design.md 5)."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from teamaround.access.doing import Refused, adding
from teamaround.agencies.factories import sign_in
from teamaround.assessments import access, answering, inviting
from teamaround.assessments.factories import part_of, started, whole, write
from teamaround.assessments.models import Answer, Contributor
from teamaround.audit import sealing
from teamaround.audit.models import Event, RowLeaf, Waiting
from teamaround.audit.protected import Unrecorded
from teamaround.audit.tests.conftest import by_hand

__all__ = ["by_hand"]
pytestmark = pytest.mark.django_db
NOTE = "speech_language_strengths"


@pytest.fixture
def draft(cast):
    return started(cast.actors["lead"], cast.kayleigh)


@pytest.fixture
def lead(cast, client):
    return sign_in(client, cast.posts["lead"])


def at(name, draft):
    return reverse(f"assessments:{name}", kwargs={"assessment_ref": draft.ref, "section": "speech_language"})


def sent(text):
    return {"submission_key": "page-1", f"{NOTE}__seen": "", NOTE: text, f"{NOTE}__source": "observed"}


@pytest.mark.parametrize("name", ["keep", "section"])
def test_saving_by_itself_and_turning_the_page_write_rows_and_no_event(draft, lead, name):
    before = Event.objects.count()
    assert lead.post(at(name, draft), sent("Sings")).status_code in {200, 302}
    assert Answer.objects.get().value == "Sings"
    assert Event.objects.count() == before


def test_the_row_says_who_in_which_account_and_on_which_ground(cast, draft):
    row = write(cast.actors["lead"], draft, NOTE, "Sings", "observed")
    actor = cast.actors["lead"]
    assert (row.author_id, row.account_id, row.typed_by_id) == (actor.post_id, actor.account_id, None)
    assert row.basis == "author"


def test_what_a_delegate_types_names_both(cast, draft):
    row = write(cast.actors["delegate"], draft, NOTE, "Sings", "observed")
    actor = cast.actors["delegate"]
    assert (row.author_id, row.typed_by_id) == (actor.post_id, actor.own_post_id)
    assert row.author_id != row.typed_by_id


@pytest.mark.parametrize("who", ["other_lead", "same_agency", "former", "untrained", "nobody"])
def test_who_may_not_write_adds_no_row(cast, draft, who):
    with pytest.raises(Refused):
        write(cast.actors[who], draft, NOTE, "Sings", "observed")
    assert not Answer.objects.exists()
    assert not Waiting.objects.exists()


def test_a_refused_save_is_still_an_event(cast, draft, client):
    browser = sign_in(client, cast.posts["other_lead"])
    browser.post(at("keep", draft), sent("Sings"))
    assert Event.objects.filter(action="assessments.write", outcome="refuse").count() == 1


def test_writing_opens_no_other_protected_table(cast, draft):
    with adding(access.WRITE, by=cast.actors["lead"], child_id=cast.kayleigh.pk), pytest.raises(Unrecorded):
        Contributor.objects.create(assessment=draft)


def test_other_changes_of_an_assessment_keep_their_events(cast, draft):
    before = Event.objects.count()
    inviting.invite(by=cast.actors["lead"], assessment=draft, post=cast.posts["member"])
    assert Event.objects.count() > before


def test_an_answer_that_cannot_be_sealed_is_not_written(cast, draft, monkeypatch):
    def breaks(*given, **more):
        raise RuntimeError("no seal")

    monkeypatch.setattr(Waiting.objects, "bulk_create", breaks)
    with pytest.raises(RuntimeError), transaction.atomic():
        write(cast.actors["lead"], draft, NOTE, "Sings", "observed")
    assert not Answer.objects.exists()


def test_a_whole_assessment_is_sealed_and_verifies(cast, capsys):
    whole(cast.actors["lead"], cast.kayleigh)
    sealing.seal_all()
    assert RowLeaf.objects.count() == Answer.objects.count() > 4
    call_command("audit_verify")
    assert "rows that are their own record; 0 of them are not sealed yet" in capsys.readouterr().out


def test_an_answer_changed_by_hand_is_named(cast, draft, by_hand, capsys):
    row = write(cast.actors["lead"], draft, NOTE, "Sings", "observed")
    sealing.seal_all()
    by_hand("assessments_answer", "UPDATE assessments_answer SET value = '\"Shouts\"' WHERE id = %s", row.pk)
    with pytest.raises(CommandError):
        call_command("audit_verify")
    assert f"changed: row {row.pk}: In assessments_answer" in capsys.readouterr().out


def test_an_answer_given_to_another_author_by_hand_is_named(cast, draft, by_hand, capsys):
    row = write(cast.actors["lead"], draft, NOTE, "Sings", "observed")
    sql = "UPDATE assessments_answer SET author_id = %s WHERE id = %s"
    by_hand("assessments_answer", sql, cast.posts["member"].pk, row.pk)
    with pytest.raises(CommandError):
        call_command("audit_verify")
    assert f"changed: row {row.pk}" in capsys.readouterr().out


def test_an_answer_taken_out_by_hand_is_named(cast, draft, by_hand, capsys):
    row = write(cast.actors["lead"], draft, NOTE, "Sings", "observed")
    sealing.seal_all()
    by_hand("assessments_answer", "DELETE FROM assessments_answer WHERE id = %s", row.pk)
    with pytest.raises(CommandError):
        call_command("audit_verify")
    assert f"missing: row {row.pk}: In assessments_answer" in capsys.readouterr().out


def test_settling_adds_rows_and_no_event(cast, draft):
    row = write(cast.actors["lead"], draft, NOTE, "Sings", "observed")
    before = Event.objects.count()
    answering.take_away(by=cast.actors["lead"], part=part_of(draft, "speech_language"), row_id=row.pk)
    assert (Answer.objects.count(), Event.objects.count()) == (2, before)

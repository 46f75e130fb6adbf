"""`audit_verify` says what it found in sentences or JSON, and ends with 1 if somebody has to look into it."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from teamaround.audit import removal, sealing
from teamaround.audit.factories import Somebody, look
from teamaround.audit.tests.verifying import found

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def event():
    made = look(7, detail={"reason": "x"})
    sealing.seal_all()
    look(8)
    return made


def test_a_sound_record(event, capsys):
    call_command("audit_verify")
    said = capsys.readouterr().out
    assert said == (
        "Checked 2 events in 1 batches; 1 of them are not sealed yet.\n"
        "Nothing is missing, changed, inserted or reordered.\n"
    )


def test_a_changed_row_is_named_and_the_command_fails(event, by_hand, capsys):
    by_hand("audit_event", "UPDATE audit_event SET account_id = 99 WHERE id = %s", event.pk)
    with pytest.raises(CommandError, match="1 fault found") as failed:
        call_command("audit_verify")
    assert failed.value.returncode == 1
    said = capsys.readouterr().out
    assert f"changed: event {event.pk}: Its columns are not what its text says." in said
    assert "Nothing is" not in said


def test_a_detail_removed_under_a_receipt_is_told_and_is_no_fault(event, capsys):
    removal.remove_details(owner="child:7", receipt="R-12", by=Somebody())
    call_command("audit_verify")
    said = capsys.readouterr().out
    assert "detail removed under receipt R-12" in said
    assert "1 details were removed under a receipt." in said


def test_a_table_that_lost_its_guard_is_named(event, capsys):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER audit_leaf_no_delete{' ON audit_leaf' * (connection.vendor == 'postgresql')}")
    with pytest.raises(CommandError):
        call_command("audit_verify")
    assert "unguarded: table 1: audit_leaf has lost the triggers audit_leaf_no_delete" in capsys.readouterr().out


def test_the_same_as_json(event, by_hand, capsys):
    by_hand("audit_event", "UPDATE audit_event SET account_id = 99 WHERE id = %s", event.pk)
    with pytest.raises(CommandError):
        call_command("audit_verify", json=True)
    said = json.loads(capsys.readouterr().out)
    assert (said["events"], said["batches"], said["unsealed"], said["faults"]) == (2, 1, 1, 1)
    [finding] = said["findings"]
    assert (finding["word"], finding["what"], finding["id"]) == ("changed", "event", event.pk)


def test_deposited_heads_are_compared(event, by_hand, tmp_path):
    sealing.deposit(tmp_path)
    call_command("audit_verify", deposits=tmp_path)
    by_hand("audit_leaf", "DELETE FROM audit_leaf")
    by_hand("audit_batch", "DELETE FROM audit_batch")
    call_command("audit_verify")
    with pytest.raises(CommandError):
        call_command("audit_verify", deposits=tmp_path)


def test_it_can_be_asked_inside_a_transaction(event):
    with transaction.atomic():
        assert found() == []

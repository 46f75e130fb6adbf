"""Six years in the archive, then no name, number or word is left in any table or file; seals still verify."""

import datetime

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from teamaround.attachments import files
from teamaround.attachments.models import Attachment
from teamaround.audit import sealing
from teamaround.audit.models import Event, RowRemoval
from teamaround.audit.recording import record, recording
from teamaround.audit.verification import Verification
from teamaround.child_index import search_rows, staying
from teamaround.child_index.models import Enquiry
from teamaround.child_index.models_of_entry import Archiving
from teamaround.episodes.factories import written
from teamaround.episodes.models import Episode, State
from teamaround.families import actions, homes
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.practice_data.cast import MAKER
from teamaround.practice_data.cast_records import add_records
from teamaround.retention import rounds
from teamaround.retention.models import Purge

pytestmark = pytest.mark.django_db
LATER = datetime.datetime(2032, 3, 4, 10, 0, tzinfo=datetime.UTC)
WORDS = ("kayleigh", "mill race", "mb4 7qx", "9434765919", "900481", "zebra")
"""Her name, street, postcode and number, her mother's mobile, and a word that stands in everything said of her."""


@pytest.fixture
def old(cast, settings, tmp_path):
    """Kayleigh with one record of every kind and a word in each, archived on the third of March 2026."""
    settings.MEDIA_ROOT = tmp_path / "attachments"
    add_records(cast)
    homes.add_home(by=cast.lead, child=cast.kayleigh, lines="2 Mill Race", postcode="MB4 7QX")
    actions.add_number(by=cast.lead, child=cast.kayleigh, scheme="nhs_number", value="9434765919")
    actions.add_other_name(by=cast.lead, child=cast.kayleigh, given="Kayleigh-Ann", family="Zebra")
    written(cast.lead, cast.episodes["kayleigh"], "Kayleigh drew a zebra")
    record(by=cast.lead, action="test.look", outcome="read", children=[cast.kayleigh.pk], detail={"why": "zebra"})
    answer(cast)
    with recording(by=MAKER, action="test.old"):
        Enquiry.objects.filter(child=cast.kayleigh).update(question="Zebra?", answer="Zebra.")
        Episode.objects.filter(child=cast.kayleigh).update(
            state=State.CLOSED, closed_on=clock.today(), close_reason="age_limit"
        )
        Person.objects.filter(pk=cast.kayleigh.pk).update(born=datetime.date(2008, 3, 1))
        Person.objects.filter(pk=cast.mother.pk).update(family="Kayleighson")
    files.write(Attachment.objects.get(child_id=cast.kayleigh.pk).ref, b"%PDF- zebra %%EOF")
    search_rows.rebuild([cast.kayleigh.pk])
    sealing.seal_all(everything=True)
    rounds.run()
    return cast


def answer(cast):
    from teamaround.assessments.models import Answer, Assessment
    from teamaround.audit.sealed_rows import adding_rows

    with adding_rows():
        Answer.objects.create(
            authority=cast.authority, assessment=Assessment.objects.get(), section="health", question="general",
            value="Zebra", author=cast.posts["lead"], source="said_by_child", given_at=clock.now(),
        )  # fmt: skip


def found_in_database(words=WORDS):
    """Table, column and word of everything that can still be read, whatever the column is."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                text = {name: str(value).lower() for name, value in zip(columns, row, strict=True)}
                found += [
                    (model._meta.db_table, name, word)
                    for name, value in text.items()
                    for word in words
                    if word in value
                ]
    return sorted(set(found))


def power_cut(*_args, **_more):
    raise OSError("power cut")


def found_in_files():
    from django.conf import settings

    return [path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_before_the_day_the_words_are_there(old):
    assert {word for _table, _column, word in found_in_database()} == set(WORDS)
    assert Archiving.objects.get().purge_on == datetime.date(2032, 3, 3)


def test_afterwards_nothing_of_her_is_found_in_any_table_or_file(old):
    assert len(found_in_files()) == 1
    with clock.freeze(LATER):
        rounds.run()
    assert found_in_database() == []
    assert found_in_files() == []
    assert Purge.objects.get().finished_at is not None


def test_every_seal_still_verifies_and_names_the_receipt(old):
    with clock.freeze(LATER):
        rounds.run()
        sealing.seal_all(everything=True)
        findings = list(Verification().findings())
    assert findings and {finding.word for finding in findings} == {"removed"}
    assert all(Purge.objects.get().receipt in finding.sentence for finding in findings)
    assert RowRemoval.objects.count() == 1


def test_the_other_child_keeps_every_word(old):
    before = Person.objects.filter(pk__in=[old.tyler.pk, old.people["other_mother"].pk]).values_list("pk", "given")
    kept = list(before.order_by("pk"))
    with clock.freeze(LATER):
        rounds.run()
    assert list(before.order_by("pk")) == kept and all(given for _pk, given in kept)


def test_a_hold_put_on_the_archive_keeps_everything(old):
    staying.put_hold(by=old.reviewer, child=old.kayleigh, words="Inquiry.", review_on=datetime.date(2026, 9, 1))
    with clock.freeze(LATER):
        rounds.run()
    assert found_in_database(("kayleigh",)) and not Purge.objects.exists()


def test_killed_in_the_middle_it_goes_on_with_the_next_round(old, monkeypatch):
    with clock.freeze(LATER):
        monkeypatch.setattr(files, "remove", power_cut)
        assert rounds.run()[1].failed == 1
        assert Purge.objects.get().finished_at is None and len(found_in_files()) == 1
        monkeypatch.undo()
    with clock.freeze(LATER):
        rounds.run()
    assert Purge.objects.get().finished_at is not None and found_in_files() == []


def test_stopped_before_its_end_nothing_is_half_destroyed(old, monkeypatch):
    from teamaround.retention import destroying

    monkeypatch.setattr(destroying.removal, "remove_details", power_cut)
    with clock.freeze(LATER):
        assert rounds.run()[1].failed == 1
    assert not Purge.objects.exists() and {word for *_rest, word in found_in_database()} == set(WORDS)


def test_the_command_says_it_in_numbers_and_names_nobody(old, capsys):
    with clock.freeze(LATER):
        call_command("retention", "--dry-run")
    said = capsys.readouterr().out
    assert f"purge: child {old.kayleigh.pk}, age, since 2032-03-03" in said and "1 would be" in said
    assert "Kayleigh" not in said and not Purge.objects.exists()


def test_the_receipt_is_an_event_about_the_child(old):
    with clock.freeze(LATER):
        rounds.run()
    codes = [event.codes for event in Event.objects.filter(action="child_index.archive")]
    assert {"why": "age", "purge": True} in codes

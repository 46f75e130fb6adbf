"""A repeat of a submission gets the first result (design.md 6)."""

import datetime

import pytest
from django.db import connection

from teamaround.audit import submissions
from teamaround.audit.factories import Somebody
from teamaround.audit.models import Event, Submission
from teamaround.audit.recording import recording
from teamaround.audit.submissions import once, result_of
from teamaround.audit.tests.racing import at_once
from teamaround.audit.tests.tiny import Note, make_tables
from teamaround.kit.clock import freeze


class Doing:
    """Makes a note, and counts how often it was asked to."""

    def __init__(self, result="/notes/1"):
        self.times, self.result = 0, result

    def __call__(self):
        self.times += 1
        with recording(by=Somebody(), action="test.note"):
            Note.objects.create(text=f"note {self.times}")
        return self.result


@pytest.fixture
def notes(db):
    make_tables()


def test_a_repeat_gets_the_first_result_and_does_nothing(notes):
    first, repeat = Doing("/notes/1"), Doing("/notes/2")
    assert [once(1, "k", first), once(1, "k", repeat)] == ["/notes/1", "/notes/1"]
    assert (first.times, repeat.times, Note.objects.count()) == (1, 0, 1)


def test_another_account_or_another_key_is_another_submission(notes):
    doing = Doing()
    once(1, "k", doing)
    once(2, "k", doing)
    once(1, "l", doing)
    assert doing.times == 3


def test_a_form_without_a_key_is_done_each_time(notes):
    doing = Doing()
    once(1, "", doing)
    once(1, "", doing)
    assert (doing.times, Submission.objects.count()) == (2, 0)


def test_when_it_fails_the_key_is_free_again(notes):
    with pytest.raises(ZeroDivisionError):
        once(1, "k", lambda: 1 / 0)
    assert once(1, "k", Doing()) == "/notes/1"


def test_what_it_changed_goes_with_a_result_that_cannot_be_kept(notes):
    with pytest.raises(ValueError, match="longer than 400"):
        once(1, "k", Doing("/" * 401))
    assert (Note.objects.count(), Event.objects.count(), Submission.objects.count()) == (0, 0, 0)


def test_a_key_of_any_length_is_taken(notes):
    doing = Doing()
    assert once(1, "k" * 5000, doing) == once(1, "k" * 5000, doing)
    once(1, "k" * 5001, doing)
    assert doing.times == 2


def test_a_key_is_kept_for_a_week(db, clock):
    once(1, "old", lambda: "/")
    with freeze(clock + datetime.timedelta(days=7)):
        once(1, "new", lambda: "/")
        assert submissions.forget_old() == 0
    with freeze(clock + datetime.timedelta(days=7, seconds=1)):
        assert submissions.forget_old() == 1
    assert Submission.objects.get().key == "new"


@pytest.mark.race
def test_of_six_that_come_at_once_one_is_done_and_all_get_its_result(own_database):
    make_tables()
    doing = [Doing(f"/notes/{number}") for number in range(6)]
    results = at_once([lambda do=do: once(1, "k", do) for do in doing])
    assert len(set(results)) == 1
    assert sum(do.times for do in doing) == 1
    assert Note.objects.count() == 1
    connection.close()


def test_where_a_form_led_is_known_to_its_sender_only(notes):
    assert result_of(1, "k") == ""
    once(1, "k", Doing("/notes/1"))
    assert [result_of(1, "k"), result_of(2, "k"), result_of(1, "")] == ["/notes/1", "", ""]

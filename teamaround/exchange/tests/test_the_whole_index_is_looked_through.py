"""Duplicates of the whole index: proposed once, answers remembered, brothers and the protected left in peace."""

import datetime
import sys

import pytest
from django.core.management import CommandError, call_command

from teamaround.access.actor import Actor
from teamaround.access.doing import Refused
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.child_index import search_rows
from teamaround.child_index.models import Duplicate, Entry, Shield
from teamaround.exchange import deduplicating, splink_way
from teamaround.exchange.factories import known_child, quiet
from teamaround.exchange.models import Sweep
from teamaround.kit import clock
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
BORN = datetime.date(2018, 3, 1)


@pytest.fixture
def job(cast):
    return Actor.job("deduplicate", cast.authority.pk)


def child(cast, given="Ashleigh", family="Wrenfield", born=BORN, **more):
    facts = {"address": "3 Mill Race", "postcode": "MB4 7QX", "source": "load"}
    return known_child(cast.authority, given, family, born, **facts | more)


def sweep(job, **more):
    return deduplicating.sweep(by=job, progress=quiet, **more)


@pytest.mark.parametrize(
    ("given", "family", "born"),
    [
        ("Ashlea", "Wrenfield", BORN),
        ("Ashleigh", "Wrenfeld", BORN),
        ("Wrenfield", "Ashleigh", BORN),
        ("Ashleigh", "Wrenfield", datetime.date(2018, 1, 3)),
        ("Ashleigh", "Okonkwo", BORN),
    ],
)
def test_a_child_written_twice_is_proposed_whatever_was_misspelt(cast, job, given, family, born):
    one, other = child(cast), child(cast, given, family, born)
    assert sweep(job).found == 1
    pair = Duplicate.objects.get()
    assert (pair.child_a_id, pair.child_b_id, pair.state) == (one.pk, other.pk, "waiting")
    assert pair.reasons


def test_a_twin_and_a_brother_are_not_asked_about(cast, job):
    child(cast)
    child(cast, "Bartholomew")
    child(cast, "Cuthbert", born=datetime.date(2016, 5, 5))
    assert sweep(job).found == 0


def test_another_nhs_number_keeps_two_records_apart(cast, job):
    """As with an adopted child's new record."""
    child(cast, numbers={"nhs_number": "9990000026"})
    child(cast, numbers={"nhs_number": "9990000034"})
    assert sweep(job).found == 0


def test_an_answer_is_remembered(cast, job):
    child(cast), child(cast, "Ashlea")
    sweep(job)
    with recording(by=MAKER, action="practice_data.cast"):
        Duplicate.objects.update(state="different", decided_by=cast.posts["index_team"], decided_at=clock.now())
    assert sweep(job).found == 0
    assert Duplicate.objects.get().state == "different"


def test_of_a_protected_child_only_what_the_shield_shows_is_compared(cast, job):
    one, other = child(cast), child(cast, "Ashlea", born=datetime.date(2011, 7, 9))
    with recording(by=MAKER, action="test.shield"):
        Shield.objects.create(
            authority=cast.authority, child=one, reason_code="risk", starts=clock.today(), review_on=clock.today()
        )
    search_rows.rebuild([one.pk])
    sweep(job)
    assert not Duplicate.objects.filter(child_a=one, child_b=other).exists()


def test_a_held_entry_has_its_own_queue(cast, job):
    child(cast)
    other = child(cast)
    with recording(by=MAKER, action="practice_data.cast"):
        Entry.objects.filter(pk=other.pk).update(state=Entry.State.HELD)
    search_rows.rebuild([other.pk])
    assert sweep(job).found == 0


def test_stopped_anywhere_it_goes_on(cast, job, monkeypatch):
    monkeypatch.setattr(deduplicating, "CHUNK", 2)
    child(cast), child(cast, "Ashlea"), child(cast, "Zebedee", "Quist"), child(cast, "Zebedee", "Quists")
    sweep(job, go_on=lambda: False)
    assert sweep(job).compared == Entry.objects.count()
    assert (Sweep.objects.count(), Duplicate.objects.count()) == (1, 2)


def test_each_part_is_on_record_with_the_children_it_proposed(cast, job):
    one, other = child(cast), child(cast, "Ashlea")
    sweep(job)
    assert Event.objects.filter(action="exchange.deduplicate").get().children == [one.pk, other.pk]


def test_nobody_but_the_job_may(cast):
    with pytest.raises(Refused):
        sweep(cast.index_team)


def test_the_command_tells_what_it_found(cast, capsys):
    child(cast), child(cast, "Ashlea")
    call_command("deduplicate")
    assert "1 new pairs wait for the index team" in capsys.readouterr().out


def test_without_splink_the_command_says_how_to_install_it(cast, monkeypatch):
    monkeypatch.setitem(sys.modules, "splink", None)
    with pytest.raises(CommandError, match="requirements/dedupe.lock"):
        call_command("deduplicate", splink=True)


def test_with_splink_the_pairs_it_finds_are_explained_by_our_own_scorer(cast, job, monkeypatch):
    one, other, third = child(cast), child(cast, "Ashlea"), child(cast, "Zebedee", "Quist")
    pairs = {(one.pk, other.pk), (other.pk, third.pk)}
    monkeypatch.setattr(splink_way, "needed", lambda: (None, None, type("P", (), {"table": dict})))
    monkeypatch.setattr(splink_way, "found_in", lambda *_given: pairs)
    finder = splink_way.finder(job.authority_id, quiet)
    assert sweep(job, way="splink", pairs_of=finder).found == 1
    assert Duplicate.objects.get().child_b == other

"""However writers and sealers cross, every event is sealed once and none is passed over (sealing by id lost some)."""

import random
import threading
import time

import pytest
from django.db import connection, transaction

from teamaround.audit import one_sealer, sealing
from teamaround.audit.factories import Somebody, look
from teamaround.audit.models import Batch, Event, Leaf
from teamaround.audit.tests.racing import at_once
from teamaround.audit.tests.verifying import words

pytestmark = [pytest.mark.usefixtures("own_database"), pytest.mark.race]
WRITERS = 6
EVENTS_EACH = 60


def write(number):
    """Looks one by one and in long transactions, so that ids end in another order than they began."""
    dice = random.Random(number)
    by = Somebody(account_id=number)
    for turn in range(EVENTS_EACH // 3):
        look(number, by=by)
        with transaction.atomic():
            look(turn, by=by)
            if connection.vendor == "postgresql":
                time.sleep(dice.random() / 50)
            look(number, by=by, detail={"reason": str(turn)})


def seal_until(done):
    while not done.is_set():
        sealing.seal_all()
        time.sleep(0.005)


def test_six_writers_and_two_sealers_lose_nothing():
    done = threading.Event()

    def write_all():
        try:
            at_once([lambda number=number: write(number) for number in range(WRITERS)])
        finally:
            done.set()

    at_once([write_all, lambda: seal_until(done), lambda: seal_until(done)])
    sealing.seal_all()
    assert Event.objects.count() == WRITERS * EVENTS_EACH
    assert Leaf.objects.count() == WRITERS * EVENTS_EACH
    assert Batch.objects.count() > 1
    assert words() == []


def test_of_sealers_at_once_each_event_has_one_seal():
    for child in range(40):
        look(child)
    sealed = at_once([sealing.seal_all] * 4)
    assert sum(sealed) + sealing.seal_all() == 40
    assert words() == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
def test_an_event_whose_transaction_is_still_open_holds_up_those_after_it():
    written, go_on = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            look(1)
            written.set()
            go_on.wait(10)

    def quick():
        written.wait(10)
        look(2)
        before = sealing.seal_all()
        go_on.set()
        return before

    assert at_once([slow, quick]) == [None, 0]
    assert sealing.seal_all() == 2


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="on SQLite the second waits")
def test_while_one_sealer_is_at_work_another_leaves_it_to_it():
    look(1)
    locked, go_on = threading.Event(), threading.Event()

    def first():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [one_sealer.LOCK])
            locked.set()
            go_on.wait(10)

    def second():
        locked.wait(10)
        sealed = sealing.seal_all()
        go_on.set()
        return sealed

    assert at_once([first, second]) == [None, 0]
    assert sealing.seal_all() == 1


def test_verifying_while_others_write_finds_nothing():
    stop = threading.Event()

    def verify():
        found = [words() for _ in range(4)]
        stop.set()
        return found

    def keep_writing():
        while not stop.is_set():
            look(1, 2, detail={"reason": "x"})

    found, *_rest = at_once([verify, keep_writing, keep_writing, lambda: seal_until(stop)])
    assert found == [[], [], [], []]

"""Two things in the same second, with real commits and threads."""

import threading
from functools import partial

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from teamaround.agencies.factories import sign_in
from teamaround.assessments import actions
from teamaround.assessments.factories import started, write
from teamaround.assessments.models import Answer, Assessment
from teamaround.assessments.queries import rows_of
from teamaround.audit import sealing_rows
from teamaround.audit.models import RowLeaf
from teamaround.instruments.answers import current
from teamaround.kit import clock as the_clock
from teamaround.practice_data.cast import make_cast

pytestmark = [pytest.mark.usefixtures("own_database"), pytest.mark.race]


def at_once(*does):
    """Run all in threads that start together; gives what they returned."""
    barrier, found, moment = threading.Barrier(len(does)), [], the_clock.now()

    def run(do):
        barrier.wait()
        try:
            with the_clock.freeze(moment):
                found.append(do())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(do,)) for do in does]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_two_who_start_in_the_same_second_get_one():
    cast = make_cast()
    child = cast.people["kayleigh"]
    found = at_once(
        lambda: actions.start(by=cast.actors["lead"], child=child).pk,
        lambda: actions.start(by=cast.actors["member"], child=child).pk,
    )
    assert len(found) == 2
    assert set(found) == {Assessment.objects.get().pk}


def test_one_page_that_saves_twice_at_once_writes_one_note():
    cast = make_cast()
    made = actions.start(by=cast.actors["lead"], child=cast.people["kayleigh"])
    browsers = [sign_in(Client(), cast.posts["lead"]) for _number in range(2)]
    url = f"/assessments/record/{made.ref}/part/behaviour/keep/"
    sent = {"submission_key": "k", "behaviour_needs": "Bites", "behaviour_needs__source": "observed"}
    found = at_once(*[partial(browser.post, url, sent) for browser in browsers])
    assert [answer.status_code for answer in found] == [200, 200]
    assert [row.value for row in current(rows_of(made))] == ["Bites"]
    assert Answer.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_an_answer_whose_transaction_ends_late_is_sealed_the_next_time():
    cast = make_cast()
    made = started(cast.actors["lead"], cast.people["kayleigh"])
    begun, may_end = threading.Event(), threading.Event()

    def late():
        with transaction.atomic():
            write(cast.actors["lead"], made, "behaviour_needs", "Bites", "observed")
            begun.set()
            may_end.wait(10)

    def sealer():
        begun.wait(10)
        first = sealing_rows.seal_waiting()
        may_end.set()
        return first

    assert 0 in at_once(late, sealer)
    assert sealing_rows.seal_waiting() == 1
    assert RowLeaf.objects.get().row_id == Answer.objects.get().pk

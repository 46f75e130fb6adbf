"""Rows that only a person can tell: side by side, one press and the next, who decided on record."""

import datetime

import pytest

from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.child_index.models import Duplicate, Entry
from teamaround.exchange import applying, reviewing
from teamaround.exchange.factories import applied, file_of, known_child, matched, quiet, row
from teamaround.exchange.models import Delivery, StagedRow
from teamaround.families.models import Person
from teamaround.kit.problems import Problem

pytestmark = pytest.mark.django_db
BORN = datetime.date(2018, 3, 1)


@pytest.fixture
def known(cast, job):
    return known_child(cast.authority, "Ashley", "Wrenfield", BORN, source="load")


@pytest.fixture
def file(tmp_path):
    """Two rows that may be Ashley, and one about somebody else."""
    return file_of(
        tmp_path,
        [
            row(FORENAMES="Ashley", SURNAME="Wrenfeld", DATE_OF_BIRTH="20180103"),
            row(FORENAMES="Ashly", SURNAME="Wrenfield", DATE_OF_BIRTH="20180301", SEX="M"),
            row(FORENAMES="Cy", SURNAME="Teal", DATE_OF_BIRTH="20110504"),
        ],
    )


def decide(cast, delivery, answer):
    first = reviewing.waiting(delivery).first()
    return reviewing.decide(by=cast.index_team, row=first, answer=answer)


def let_apply(job, delivery):
    delivery.refresh_from_db()
    return applying.apply_rows(by=job, delivery=applying.allow(by=job, delivery=delivery, words=""), progress=quiet)


def test_likely_rows_wait_and_change_nothing(job, known, file):
    delivery = applied(job, file)
    assert (delivery.undecided, delivery.created) == (2, 1)
    assert Person.objects.filter(family__startswith="Wren").count() == 1


def test_the_same_child_is_changed_when_the_file_is_applied(job, cast, known, file):
    delivery = matched(job, file)
    done = decide(cast, delivery, reviewing.SAME)
    delivery = let_apply(job, delivery)
    done.refresh_from_db()
    assert (done.child_id, done.applied, done.decided_by) == (known.pk, True, cast.posts["index_team"])
    assert Person.objects.filter(family__startswith="Wren").count() == 1


def test_another_child_is_entered_and_the_pair_is_not_asked_again(job, cast, known, file):
    delivery = matched(job, file)
    decide(cast, delivery, reviewing.ANOTHER)
    let_apply(job, delivery)
    assert Person.objects.filter(family__startswith="Wren").count() == 2
    assert Duplicate.objects.get().state == Duplicate.State.DIFFERENT


def test_later_puts_it_behind_the_others(job, cast, known, file):
    delivery = matched(job, file)
    first = decide(cast, delivery, reviewing.LATER)
    assert reviewing.waiting(delivery).first() != first
    assert reviewing.waiting(delivery).count() == 2


def test_after_applying_an_answer_is_carried_out_at_once(job, cast, known, file):
    delivery = applied(job, file)
    decide(cast, delivery, reviewing.ANOTHER)
    delivery.refresh_from_db()
    assert (delivery.undecided, delivery.created) == (1, 2)
    assert (
        Entry.objects.filter(child__family="Wrenfeld").count() + Entry.objects.filter(child__given="Ashly").count() == 1
    )


def test_who_decided_is_on_record(job, cast, known, file):
    decide(cast, matched(job, file), reviewing.SAME)
    event = Event.objects.filter(action="exchange.decide").get()
    assert (event.post_id, event.codes["answer"], event.children) == (cast.posts["index_team"].pk, "same", [known.pk])


def test_the_second_of_two_who_decide_is_told(job, cast, known, file):
    delivery = matched(job, file)
    both = reviewing.waiting(delivery).first()
    reviewing.decide(by=cast.index_team, row=both, answer=reviewing.SAME)
    with pytest.raises(Problem, match="Jan Brook has just decided"):
        reviewing.decide(by=cast.index_team, row=both, answer=reviewing.ANOTHER)


def test_a_page_shows_both_and_one_press_brings_the_next(job, cast, client, known, file):
    delivery = matched(job, file)
    sign_in(client, cast.posts["index_team"])
    first = client.get(f"/deliveries/{delivery.ref}/review/", follow=True)
    assert b"Wrenfield" in first.content
    assert b"The same child" in first.content
    answer = client.post(first.request["PATH_INFO"], {"answer": "another", "submission_key": "one"})
    assert answer.url.startswith(f"/deliveries/{delivery.ref}/rows/")
    assert answer.url != first.request["PATH_INFO"]


def test_the_index_team_of_another_authority_finds_neither_file_nor_row(job, cast, client, known, file):
    from teamaround.access.roles import Role
    from teamaround.audit.recording import recording
    from teamaround.practice_data.cast import MAKER, make_post

    delivery = matched(job, file)
    with recording(by=MAKER, action="practice_data.cast"):
        neighbour = make_post(cast.agencies["abroad"], Role.INDEX_TEAM, "Ina", "North", "Index officer")
    sign_in(client, neighbour)
    assert client.get(f"/deliveries/{delivery.ref}/").status_code == 404
    assert client.post(f"/deliveries/{delivery.ref}/rows/1/", {"answer": "same"}).status_code == 404
    assert StagedRow.objects.filter(decided_by__isnull=False).count() == 0


def test_the_receipt_adds_up(job, cast, known, file):
    delivery = applied(job, file)
    parts = ("created", "to_review", "updated", "unchanged", "undecided", "held", "older", "rejected")
    assert sum(getattr(delivery, part) for part in parts) == delivery.row_count
    assert delivery.state == Delivery.State.APPLIED

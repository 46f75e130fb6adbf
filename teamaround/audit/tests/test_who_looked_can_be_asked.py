"""Who looked at this child, and what an account or post did: newest first, by page, by index."""

import datetime

import pytest
from django.db import connection

from teamaround.audit.factories import Somebody, look
from teamaround.audit.looks import events_of, looks_at
from teamaround.audit.models import Event
from teamaround.kit.clock import freeze

pytestmark = pytest.mark.django_db


@pytest.fixture
def days(clock):
    """A look a day at child 7, oldest first; the last two fall on one moment."""
    made = []
    for day in (0, 1, 2, 3, 3):
        with freeze(clock + datetime.timedelta(days=day)):
            made.append(look(7, 8, by=Somebody(account_id=day)))
    return made


def numbers(page):
    return [event.pk for event in page.events]


def pages(ask):
    """All pages, one after the other."""
    found, after = [], None
    while True:
        page = ask(after)
        found.append(numbers(page))
        after = page.following
        if after is None:
            return found


def test_looks_come_newest_first(days):
    look(9)
    assert numbers(looks_at(7)) == [event.pk for event in reversed(days)]
    assert looks_at(7).following is None


def test_looks_come_by_page_without_a_gap_or_a_repeat(days):
    newest = [event.pk for event in reversed(days)]
    assert pages(lambda after: looks_at(7, after=after, size=1)) == [[number] for number in newest]
    assert pages(lambda after: looks_at(7, after=after, size=2)) == [newest[:2], newest[2:4], newest[4:]]
    assert pages(lambda after: looks_at(7, after=after, size=5)) == [newest]


def test_looks_since_a_day(days, clock):
    assert numbers(looks_at(7, clock + datetime.timedelta(days=3))) == [days[4].pk, days[3].pk]


def test_a_child_nobody_looked_at_has_none(days):
    page = looks_at(10)
    assert (page.events, page.following) == ([], None)


def test_only_what_showed_something_is_a_look_unless_asked_otherwise():
    seen = [look(7, outcome=outcome).pk for outcome in ("read", "search", "export", "print")]
    refused = look(7, outcome="refuse").pk
    look(7, outcome="change")
    assert sorted(numbers(looks_at(7))) == seen
    assert numbers(looks_at(7, outcomes=["refuse"])) == [refused]


def test_a_look_whose_event_is_gone_leaves_a_shorter_page(days):
    from teamaround.audit.models import About

    About.objects.create(event_id=days[4].pk + 900, child_id=7, at=days[4].at, outcome="read")
    assert numbers(looks_at(7, size=2)) == [days[4].pk]


def test_what_an_account_did_comes_newest_first_and_by_page(days):
    mine = look(1, by=Somebody(account_id=3, own_post_id=44))
    wanted = [days[4].pk, days[3].pk, mine.pk]
    assert pages(lambda after: events_of(account_id=3, after=after, size=2)) == [wanted[:2], wanted[2:]]


def test_what_was_done_in_a_post(days, clock):
    mine = look(1, by=Somebody(account_id=3, own_post_id=44))
    assert numbers(events_of(post_id=44)) == [mine.pk]
    assert numbers(events_of(post_id=44, since=clock + datetime.timedelta(seconds=1))) == []


@pytest.mark.parametrize("who", [{}, {"account_id": 1, "post_id": 2}])
def test_exactly_one_of_account_and_post_is_named(who):
    with pytest.raises(ValueError, match="an account or a post"):
        events_of(**who)


def test_a_page_takes_two_statements_however_many_looks_there_are(days, django_assert_num_queries):
    with django_assert_num_queries(2):
        looks_at(7)


def plan(sql):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'' if connection.vendor == 'postgresql' else 'QUERY PLAN '}{sql}")
        return str(cursor.fetchall())


@pytest.mark.parametrize(
    ("table", "column", "index"),
    [
        ("audit_about", "child_id", "audit_about_child_at"),
        ("audit_event", "account_id", "account"),
        ("audit_event", "post_id", "post"),
    ],
)
def test_each_question_walks_along_an_index(days, table, column, index):
    explained = plan(f"SELECT * FROM {table} WHERE {column} = 7 ORDER BY at DESC LIMIT 51")
    assert index in explained
    assert "TEMP B-TREE" not in explained


def test_the_count_of_events_is_not_changed_by_asking(days):
    looks_at(7)
    assert Event.objects.count() == 5

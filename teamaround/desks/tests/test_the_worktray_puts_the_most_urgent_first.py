"""Packages offer rows; the worktray sorts and groups them (issue 2 step 2)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.audit.models import About
from teamaround.desks import worktray as desk
from teamaround.notifications import worktray
from teamaround.notifications.worktray import ChildCard, Group, SideCard, Urgency, WorktrayItem, group_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def only_these(monkeypatch):
    for box in ("_rows", "_cards", "_sides"):
        monkeypatch.setattr(worktray, box, {})


def row(title, group=Group.TODAY, urgency=Urgency.DUE, **more):
    facts = {"tag": "soon", "tag_word": "Answer today", "url": "/x/", "button": "Answer Lorraine", **more}
    return WorktrayItem(group=group, urgency=urgency, title=title, **facts)


def offer(*rows):
    worktray.register_rows("test.rows", lambda _actor: list(rows))


def titles(tray, key):
    return [found.title for group in tray.groups if group.key == key for found in group.rows]


def test_late_before_answers_before_half_written_whoever_sent_it(cast):
    offer(row("draft", urgency=Urgency.GO_ON), row("late", urgency=Urgency.LATE), row("answer", urgency=20))
    assert titles(desk.compose(cast.actors["lead"]), "today") == ["late", "answer", "draft"]


def test_of_two_alike_the_nearer_day_comes_first(cast):
    offer(row("later", due=datetime.date(2026, 3, 9)), row("sooner", due=datetime.date(2026, 3, 5)))
    assert titles(desk.compose(cast.actors["lead"]), "today") == ["sooner", "later"]


def test_groups_stand_in_their_order_and_empty_ones_stay(cast):
    offer(row("wait", group=Group.WAITING))
    tray = desk.compose(cast.actors["lead"])
    assert [group.key for group in tray.groups] == ["today", "this_week", "waiting"]
    assert "A good moment" in tray.groups[0].empty


@pytest.mark.parametrize(
    ("day", "group"), [(2, "today"), (3, "today"), (4, "this_week"), (10, "this_week"), (11, "later")]
)
def test_the_group_follows_from_the_day(day, group):
    assert group_for(datetime.date(2026, 3, day)) == group


def test_the_badge_counts_what_waits_today(client, cast):
    offer(row("a"), row("b", group=Group.THIS_WEEK), row("c", group=Group.WAITING))
    client = sign_in(client, cast.posts["lead"])
    client.get(reverse("desks:worktray"))
    page = client.get(reverse("desks:help"))
    assert [place["count"] for place in page.context["navigation"] if place["label"] == "Worktray"] == [1]


def test_one_sentence_says_how_much_waits(cast):
    offer(row("a", minutes=2), row("b"), row("c"), row("d"))
    tray = desk.compose(cast.actors["lead"])
    assert (tray.waits, tray.first_takes) == ("Four things wait for you", "the first will take about two minutes")


@pytest.mark.parametrize(("hour", "words"), [(8, "Good morning"), (13, "Good afternoon"), (19, "Good evening")])
def test_the_greeting_knows_the_time_of_day(hour, words):
    from teamaround.kit import clock as the_clock

    with the_clock.freeze(datetime.datetime(2026, 3, 3, hour, tzinfo=datetime.UTC)):
        assert desk.greeting("Sam Okafor") == f"{words}, Sam"


def test_the_look_is_recorded_with_every_child_on_the_page(client, cast):
    offer(row("a", child_ids=(cast.kayleigh.pk,)))
    worktray.register_children("t", lambda _a: [ChildCard("TM", "Tyler Marsh", "/y/", "All well.", (cast.tyler.pk,))])
    worktray.register_side("t", lambda _a: [SideCard("Next meeting", ("At school",), child_ids=(cast.teenager.pk,))])
    page = sign_in(client, cast.posts["lead"]).get(reverse("desks:worktray")).content.decode()
    assert "Tyler Marsh" in page and "Next meeting" in page and "Answer Lorraine" in page
    shown = {cast.kayleigh.pk, cast.tyler.pk, cast.teenager.pk}
    assert shown == set(About.objects.values_list("child_id", flat=True).distinct()) & shown


def test_somebody_unfit_is_offered_nothing_and_told_why(cast):
    offer(row("Kayleigh"))
    tray = desk.compose(cast.actors["untrained"])
    assert not any(group.rows for group in tray.groups)
    assert tray.unfit == "Your training ran out."


def test_only_the_very_first_button_is_filled(client, cast):
    offer(row("a"), row("b"), row("c", group=Group.THIS_WEEK))
    page = sign_in(client, cast.posts["lead"]).get(reverse("desks:worktray")).content.decode()
    assert page.count('class="govuk-button kit-button--small"') == 1
    assert page.count('class="govuk-button kit-button--second kit-button--small"') == 2

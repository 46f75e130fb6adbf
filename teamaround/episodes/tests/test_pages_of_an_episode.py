"""Open, level, close, open again, correct, worries and reports: from the pages, with what is wrong told."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.child_index.models import Search, SearchResult
from teamaround.episodes import actions, concerns, offers
from teamaround.episodes.factories import TESTER, written
from teamaround.episodes.models import Concern, Entry, Episode, LevelOfNeed, SafeguardingReport, State
from teamaround.kit import clock
from teamaround.kit.forms import new_submission_key
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import make_child, make_involvement

pytestmark = pytest.mark.django_db


def at(name, **refs):
    return reverse(f"episodes:{name}", kwargs=refs)


def sent(**given):
    return {"submission_key": new_submission_key()} | given


@pytest.fixture
def lead(client, cast):
    return sign_in(client, cast.posts["lead"])


def test_the_button_opens_help(client, cast):
    with recording(by=TESTER, action="test.child"):
        child = make_child(cast.authority, "Ash", "Reed", None)
        make_involvement(child, cast.housing, cast.posts["other_agency"])
    sign_in(client, cast.posts["other_agency"])
    assert client.get(at("open", child_ref=child.ref)).status_code == 405
    client.post(at("open", child_ref=child.ref))
    assert Episode.objects.get(child=child).state == State.CHECKING


def test_a_level_needs_its_why(lead, cast):
    path = at("level", child_ref=cast.kayleigh.ref)
    assert "Help from several" in lead.get(path).content.decode()
    assert lead.post(path, sent(level="3", why="")).status_code == 200
    lead.post(path, sent(level="3", why="Evicted"))
    assert LevelOfNeed.objects.get().level == 3


def test_closing_says_what_is_open_and_needs_a_reason(lead, cast):
    path = at("close", child_ref=cast.kayleigh.ref)
    assert lead.get(path).status_code == 200
    assert "There is a problem" in lead.post(path, sent(reason="", words="x")).content.decode()
    lead.post(path, sent(reason="outcomes_met", words="It is dry"))
    episode = Episode.objects.get(child=cast.kayleigh)
    assert (episode.state, episode.closed_on) == (State.CLOSED, clock.today())


def test_opening_again_keeps_the_history(lead, cast):
    actions.close(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], reason="outcomes_met")
    path = at("reopen", child_ref=cast.kayleigh.ref)
    assert "Why is help needed again?" in lead.get(path).content.decode()
    lead.post(path, sent(words="The wall is wet again"))
    words = list(cast.episodes["kayleigh"].state_changes.order_by("pk").values_list("verb", "words"))
    assert words[-2:] == [("close", ""), ("reopen", "The wall is wet again")]
    told = Entry.objects.filter(kind="system").order_by("pk").values_list("system_key", flat=True)
    assert list(told) == ["episodes_close", "episodes_reopen"]


def test_correcting_from_the_page_keeps_the_first_text(lead, cast):
    row = written(cast.actors["lead"], cast.episodes["kayleigh"], "On Monday")
    path = at("correct", entry_ref=row.ref)
    assert "On Monday" in lead.get(path).content.decode()
    lead.post(path, sent(words="On Tuesday", significance="", done=""))
    text = lead.get(at("story", child_ref=cast.kayleigh.ref)).content.decode()
    assert "On Monday" in text and "On Tuesday" in text and "corrected" in text


def test_adding_where_there_is_no_help_leads_to_the_child(client, cast):
    from teamaround.episodes import queries

    sign_in(client, cast.posts["lead"])
    assert queries.current_episode(cast.people["mother"].pk) is None
    answer = client.get(at("add", child_ref=cast.kayleigh.ref))
    assert "What happened?" in answer.content.decode()


@pytest.mark.parametrize("when", [("31", "2", "2026"), ("1", "1", "2030")])
def test_a_day_that_cannot_be_is_told_and_the_words_stay(lead, cast, when):
    day = dict(zip(("happened_on-day", "happened_on-month", "happened_on-year"), when, strict=True))
    given = sent(kind="visit", words="All of this stays", audience="team") | day
    answer = lead.post(at("add", child_ref=cast.kayleigh.ref), given)
    assert "There is a problem" in answer.content.decode() and "All of this stays" in answer.content.decode()
    assert not Entry.objects.exists()


def test_a_worry_from_the_page_about_a_known_child_and_one_in_words(client, cast):
    sign_in(client, cast.posts["untrained"])
    client.post(at("note_concern"), sent(who="A boy in a red coat", words="Alone", family_knows="not_yet"))
    sign_in(client, cast.posts["lead"])
    about = at("note_concern_about", child_ref=cast.kayleigh.ref)
    assert "Note a worry about Kayleigh" in client.get(about).content.decode()
    client.post(about, sent(words="Tired", family_knows="knows"))
    assert list(Concern.objects.order_by("pk").values_list("child_words", "child")) == [
        ("A boy in a red coat", None), ("", cast.kayleigh.pk),
    ]  # fmt: skip


def test_a_worry_about_a_child_one_may_not_know_of_is_not_found(client, cast):
    sign_in(client, cast.posts["other_lead"])
    for name in ("note_concern_about", "report_safeguarding_about"):
        assert client.get(at(name, child_ref=cast.kayleigh.ref)).status_code == 404
        assert client.get(at(name, child_ref="nonsense")).status_code == 404


REPORT = {
    "danger_now": "no", "person_told": "Wyn Parry", "told_on-day": "3", "told_on-month": "3", "told_on-year": "2026",
    "told_at": "9.30am", "words": "A bruise", "family_told": "yes",
}  # fmt: skip


def test_a_report_from_the_page_waits_for_social_care_who_decide(client, cast):
    sign_in(client, cast.posts["lead"])
    path = at("report_safeguarding_about", child_ref=cast.kayleigh.ref)
    assert "Ring first: 999" in client.get(path).content.decode()
    client.post(path, sent(**REPORT))
    made = SafeguardingReport.objects.get()
    assert [row.title for row in offers.reports(cast.actors["social_worker"])] == ["Safeguarding report: Kayleigh Moss"]
    assert offers.reports(cast.actors["lead"]) == []
    sign_in(client, cast.posts["social_worker"])
    assert "A bruise" in client.get(at("decide", report_ref=made.ref)).content.decode()
    client.post(at("decide", report_ref=made.ref), sent(taken="no"))
    assert Episode.objects.get(child=cast.kayleigh).state == State.HELPING


def test_a_report_about_a_child_told_in_words_waits_until_it_is_known_who_it_is(client, cast):
    sign_in(client, cast.posts["untrained"])
    client.post(at("report_safeguarding"), sent(who="The girl next door", **REPORT))
    made = SafeguardingReport.objects.get()
    assert (made.child, made.episode) == (None, None)
    with pytest.raises(Problem, match="which child"):
        concerns.decide_safeguarding(by=cast.actors["social_worker"], report=made, taken=True)
    sign_in(client, cast.posts["social_worker"])
    assert client.get(at("decide", report_ref=made.ref)).status_code == 403


def in_words(cast):
    return concerns.report_safeguarding(
        by=cast.actors["untrained"], child=None, child_words="The girl next door", danger_now=False,
        person_told="Wyn", told_at=clock.now(), words="A bruise", family_told="yes",
    )  # fmt: skip


def found(cast, who="social_worker"):
    """Somebody found Kayleigh by a search today."""
    with recording(by=TESTER, action="test.search"):
        search = Search.objects.create(
            authority=cast.authority, post=cast.posts[who], account_id=1, reason="safeguarding", sealed_terms="",
            outcome="match", at=clock.now(),
        )  # fmt: skip
        SearchResult.objects.create(search=search, child=cast.kayleigh, rank=1, score=1, word="match", reasons=[])


def test_a_report_in_words_waits_for_social_care_to_say_who_it_is(client, cast):
    made = in_words(cast)
    assert [row.lines for row in offers.reports_in_words(cast.actors["social_worker"])] == [
        ("Told as: The girl next door",)
    ]
    assert offers.reports_in_words(cast.actors["lead"]) == []
    found(cast)
    sign_in(client, cast.posts["social_worker"])
    path = at("identify", report_ref=made.ref)
    assert "A bruise" in client.get(path).content.decode()
    assert client.post(path, sent(child=cast.kayleigh.ref)).url == at("decide", report_ref=made.ref)
    cast.episodes["kayleigh"].refresh_from_db()
    assert cast.episodes["kayleigh"].state == State.WAITING
    assert client.get(path).status_code == 404


def test_only_a_child_one_has_found_is_chosen_and_once(cast):
    made = in_words(cast)
    with pytest.raises(Problem, match="Find the child"):
        concerns.identify_report(by=cast.actors["social_worker"], report=made, child=cast.kayleigh)
    found(cast)
    concerns.identify_report(by=cast.actors["social_worker"], report=made, child=cast.kayleigh)
    with pytest.raises(Problem, match="already which child"):
        concerns.identify_report(by=cast.actors["social_worker"], report=made, child=cast.kayleigh)


def test_a_found_child_without_help_is_only_named(cast):
    actions.close(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], reason="outcomes_met")
    found(cast)
    made = concerns.identify_report(by=cast.actors["social_worker"], report=in_words(cast), child=cast.kayleigh)
    assert (made.child, made.episode) == (cast.kayleigh, None)


def test_whoever_is_not_social_care_says_nothing_about_a_report(client, cast):
    made = in_words(cast)
    found(cast, "same_agency")
    with pytest.raises(Refused):
        concerns.identify_report(by=cast.actors["same_agency"], report=made, child=cast.kayleigh)
    sign_in(client, cast.posts["same_agency"])
    assert client.get(at("identify", report_ref=made.ref)).status_code in {403, 404}


def report_now(cast, who="lead"):
    return concerns.report_safeguarding(
        by=cast.actors[who], child=cast.kayleigh, child_words="", danger_now=True, person_told="Wyn",
        told_at=clock.now(), words="A bruise", family_told="no_danger",
    )  # fmt: skip


def test_two_reports_of_one_child_one_decision_ends_the_waiting(cast):
    first, second = report_now(cast), report_now(cast, "member")
    concerns.decide_safeguarding(by=cast.actors["social_worker"], report=first, taken=True)
    concerns.decide_safeguarding(by=cast.actors["social_worker"], report=second, taken=False)
    assert Episode.objects.get(child=cast.kayleigh).close_reason == "social_care"


def test_waiting_for_social_care_nobody_else_closes(cast):
    report_now(cast)
    with pytest.raises(Problem, match="Waiting for social care"):
        actions.close(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], reason="outcomes_met")


def test_a_child_without_help_is_reported_too(cast):
    with recording(by=TESTER, action="test.none"):
        child = make_child(cast.authority, "Ash", "Reed", datetime.date(2020, 1, 1))
    made = concerns.report_safeguarding(
        by=cast.actors["untrained"], child=child, child_words="", danger_now=False, person_told="Wyn",
        told_at=clock.now(), words="Alone", family_told="yes",
    )  # fmt: skip
    assert (made.child, made.episode) == (child, None)


def test_a_worry_about_a_child_of_the_index_is_about_that_child(cast):
    made = concerns.note_concern(
        by=cast.actors["lead"], child=cast.kayleigh, child_words="ignored", words="Tired", family_knows="knows"
    )
    assert (made.child, made.child_words) == (cast.kayleigh, "")

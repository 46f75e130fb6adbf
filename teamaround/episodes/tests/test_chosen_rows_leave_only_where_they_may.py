"""Rows for paper or another agency: audience, sensitive services, the family's no, near misses (KIR-CF-54, DUD-23)."""

import itertools

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.episodes import choosing, entries, rules
from teamaround.episodes.factories import covered, said_about, written
from teamaround.episodes.models import Audience

pytestmark = pytest.mark.django_db


def going(cast, who="lead", agency="housing"):
    found = choosing.may_leave(cast.actors[who], cast.episodes["kayleigh"], cast.agencies[agency])
    return [row.words for row in found.rows]


def address(cast, name, *rows, child="kayleigh", agency=""):
    path = reverse(f"episodes:{name}", kwargs={"child_ref": cast.people[child].ref})
    return path + "?" + "&".join([*(f"row={row.ref}" for row in rows), *([f"agency={agency}"] if agency else [])])


@pytest.mark.parametrize(
    ("audience", "sensitive", "replaced"),
    list(itertools.product(Audience.values, ["", "mental_health"], [True, False])),
)
def test_what_may_leave_the_team(audience, sensitive, replaced):
    facts = {"audience": audience, "sensitive": sensitive, "replaced": replaced}
    open_to_all = audience in {"everyone", "team"} and not replaced
    assert rules.may_go_to(kinds=frozenset(), **facts) == (open_to_all and not sensitive)
    assert rules.may_go_to(kinds=frozenset({"mental_health"}), **facts) == open_to_all


def test_rows_of_one_agency_or_for_managers_stay(cast):
    for audience in Audience.values:
        written(cast.actors["lead"], cast.episodes["kayleigh"], f"For {audience}", audience=audience)
    assert going(cast) == ["For everyone", "For team"]


def test_what_the_sender_may_not_read_cannot_be_sent(cast):
    written(cast.actors["member"], cast.episodes["kayleigh"], "Of health only", audience="agency")
    assert going(cast) == []


def test_a_corrected_text_is_not_sent(cast):
    row = written(cast.actors["lead"], cast.episodes["kayleigh"], "Smiling")
    entries.correct_entry(by=cast.actors["lead"], entry=row, words="Laughing")
    assert going(cast) == ["Laughing"]


def test_a_sensitive_row_goes_only_where_its_cover_reaches(cast):
    episode = cast.episodes["kayleigh"]
    covered(episode, cast.agencies["school"], sensitive="mental_health", basis="significant_harm")
    written(cast.actors["lead"], episode, "Saw the therapist", sensitive="mental_health")
    assert going(cast) == []
    said_about(episode, cast.agencies["housing"], "agreed", information="sensitive", sensitive="mental_health")
    assert going(cast) == ["Saw the therapist"]
    assert going(cast, agency="health_visiting") == []


def test_the_page_for_an_agency_leaves_out_and_counts(client, cast):
    episode = cast.episodes["kayleigh"]
    team, own = (
        written(cast.actors["lead"], episode, "For the team"),
        written(cast.actors["lead"], episode, "For us", audience="agency"),
    )
    sign_in(client, cast.posts["lead"])
    text = client.get(address(cast, "paper", team, own, agency=cast.housing.ref)).content.decode()
    assert "For the team" in text and "For us" not in text and "1 row you ticked may not go" in text
    ours = client.get(address(cast, "paper", team, own)).content.decode()
    assert "For us" in ours


def test_nothing_goes_to_an_agency_the_family_keeps_out_unless_a_duty_covers_it(client, cast):
    episode = cast.episodes["kayleigh"]
    row = written(cast.actors["lead"], episode, "For the team")
    said_about(episode, cast.agencies["housing"], "refused")
    sign_in(client, cast.posts["lead"])
    text = client.get(address(cast, "paper", row, agency=cast.housing.ref)).content.decode()
    assert "For the team" not in text and "does not want Marlbeck Homes to know" in text
    covered(episode, cast.agencies["housing"])
    assert "For the team" in client.get(address(cast, "paper", row, agency=cast.housing.ref)).content.decode()


def test_rows_stand_in_the_order_of_their_days_and_hours(cast):
    import datetime

    episode, lead, day = cast.episodes["kayleigh"], cast.actors["lead"], datetime.date(2026, 3, 2)
    written(lead, episode, "Third", happened_on=day, happened_at=datetime.time(15, 0))
    written(lead, episode, "First", happened_on=datetime.date(2026, 2, 1))
    written(lead, episode, "Second", happened_on=day)
    assert going(cast) == ["First", "Second", "Third"]


def test_the_pdf_is_a_print_with_its_rows_in_the_event(client, cast):
    row = written(
        cast.actors["lead"], cast.episodes["kayleigh"], "On paper", significance="She trusts us", done="Rang back"
    )
    sign_in(client, cast.posts["lead"])
    answer = client.get(address(cast, "paper_pdf", row))
    assert answer.content.startswith(b"%PDF")
    event = Event.objects.filter(action="episodes.print_story").get()
    assert (event.outcome, event.codes["rows"]) == ("print", [row.pk])


def test_rows_of_another_child_are_never_printed(client, cast):
    other = written(cast.actors["other_lead"], cast.episodes["tyler"], "About Tyler")
    sign_in(client, cast.posts["lead"])
    assert "About Tyler" not in client.get(address(cast, "paper", other)).content.decode()
    assert client.get(address(cast, "paper", other, child="tyler")).status_code == 404


@pytest.mark.parametrize("name", ["choose", "paper", "paper_pdf"])
@pytest.mark.parametrize("who", ["other_lead", "same_agency", "other_agency", "coordinator"])
def test_who_is_not_round_the_child_prints_nothing(client, cast, name, who):
    sign_in(client, cast.posts[who])
    assert client.get(address(cast, name)).status_code in {403, 404}


def test_ticks_stay_when_one_goes_back(client, cast):
    row = written(cast.actors["lead"], cast.episodes["kayleigh"])
    sign_in(client, cast.posts["lead"])
    text = client.get(address(cast, "choose", row)).content.decode()
    assert f'id="row-{row.ref}" checked' in text


def test_without_help_there_is_nothing_to_choose(client, cast):
    sign_in(client, cast.posts["lead"])
    assert "Nothing has been written yet" in client.get(address(cast, "choose")).content.decode()

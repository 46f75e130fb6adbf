"""When an entry is archived: 18, 25 with consent, a year after death, three years after leaving (facts.md c)."""

import datetime

import pytest

from teamaround.access import engine, registry
from teamaround.access.doing import Refused
from teamaround.audit.recording import recording
from teamaround.child_index import archiving, staying
from teamaround.child_index.entry_rules import Life, archive_due, purge_day, stop_word
from teamaround.child_index.models import Entry, SearchCard
from teamaround.child_index.models_of_entry import Archiving
from teamaround.episodes.models import Episode, State
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import MAKER, make_child
from teamaround.retention import rounds

D = datetime.date
BORN = D(2008, 3, 3)
ADULT = D(2026, 3, 3)


@pytest.mark.parametrize(
    ("life", "due"),
    [
        (Life(born=BORN), (ADULT, "age")),
        (Life(born=D(2008, 2, 29)), (D(2026, 3, 1), "age")),
        (Life(born=BORN, stays_until=D(2033, 3, 3)), (D(2033, 3, 3), "age")),
        (Life(born=BORN, stays_until=D(2040, 1, 1)), (D(2033, 3, 3), "age")),
        (Life(born=BORN, stays_until=D(2020, 1, 1)), (ADULT, "age")),
        (Life(born=BORN, died_on=D(2020, 5, 1)), (D(2021, 5, 1), "death")),
        (Life(born=D(2020, 1, 1), left_on=D(2024, 6, 1)), (D(2027, 6, 1), "left")),
        (Life(born=BORN, left_on=D(2025, 6, 1)), (ADULT, "age")),
        (Life(), None),
    ],
)
def test_the_day_follows_from_the_life(life, due):
    assert archive_due(life) == due


def test_words_are_destroyed_six_years_later_and_a_hold_comes_first():
    assert purge_day(D(2024, 2, 29)) == D(2030, 3, 1)
    assert [stop_word(open_help=help_, on_hold=hold) for help_, hold in ((0, 0), (1, 0), (0, 1), (1, 1))] == [
        "",
        "help",
        "hold",
        "hold",
    ]


pytestmark = pytest.mark.django_db


@pytest.fixture
def grown(cast):
    """Owen is 18 today; Ada will be tomorrow."""
    with recording(by=MAKER, action="test.grown"):
        cast.people["owen"] = make_child(cast.authority, "Owen", "Marsh", BORN)
        cast.people["ada"] = make_child(cast.authority, "Ada", "Marsh", BORN + datetime.timedelta(days=1))
    return cast


def names():
    return sorted(Person.objects.filter(archived_on__isnull=False).values_list("given", flat=True))


def test_at_18_the_entry_goes_into_the_archive_and_out_of_search(grown):
    rounds.run()
    assert names() == ["Owen"]
    assert Entry.objects.get(pk=grown.owen.pk).state == "archived"
    assert not SearchCard.objects.filter(pk=grown.owen.pk).exists()
    assert Archiving.objects.get().purge_on == D(2032, 3, 3)


def test_a_dry_run_says_it_and_changes_nothing(grown):
    told = []
    results = rounds.run(dry=True, tell=lambda step, due: told.append((step.name, due.child_id)))
    assert told == [("archive", grown.owen.pk)] and results[0].done == 1
    assert names() == [] and not Archiving.objects.exists()


def test_a_second_round_does_nothing_more(grown):
    rounds.run()
    assert [result.done for result in rounds.run()] == [0, 0, 0]


def test_whoever_agreed_stays_until_25_and_may_take_it_back(grown):
    staying.stay_on(by=grown.index_team, child=grown.owen, ground="care_leaver", agreed_on=D(2026, 3, 1), how="Signed.")
    rounds.run()
    assert names() == []
    staying.stop_staying(by=grown.index_team, child=grown.owen)
    rounds.run()
    assert names() == ["Owen"]


def test_staying_needs_a_ground_and_the_index_team(grown):
    with pytest.raises(Problem, match="why the entry may stay"):
        staying.stay_on(by=grown.index_team, child=grown.owen, ground="wish", agreed_on=ADULT, how="x")
    for who in ("lead", "other_lead", "coordinator"):
        with pytest.raises(Refused):
            staying.stay_on(by=grown.actors[who], child=grown.owen, ground="disability", agreed_on=ADULT, how="x")


def test_nobody_with_open_help_is_archived_or_told_as_done(grown):
    with recording(by=MAKER, action="test.older"):
        Person.objects.filter(pk=grown.kayleigh.pk).update(born=BORN)
    first = rounds.run()[0]
    assert (first.done, first.stopped) == (1, 1) and names() == ["Owen"]
    with recording(by=MAKER, action="test.closed"):
        Episode.objects.filter(child=grown.kayleigh).update(
            state=State.CLOSED, closed_on=clock.today(), close_reason="age_limit"
        )
    rounds.run()
    assert names() == ["Kayleigh", "Owen"]


def test_nobody_under_a_hold_is_archived_until_it_is_lifted(grown):
    staying.put_hold(by=grown.index_team, child=grown.owen, words="Inquiry.", review_on=D(2026, 9, 1))
    assert rounds.run()[0].stopped == 1 and names() == []
    staying.lift_hold(by=grown.index_team, child=grown.owen, because="It is over.")
    rounds.run()
    assert names() == ["Owen"]


def test_the_archive_is_closed_to_all_but_the_named_roles(grown):
    rounds.run()
    actions = [action for action in registry.every_action() if action.about_child]
    may = {
        name: engine.permitted(actor, grown.owen.pk, actions)
        for name, actor in grown.actors.items()
        if engine.permitted(actor, grown.owen.pk, actions)
    }
    archivist = {"child_index.see_archived", "child_index.hold"}
    assert may == {"index_team": archivist, "reviewer": archivist}


def test_after_a_year_only_the_reviewer_reaches_the_archive(grown):
    rounds.run()
    with clock.freeze(datetime.datetime(2027, 3, 4, 10, tzinfo=datetime.UTC)):
        see = registry.get("child_index.see_archived")
        assert not engine.check(grown.index_team, see, grown.owen.pk).allowed
        assert engine.check(grown.reviewer, see, grown.owen.pk).allowed


def test_an_entry_is_brought_back_with_a_reason_and_is_the_same(grown):
    rounds.run()
    with pytest.raises(Refused):
        archiving.bring_back(by=grown.lead, child=grown.owen, because="Mine")
    with pytest.raises(Problem, match="needed again"):
        archiving.bring_back(by=grown.index_team, child=grown.owen, because=" ")
    archiving.bring_back(by=grown.index_team, child=grown.owen, because="Wrong date of birth.")
    assert names() == [] and SearchCard.objects.filter(pk=grown.owen.pk).exists()
    assert Entry.objects.get(pk=grown.owen.pk).state == "active"


def test_a_child_who_died_is_kept_a_year_and_everything_open_ends_with_care(grown):
    staying.record_death(by=grown.lead, child=grown.kayleigh, on=D(2026, 3, 1))
    assert grown.episodes["kayleigh"].__class__.objects.get(child=grown.kayleigh).close_reason == "died"
    assert not grown.kayleigh.enrolled.filter(ended_at__isnull=True).exists()
    assert not grown.kayleigh.involvements.filter(ends__isnull=True).exists()
    with clock.freeze(datetime.datetime(2027, 3, 1, 10, tzinfo=datetime.UTC)):
        rounds.run()
    assert "Kayleigh" in names()


def test_a_death_is_recorded_by_those_who_lead_and_near_ones_may_not(grown):
    for who in ("other_lead", "same_agency", "coordinator", "member"):
        with pytest.raises(Refused):
            staying.record_death(by=grown.actors[who], child=grown.kayleigh, on=D(2026, 3, 1))
    with pytest.raises(Problem):
        staying.record_death(by=grown.lead, child=grown.kayleigh, on=D(2026, 3, 4))
    staying.record_death(by=grown.index_team, child=grown.kayleigh, on=D(2026, 3, 1))
    with pytest.raises(Problem, match="written already"):
        staying.record_death(by=grown.index_team, child=grown.kayleigh, on=D(2026, 3, 1))

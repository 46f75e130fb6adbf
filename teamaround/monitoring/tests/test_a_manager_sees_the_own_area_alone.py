"""Own agency, own locality, own authority; the near miss sees none of it; a file is an audited export (DUD-08)."""

import csv
import datetime
import io

import pytest
from django.http import Http404
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.agencies.models import Locality
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.kit import clock
from teamaround.local_settings.models import Setting
from teamaround.monitoring import areas, loads, period, presenters, queries
from teamaround.plans import actions as plans
from teamaround.plans import doing_things
from teamaround.practice_data.cast import MAKER, make_child, make_episode

pytestmark = pytest.mark.django_db
PAGE = "monitoring:page"


def months():
    return period.chosen("", "", clock.today())


def figures(cast, who, key=""):
    return queries.figures(areas.chosen(areas.areas_of(cast.actors[who]), key), months())


def late_action(cast, agency="housing", owner="other_agency"):
    by = cast.actors["lead"]
    episode = cast.episodes["kayleigh"]
    plan = plans.live_plan(episode.group_id) or plans.begin(by=by, episode=episode)
    need = plans.add_need(by=by, plan=plan, episodes=[episode], words="A bed", whose_words="child", type_key="x")
    made = doing_things.add_action(
        by=by, need=need, what="Visit", outcome="A bed", aim="be_healthy", owner_post=cast.posts[owner],
        agency=cast.agencies[agency], due_on=clock.today() + datetime.timedelta(days=1),
    )  # fmt: skip
    with recording(by=MAKER, action="test.late"):
        made.due_on = clock.today() - datetime.timedelta(days=1)
        made.save()


def test_each_role_counts_its_own_area(cast):
    assert {who: figures(cast, who).open for who in ("manager", "other_manager", "coordinator", "director")} == {
        "manager": 1, "other_manager": 1, "coordinator": 2, "director": 3,
    }  # fmt: skip


def test_whoever_leads_nothing_there_is_not_named(cast):
    assert [load.name for load in figures(cast, "manager").loads] == ["Sam Okafor"]
    assert [load.name for load in figures(cast, "other_manager").loads] == ["Moira Quayle"]


def test_a_director_may_choose_a_locality_or_an_agency(cast):
    keys = [area.key for area in areas.areas_of(cast.actors["director"])]
    assert f"locality-{cast.localities['canalside'].pk}" in keys
    assert figures(cast, "director", f"locality-{cast.localities['canalside'].pk}").open == 1
    assert figures(cast, "director", f"agency-{cast.school.pk}").open == 1


@pytest.mark.parametrize("who", ["manager", "coordinator"])
def test_another_area_does_not_exist(cast, who):
    for key in (f"locality-{cast.localities['canalside'].pk}", f"agency-{cast.housing.pk}"):
        with pytest.raises(Http404):
            areas.chosen(areas.areas_of(cast.actors[who]), key)


def test_another_authority_is_not_among_a_directors_areas(cast):
    abroad = Locality.objects.create(authority=cast.neighbour, key="far", name="Far")
    keys = [area.key for area in areas.areas_of(cast.actors["director"])]
    assert f"locality-{abroad.pk}" not in keys and f"agency-{cast.agencies['abroad'].pk}" not in keys


@pytest.mark.parametrize(("who", "status"), [("coordinator", 404), ("director", 200), ("lead", 403)])
def test_the_page_asks_who_it_is(client, cast, who, status):
    sign_in(client, cast.posts[who])
    address = reverse(PAGE) + f"?area=agency-{cast.housing.pk}"
    assert client.get(address).status_code == status
    assert client.get(reverse("monitoring:download") + f"?area=agency-{cast.housing.pk}").status_code == status


def test_a_late_action_stands_against_the_agency_that_answers(cast):
    late_action(cast)
    shown = figures(cast, "director", f"agency-{cast.housing.pk}")
    assert (shown.late_actions, shown.open_actions) == (1, 1)
    assert [(load.name, load.late, load.families) for load in shown.loads] == [("Dave Hinchliffe", 1, 0)]
    assert figures(cast, "manager").late_actions == 0


def test_late_actions_of_another_locality_are_not_counted(cast):
    late_action(cast)
    assert figures(cast, "coordinator").late_actions == 1
    assert figures(cast, "other_coordinator").late_actions == 0


def test_over_the_limit_leads_to_a_talk(cast):
    Setting.objects.create(
        authority_id=cast.authority.pk, key="caseload_limit", value=0, from_date=clock.today(), decided_by="board"
    )
    row = loads.load_row(figures(cast, "manager").loads[0])
    assert "1 over the limit of 0" in str(row[-1]) and "Talk about sharing the load." in str(row[-1])


def test_no_child_is_on_the_page(client, cast):
    sign_in(client, cast.posts["director"])
    text = client.get(reverse(PAGE)).content.decode()
    assert "Kayleigh" not in text and "Tyler" not in text


def test_a_step_that_is_no_step_shows_the_first_meeting(client, cast):
    sign_in(client, cast.posts["director"])
    assert client.get(reverse(PAGE), {"step": "<script>"}).context["step"] == "meeting"


def test_the_file_is_an_export_with_area_and_months(client, cast):
    sign_in(client, cast.posts["director"])
    answer = client.get(reverse("monitoring:download"), {"from": "2026-01", "to": "2026-02"})
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert rows[0] == ["Measure", "Name", "Figure", "Base"]
    assert ["Families led", "Sam Okafor", "1", "8"] in rows
    event = Event.objects.filter(outcome="export").latest("pk")
    assert event.codes == {"area": "", "from": "2026-01", "to": "2026-02"}


def test_a_name_that_looks_like_a_formula_stays_a_text(client, cast):
    with recording(by=MAKER, action="test.name"):
        cast.posts["lead"].practitioner.__class__.objects.filter(pk=cast.posts["lead"].practitioner_id).update(
            given="=1+1"
        )
    sign_in(client, cast.posts["director"])
    assert "'=1+1 Okafor" in client.get(reverse("monitoring:download")).content.decode()


def test_a_median_needs_five_families(cast):
    assert figures(cast, "director").steps["agreement"].median is None
    with recording(by=MAKER, action="test.more"):
        for number in range(5):
            child = make_child(cast.authority, f"Child{number}", "More", datetime.date(2015, 1, 1))
            make_episode(cast, child, cast.posts["lead"], cast.localities["hazel_bank"])
    shown = figures(cast, "director")
    assert shown.open == 8 and presenters.head_figures(shown)[1].value == "–"


@pytest.mark.parametrize("who", ["director", "coordinator", "manager"])
def test_the_page_takes_few_statements(client, cast, who, django_assert_max_num_queries):
    late_action(cast)
    sign_in(client, cast.posts[who])
    client.get(reverse(PAGE))
    with django_assert_max_num_queries(24):
        assert client.get(reverse(PAGE)).status_code == 200

"""The near miss of a sensitive service: same role, same team, no cover: no row, no count, no gap (DUD-23)."""

import pytest

from teamaround.audit.recording import recording
from teamaround.child_index.queries import existence, people_around
from teamaround.consent.models import Cover
from teamaround.kit import clock
from teamaround.practice_data.cast import MAKER, make_involvement

pytestmark = pytest.mark.django_db


@pytest.fixture
def camhs(cast):
    with recording(by=MAKER, action="test.camhs"):
        make_involvement(
            cast.kayleigh, cast.camhs, cast.posts["sensitive_worker"], sensitive="mental_health",
            sensitive_basis="consent",
        )  # fmt: skip
        Cover.objects.create(
            authority=cast.authority, child=cast.kayleigh, agency=cast.school, sensitive="mental_health",
            basis="significant_harm", reasons="told by the doctor", decided_by=cast.posts["lead"],
            starts=clock.today(),
        )  # fmt: skip
    return cast


def names(cast, who):
    return {each.name for each in people_around(cast.actors[who], cast.kayleigh)}


def test_a_covered_reader_sees_it(camhs):
    assert "Esther Vane" in names(camhs, "lead")


def test_the_same_team_without_cover_does_not(camhs):
    assert names(camhs, "member") == {"Sam Okafor", "Priya Nair"}


def test_the_service_knows_itself(camhs):
    assert "Esther Vane" in names(camhs, "sensitive_worker")


def test_what_exists_does_not_betray_it(camhs):
    kinds = existence(camhs.actors["member"], [camhs.kayleigh.pk])[camhs.kayleigh.pk].kinds_involved
    assert kinds == ["School", "Health"]


def test_cover_for_another_child_does_not_help(camhs):
    assert names(camhs, "other_lead") == {"Sam Okafor", "Priya Nair"}

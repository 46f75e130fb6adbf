"""One click confirms a whole list; what is overdue goes to the worker, then to the manager; ending has a reason."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.child_index import chasing, contradicting, involving
from teamaround.child_index.models import Contradiction, Involvement
from teamaround.child_index.tests.pair_makers import shield
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.notifications.models import Notice
from teamaround.notifications.worktray import rows
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def row_of(cast, who="lead"):
    return Involvement.objects.get(child=cast.kayleigh, post=cast.posts[who])


def aged(days):
    with recording(by=MAKER, action="test.aged"):
        Involvement.objects.update(confirmed_on=clock.today() - days * DAY, starts=clock.today() - days * DAY)


def waits(cast, who):
    return [row.title for row in rows(cast.actors[who]) if row.url == reverse("child_index:own")]


def test_one_click_confirms_the_own_list_and_nobody_elses(cast, client):
    aged(100)
    lead = sign_in(client, cast.posts["lead"])
    refs = [row_of(cast).ref, row_of(cast, "member").ref]
    lead.post(reverse("child_index:own"), {"keep": refs})
    assert row_of(cast).confirmed_on == clock.today()
    assert row_of(cast, "member").confirmed_on == clock.today() - 100 * DAY


def test_first_the_worker_is_asked_then_the_manager(cast):
    aged(90)
    assert waits(cast, "lead") == waits(cast, "manager") == []
    aged(95)
    assert waits(cast, "lead") and not waits(cast, "manager")
    aged(110)
    assert waits(cast, "lead") and waits(cast, "manager") and not waits(cast, "same_agency")


def test_a_letter_goes_once_a_week_and_counts_nobody_protected(cast):
    aged(120)
    chasing.chase()
    assert set(Notice.objects.values_list("kind", flat=True)) == {chasing.WORKER, chasing.MANAGER}
    assert chasing.chase() == 0
    shield(cast, cast.kayleigh)
    Notice.objects.all().delete()
    chasing.chase()
    told = Notice.objects.filter(kind=chasing.MANAGER).values_list("to_post__agency__key", flat=True)
    assert "school" not in told


def test_a_manager_does_not_see_a_protected_child_in_the_list(cast, client):
    page = reverse("child_index:own")
    assert "Kayleigh" in sign_in(client, cast.posts["manager"]).get(page).content.decode()
    shield(cast, cast.kayleigh)
    assert "Kayleigh" not in sign_in(client, cast.posts["manager"]).get(page).content.decode()


def test_ending_needs_a_reason_and_the_right_person(cast, client):
    row = row_of(cast)
    with pytest.raises(Problem, match="why it has ended"):
        involving.end_involvement(by=cast.lead, involvement=row, reason="")
    page = reverse("child_index:ended", kwargs={"involvement_ref": row.ref})
    assert sign_in(client, cast.posts["member"]).get(page).status_code == 404
    sign_in(client, cast.posts["manager"]).post(page, {"reason": "done"})
    row.refresh_from_db()
    assert (row.ends, row.end_reason) == (clock.today(), "done")


def test_a_contradiction_is_answered_to_whoever_told(cast, client):
    told = contradicting.report(by=cast.member, child=cast.kayleigh, kind="we_do", words="Since May.")
    with pytest.raises(Refused):
        contradicting.resolve(by=cast.coordinator, found=told, outcome="put_right", answer="Done.")
    contradicting.resolve(by=cast.index_team, found=told, outcome="put_right", answer="It stands there now.")
    page = reverse("child_index:reported", kwargs={"contradiction_ref": told.ref})
    assert any(row.url == page for row in rows(cast.member))
    assert "It stands there now." in sign_in(client, cast.posts["member"]).get(page).content.decode()
    assert sign_in(client, cast.posts["lead"]).get(page).status_code == 404
    contradicting.put_away(by=cast.member, found=Contradiction.objects.get())
    assert not any(row.url == page for row in rows(cast.member))


@pytest.mark.parametrize("who", ["other_lead", "other_agency", "neighbour_worker"])
def test_who_has_no_tie_reports_nothing(cast, who):
    with pytest.raises(Refused):
        contradicting.report(by=cast.actors[who], child=cast.kayleigh, kind="we_do", words="")


def test_an_assessment_needs_its_kind(cast):
    with pytest.raises(Problem, match="which assessment"):
        involving.record_involvement(by=cast.deputy, child=cast.kayleigh, kind="assessment")
    told = involving.Told(kind="assessment", assessment_kind="speech", official=False)
    made = involving.record_involvement(by=cast.deputy, child=cast.kayleigh, told=told)
    assert (made.assessment_kind, made.official) == ("speech", False)

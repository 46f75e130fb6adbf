""" "I am working with this child", and what upper packages tell the index (DUD-21 to 23)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.child_index import actions, involving
from teamaround.child_index.models import Indication, Involvement, StatutoryInvolvement
from teamaround.child_index.presenters import _assessment
from teamaround.child_index.queries import existence, people_around, social_care_words
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def work(cast, who="deputy", **more):
    return involving.record_involvement(by=cast.actors[who], child=cast.kayleigh, **more)


def test_saying_it_puts_one_in_the_picture_and_on_record(cast):
    made = work(cast, how_often="each Monday")
    assert (made.post, made.worker_name, made.last_contact) == (cast.posts["deputy"], "Lorraine Peck", clock.today())
    assert Event.objects.latest("pk").codes == {"kind": "working"}


def test_saying_it_again_confirms_it_and_doubles_nothing(cast):
    made = work(cast)
    with clock.freeze(clock.now() + 30 * DAY):
        again = work(cast, kind="acting")
        assert (again.pk, again.kind, again.confirmed_on) == (made.pk, "acting", clock.today())


def test_a_sensitive_service_needs_a_footing(cast):
    with pytest.raises(Problem, match="family agreed"):
        work(cast, sensitive="mental_health")
    assert work(cast, sensitive="mental_health", sensitive_basis="consent").sensitive == "mental_health"


def test_work_cannot_begin_tomorrow(cast):
    with pytest.raises(Problem, match="lies ahead"):
        work(cast, starts=clock.today() + DAY)


@pytest.mark.parametrize("who", ["other_lead", "other_agency", "neighbour_worker", "carer", "nobody"])
def test_nobody_without_a_tie_says_it(cast, who):
    with pytest.raises(Refused):
        work(cast, who)


def test_ones_own_work_is_ended_with_a_day(cast):
    ended = involving.end_involvement(
        reason="done", by=cast.actors["deputy"], involvement=work(cast, starts=clock.today() - 9 * DAY)
    )
    assert ended.ends == clock.today()
    past = involving.end_involvement(
        reason="done", by=cast.actors["deputy"], involvement=work(cast), ends=clock.today()
    )
    assert past.pk != ended.pk


def test_nobody_ends_another_persons_work(cast):
    with pytest.raises(Problem, match="Only the person named"):
        involving.end_involvement(reason="done", by=cast.actors["member"], involvement=work(cast))


def test_work_does_not_end_before_it_began(cast):
    with pytest.raises(Problem, match="before the first"):
        involving.end_involvement(
            reason="done", by=cast.actors["deputy"], involvement=work(cast), ends=clock.today() - DAY
        )


def test_said_on_the_page(cast, client):
    lorraine = sign_in(client, cast.posts["deputy"])
    page = reverse("child_index:working", kwargs={"child_ref": cast.kayleigh.ref})
    assert "nothing more" in lorraine.get(page).content.decode()
    lorraine.post(page, {"kind": "working"})
    assert Involvement.objects.filter(post=cast.posts["deputy"], child=cast.kayleigh).count() == 1


def tell(cast, kind="lead", post="lead", record="r1"):
    with recording(by=MAKER, action="test.tell"):
        return actions.indicate(child=cast.kayleigh, kind=kind, post_id=cast.posts[post].pk, record_ref=record)


def test_told_twice_is_one_sign_and_another_post_takes_its_place(cast):
    first = tell(cast)
    assert tell(cast).pk == first.pk
    second = tell(cast, post="deputy")
    first.refresh_from_db()
    assert (first.ends, second.ends) == (clock.today(), None)


def test_what_no_longer_holds_is_ended_and_other_records_stay(cast):
    tell(cast)
    other = tell(cast, record="r2")
    with recording(by=MAKER, action="test.end"):
        actions.end_indication(child=cast.kayleigh, kind="lead", record_ref="r1")
    assert list(Indication.objects.filter(record_ref__in=["r1", "r2"], ends__isnull=True)) == [other]


def test_a_visit_moves_the_last_contact_forwards_only(cast):
    made = work(cast)
    with recording(by=MAKER, action="test.touch"):
        actions.touch_contact(child_id=cast.kayleigh.pk, post_id=made.post_id, on=clock.today() - 5 * DAY)
        actions.touch_contact(child_id=cast.kayleigh.pk, post_id=None, on=clock.today() + DAY)
        made.refresh_from_db()
        assert made.last_contact == clock.today()
        actions.touch_contact(child_id=cast.kayleigh.pk, post_id=made.post_id, on=clock.today() + DAY)
    made.refresh_from_db()
    assert made.last_contact == clock.today() + DAY


def exists(cast):
    return existence(cast.actors["lead"], [cast.kayleigh.pk])[cast.kayleigh.pk]


def test_an_assessment_in_progress_and_done_a_lead_and_a_plan_are_known_by_existence(cast):
    assert _assessment(exists(cast)) == "None known"
    tell(cast, "assessment_done", record="a0")
    assert _assessment(exists(cast)).startswith("There is one, since")
    for kind in ("assessment_started", "lead", "plan"):
        tell(cast, kind, record=kind)
    found = exists(cast)
    assert (found.lead.record_ref, found.plan.record_ref, found.assessment_done.record_ref) == ("lead", "plan", "a0")
    assert _assessment(found).startswith("Being written since")


@pytest.mark.parametrize(
    ("kind", "ends", "words"),
    [
        ("social_care", None, "now"), ("child_protection", 1, "now"), ("social_care", -1, "before"),
        ("ehc_plan", -1, "not_known"), ("youth_justice", None, "not_known"),
    ],
)  # fmt: skip
def test_social_care_is_now_before_or_not_known(cast, kind, ends, words):
    with recording(by=MAKER, action="test.statutory"):
        StatutoryInvolvement.objects.create(
            authority=cast.authority, child=cast.kayleigh, kind=kind, agency=cast.agencies["social_care"], team="East",
            telephone="01632 960190", starts=clock.today() - 99 * DAY,
            ends=None if ends is None else clock.today() + ends * DAY,
        )  # fmt: skip
    assert social_care_words(exists(cast)) == words


def test_past_work_stands_last_and_goes_after_two_years(cast):
    with recording(by=MAKER, action="test.past"):
        Involvement.objects.filter(post=cast.posts["member"]).update(ends=clock.today() - DAY)
    around = people_around(cast.actors["lead"], cast.kayleigh)
    assert [(each.name, each.past) for each in around] == [("Sam Okafor", False), ("Priya Nair", True)]
    assert exists(cast).kinds_involved == ["School"]
    with clock.freeze(clock.now() + 800 * DAY):
        assert [each.name for each in people_around(cast.actors["lead"], cast.kayleigh)] == ["Sam Okafor"]

"""People and posts: on record, within the authority, never for oneself (DUD-25; facts.md c)."""

import datetime

import pytest

from teamaround.access import engine, registry
from teamaround.access.doing import Refused
from teamaround.access.roles import Role
from teamaround.agencies import staffing
from teamaround.agencies.acting import posts_of, why_unfit
from teamaround.agencies.models import Post, Practitioner, Qualification
from teamaround.audit.models import Event
from teamaround.kit.problems import Problem

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def by(cast):
    return cast.actors["index_team"]


def new_person(cast, by, **more):
    given = {"given": "Zoë", "family": "O'Neill", "email": "zoe@example.invalid", "agency": cast.agencies["school"]}
    given |= {"role": "practitioner", "job_title": "Mentor", "telephone": "", "starts": datetime.date(2026, 3, 3)}
    return staffing.take_on(by=by, **(given | more))


def test_a_new_person_has_account_post_and_nothing_else(cast, by):
    post = new_person(cast, by)
    assert post.practitioner.account.username == "zoe_o_neill"
    assert not post.practitioner.account.has_usable_password()
    assert len(why_unfit(posts_of(post.practitioner.account_id).get())) == 2, "neither trained nor checked"
    event = Event.objects.filter(action="agencies.take_on").get()
    assert event.codes == {"agency": cast.agencies["school"].pk, "role": "practitioner"}


def test_two_people_of_one_name_get_two_names_to_sign_in_with(cast, by):
    first, second = new_person(cast, by), new_person(cast, by, email="other@example.invalid")
    assert second.practitioner.account.username == first.practitioner.account.username + "2"


def test_one_address_is_one_person(cast, by):
    new_person(cast, by)
    with pytest.raises(Problem, match="is here already"):
        new_person(cast, by, email="ZOE@example.invalid")
    assert Practitioner.objects.filter(family="O'Neill").count() == 1


@pytest.mark.parametrize("who", ["lead", "manager", "coordinator", "administrator", "reviewer", "director"])
def test_nobody_but_the_index_team_gives_posts(cast, who):
    with pytest.raises(Refused):
        new_person(cast, cast.actors[who])
    assert not Practitioner.objects.filter(email="zoe@example.invalid").exists()


def test_an_agency_of_the_neighbours_is_refused(cast, by):
    with pytest.raises(Refused):
        new_person(cast, by, agency=cast.agencies["abroad"])


def test_a_further_post_is_given_once(cast, by):
    person, agency = cast.posts["member"].practitioner, cast.agencies["housing"]
    fields = {"role": "manager", "job_title": "Lead", "telephone": "", "starts": datetime.date(2026, 3, 3)}
    staffing.give_post(by=by, person=person, agency=agency, **fields)
    with pytest.raises(Problem, match="already"):
        staffing.give_post(by=by, person=person, agency=agency, **fields)
    assert person.posts.count() == 2


def test_the_day_after_the_last_nothing_is_read(cast, by, clock):
    staffing.end_post(by=by, post=cast.posts["member"], ends=clock.date() - DAY)
    from teamaround.agencies.acting import acting
    from teamaround.agencies.models import Account

    account = Account.objects.get(practitioner=cast.posts["member"].practitioner)
    actor = acting(account.pk, {}, second_factor=True).actor
    assert not engine.check(actor, registry.get("episodes.read"), cast.kayleigh.pk).allowed


def test_a_post_does_not_end_before_it_began(cast, by):
    with pytest.raises(Problem, match="before the first day"):
        staffing.end_post(by=by, post=cast.posts["member"], ends=cast.posts["member"].starts - DAY)


def test_somebody_stays_in_the_index_team(cast, by, clock):
    new = new_person(cast, by, role=Role.INDEX_TEAM.value)
    other = cast.actors["index_team"]
    staffing.end_post(by=other, post=new, ends=clock.date())
    left = Post.objects.filter(role=Role.INDEX_TEAM, authority=cast.authority, ends=None)
    assert left.count() == 1
    with pytest.raises(Problem, match="their own posts"):
        staffing.end_post(by=other, post=left.get(), ends=clock.date())


def test_the_last_of_the_index_team_cannot_be_ended_by_a_colleague_who_leaves(cast, by, clock):
    from dataclasses import replace

    from teamaround.access.actor import Actor
    from teamaround.practice_data.cast import MAKER

    new = new_person(cast, by, role=Role.INDEX_TEAM.value)
    leaving = replace(by, practitioner_id=new.practitioner_id)
    assert isinstance(MAKER, Actor)
    staffing.end_post(by=by, post=new, ends=clock.date())
    with pytest.raises(Problem, match="Nobody would be left"):
        staffing.end_post(by=leaving, post=cast.posts["index_team"], ends=clock.date())


@pytest.mark.parametrize("kind", list(Qualification.Kind))
def test_a_qualification_counts_as_long_as_the_authority_decided(cast, by, clock, kind):
    row = staffing.note_qualification(by=by, person=cast.posts["untrained"].practitioner, kind=kind, on=clock.date())
    assert row.until - row.on == datetime.timedelta(days=1095)


def test_training_of_tomorrow_is_not_noted(cast, by, clock):
    with pytest.raises(Problem, match="today or before"):
        staffing.note_qualification(
            by=by, person=cast.posts["untrained"].practitioner, kind="training", on=clock.date() + DAY
        )


def test_nobody_notes_their_own_training(cast, by, clock):
    with pytest.raises(Problem, match="their own"):
        staffing.note_qualification(
            by=by, person=cast.posts["index_team"].practitioner, kind="training", on=clock.date()
        )

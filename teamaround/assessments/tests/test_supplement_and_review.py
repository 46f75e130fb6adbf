"""What is finished stays; a supplement adds what is new, a review looks at the whole again (DUD-42, issue 2 step 7)."""

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.assessments import actions
from teamaround.assessments.factories import completed, started, whole, write
from teamaround.assessments.models import Answer, Assessment
from teamaround.assessments.queries import rows_of
from teamaround.assessments.standing import what_is_missing
from teamaround.child_index.models import Indication
from teamaround.episodes.models import Entry
from teamaround.kit.problems import Problem

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("kind", ["supplement", "review"])


@pytest.fixture
def lead(cast, client):
    return sign_in(client, cast.posts["lead"])


@pytest.fixture
def first(cast):
    made = whole(cast.actors["lead"], cast.kayleigh)
    write(cast.actors["lead"], made, "religion", "Methodist")
    write(cast.actors["member"], made, "behaviour_needs", "Bites when tired", "observed")
    return actions.complete(by=cast.actors["lead"], assessment=made)


def at(name, made, **more):
    return reverse(f"assessments:{name}", kwargs={"assessment_ref": made.ref, **more})


def begun(cast, first, kind, who="lead"):
    return getattr(actions, kind)(by=cast.actors[who], assessment=first)


@BOTH
def test_it_opens_beside_the_first_which_stays(cast, first, lead, kind):
    answer = lead.post(at(kind, first), follow=True)
    made = Assessment.objects.get(state="draft")
    assert (made.kind, made.supplements) == (kind, first)
    assert f"Common assessment: {kind}" in answer.content.decode()
    assert at("read", first) in answer.content.decode()
    first.refresh_from_db()
    assert first.state == "complete"


@BOTH
def test_the_story_and_the_index_are_told(cast, first, kind):
    made = begun(cast, first, kind)
    assert Entry.objects.filter(system_key=f"assessments_{kind}").count() == 1
    assert Indication.objects.filter(kind="assessment_started", record_ref=made.ref).exists()


@BOTH
def test_two_who_begin_get_one_and_the_second_is_told(cast, first, client, kind):
    begun(cast, first, kind)
    page = sign_in(client, cast.posts["member"]).post(at("review", first), follow=True)
    assert "Sam Okafor had started already" in page.content.decode()
    assert Assessment.objects.filter(state="draft").count() == 1


@BOTH
def test_what_is_still_written_has_neither(cast, kind):
    with pytest.raises(Problem):
        begun(cast, started(cast.actors["lead"], cast.kayleigh), kind)


@BOTH
def test_a_checklist_has_neither(cast, kind):
    made = started(cast.actors["lead"], cast.kayleigh, "checklist")
    with pytest.raises(Problem):
        begun(cast, made, kind)


@BOTH
@pytest.mark.parametrize("who", ["other_lead", "same_agency", "other_agency", "former"])
def test_the_near_misses_begin_neither(cast, first, kind, who):
    with pytest.raises(Refused):
        begun(cast, first, kind, who)


def test_a_supplement_needs_only_something_new(cast, first):
    made = begun(cast, first, "supplement")
    assert [one.sentence for one in what_is_missing(made, rows_of(made))] == ["Nothing is written yet."]
    write(cast.actors["lead"], made, "behaviour_strengths", "Waits for the bus", "observed")
    assert actions.complete(by=cast.actors["lead"], assessment=made).state == "complete"


def test_a_supplement_that_begins_with_own_words_needs_them(cast, first):
    made = begun(cast, first, "supplement")
    write(cast.actors["lead"], made, "child_words_given", "given")
    assert "The child's or young person's words" in what_is_missing(made, rows_of(made))[0].sentence


def test_a_review_needs_the_whole_again(cast, first):
    made = begun(cast, first, "review")
    write(cast.actors["lead"], made, "behaviour_strengths", "Waits", "observed")
    assert len(what_is_missing(made, rows_of(made))) >= 3


def test_a_review_takes_over_what_holds_box_by_box(cast, first, lead):
    made = begun(cast, first, "review")
    page = lead.get(at("section", made, section="details") + "?page=2").content.decode()
    assert "Methodist" in page
    assert "From the assessment before, 3 March" in page or "From the assessment before" in page
    assert not Answer.objects.filter(assessment=made).exists()


def test_a_supplement_asks_nothing_twice(cast, first, lead):
    made = begun(cast, first, "supplement")
    for number in (1, 2):
        page = lead.get(at("section", made, section="details") + f"?page={number}").content.decode()
        assert "Saving this page accepts it" not in page


@BOTH
def test_earlier_notes_are_there_to_read(cast, first, lead, kind):
    made = begun(cast, first, kind)
    page = lead.get(at("section", made, section="behaviour")).content.decode()
    assert "What was written before (1 note)" in page
    assert "Bites when tired" in page


def test_the_reasons_and_conclusions_are_not_taken_over(cast, first, lead):
    made = begun(cast, first, "review")
    page = lead.get(at("section", made, section="this_assessment")).content.decode()
    assert "Often late" not in page


def test_a_shared_one_offers_both_with_what_they_do(cast, lead):
    done = completed(cast.actors["lead"], cast.kayleigh)
    page = lead.get(at("paper", done)).content.decode()
    assert "Write a supplement" in page
    assert "Review the whole" in page


def test_what_builds_on_another_is_named_in_the_list_of_others(cast, first, lead):
    begun(cast, first, "review")
    assert "Review. Being written" in lead.get(at("paper", first)).content.decode()

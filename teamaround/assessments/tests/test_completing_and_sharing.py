"""Finishing: what is missing is said, nobody becomes lead, sharing needs agreement or a duty (issue 2 step 7)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.assessments import actions, inviting, rules
from teamaround.assessments.factories import WHOLE, completed, started, whole, write
from teamaround.assessments.models import Assessment
from teamaround.assessments.queries import rows_of
from teamaround.assessments.standing import what_is_missing
from teamaround.audit.recording import recording
from teamaround.child_index.models import Indication
from teamaround.consent.actions import withdraw
from teamaround.episodes.models import Episode
from teamaround.kit.problems import Problem
from teamaround.lead_professional.models import Appointment
from teamaround.practice_data.cast import MAKER, make_involvement

pytestmark = pytest.mark.django_db


def sentences(assessment):
    return " ".join(each.sentence for each in what_is_missing(assessment, rows_of(assessment)))


def test_what_is_missing_is_said_in_sentences(cast):
    made = started(cast.actors["lead"], cast.kayleigh)
    assert "“What led to this assessment" in sentences(made) or "This assessment" in sentences(made)
    with pytest.raises(Problem):
        actions.complete(by=cast.actors["lead"], assessment=made)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [("given", "words"), ("observed_instead", "What was seen"), ("not_asked_yet", "When somebody will ask")],
)
def test_the_childs_own_words_or_what_stands_for_them(cast, given, wanted):
    made = started(cast.actors["lead"], cast.kayleigh)
    write(cast.actors["lead"], made, "child_words_given", given)
    assert wanted in sentences(made)


def test_a_child_who_did_not_want_to_is_not_pressed(cast):
    made = started(cast.actors["lead"], cast.kayleigh)
    write(cast.actors["lead"], made, "child_words_given", "refused")
    assert "Child's words" not in sentences(made)


def test_two_answers_against_each_other_are_settled_first(cast):
    made = whole(cast.actors["lead"], cast.kayleigh)
    first = rows_of(made)[0]
    write(cast.actors["lead"], made, "reason_for_assessment", "One", after=first)
    write(cast.actors["member"], made, "reason_for_assessment", "Two", after=first)
    assert "stand against each other" in sentences(made)


def test_a_note_must_say_where_it_comes_from(cast):
    made = whole(cast.actors["lead"], cast.kayleigh)
    write(cast.actors["lead"], made, "behaviour_needs", "Bites")
    assert "does not say where it comes from" in sentences(made)


def test_completing_makes_the_author_first_contact_and_nobody_lead(cast, client):
    made = whole(cast.actors["lead"], cast.kayleigh)
    before = list(Appointment.objects.values_list("pk", "post_id"))
    browser = sign_in(client, cast.posts["lead"])
    url = reverse("assessments:complete", kwargs={"assessment_ref": made.ref})
    assert "First put these right" not in browser.get(url).content.decode()
    page = browser.post(url, follow=True).content.decode()
    made.refresh_from_db()
    assert made.first_contact_until == datetime.date(2026, 3, 17)
    assert "makes nobody the lead" in page
    assert list(Appointment.objects.values_list("pk", "post_id")) == before
    assert not Indication.objects.filter(kind="assessment_started", ends__isnull=True).exists()
    assert Indication.objects.filter(kind="assessment_done", ends__isnull=True).exists()
    assert browser.get(url).status_code == 302


def test_completing_moves_the_help_to_planning(cast):
    with recording(by=MAKER, action="test.state"):
        Episode.objects.filter(child=cast.kayleigh).update(state="checking")
    completed(cast.actors["lead"], cast.kayleigh)
    assert Episode.objects.get(child=cast.kayleigh).state == "planning"


def test_after_completing_nothing_is_written_and_nothing_completed_twice(cast, client):
    made = completed(cast.actors["lead"], cast.kayleigh)
    with pytest.raises(Problem):
        write(cast.actors["lead"], made, "behaviour_needs", "Late thought", "opinion")
    with pytest.raises(Problem):
        actions.complete(by=cast.actors["lead"], assessment=made)
    with pytest.raises(Problem):
        inviting.invite(by=cast.actors["lead"], assessment=made, post=cast.posts["member"])
    part = {"assessment_ref": made.ref, "section": "behaviour"}
    browser = sign_in(client, cast.posts["lead"])
    assert browser.get(reverse("assessments:section", kwargs=part)).status_code == 302
    assert browser.post(reverse("assessments:keep", kwargs=part), {"behaviour_needs": "x"}).status_code == 400


def test_a_contributor_completes_only_what_he_started(cast):
    with recording(by=MAKER, action="test.involve"):
        make_involvement(cast.kayleigh, cast.housing, cast.posts["other_agency"])
    made = started(cast.actors["other_agency"], cast.kayleigh)
    for _section, question, value, source in WHOLE:
        write(cast.actors["other_agency"], made, question, value, source)
    inviting.invite(by=cast.actors["lead"], assessment=made, post=cast.posts["same_agency"])
    with pytest.raises(Refused):
        actions.complete(by=cast.actors["same_agency"], assessment=made)
    assert actions.complete(by=cast.actors["other_agency"], assessment=made).completed_by == cast.posts["other_agency"]


def share_url(made):
    return reverse("assessments:share", kwargs={"assessment_ref": made.ref})


def test_sharing_by_agreement(cast, client):
    made = completed(cast.actors["lead"], cast.kayleigh)
    browser = sign_in(client, cast.posts["lead"])
    for _time in range(2):
        browser.post(share_url(made))
    assert Assessment.objects.get(pk=made.pk).state == "shared"


def test_a_draft_is_not_shared(cast, client):
    made = whole(cast.actors["lead"], cast.kayleigh)
    page = sign_in(client, cast.posts["lead"]).post(share_url(made), follow=True).content.decode()
    assert "First complete the assessment" in page


def test_without_agreement_nothing_is_shared(cast, client):
    made = completed(cast.actors["lead"], cast.kayleigh)
    withdraw(by=cast.actors["lead"], child=cast.kayleigh, by_name="Donna Moss", right="responsibility")
    browser = sign_in(client, cast.posts["lead"])
    assert browser.post(share_url(made)).status_code == 403
    assert Assessment.objects.get(pk=made.pk).state == "complete"


def test_rules_of_first_contact():
    day, later = datetime.date(2026, 3, 3), datetime.date(2026, 3, 4)
    assert rules.first_contact_is_over(day, later, somebody_leads=False)
    assert not rules.first_contact_is_over(day, later, somebody_leads=True)
    assert not rules.first_contact_is_over(later, later, somebody_leads=False)
    assert not rules.first_contact_is_over(None, later, somebody_leads=False)

"""The family's copy and the practitioners': tagged paper, no guidance, nothing that is not agreed (KIR-CF-16)."""

import io

import pikepdf
import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.assessments import actions, copies
from teamaround.assessments.factories import completed, whole, write
from teamaround.assessments.queries import instrument_of
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.child_index.models import Shield
from teamaround.consent.actions import Answers, Conversation, record_agreement
from teamaround.consent.models import Asking
from teamaround.consent.rules import EXPLAINED
from teamaround.instruments.definition import Audience
from teamaround.kit import clock
from teamaround.lead_professional.models import Appointment
from teamaround.practice_data.cast import MAKER, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(cast, client):
    return sign_in(client, cast.posts["lead"])


def at(name, made, **more):
    return reverse(f"assessments:{name}", kwargs={"assessment_ref": made.ref, **more})


def shared(cast):
    made = completed(cast.actors["lead"], cast.kayleigh)
    return actions.share(by=cast.actors["lead"], assessment=made)


def words_of(document):
    return "\n".join([document.title, *(f"{one.who} {one.source} {one.text}" for one in document.blocks)])


@pytest.mark.parametrize(("name", "more"), [("print", {}), ("family_copy", {"audience": "parent"})])
def test_the_paper_is_tagged_for_screen_readers_and_audited(cast, lead, name, more):
    made = shared(cast)
    answer = lead.get(at(name, made, **more))
    with pikepdf.open(io.BytesIO(answer.content)) as paper:
        assert "/StructTreeRoot" in paper.Root
        assert str(paper.Root.Lang) == "en-GB"
        assert "Kayleigh" in str(paper.docinfo["/Title"])
    event = Event.objects.latest("pk")
    assert (event.action, event.outcome) == ("assessments.print", "print")


def test_the_familys_copy_has_their_words_and_no_guidance(cast):
    made = shared(cast)
    document = copies.family_document(cast.actors["lead"], made, Audience.PARENT)
    said = words_of(document)
    assert "I want my own bed" in said
    lines = [section.guidance.line for section in instrument_of(made).sections if section.guidance]
    assert not [line for line in lines if line.replace("{child}", "Kayleigh") in said]


def test_the_childs_copy_speaks_to_the_child(cast, lead):
    page = lead.get(at("family_page", shared(cast), audience="child")).content.decode()
    assert "About me" in page
    assert "UNDEFINED" not in page


def test_a_draft_has_no_familys_copy(cast, lead):
    made = whole(cast.actors["lead"], cast.kayleigh)
    assert lead.get(at("family_copy", made, audience="parent")).status_code == 404


def agree(cast, answer="agreed"):
    record_agreement(
        by=cast.actors["lead"],
        child=cast.kayleigh,
        answers=Answers(assess=answer),
        conversation=Conversation(
            cast.mother, "Donna Moss", "responsibility", "paper", explained=tuple(EXPLAINED), at_completion=True
        ),
    )


def test_a_finished_text_waits_for_the_familys_yes(cast, lead):
    made = completed(cast.actors["lead"], cast.kayleigh)
    url = at("family_copy", made, audience="parent")
    assert lead.get(url).status_code == 404
    agree(cast)
    assert lead.get(url).status_code == 200


def test_a_no_at_completion_makes_no_copy(cast, lead):
    made = whole(cast.actors["lead"], cast.kayleigh)
    agree(cast, "refused")
    assert "did not agree" in lead.get(at("complete", made)).content.decode()
    actions.complete(by=cast.actors["lead"], assessment=made)
    assert lead.get(at("family_copy", made, audience="parent")).status_code == 404


def test_what_a_sensitive_service_wrote_is_in_no_familys_copy_and_for_covered_readers_alone(cast, lead, client):
    made = whole(cast.actors["lead"], cast.kayleigh)
    with recording(by=MAKER, action="test.join"):
        join(made.episode, cast.posts["sensitive_worker"])
    write(cast.actors["sensitive_worker"], made, "emotional_social_needs", "Seen weekly at CAMHS", "observed")
    assert "Seen weekly" not in lead.get(at("read", made)).content.decode()
    actions.complete(by=cast.actors["lead"], assessment=made)
    done = actions.share(by=cast.actors["lead"], assessment=made)
    for audience in (Audience.CHILD, Audience.PARENT):
        assert "Seen weekly" not in words_of(copies.family_document(cast.actors["lead"], done, audience))
    assert "Seen weekly" not in words_of(copies.practitioners_document(cast.actors["lead"], done))
    own = sign_in(client, cast.posts["sensitive_worker"]).get(at("read", made)).content.decode()
    assert "Seen weekly" in own


def test_where_a_protected_child_lives_is_in_no_familys_copy(cast):
    made = whole(cast.actors["lead"], cast.kayleigh)
    write(cast.actors["lead"], made, "address", "14 Mill Race")
    actions.complete(by=cast.actors["lead"], assessment=made)
    said = words_of(copies.family_document(cast.actors["lead"], made, Audience.PARENT))
    assert "14 Mill Race" in said
    with recording(by=MAKER, action="test.shield"):
        today = clock.today()
        Shield.objects.create(
            authority=cast.authority, child=cast.kayleigh, reason_code="harm", starts=today, review_on=today
        )
    said = words_of(copies.family_document(cast.actors["lead"], made, Audience.PARENT))
    assert "14 Mill Race" not in said


def test_a_young_person_who_decided_alone_may_keep_the_copy_from_parents(cast, lead):
    made = shared(cast)
    with recording(by=MAKER, action="test.hide"):
        Asking.objects.filter(child=cast.kayleigh).update(hide_from_parents=True)
    assert lead.get(at("family_copy", made, audience="parent")).status_code == 404
    assert lead.get(at("family_copy", made, audience="child")).status_code == 200
    assert lead.get(at("family_copy", made, audience="practitioner")).status_code == 404


def test_nobody_became_lead_by_any_of_this(cast):
    before = Appointment.objects.count()
    shared(cast)
    assert Appointment.objects.count() == before

"""Every row of the loaded town is one the product could have written: states, leads, teams, plans, index."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import F, Q

from teamaround.assessments.models import Assessment
from teamaround.audit.protected import Protected
from teamaround.child_index.models import Entry, Indication, Involvement, StatutoryInvolvement
from teamaround.consent import rules as consent_rules
from teamaround.consent.models import Asking, Decision
from teamaround.episodes import rules
from teamaround.episodes.models import Concern, Episode, LookAgain, SafeguardingReport, State, StateChange
from teamaround.families.models import Enrolment
from teamaround.instruments import registry
from teamaround.instruments.definition import NOT_NEEDED
from teamaround.instruments.values import fits
from teamaround.kit import clock
from teamaround.lead_professional import rules as lead_rules
from teamaround.lead_professional.models import Appointment, Invitation
from teamaround.meetings import rules as meeting_rules
from teamaround.meetings.models import Invitee, Meeting
from teamaround.plans import rules as plan_rules
from teamaround.plans.models import Action, NeedType, Offer, Plan, PlanAgreement, Review, ReviewComment
from teamaround.practice_data.tests.loaded_town import loaded_town
from teamaround.team_around_child import rules as team_rules
from teamaround.team_around_child.models import Serving

__all__ = ["loaded_town"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
OPEN = ~Q(state=State.CLOSED)


def rows_of_the_town() -> Iterator[Any]:
    for model in apps.get_models():
        if issubclass(model, Protected):
            yield from model.objects.all()


def test_every_field_holds_what_it_may_hold() -> None:
    for row in rows_of_the_town():
        empty = [f.name for f in row._meta.fields if f.null and getattr(row, f.attname) is None]
        others = [f.name for f in row._meta.fields if f.is_relation or f.get_internal_type() == "JSONField"]
        row.clean_fields(exclude=[*empty, *others])


def test_there_are_episodes_in_every_state_closed_for_every_reason() -> None:
    assert set(Episode.objects.values_list("state", flat=True)) == set(State.values)
    reasons = set(Episode.objects.filter(state=State.CLOSED).values_list("close_reason", flat=True))
    assert reasons == {*rules.CLOSE_REASONS, rules.SOCIAL_CARE}
    assert 80 <= Episode.objects.count() <= 90


def test_states_follow_the_table_of_moves() -> None:
    for episode in Episode.objects.prefetch_related("state_changes"):
        state, before = "", ""
        for change in sorted(episode.state_changes.all(), key=lambda one: (one.at, one.pk)):
            to = rules.next_state(state, change.verb, before)
            assert change.state == to or (not state and change.state == State.CONCERN), (episode.pk, state, change.verb)
            before, state = state, change.state
        assert state == episode.state


def test_an_episode_is_run_by_the_authority_of_its_child() -> None:
    assert not Episode.objects.filter(OPEN).exclude(authority=F("child__authority")).exists()
    assert not Episode.objects.exclude(authority=F("locality__authority")).exists()


@pytest.mark.parametrize("model", [StateChange, Concern, Appointment, Plan, Meeting, Asking, Decision, Assessment])
def test_nothing_past_lies_ahead(model: Any) -> None:
    moments = {"StateChange": "at", "Concern": "raised_at", "Appointment": "made_at", "Plan": "made_at"}
    moments |= {"Meeting": "called_at", "Asking": "asked_at", "Decision": "made_at", "Assessment": "started_at"}
    assert not model.objects.filter(**{f"{moments[model.__name__]}__gt": clock.now()}).exists()


def test_whoever_leads_or_stands_in_is_in_the_team() -> None:
    serving = {(s.episode_id, s.member.post_id) for s in Serving.objects.select_related("member").filter(ends=None)}
    holding = Appointment.objects.filter(ends__isnull=True)
    assert holding.count() > 20
    assert not [(one.episode_id, one.post_id) for one in holding if (one.episode_id, one.post_id) not in serving]
    assert not Appointment.objects.filter(ends__isnull=True, episode__state=State.CLOSED).exists()
    assert not Serving.objects.filter(ends__isnull=True, episode__state=State.CLOSED).exists()


def test_lead_and_deputy_are_two_people_still_in_post() -> None:
    now = Appointment.objects.filter(ends__isnull=True)
    leads = {(one.episode_id, one.post_id) for one in now.filter(part="lead")}
    assert not leads & {(one.episode_id, one.post_id) for one in now.filter(part="deputy")}
    assert not now.filter(post__ends__isnull=False).exists()


def test_where_help_is_under_way_there_are_a_lead_and_an_agreed_plan() -> None:
    helping = Episode.objects.filter(state=State.HELPING)
    assert helping.count() >= 15
    led = Appointment.objects.filter(part="lead", ends__isnull=True).values("episode")
    planned = Plan.objects.filter(state=Plan.State.AGREED).values("serves__episode")
    assert not helping.exclude(pk__in=led).exists()
    assert not helping.exclude(pk__in=planned).exists()


def test_where_somebody_assesses_there_is_a_draft_and_where_a_plan_is_agreed_it_is_done() -> None:
    drafts = Assessment.objects.filter(instrument="common_assessment", state="draft").values("episode")
    done = Assessment.objects.filter(instrument="common_assessment").exclude(state="draft").values("episode")
    assert not Episode.objects.filter(state=State.ASSESSING).exclude(pk__in=drafts).exists()
    assert not Episode.objects.filter(state=State.HELPING).exclude(pk__in=done).exists()
    assert Assessment.objects.filter(state="shared").count() > 15


def test_somebody_looks_again_where_an_episode_waits_for_that() -> None:
    waiting = LookAgain.objects.filter(answered_at__isnull=True)
    assert not Episode.objects.filter(state=State.WATCHING).exclude(pk__in=waiting.values("episode")).exists()
    assert not waiting.exclude(episode__state=State.WATCHING).exists()
    assert waiting.filter(due_on__lt=clock.today()).exists()


def test_an_episode_that_waits_for_social_care_has_its_report() -> None:
    sent = SafeguardingReport.objects.filter(state="sent").values("episode")
    assert not Episode.objects.filter(state=State.WAITING).exclude(pk__in=sent).exists()
    taken = Episode.objects.filter(close_reason=rules.SOCIAL_CARE)
    assert not taken.exclude(child__in=StatutoryInvolvement.objects.values("child")).exists()


def test_agreement_was_asked_refused_limited_and_taken_back() -> None:
    assert set(Decision.objects.values_list("answer", flat=True)) == {"agreed", "refused", "not_asked"}
    assert Decision.objects.filter(withdrawn_at__isnull=False).exists()
    assert Decision.objects.filter(purpose="share", answer="refused").exists()
    standing = Decision.objects.filter(purpose="assess", answer="agreed").values("child")
    assert not Episode.objects.filter(state=State.HELPING).exclude(child__in=standing).exists()


def test_answers_are_ones_their_questions_can_have() -> None:
    for answer in Assessment.objects.values_list("instrument", "version", "answers__question", "answers__value"):
        instrument, version, question, value = answer
        if question and question != NOT_NEEDED:
            assert fits(registry.get(instrument, version).places[question][1], value), question


def test_every_note_says_where_it_comes_from() -> None:
    for each in Assessment.objects.filter(instrument="common_assessment").prefetch_related("answers"):
        places = registry.get(each.instrument, each.version).places
        notes = [row for row in each.answers.all() if row.question in places and places[row.question][1].notes]
        assert [row.question for row in notes if not row.source] == []


def test_whoever_started_a_draft_may_write_and_complete_it() -> None:
    drafts = Assessment.objects.filter(instrument="common_assessment", state="draft")
    drafts = drafts.exclude(episode__state=State.CLOSED)
    for each in drafts:
        assert each.contributors.filter(post=each.started_by, ended_at__isnull=True).exists()
    assert drafts.exists()


def test_the_index_knows_of_assessments_leads_and_plans_by_existence() -> None:
    told = Indication.objects.filter(ends__isnull=True)
    leads = {(one.episode.ref, one.post_id) for one in Appointment.objects.filter(part="lead", ends__isnull=True)}
    assert {(one.record_ref, one.post_id) for one in told.filter(kind="lead")} == leads
    written = Assessment.objects.filter(instrument="common_assessment", state="draft")
    drafts = set(written.exclude(episode__state=State.CLOSED).values_list("ref", flat=True))
    assert set(told.filter(kind="assessment_started").values_list("record_ref", flat=True)) == drafts
    plans = set(Plan.objects.filter(state="agreed").values_list("ref", flat=True))
    assert set(told.filter(kind="plan").values_list("record_ref", flat=True)) == plans


def test_everybody_in_a_team_is_in_the_index_with_the_child() -> None:
    known = set(Involvement.objects.values_list("child_id", "agency_id"))
    serving = Serving.objects.filter(member__post__isnull=False, ends__isnull=True, episode__state=State.HELPING)
    lacking = [
        s for s in serving.select_related("member__post", "episode")
        if (s.episode.child_id, s.member.post.agency_id) not in known
    ]  # fmt: skip
    assert len(lacking) <= serving.count() * 0.1


def test_plans_have_needs_of_known_types_actions_late_and_done_offers_and_disagreement() -> None:
    types = set(NeedType.objects.values_list("key", flat=True))
    live = Plan.objects.filter(state=Plan.State.AGREED)
    assert live.exists() and not live.filter(needs__isnull=True).exists()
    assert not set(Plan.objects.filter(needs__isnull=False).values_list("needs__type_key", flat=True)) - types
    waiting = Action.objects.filter(state__in=("to_do", "under_way"))
    assert waiting.filter(due_on__lt=clock.today()).exists()
    assert not waiting.filter(need__plan__state=Plan.State.CLOSED).exists()
    assert set(Offer.objects.values_list("state", flat=True)) == set(Offer.State.values)
    assert PlanAgreement.objects.exclude(answer="agrees").exists() and Review.objects.count() > 10


def test_meetings_are_past_with_minutes_or_ahead_with_answers_wanting() -> None:
    held, planned = Meeting.objects.filter(state="held"), Meeting.objects.filter(state="planned")
    assert not held.filter(starts_at__gt=clock.now()).exists()
    assert not planned.filter(starts_at__lt=clock.now()).exists()
    assert Invitee.objects.filter(meeting__in=planned, answer="").exists()
    assert not Invitee.objects.filter(meeting__in=held, attended__isnull=True).exists()
    assert held.filter(items__decision=True).exists()
    assert not [m for m in Meeting.objects.all() if m.starts_at.weekday() > 4]


def test_some_are_asked_to_lead_and_have_not_answered() -> None:
    assert Invitation.objects.filter(answer="").exists()
    assert Invitation.objects.filter(answer="declined").exists()


def test_families_are_enrolled_where_help_is_under_way() -> None:
    enrolled = Enrolment.objects.filter(ended_at__isnull=True)
    helped = Episode.objects.filter(OPEN, child__in=enrolled.values("child")).count()
    assert helped >= 10
    assert max(Counter(enrolled.values_list("person_id", "child_id")).values()) == 1


CODES = (
    (Appointment, "end_reason", lead_rules.END_REASONS),
    (Invitation, "decline_code", lead_rules.DECLINE_CODES),
    (Serving, "leave_reason", team_rules.LEAVE_REASONS),
    (Meeting, "no_family_code", meeting_rules.NO_FAMILY_CODES),
    (Decision, "why_not", consent_rules.WHY_NOT_ASKED),
    (ReviewComment, "why_none", plan_rules.WHY_NO_WORDS),
)


@pytest.mark.parametrize(("model", "field", "codes"), CODES, ids=lambda value: getattr(value, "__name__", ""))
def test_codes_are_of_the_closed_lists(model: Any, field: str, codes: dict[str, str]) -> None:
    assert set(model.objects.exclude(**{field: ""}).values_list(field, flat=True)) <= set(codes)


def test_every_child_with_an_episode_is_in_the_index() -> None:
    assert not Episode.objects.exclude(child__in=Entry.objects.values("child")).exists()

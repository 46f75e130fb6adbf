"""One record of every kind round Kayleigh, for tests that try each address with other people's references."""

import datetime
from typing import Any

from teamaround.agencies.models import Delegation
from teamaround.assessments.models import Assessment, JoinRequest
from teamaround.attachments.models import Attachment
from teamaround.audit.recording import recording
from teamaround.child_index.models import BreakGlass, Duplicate, Enquiry, Join, Search, SearchAlert
from teamaround.child_index.models_of_entry import ToldValue, Transfer
from teamaround.episodes.models import Concern, Entry, LookAgain, SafeguardingReport
from teamaround.exchange.models import Delivery, StagedRow
from teamaround.kit import clock, crypto
from teamaround.lead_professional.models import Appointment, Invitation
from teamaround.meetings.models import Invitee, Meeting, MeetingEpisode
from teamaround.plans.models import Action, Need, NeedEpisode, Offer, Plan, PlanEpisode
from teamaround.practice_data.cast import MAKER, Cast
from teamaround.practice_data.cast_records_services import service_records
from teamaround.referrals.models import Referral
from teamaround.team_around_child.models import Member


def add_records(cast: Cast) -> dict[str, str]:
    """Address keyword -> reference of a record about Kayleigh, whom `lead` leads."""
    episode, lead = cast.episodes["kayleigh"], cast.posts["lead"]
    with recording(by=MAKER, action="practice_data.records"):
        refs = _index(cast) | _pairs(cast) | _plan(cast) | _meeting(cast) | _request(cast)
        refs |= _story(cast) | _writing(cast) | _posts(cast) | _file(cast) | service_records(cast)
    part = Appointment.objects.filter(episode=episode, part="lead").get()
    member = Member.objects.filter(group=episode.group, post=lead).get()
    return refs | {
        "child_ref": cast.kayleigh.ref,
        "person_ref": cast.mother.ref,
        "episode_ref": episode.ref,
        "appointment_ref": part.ref,
        "member_ref": member.ref,
        "audience": "parent",
        "section": "health",
    }


def _story(cast: Cast) -> dict[str, str]:
    episode, lead = cast.episodes["kayleigh"], cast.posts["lead"]
    entry = Entry.objects.create(
        authority=cast.authority, episode=episode, kind="visit", happened_on=clock.today(), author=lead,
        words="Came in smiling.", source_agency=lead.agency, recorded_at=clock.now(),
    )  # fmt: skip
    look = LookAgain.objects.create(authority=cast.authority, episode=episode, due_on=clock.today(), who=lead)
    report = SafeguardingReport.objects.create(
        authority=cast.authority, child=cast.kayleigh, episode=episode, reported_by=lead, danger_now=False,
        person_told="Wyn", told_at=clock.now(), words="A bruise.", family_told="yes", reported_at=clock.now(),
    )  # fmt: skip
    Concern.objects.create(
        authority=cast.authority, child=cast.kayleigh, raised_by=lead, words="Tired.", family_knows="knows",
        raised_at=clock.now(), expires_on=clock.today() + datetime.timedelta(days=90),
    )  # fmt: skip
    return {"entry_ref": entry.ref, "look_ref": look.ref, "report_ref": report.ref}


def _writing(cast: Cast) -> dict[str, str]:
    episode, lead = cast.episodes["kayleigh"], cast.posts["lead"]
    assessment = Assessment.objects.create(
        authority=cast.authority, episode=episode, instrument="common_assessment", version="1", started_by=lead,
        started_at=clock.now(),
    )  # fmt: skip
    request = JoinRequest.objects.create(
        authority=cast.authority, assessment=assessment, asked_by=cast.posts["member"], asked_at=clock.now()
    )
    attachment = Attachment.objects.create(
        authority=cast.authority, child_id=cast.kayleigh.pk, name="signed.pdf", kind="application/pdf", size=1,
        sha256="0" * 64, purpose="agreement", added_at=clock.now(),
    )  # fmt: skip
    return {"assessment_ref": assessment.ref, "request_ref": request.ref, "attachment_ref": attachment.ref}


def _posts(cast: Cast) -> dict[str, str]:
    lead = cast.posts["lead"]
    invitation = Invitation.objects.create(
        authority=cast.authority, episode=cast.episodes["kayleigh"], post=cast.posts["member"], basis="contact",
        invited_by=lead, invited_at=clock.now(),
    )  # fmt: skip
    delegation = Delegation.objects.create(
        authority=cast.authority, principal=lead, delegate=cast.posts["administrator"], starts=clock.today()
    )
    refs = {"practitioner_ref": lead.practitioner.ref, "post_ref": lead.ref}
    return refs | {"invitation_ref": invitation.ref, "delegation_ref": delegation.ref}


def _index(cast: Cast) -> dict[str, str]:
    lead = cast.posts["lead"]
    search = Search.objects.create(
        authority=cast.authority, post=lead, account_id=lead.practitioner.account_id or 0, reason="worry",
        sealed_terms="", outcome="match", at=clock.now(),
    )  # fmt: skip
    search.sealed_terms = crypto.seal("{}", f"child_index.Search:{search.pk}")
    search.save()
    enquiry = Enquiry.objects.create(
        authority=cast.authority, child=cast.kayleigh, asked_by=cast.posts["member"], to_post=lead,
        to_agency=lead.agency, question="How is she?", answer_by=clock.today(), asked_at=clock.now(),
    )  # fmt: skip
    emergency = BreakGlass.objects.create(
        authority=cast.authority, child=cast.kayleigh, post=cast.posts["other_agency"], reason_code="danger",
        opened_at=clock.now() - datetime.timedelta(days=1), ends_at=clock.now() - datetime.timedelta(hours=23),
    )  # fmt: skip
    asking = cast.kayleigh.askings.get()
    return {
        "search_ref": search.ref,
        "enquiry_ref": enquiry.ref,
        "emergency_ref": emergency.ref,
        "asking_ref": asking.ref,
    }


def _pairs(cast: Cast) -> dict[str, str]:
    """A pair that was joined and taken for one child, and searching that was paused."""
    now, team = clock.now(), cast.posts["index_team"]
    low, high = sorted((cast.kayleigh.pk, cast.tyler.pk))
    common: dict[str, Any] = {"authority": cast.authority}
    pair = Duplicate.objects.create(
        child_a_id=low, child_b_id=high, score="0.90", reasons=[], state="same", found_at=now, decided_by=team,
        decided_at=now, **common,
    )  # fmt: skip
    join = Join.objects.create(
        pair=pair, kept=cast.kayleigh, joined=cast.tyler, by=team, at=now, **common,
        before={"state": "active", "shields": []},
    )  # fmt: skip
    alert = SearchAlert.objects.create(
        post=cast.posts["former"], account_id=cast.former.account_id, step="paused", pattern="street", asked_at=now,
        paused_at=now, **common,
    )  # fmt: skip
    transfer = Transfer.objects.create(
        child=cast.kayleigh, to_authority=cast.neighbour, state="offered", words="They moved on Monday.", **common,
        offered_by=team, offered_at=now,
    )  # fmt: skip
    told = ToldValue.objects.create(
        child=cast.kayleigh, field="address", value={"lines": "9 Mill Race", "postcode": "MB4 7QX"}, source="agency",
        told_on=clock.today(), state="beside", recorded_at=now, **common,
    )  # fmt: skip
    refs = {"pair_ref": pair.ref, "join_ref": join.ref, "alert_ref": alert.ref}
    return refs | {"transfer_ref": transfer.ref, "told_ref": told.ref}


def _plan(cast: Cast) -> dict[str, str]:
    episode, lead = cast.episodes["kayleigh"], cast.posts["lead"]
    common: dict[str, Any] = {"authority": cast.authority}
    plan = Plan.objects.create(group=episode.group, made_by=lead, made_at=clock.now(), state="agreed", **common)
    PlanEpisode.objects.create(plan=plan, episode=episode)
    need = Need.objects.create(
        plan=plan, words="A room of my own", whose_words="The child's", type_key="housing", rank=1,
        added_at=clock.now(), **common,
    )  # fmt: skip
    NeedEpisode.objects.create(need=need, episode=episode)
    action = Action.objects.create(
        need=need, what="Ask housing for a visit", outcome="There is a date", aim="stay_safe", owner_post=lead,
        agency=cast.housing, due_on=clock.today() - datetime.timedelta(days=4), added_at=clock.now(), **common,
    )  # fmt: skip
    offer = Offer.objects.create(need=need, what="A bunk bed", agency=cast.housing, offered_on=clock.today(), **common)
    return {"plan_ref": plan.ref, "need_ref": need.ref, "action_ref": action.ref, "offer_ref": offer.ref}


def _file(cast: Cast) -> dict[str, str]:
    """A file with one row that may be about Kayleigh."""
    delivery = Delivery.objects.create(
        authority=cast.authority, layout="school_census", file_name="autumn.csv", sha256="0" * 64, state="matched",
        as_of=clock.today(), row_count=1, undecided=1, begun_at=clock.now(), matched_at=clock.now(), index_size=3,
    )  # fmt: skip
    data = {"given": "Kayleigh", "family": "Mosse", "born": "2019-05-04"}
    StagedRow.objects.create(
        delivery=delivery, number=1, source_id="", data=data, decision="review", child_id=cast.kayleigh.pk, score="0.90"
    )
    return {"delivery_ref": delivery.ref, "row_number": "1"}


def _request(cast: Cast) -> dict[str, str]:
    """To an agency to which none of the near misses belongs."""
    made = Referral.objects.create(
        authority=cast.authority, episode=cast.episodes["kayleigh"], agency=cast.agencies["family_support"],
        what="Somebody to talk to", family_said="yes", family_who="Donna", basis="said", state="asked",
        asked_by=cast.posts["lead"], made_at=clock.now(), asked_at=clock.now(), due_on=clock.today(),
    )  # fmt: skip
    return {"referral_ref": made.ref}


def _meeting(cast: Cast) -> dict[str, str]:
    episode, lead = cast.episodes["kayleigh"], cast.posts["lead"]
    meeting = Meeting.objects.create(
        authority=cast.authority, group=episode.group, purpose="review", place="Family room", called_by=lead,
        starts_at=clock.now() + datetime.timedelta(days=9), called_at=clock.now(),
    )  # fmt: skip
    MeetingEpisode.objects.create(meeting=meeting, episode=episode)
    for post in ("lead", "member"):
        Invitee.objects.create(authority=cast.authority, meeting=meeting, post=cast.posts[post], invited_at=clock.now())
    return {"meeting_ref": meeting.ref}

"""Reading assessments, always for somebody; loaders of the addresses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.http import Http404

from teamaround.access import engine, facts
from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.agencies.models import Agency
from teamaround.assessments import access, rules
from teamaround.assessments.models import Answer, Assessment, Contributor, JoinRequest, Presence
from teamaround.consent.models import Asking
from teamaround.consent.queries import sensitive_kinds
from teamaround.episodes.access import LEADING
from teamaround.episodes.models import Episode
from teamaround.instruments import registry
from teamaround.instruments.definition import Instrument, Section
from teamaround.kit import clock


@dataclass(frozen=True)
class Part:
    """One section of one assessment, as an address names it."""

    assessment: Assessment
    instrument: Instrument
    section: Section


def _with_people() -> QuerySet[Assessment]:
    return Assessment.objects.select_related(
        "episode__child",
        "started_by__practitioner",
        "started_by__agency",
        "completed_by__practitioner",
        "decision",
        "supplements",
    )


def load_assessment(actor: Actor, assessment_ref: str) -> Loaded:
    """Raises Http404."""
    found = _with_people().filter(ref=assessment_ref).first()
    if found is None:
        raise Http404
    return Loaded(found, (found.episode.child_id,))


def load_part(actor: Actor, assessment_ref: str, section: str) -> Loaded:
    """Raises Http404, also for a part that the form does not have."""
    loaded = load_assessment(actor, assessment_ref)
    instrument = instrument_of(loaded.record)
    if section not in instrument.sections_by_key:
        raise Http404
    return Loaded(Part(loaded.record, instrument, instrument.sections_by_key[section]), loaded.child_ids)


def load_join_request(actor: Actor, request_ref: str) -> Loaded:
    """Raises Http404."""
    found = (
        JoinRequest.objects.filter(ref=request_ref)
        .select_related("assessment__episode__child", "asked_by__practitioner", "asked_by__agency")
        .first()
    )
    if found is None:
        raise Http404
    return Loaded(found, (found.assessment.episode.child_id,))


def load_own_request(actor: Actor, request_ref: str) -> Loaded:
    """A request of this post that was answered. Raises Http404."""
    found = answered_requests(actor).filter(ref=request_ref).first()
    if found is None:
        raise Http404
    return Loaded(found, (found.assessment.episode.child_id,))


def answered_requests(actor: Actor) -> QuerySet[JoinRequest]:
    """What was answered to this post and not read yet, oldest answer first."""
    return (
        JoinRequest.objects.filter(
            asked_by_id=actor.post_id,
            answered_at__isnull=False,
            read_at__isnull=True,
            assessment__episode__child_id__in=engine.child_ids(actor, access.READ_ANSWER),
        )
        .select_related("assessment__episode__child", "answered_by__practitioner", "answered_by__agency")
        .order_by("answered_at")
    )


def instrument_of(assessment: Assessment) -> Instrument:
    """The definition in the version on which the answers were given."""
    return registry.get(assessment.instrument, assessment.version)


def draft_of(episode: Episode, instrument: str) -> Assessment | None:
    """The one that is being written, if there is."""
    return _with_people().filter(episode=episode, instrument=instrument, state=Assessment.State.DRAFT).first()


def assessments_of_child(child_id: int, instrument: str = rules.COMMON) -> list[Assessment]:
    """All of a child, newest first: of the help that runs now and of earlier help."""
    return list(_with_people().filter(episode__child_id=child_id, instrument=instrument).order_by("-started_at", "-pk"))


def rows_of(assessment: Assessment) -> list[Answer]:
    """Every answer, whoever may read it: for rules about the whole, never for a page."""
    rows = Answer.objects.filter(assessment=assessment)
    return list(rows.select_related("author__practitioner", "author__agency", "typed_by__practitioner").order_by("pk"))


def readable(actor: Actor, assessment: Assessment, rows: Iterable[Answer]) -> list[Answer]:
    """Rows this reader may read: what a sensitive service wrote only where its cover reaches him (DUD-23)."""
    found = list(rows)
    if not any(_sensitive(row) for row in found):
        return found
    child_id = assessment.episode.child_id
    kinds = sensitive_kinds(actor, [child_id])[child_id]
    return [row for row in found if _may_know(actor, row.author.agency if row.author else None, kinds)]


def for_the_family(rows: Iterable[Answer]) -> list[Answer]:
    """Rows of the family's copy: that a sensitive service wrote is for that service to tell (DUD-23)."""
    return [row for row in rows if not _sensitive(row)]


def _sensitive(row: Answer) -> bool:
    return row.author is not None and bool(row.author.agency.sensitive)


def may_know_agency(actor: Actor, child_id: int, agency: Agency | None) -> bool:
    """Whether this reader may learn that this agency has a part in the child's help."""
    if agency is None or not agency.sensitive:
        return True
    return _may_know(actor, agency, sensitive_kinds(actor, [child_id])[child_id])


def _may_know(actor: Actor, agency: Agency | None, kinds: frozenset[str]) -> bool:
    return agency is None or not agency.sensitive or agency.sensitive in kinds or agency.pk == actor.agency_id


def contribution(actor: Actor, assessment: Assessment) -> Contributor | None:
    """What this post was asked to write, if it was."""
    return Contributor.objects.filter(assessment=assessment, post_id=actor.post_id, ended_at__isnull=True).first()


def parts_open_to(actor: Actor, assessment: Assessment) -> frozenset[str]:
    """Keys of the sections in which this post may write; everybody round the child in all (DER-18)."""
    around = engine.facts_of(
        actor, assessment.episode.child_id, ["author", "lead_professional", "deputy", "team_member"]
    )
    mine = None if around else contribution(actor, assessment)
    asked_for = mine.sections if mine else None
    return frozenset(
        section.key
        for section in instrument_of(assessment).sections
        if rules.may_write_part(section.key, asked_for=asked_for, around=bool(around))
    )


def contributors(actor: Actor, assessment: Assessment) -> list[Contributor]:
    """Who was asked to write a part, as far as this reader may know of their service; not whoever started it."""
    rows = assessment.contributors.filter(ended_at__isnull=True).exclude(post_id=assessment.started_by_id)
    rows = rows.select_related("post__practitioner", "post__agency")
    return [row for row in rows if may_know_agency(actor, assessment.episode.child_id, row.post.agency)]


def agreed_at_completion(assessment: Assessment) -> Asking | None:
    """The newest conversation about agreement with the finished text in view, since the writing began."""
    asked = Asking.objects.filter(
        child_id=assessment.episode.child_id, at_completion=True, asked_at__gte=assessment.started_at
    )
    return asked.prefetch_related("decisions").order_by("-asked_at").first()


def hidden_from_parents(child_id: int) -> bool:
    """A young person who may decide alone does not want the parents to have a copy."""
    newest = Asking.objects.filter(child_id=child_id).order_by("-asked_at").first()
    return newest is not None and newest.hide_from_parents


def here_too(actor: Actor, part: Part) -> list[Presence]:
    """Colleagues who have this part open just now, as far as this reader may know of their service."""
    since = clock.now() - timedelta(seconds=rules.HERE_SECONDS)
    rows = Presence.objects.filter(assessment=part.assessment, section=part.section.key, seen_at__gt=since)
    found = rows.exclude(post_id=actor.own_post_id).select_related("post__practitioner", "post__agency")
    child_id = part.assessment.episode.child_id
    return [row for row in found if may_know_agency(actor, child_id, row.post.agency)]


def where_stopped(actor: Actor, assessment: Assessment) -> str:
    """The section in which this post last had a page open, or ""."""
    mine = Presence.objects.filter(assessment=assessment, post_id=actor.own_post_id).first()
    return mine.section if mine else ""


def open_join_requests(actor: Actor) -> QuerySet[JoinRequest]:
    """Requests that this post may answer: about what it started, or where it leads."""
    mine = Q(assessment__started_by_id=actor.post_id)
    for name in LEADING:
        mine |= Q(assessment__episode__child_id__in=facts.get(name).child_ids(actor))
    return (
        JoinRequest.objects.filter(
            mine, answered_at__isnull=True, assessment__episode__child_id__in=engine.child_ids(actor, access.INVITE)
        )
        .select_related("assessment__episode__child", "asked_by__practitioner", "asked_by__agency")
        .order_by("asked_at")
    )

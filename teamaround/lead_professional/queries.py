"""Reading who leads: the current parts, who is shown while the lead is away, the load of a post."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.agencies.models import Post
from teamaround.assessments.models import Assessment
from teamaround.episodes.models import Episode, State
from teamaround.kit import clock
from teamaround.lead_professional import access
from teamaround.lead_professional.models import Absence, Appointment, Invitation
from teamaround.local_settings.values import value


@dataclass(frozen=True)
class Leading:
    """Who leads an episode now: lead and deputy, and whether the lead is away so that the deputy is rung."""

    lead: Appointment | None
    deputy: Appointment | None
    lead_is_away: bool

    @property
    def ring(self) -> Appointment | None:
        """Whom to ring now (DER-09)."""
        return self.deputy if self.lead_is_away and self.deputy else self.lead


def appointments(episode_ids: Iterable[int]) -> QuerySet[Appointment]:
    """Parts held today."""
    today = clock.today()
    return Appointment.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=today), episode_id__in=list(episode_ids), starts__lte=today
    ).select_related("post__practitioner", "post__agency")


def current(episode: Episode, part: str) -> Appointment | None:
    """Who holds the part: not ended."""
    held = Appointment.objects.filter(episode=episode, part=part, ends__isnull=True)
    return held.select_related("post__practitioner", "post__agency").first()


def leading(episode: Episode) -> Leading:
    """Lead, deputy and absence of one episode; one query a page."""
    return engine.once_a_page(
        ("lead_professional.leading", episode.pk),
        lambda: leading_of([episode.pk]).get(episode.pk, Leading(None, None, False)),
    )


def leading_of(episode_ids: Iterable[int]) -> dict[int, Leading]:
    """The same for many episodes in one query."""
    found: dict[int, dict[str, Appointment]] = {}
    away: set[int] = set()
    for each in appointments(episode_ids).annotate(
        away=Exists(_running_absences().filter(post_id=OuterRef("post_id")))
    ):
        if each.away:
            away.add(each.post_id)
        found.setdefault(each.episode_id, {})[each.part] = each
    return {
        episode: Leading(parts.get("lead"), parts.get("deputy"), "lead" in parts and parts["lead"].post_id in away)
        for episode, parts in found.items()
    }


def posts_away(post_ids: Iterable[int]) -> frozenset[int]:
    """Which of the posts are away today."""
    return frozenset(_running_absences().filter(post_id__in=set(post_ids)).values_list("post_id", flat=True))


def _running_absences() -> QuerySet[Absence]:
    today = clock.today()
    still = Q(ends__isnull=True) | Q(ends__gte=today)
    return Absence.objects.filter(still, starts__lte=today, back_at__isnull=True)


def own_absence(actor: Actor) -> Absence | None:
    """The absence of this post that runs today."""
    return _running_absences().filter(post_id=actor.post_id).order_by("-starts").first()


@dataclass(frozen=True)
class FirstContact:
    """Whom to ask while nobody leads: whoever completed the assessment, until a day; else whoever opened the help."""

    post: Post
    until: datetime.date | None = None


def first_contact(episode: Episode) -> FirstContact:
    """Completing an assessment makes nobody the lead: the author is first contact until a day (issue 2 step 8)."""
    done = (
        Assessment.objects.filter(episode=episode, first_contact_until__isnull=False, completed_by__isnull=False)
        .select_related("completed_by__practitioner", "completed_by__agency")
        .order_by("-first_contact_until")
        .first()
    )
    if done is None or done.completed_by is None:
        return FirstContact(episode.opened_by)
    return FirstContact(done.completed_by, done.first_contact_until)


def caseload(post_id: int) -> int:
    """How many open episodes' families the post leads (family groups, not children)."""
    return caseloads([post_id]).get(post_id, 0)


def caseloads(post_ids: Iterable[int]) -> dict[int, int]:
    """Families led by each post."""
    rows = (
        Appointment.objects.filter(post_id__in=set(post_ids), part=Appointment.Part.LEAD, ends__isnull=True)
        .exclude(episode__state=State.CLOSED)
        .values("post_id")
        .annotate(families=Count("episode__group", distinct=True))
    )
    return {row["post_id"]: row["families"] for row in rows}


def caseload_limit(authority_id: int | None) -> int:
    return int(value(authority_id, "caseload_limit"))


def _mine(actor: Actor) -> list[Invitation]:
    """Questions to this post that wait, and questions of this post about children it may still ask for: one statement
    a page, newest first.
    """
    may = engine.child_ids(actor, access.INVITE)
    to_me = Q(post_id=actor.post_id, answer="")
    by_me = Q(episode__child_id__in=may, invited_by_id=actor.post_id) & ~Q(episode__state=State.CLOSED)
    related = ("episode__child", "invited_by__practitioner", "invited_by__agency", "post__practitioner")
    rows = Invitation.objects.filter(to_me | by_me).select_related(*related).order_by("-invited_at", "-pk")
    return engine.once_a_page(("lead_professional.mine", actor), lambda: list(rows))


def invitations_for(actor: Actor) -> list[Invitation]:
    """Waiting for this post's answer, oldest first."""
    return [row for row in reversed(_mine(actor)) if row.post_id == actor.post_id and not row.answer]


def asked_for(episode: Episode) -> QuerySet[Invitation]:
    """Who was asked and has not accepted, newest first."""
    rows = Invitation.objects.filter(episode=episode).exclude(answer=Invitation.Answer.ACCEPTED)
    return rows.select_related("post__practitioner", "post__agency").order_by("-invited_at")


def said_no_to(actor: Actor) -> list[Invitation]:
    """Questions of this post answered with no, newest first, of children it may still ask for, while the part is free
    and nobody else is asked.
    """
    newest: dict[tuple[int, bool], Invitation] = {}
    for row in _mine(actor):
        if row.invited_by_id == actor.post_id:
            newest.setdefault((row.episode_id, row.as_deputy), row)
    said_no = [row for row in newest.values() if row.answer == Invitation.Answer.DECLINED]
    held = (
        set(
            Appointment.objects.filter(episode__in=[row.episode_id for row in said_no], ends__isnull=True).values_list(
                "episode_id", "part"
            )
        )
        if said_no
        else set()
    )
    return [row for row in said_no if row.handover or (row.episode_id, part_of(row)) not in held]


def part_of(invitation: Invitation) -> str:
    """The part somebody was asked to take."""
    return str(Appointment.Part.DEPUTY if invitation.as_deputy else Appointment.Part.LEAD)


def load_invitation(actor: Actor, invitation_ref: str) -> Loaded:
    """Raises Http404."""
    found = Invitation.objects.filter(ref=invitation_ref).select_related("episode__child", "post").first()
    if found is None:
        raise Http404
    return Loaded(found, (found.episode.child_id,))


def children_led(actor: Actor) -> QuerySet[Appointment]:
    """Open episodes this post leads, by child's name."""
    return (
        Appointment.objects.filter(post_id=actor.post_id, part=Appointment.Part.LEAD, ends__isnull=True)
        .exclude(episode__state=State.CLOSED)
        .select_related("episode__child")
        .order_by("episode__child__given", "pk")
    )


def managers() -> QuerySet[Post]:
    """Posts in force with the role of manager, for naming who agreed to one family more."""
    today = clock.today()
    return Post.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), role="manager").select_related("practitioner")

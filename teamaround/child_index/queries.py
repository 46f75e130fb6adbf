"""Reading the index, always for somebody: who is round a child, and what exists, never content (DUD-21 to 24)."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.child_index.models import Indication, Involvement, StatutoryInvolvement
from teamaround.child_index.shielding import without_kept
from teamaround.consent.queries import sensitive_kinds
from teamaround.families.models import Person
from teamaround.kit import clock

RECENT = datetime.timedelta(days=730)
"""Past involvements older than two years are no longer shown round the child."""


@dataclass(frozen=True)
class Around:
    """Somebody who works or worked with the child, as the ring and its table show them."""

    involvement: Involvement
    lead: bool
    past: bool

    @property
    def name(self) -> str:
        return self.involvement.worker_name or self.involvement.agency.name

    @property
    def telephone(self) -> str:
        post = self.involvement.post
        return self.involvement.telephone or (post.telephone if post else "") or self.involvement.agency.telephone

    @property
    def job_title(self) -> str:
        post = self.involvement.post
        told = self.involvement.job_title or (post.job_title if post else "")
        return told or str(self.involvement.agency.get_kind_display())


@dataclass
class Exists:
    """What a reader of the index may know of one child: that, not what."""

    assessment: Indication | None = None
    assessment_done: Indication | None = None
    lead: Indication | None = None
    plan: Indication | None = None
    statutory_now: list[StatutoryInvolvement] = field(default_factory=list)
    social_care_before: bool = False
    kinds_involved: list[str] = field(default_factory=list)

    @property
    def social_care_now(self) -> StatutoryInvolvement | None:
        care = (Kind.SOCIAL_CARE, Kind.CHILD_PROTECTION)
        return next((row for row in self.statutory_now if row.kind in care), None)


Kind = StatutoryInvolvement.Kind


def involvements(actor: Actor, child_ids: Iterable[int]) -> list[Involvement]:
    """Involvements this reader may know of: a sensitive service only where its consent or a harm basis covers them.

    One query and those of `sensitive_kinds`. What is left out leaves no gap and no count (issue 2 step 4).
    """
    wanted = tuple(child_ids)
    return engine.once_a_page(("child_index.involvements", actor, wanted), lambda: _involvements(actor, wanted))


def _involvements(actor: Actor, wanted: tuple[int, ...]) -> list[Involvement]:
    kinds = sensitive_kinds(actor, wanted)
    rows = (
        Involvement.objects.filter(child_id__in=wanted)
        .select_related("agency", "post__practitioner")
        .order_by("child_id", "-last_contact", "pk")
    )
    known = [row for row in rows if _may_know(actor, row, kinds[row.child_id])]
    return without_kept(actor, known, wanted)


def _may_know(actor: Actor, row: Involvement, kinds: frozenset[str]) -> bool:
    """The service itself always knows that it is involved, when the row is its own."""
    sensitive = row.sensitive or row.agency.sensitive
    return not sensitive or sensitive in kinds or row.agency_id == actor.agency_id


def people_around(actor: Actor, child: Person) -> list[Around]:
    """Everybody round one child whom this reader may know of, the lead first, then by how lately they were in touch."""
    today = clock.today()
    rows = [row for row in involvements(actor, [child.pk]) if row.ends is None or row.ends > today - RECENT]
    leads = {
        mark.post_id for mark in indications([child.pk]) if mark.kind == Indication.Kind.LEAD and mark.ends is None
    }
    found = [
        Around(row, lead=row.post_id is not None and row.post_id in leads, past=_is_past(row, today)) for row in rows
    ]
    return sorted(found, key=lambda each: (each.past, not each.lead))


def _is_past(row: Involvement, today: datetime.date) -> bool:
    return row.ends is not None and row.ends < today


def indications(child_ids: Iterable[int]) -> list[Indication]:
    """What the packages above told the index of these children; one query a page."""
    wanted = tuple(child_ids)
    rows = Indication.objects.filter(child_id__in=wanted).select_related("post__practitioner", "post__agency")
    return engine.once_a_page(("child_index.indications", wanted), lambda: list(rows))


def existence(actor: Actor, child_ids: Iterable[int]) -> dict[int, Exists]:
    """For each child what exists: assessment, lead, plan, statutory involvement, kinds of service. Few queries."""
    wanted = list(child_ids)
    found: dict[int, Exists] = {child: Exists() for child in wanted}
    today = clock.today()
    for mark in indications(wanted):
        _note(found[mark.child_id], mark)
    for row in StatutoryInvolvement.objects.filter(child_id__in=wanted).select_related("agency").order_by("-starts"):
        if row.ends is None or row.ends >= today:
            found[row.child_id].statutory_now.append(row)
        elif row.kind in (Kind.SOCIAL_CARE, Kind.CHILD_PROTECTION):
            found[row.child_id].social_care_before = True
    named: dict[int, dict[str, None]] = defaultdict(dict)
    for each in involvements(actor, wanted):
        if not _is_past(each, today):
            named[each.child_id][each.agency.get_kind_display()] = None
    for child, kinds in named.items():
        found[child].kinds_involved = list(kinds)
    return found


def _note(exists: Exists, mark: Indication) -> None:
    """A done assessment stays known after its indication ended; the others only while they last."""
    if mark.kind == Indication.Kind.ASSESSMENT_DONE:
        if exists.assessment_done is None or mark.starts >= exists.assessment_done.starts:
            exists.assessment_done = mark
    elif mark.ends is None:
        if mark.kind == Indication.Kind.ASSESSMENT_STARTED:
            exists.assessment = mark
        elif mark.kind == Indication.Kind.LEAD:
            exists.lead = mark
        elif mark.kind == Indication.Kind.PLAN:
            exists.plan = mark


def social_care_words(exists: Exists) -> str:
    """The first thing to know, in a word: "now", "before" or "not_known" (issue 2 step 4)."""
    if exists.social_care_now is not None:
        return "now"
    return "before" if exists.social_care_before else "not_known"

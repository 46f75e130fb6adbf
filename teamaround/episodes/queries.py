"""Reading episodes and their story, always for somebody."""

from django.db.models import F, JSONField, QuerySet, Subquery
from django.http import Http404

from teamaround.access import engine, registry
from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.access.roles import Role
from teamaround.consent.queries import sensitive_kinds
from teamaround.episodes import access, rules
from teamaround.episodes.models import Entry, Episode, LevelOfNeed, LookAgain, SafeguardingReport, State, StateChange
from teamaround.families.models import Person
from teamaround.local_settings.values import chosen, in_force


def current_episode(child_id: int) -> Episode | None:
    """The open episode of a child, else the newest closed one: one query a page."""
    return engine.once_a_page(("episodes.current", child_id), lambda: _current(child_id))


def _current(child_id: int) -> Episode | None:
    rows = Episode.objects.filter(child_id=child_id).select_related(
        "child", "group", "opened_by__practitioner", "agency"
    )
    return rows.order_by(F("closed_on").desc(nulls_first=True), "-opened_on", "-pk").first()


def load_episode(actor: Actor, episode_ref: str) -> Loaded:
    """Raises Http404."""
    episode = Episode.objects.filter(ref=episode_ref).select_related("child", "group").first()
    if episode is None:
        raise Http404
    return Loaded(episode, (episode.child_id,))


def load_look_again(actor: Actor, look_ref: str) -> Loaded:
    """Raises Http404."""
    look = LookAgain.objects.filter(ref=look_ref).select_related("episode__child").first()
    if look is None:
        raise Http404
    return Loaded(look, (look.episode.child_id,))


def load_entry(actor: Actor, entry_ref: str) -> Loaded:
    """Raises Http404, also for a row this reader may not see."""
    entry = Entry.objects.filter(ref=entry_ref).select_related("episode__child").first()
    if entry is None or entry.pk not in {row.pk for row in story(actor, entry.episode, system=True)}:
        raise Http404
    return Loaded(entry, (entry.episode.child_id,))


def load_report(actor: Actor, report_ref: str) -> Loaded:
    """Raises Http404."""
    report = (
        SafeguardingReport.objects.filter(ref=report_ref)
        .select_related("child", "episode", "reported_by__practitioner", "reported_by__agency")
        .first()
    )
    if report is None:
        raise Http404
    return Loaded(report, (report.child_id,) if report.child_id else ())


def episodes_i_may_see(actor: Actor) -> QuerySet[Episode]:
    """Every episode whose content the actor may read."""
    return Episode.objects.filter(child_id__in=engine.child_ids(actor, access.READ))


def story(actor: Actor, episode: Episode, *, system: bool = False) -> list[Entry]:
    """Rows of the chronology that this reader may read, newest first; corrected rows are marked by `replaced`.

    System rows are a second layer. One query for the rows and one for sensitive cover and one for who leads.
    """
    rows = (
        Entry.objects.filter(episode=episode)
        .select_related("author__practitioner", "source_agency")
        .order_by("-happened_on", "-happened_at", "-pk")
    )
    if not system:
        rows = rows.exclude(kind=Entry.Kind.SYSTEM)
    kinds = sensitive_kinds(actor, [episode.child_id])[episode.child_id]
    held = engine.facts_of(actor, episode.child_id, ["lead_professional", "deputy"])
    found = [row for row in rows if _readable(actor, row, kinds, bool(held))]
    corrected = {row.corrects_id for row in found if row.corrects_id}
    for row in found:
        row.replaced = row.pk in corrected  # type: ignore[attr-defined]
    return found


def sensitive_of(row: Entry, agency_id: int | None = None) -> str:
    """The kind of sensitive service a row tells of: said of the row, or that of the agency it comes from.

    Whoever belongs to that agency (`agency_id`) may know of it anyway.
    """
    source = row.source_agency
    by_source = source.sensitive if source is not None and source.pk != agency_id else ""
    return row.sensitive or by_source


def _readable(actor: Actor, row: Entry, kinds: frozenset[str], leads: bool) -> bool:
    return rules.may_read_entry(
        audience=row.audience,
        same_agency=row.source_agency_id is not None and row.source_agency_id == actor.agency_id,
        leads=leads,
        role=actor.role,
        sensitive=sensitive_of(row, actor.agency_id),
        kinds=kinds,
        own=row.author_id is not None and row.author_id in {actor.post_id, actor.own_post_id},
    )


def levels_of(episode: Episode) -> list[LevelOfNeed]:
    """Every level of need with who said so, oldest first (facts.md e: steps up and down are recorded)."""
    return list(LevelOfNeed.objects.filter(episode=episode).select_related("by__practitioner").order_by("on", "pk"))


def level_and_names(episode: Episode) -> tuple[LevelOfNeed, list[str]] | None:
    """The newest level with the names that its authority gives the levels, lowest first: one query."""
    names = Subquery(in_force(episode.authority_id, "levels_of_need"), output_field=JSONField())
    newest = LevelOfNeed.objects.filter(episode=episode).annotate(names=names).order_by("-on", "-pk").first()
    return (newest, chosen("levels_of_need", newest.names)) if newest else None


def look_agains_due(actor: Actor) -> QuerySet[LookAgain]:
    """Unanswered ones of this post, soonest first."""
    return (
        LookAgain.objects.filter(
            who_id=actor.post_id,
            answered_at__isnull=True,
            episode__child_id__in=engine.child_ids(actor, access.LOOK_AGAIN),
        )
        .exclude(episode__state=State.CLOSED)
        .select_related("episode__child")
        .order_by("due_on")
    )


def reports_in_words(actor: Actor) -> QuerySet[SafeguardingReport]:
    """Reports of the authority about a child told in words, oldest first: social care says which child it is."""
    if actor.role != Role.SOCIAL_WORKER:
        return SafeguardingReport.objects.none()
    rows = SafeguardingReport.objects.filter(
        state=SafeguardingReport.State.SENT, child__isnull=True, authority_id=actor.authority_id
    )
    return rows.select_related("reported_by__practitioner").order_by("reported_at")


def load_report_in_words(actor: Actor, report_ref: str) -> Loaded:
    """Raises Http404, also for a report of which the child is known."""
    report = reports_in_words(actor).filter(ref=report_ref).first()
    if report is None:
        raise Http404
    return Loaded(report)


def children_found(actor: Actor) -> list[Person]:
    """Children this person may see in the index now, by name: those searched for, and those of the own team."""
    ids = engine.child_ids(actor, registry.get("child_index.see"))
    return list(Person.objects.filter(pk__in=ids).order_by("family", "given")[:200])


def why_watched(look: LookAgain) -> str:
    """What was said when it was decided to look again, or the last time somebody asked."""
    before = LookAgain.objects.filter(episode_id=look.episode_id, answered_at__isnull=False).order_by("-answered_at")
    said = before.exclude(words="").values_list("words", flat=True).first()
    changes = StateChange.objects.filter(episode_id=look.episode_id).exclude(words="").order_by("-at", "-pk")
    return said or changes.values_list("words", flat=True).first() or ""


def reports_waiting(actor: Actor) -> QuerySet[SafeguardingReport]:
    """Reports social care has not decided on, of the actor's authority; for social workers."""
    return (
        SafeguardingReport.objects.filter(
            state=SafeguardingReport.State.SENT, child_id__in=engine.child_ids(actor, access.DECIDE_SAFEGUARDING)
        )
        .select_related("child")
        .order_by("reported_at")
    )

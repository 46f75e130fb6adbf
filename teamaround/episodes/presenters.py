"""Words and pieces for the pages of an episode."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.episodes import access, rules
from teamaround.episodes.models import Entry, Episode, State
from teamaround.episodes.queries import current_episode, level_and_names
from teamaround.episodes.story import SYSTEM_SENTENCES
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words, time_words
from teamaround.kit.pieces import Fact, Link, Status, StoryRow


def system_words(entry: Entry) -> str:
    """A system row as a sentence."""
    values = dict(entry.system_values)
    if "reason" in values:
        values["reason"] = rules.CLOSE_REASONS.get(values["reason"], values["reason"])
    return _(SYSTEM_SENTENCES[entry.system_key]) % values


def story_row(actor: Actor, entry: Entry) -> StoryRow:
    """One row of the chronology as kit/story_row.html shows it."""
    author = entry.author
    agency = entry.source_agency
    system = entry.kind == Entry.Kind.SYSTEM
    time = f", {time_words(entry.happened_at)}" if entry.happened_at else ""
    replaced = bool(getattr(entry, "replaced", False))
    return StoryRow(
        day=entry.happened_on,
        agency_kind=agency.kind if agency else "other",
        initials=author.practitioner.initials if author else entry.author_words[:1].upper(),
        title="" if system else f"{entry.get_kind_display()}{time}.",
        text=system_words(entry) if system else entry.words,
        more=tuple(_more(entry)),
        byline=_byline(entry),
        status=Status("neutral", _("corrected")) if replaced else None,
        link=_correct(actor, entry) if not replaced else None,
        key=f"entry-{entry.ref}",
        system=system,
    )


def _more(entry: Entry) -> list[str]:
    lines = []
    if entry.significance:
        lines.append(_("For the child: %(words)s") % {"words": entry.significance})
    if entry.done:
        lines.append(_("Done: %(words)s") % {"words": entry.done})
    return lines


def _byline(entry: Entry) -> str:
    who = entry.author.name if entry.author else entry.author_words
    if entry.kind == Entry.Kind.SYSTEM:
        return who
    agency = f", {entry.source_agency.name}" if entry.source_agency else ""
    return _("%(who)s. Read by: %(audience)s.") % {
        "who": f"{who}{agency}",
        "audience": str(entry.get_audience_display()).lower(),
    }


def _correct(actor: Actor, entry: Entry) -> Link | None:
    mine = entry.author_id is not None and entry.author_id in {actor.post_id, actor.own_post_id}
    if not mine or entry.kind == Entry.Kind.SYSTEM:
        return None
    return Link(_("Correct this"), reverse("episodes:correct", kwargs={"entry_ref": entry.ref}))


def level_fact(actor: Actor, child: Person) -> Fact | None:
    """Part of the side bar: level of need and since when, for those who may see what is happening."""
    if not engine.check(actor, access.READ, child.pk).allowed:
        return None
    episode = current_episode(child.pk)
    found = level_and_names(episode) if episode else None
    if found is None:
        return None
    newest, names = found
    name = names[newest.level - 1] if 0 < newest.level <= len(names) else ""
    return Fact(
        label=_("Level of need"),
        strong=_("%(level)s of %(of)s: %(name)s") % {"level": newest.level, "of": len(names), "name": name.lower()},
        lines=(_("since %(day)s") % {"day": short_day_words(newest.on, clock.today())},),
    )


def state_words(episode: Episode) -> str:
    """Where the help stands, for people."""
    return str(State(episode.state).label)


def episode_context(actor: Actor, child: Person) -> dict[str, Any]:
    """Whether help is open, for pages that can start it."""
    episode = current_episode(child.pk)
    return {"episode": episode, "episode_open": episode is not None and episode.state != State.CLOSED}

"""The page of the story for one reader: rows and levels of need by day, filtered without a script."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.episodes import queries
from teamaround.episodes.level_line import LevelLine, level_line
from teamaround.episodes.models import Entry, Episode, LevelOfNeed
from teamaround.episodes.presenters import story_row
from teamaround.kit import clock
from teamaround.kit.pieces import Status, StoryRow
from teamaround.local_settings.values import value

LEVEL = "level"
FAMILY = "family"
LEVEL_ROW = "episodes_level"


@dataclass(frozen=True)
class Wanted:
    """What the reader asked to see: a kind, a person by the post's reference, a year; empty is everything."""

    kind: str = ""
    who: str = ""
    year: str = ""
    system: bool = False

    @classmethod
    def given(cls, query: QueryDict) -> "Wanted":
        return cls(query.get("kind", ""), query.get("who", ""), query.get("year", ""), query.get("layer") == "all")

    @property
    def filtered(self) -> bool:
        return bool(self.kind or self.who or self.year)


@dataclass(frozen=True)
class StoryPage:
    """Rows newest first, what one can filter by, and the line of the levels."""

    rows: list[StoryRow]
    kinds: list[dict[str, Any]]
    people: list[dict[str, Any]]
    years: list[dict[str, Any]]
    line: LevelLine | None
    wanted: Wanted
    count: int


@dataclass(frozen=True)
class _Row:
    """One row with what it is filtered by."""

    day: datetime.date
    kind: str
    kind_words: str
    who: str
    who_words: str
    row: StoryRow


def story_page(actor: Actor, episode: Episode, wanted: Wanted) -> StoryPage:
    """Everything this reader may read, then what he asked for: the choices never tell of a row he may not read."""
    entries = queries.story(actor, episode, system=wanted.system)
    levels = queries.levels_of(episode)
    names = value(episode.authority_id, "levels_of_need") if levels else []
    everything = [_entry(actor, row) for row in entries if row.system_key != LEVEL_ROW]
    everything += _levels(levels, names)
    everything.sort(key=lambda one: one.day, reverse=True)
    found = [one for one in everything if _fits(one, wanted)]
    return StoryPage(
        rows=[one.row for one in found],
        kinds=_options(_("Everything"), {one.kind: one.kind_words for one in everything}, wanted.kind),
        people=_options(_("Anybody"), {one.who: one.who_words for one in everything if one.who}, wanted.who),
        years=_options(_("Any year"), {str(one.day.year): str(one.day.year) for one in everything}, wanted.year),
        line=level_line([(each.on, each.level) for each in levels], len(names), clock.today()),
        wanted=wanted,
        count=len(found),
    )


def _entry(actor: Actor, row: Entry) -> _Row:
    author = row.author
    who, words = (author.ref, author.name) if author else (FAMILY, _("The family"))
    return _Row(row.happened_on, row.kind, str(row.get_kind_display()), who, words, story_row(actor, row))


def _levels(levels: list[LevelOfNeed], names: list[str]) -> list[_Row]:
    before, found = 0, []
    for each in levels:
        found.append(_level(each, before, names))
        before = each.level
    return list(reversed(found))


def _level(each: LevelOfNeed, before: int, names: list[str]) -> _Row:
    name = names[each.level - 1] if 0 < each.level <= len(names) else ""
    title = _("Level of need: %(level)s of %(of)s, %(name)s.") % {
        "level": each.level,
        "of": len(names),
        "name": name.lower(),
    }
    status = None
    if before and each.level != before:
        status = Status("soon", _("a step up")) if each.level > before else Status("good", _("a step down"))
    row = StoryRow(
        day=each.on,
        agency_kind="other",
        initials=str(each.level),
        title=title,
        text=each.why,
        byline=each.by.name if each.by else "",
        status=status,
        key=f"level-{each.pk}",
    )
    who, words = (each.by.ref, each.by.name) if each.by else ("", "")
    return _Row(each.on, LEVEL, _("Level of need"), who, words, row)


def _fits(one: _Row, wanted: Wanted) -> bool:
    return wanted.kind in {"", one.kind} and wanted.who in {"", one.who} and wanted.year in {"", str(one.day.year)}


def _options(first: str, found: dict[str, str], chosen: str) -> list[dict[str, Any]]:
    rows = sorted(found.items(), key=lambda pair: pair[1])
    return [{"value": key, "text": words, "selected": key == chosen} for key, words in [("", first), *rows]]

"""Adding to the story in under thirty seconds, and correcting a row by a new one."""

import datetime

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.episodes import access
from teamaround.episodes.models import Audience, Entry, Episode
from teamaround.kit import clock
from teamaround.kit.problems import Problem


def add_entry(
    *,
    by: Actor,
    episode: Episode,
    kind: str,
    words: str,
    happened_on: datetime.date | None = None,
    happened_at: datetime.time | None = None,
    significance: str = "",
    done: str = "",
    audience: str = Audience.TEAM,
    sensitive: str = "",
    corrects: Entry | None = None,
) -> Entry:
    """Append a row of the chronology: when, kind, source agency, what, significance, done, who may see it.

    Raises Refused, or Problem for a day that lies ahead (facts.md e, chronology).
    """
    day = happened_on or clock.today()
    _not_ahead(day)
    with doing(access.ADD_TO_STORY, by=by, children=[episode.child_id], codes={"episode": episode.pk, "kind": kind}):
        return Entry.objects.create(
            authority_id=episode.authority_id,
            episode=episode,
            kind=kind,
            happened_on=day,
            happened_at=happened_at,
            source_agency_id=by.agency_id,
            author_id=by.own_post_id,
            words=words,
            significance=significance,
            done=done,
            audience=audience,
            sensitive=sensitive,
            corrects=corrects,
            recorded_at=clock.now(),
        )


def _not_ahead(day: datetime.date) -> None:
    if day > clock.today():
        raise Problem(
            _("The day lies ahead. The story tells what has happened; plan a meeting for later days."),
            field="happened_on",
        )


def correct_entry(*, by: Actor, entry: Entry, words: str, significance: str = "", done: str = "") -> Entry:
    """Correct one's own row: the old one stays and is shown as corrected. Raises Refused or Problem."""
    if entry.author_id not in {by.post_id, by.own_post_id} or entry.kind == Entry.Kind.SYSTEM:
        raise Problem(_("Only the person who wrote this can correct it. Add a row of your own, or ask them to."))
    return add_entry(
        by=by,
        episode=entry.episode,
        kind=entry.kind,
        words=words,
        happened_on=entry.happened_on,
        happened_at=entry.happened_at,
        significance=significance,
        done=done,
        audience=entry.audience,
        sensitive=entry.sensitive,
        corrects=entry,
    )

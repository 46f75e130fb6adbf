"""Rows of a story for tests, made by the actions themselves."""

from typing import Any

from teamaround.access.actor import Actor
from teamaround.agencies.models import Agency
from teamaround.audit.recording import recording
from teamaround.consent.models import Asking, Cover, Decision
from teamaround.episodes import entries
from teamaround.episodes.models import Entry, Episode
from teamaround.kit import clock

TESTER = Actor.job("test")


def written(by: Actor, episode: Episode, words: str = "Came in smiling", **more: Any) -> Entry:
    """A visit unless told otherwise."""
    return entries.add_entry(by=by, episode=episode, **({"kind": "visit", "words": words} | more))


def said_about(episode: Episode, agency: Agency, answer: str, **more: Any) -> Decision:
    """The family agreed that an agency may know, or refused."""
    with recording(by=TESTER, action="test.said"):
        return Decision.objects.create(
            authority=episode.authority,
            asking=Asking.objects.filter(child=episode.child).latest("pk"),
            child=episode.child,
            agency=agency,
            answer=answer,
            made_at=clock.now(),
            **({"purpose": "share", "information": "needs"} | more),
        )


def covered(episode: Episode, agency: Agency, **more: Any) -> Cover:
    """A duty that covers an agency, or significant harm for a sensitive service."""
    with recording(by=TESTER, action="test.cover"):
        return Cover.objects.create(
            authority=episode.authority,
            child=episode.child,
            agency=agency,
            reasons="told",
            decided_by=episode.opened_by,
            starts=clock.today(),
            **({"basis": "duty"} | more),
        )

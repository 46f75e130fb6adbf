"""Requests for tests, made by the actions themselves."""

from typing import Any

from teamaround.access.actor import Actor
from teamaround.agencies.models import Agency
from teamaround.episodes.models import Episode
from teamaround.referrals import actions
from teamaround.referrals.actions import Wanted
from teamaround.referrals.models import Referral


def prepared(by: Actor, episode: Episode, agency: Agency, **more: Any) -> Referral:
    """A request that is not sent; the family said yes unless told otherwise."""
    said = {"what": "A visit about the damp", "family_said": "yes", "family_who": "Donna"} | more
    return actions.prepare(by=by, episode=episode, wanted=Wanted(agency=agency, **said))


def sent(by: Actor, episode: Episode, agency: Agency, **more: Any) -> Referral:
    """A request that has gone, with nothing along."""
    return actions.send(by=by, referral=prepared(by, episode, agency, **more))

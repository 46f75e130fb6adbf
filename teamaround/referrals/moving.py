"""One move of a request: the row locked, the table asked, the change appended, the story told."""

from typing import Any

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.episodes.story import tell
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.referrals import rules
from teamaround.referrals.announcements import ReferralMoved, referral_moved
from teamaround.referrals.models import Referral, ReferralChange


def locked(referral: Referral, verb: str) -> Referral:
    """The row as it is now, locked. Raises Problem where the table has no such move."""
    row = (
        Referral.objects.select_for_update(of=("self",)).select_related("episode__child", "agency").get(pk=referral.pk)
    )
    if rules.next_state(row.state, verb) is None:
        raise Problem(
            _("This cannot be done now: the request stands at “%(state)s”. Open it again to see what happened.")
            % {"state": row.get_state_display()}
        )
    return row


def move(referral: Referral, verb: str, *, by: Actor, code: str = "", words: str = "") -> None:
    """Write the new state and append the change. The caller holds the lock and the recording."""
    after = rules.next_state(referral.state, verb)
    assert after is not None
    referral.state = after
    referral.save()
    ReferralChange.objects.create(
        authority_id=referral.authority_id,
        referral=referral,
        verb=verb,
        state=after,
        code=code,
        words=words,
        by_id=by.own_post_id,
        at=clock.now(),
    )
    referral_moved.announce(ReferralMoved(referral, verb, by))


def say(referral: Referral, key: str, *, by: Actor, **values: Any) -> None:
    """A row of the story; one about a sensitive service is read only where that may be known."""
    tell(referral.episode, key, by=by, sensitive=referral.sensitive, agency=referral.agency.name, **values)

"""What requests tell: messages go out when one moves, and packages above may listen."""

from dataclasses import dataclass

from teamaround.access.actor import Actor
from teamaround.kit.announcements import Announcement
from teamaround.referrals.models import Referral


@dataclass(frozen=True)
class ReferralMoved:
    """A request was sent, seen, answered, begun, ended, taken back or chased."""

    referral: Referral
    verb: str
    by: Actor


referral_moved: Announcement[ReferralMoved] = Announcement("referrals.moved")
"""After each move, in its transaction."""

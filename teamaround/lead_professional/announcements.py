"""What leading tells the packages above."""

from dataclasses import dataclass

from teamaround.access.actor import Actor
from teamaround.episodes.models import Episode
from teamaround.kit.announcements import Announcement
from teamaround.lead_professional.models import Appointment


@dataclass(frozen=True)
class LeadChanged:
    """Somebody became, or stopped being, lead professional or deputy."""

    episode: Episode
    part: str
    now: Appointment | None
    before: Appointment | None
    by: Actor


lead_changed: Announcement[LeadChanged] = Announcement("lead_professional.lead_changed")

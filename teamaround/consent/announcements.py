"""What agreement tells the packages above."""

from dataclasses import dataclass

from teamaround.access.actor import Actor
from teamaround.families.models import Person
from teamaround.kit.announcements import Announcement


@dataclass(frozen=True)
class AgreementChanged:
    """Something was agreed, refused or taken back for a child."""

    child: Person
    by: Actor


agreement_changed: Announcement[AgreementChanged] = Announcement("consent.agreement_changed")

"""The closed list of local settings with their defaults, and the value in force for an authority.

Each default is a decision with its reason; an authority may decide otherwise from a date.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from teamaround.kit import clock
from teamaround.local_settings.models import Setting


@dataclass(frozen=True)
class Known:
    default: Any
    sentence: str
    source: str


KNOWN: dict[str, Known] = {
    "own_decision_age": Known(13, "Age from which the young person is asked first", "facts.md (a) consent; issue 5"),
    "look_again_days": Known(42, "Days until somebody asks again after 'nothing now'", "issue 2 step 6"),
    "request_answer_days": Known(10, "Working days in which a service that was asked answers", "DER-13; DER-21"),
    "urgent_answer_days": Known(3, "Working days for an answer where it is urgent", "DER-13; DER-21"),
    "assessment_days": Known(35, "Days for completing a common assessment", "DER-21"),
    "first_contact_days": Known(14, "Days the author stays first contact after completing", "issue 2 step 8"),
    "review_first_days": Known(42, "Days from the first plan to its first review", "facts.md (e) review timing"),
    "review_next_days": Known(84, "Days from review to review", "facts.md (e) review timing"),
    "caseload_limit": Known(8, "Families one person leads before a manager must agree", "DER-10"),
    "agreement_days": Known(180, "Days until agreement is asked again", "issue 5"),
    "levels_of_need": Known(
        ["Everyone", "Extra help", "Help from several", "Specialist help"],
        "Names of the levels of need, lowest first",
        "facts.md (e) levels of need; DUD-73",
    ),
    "safeguarding_telephone": Known("01632 960999", "Number to ring when a child is in danger now", "issue 2 step 6"),
    "safeguarding_procedure": Known(
        "Ring 999 when a child is in danger this minute. Otherwise ring the duty team, say who you are, what you "
        "saw or heard and when, and write down the name of the person you told.",
        "The local procedure in the authority's own words",
        "issue 2 step 6",
    ),
    "training_days": Known(1095, "Days for which training in safe use counts", "DUD-25"),
    "vetting_days": Known(1095, "Days for which the enhanced check counts", "facts.md (c) security"),
    "delivery_share": Known(30, "Addresses of 100 known children that a file may change before it asks", "issue 3"),
    "confirm_days": Known(91, "Days after which a worker is asked whether they still work with a child", "KIR-CI-23"),
    "confirm_manager_days": Known(14, "Days after that until the agency's manager is asked", "KIR-CI-23"),
    "broker_days": Known(5, "Days until whoever wants to reach a service is answered, whatever is found", "DUD-23"),
    "gap_coverage": Known(50, "Percent of children a source must hold before missing ones count as gaps", "KIR-CI-24"),
    "gap_agencies": Known({}, "By kind of gap the key of the agency that sees to it; else the index team", "KIR-CI-28"),
    "dentist_from_age": Known(1, "Age in years from which a dentist is expected", "KIR-CI-24"),
    "word_common_assessment": Known("common assessment", "What this authority calls it", "design.md 2"),
    "word_lead_professional": Known("lead professional", "What this authority calls it", "design.md 2"),
}


def value(authority_id: int | Any, key: str, on: datetime.date | None = None) -> Any:
    """The value in force on a day (today by default). Raises KeyError for an unknown setting."""
    return chosen(key, in_force(authority_id, key, on).first())


def in_force(authority_id: int | Any, key: str, on: datetime.date | None = None) -> QuerySet[Setting, Any]:
    """What the authority decided, none or one: for a subquery of a page that must not ask once more."""
    rows = Setting.objects.filter(authority_id=authority_id, key=key, from_date__lte=on or clock.today())
    return rows.order_by("-from_date").values_list("value", flat=True)[:1]


def chosen(key: str, decided: Any) -> Any:
    """The decided value, or the default where nothing was decided. Raises KeyError for an unknown setting."""
    known = KNOWN[key]
    return known.default if decided is None else decided

"""The day of a visit is given once: it stays in the boxes of the other parts until the day is over."""

import datetime

from teamaround.access.gate import Gated
from teamaround.assessments.part_form import PartForm
from teamaround.assessments.queries import Part
from teamaround.kit import clock

KEY = "assessments.visit"


def remember(request: Gated, part: Part, form: PartForm) -> None:
    """The day that was given with this page, or that none was."""
    if form.asks_about and not form.errors:
        day = form.about.day.isoformat() if form.about.day else ""
        request.session[KEY] = [part.assessment.ref, day, clock.today().isoformat()]


def remembered(request: Gated, part: Part) -> datetime.date | None:
    """The day that was given today in another part of this assessment."""
    ref, day, on = request.session.get(KEY) or ["", "", ""]
    if not day or ref != part.assessment.ref or on != clock.today().isoformat():
        return None
    return datetime.date.fromisoformat(day)

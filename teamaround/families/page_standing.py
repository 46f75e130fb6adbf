"""On what an open family's page stands: when one of these facts changes, the session ends at once (issue 2 step 13).

The facts are read at every request, with the enrolment in one statement, so that it does not matter who changed them,
or whether a day that was set long ago has come. Upper packages add theirs (agreement, shield) by `stands_on`.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from teamaround.families.models import Enrolment, LivesWith, ParentalResponsibility
from teamaround.families.queries import running

Facts = Callable[[], dict[str, Any]]
"""Columns of an enrolment as they are today, by names that begin with "stands_"."""

_offered: list[Facts] = []


def stands_on(facts: Facts) -> None:
    """Called once, when the site starts."""
    if facts not in _offered:
        _offered.append(facts)


def ties() -> dict[str, Any]:
    """Home and parental responsibility that hold today between the person and the child."""
    return {"stands_home": _tie(LivesWith), "stands_responsible": _tie(ParentalResponsibility)}


def _tie(model: type[LivesWith] | type[ParentalResponsibility]) -> Exists:
    rows = model._default_manager.filter(running(), person_id=OuterRef("person_id"), child_id=OuterRef("child_id"))
    return Exists(rows)


def enrolments() -> QuerySet[Enrolment]:
    """Enrolments with their people and with every fact they stand on."""
    columns = {name: column for facts in _offered for name, column in facts().items()}
    return Enrolment.objects.select_related("person", "child").annotate(**columns)


def facts_of(enrolment: Enrolment) -> dict[str, Any]:
    """The facts as they were loaded; loaded now where they were not."""
    if not hasattr(enrolment, "stands_home"):
        enrolment = enrolments().get(pk=enrolment.pk)
    return {name: value for name, value in vars(enrolment).items() if name.startswith("stands_")}


def digest(enrolment: Enrolment) -> str:
    """One short text for all the facts."""
    found = "|".join(f"{name}={value}" for name, value in sorted(facts_of(enrolment).items()))
    return hashlib.sha256(found.encode()).hexdigest()[:32]

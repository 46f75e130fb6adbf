"""Words and rows for the pages about services."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.child_index.involving import Told
from teamaround.child_index.models import Involvement
from teamaround.child_index.queries import Around
from teamaround.families.pages import page_of
from teamaround.kit import clock
from teamaround.kit.dates import age_words, short_day_words
from teamaround.kit.pieces import Status


@dataclass(frozen=True)
class OwnRow:
    """One child of the list "Whom I work with"."""

    ref: str
    name: str
    age: str
    url: str
    words: str
    status: Status
    end_url: str


def own_row(row: Involvement, *, late: bool, named: bool) -> OwnRow:
    today = clock.today()
    last: Any = row.last  # type: ignore[attr-defined]
    said = [
        row.worker_name if named else "",
        what(row),
        row.how_often,
        _("last seen %(day)s") % {"day": short_day_words(row.last_contact, today)} if row.last_contact else "",
    ]
    words = _("Confirmed %(day)s") if row.confirmed_on else _("Since %(day)s, never confirmed")
    return OwnRow(
        ref=row.ref,
        name=row.child.name,
        age=age_words(row.child.born, today, expected=row.child.expected_on),
        url=page_of(row.child),
        words=" · ".join(part for part in said if part),
        status=Status("late" if late else "neutral", words % {"day": short_day_words(last, today)}),
        end_url=reverse("child_index:ended", kwargs={"involvement_ref": row.ref}),
    )


def what(row: Involvement) -> str:
    """What an involvement is, in words: "Working with the child", "Holds an assessment (Speech and language)"."""
    words = str(row.get_kind_display())
    if row.kind == Involvement.Kind.ASSESSMENT and row.assessment_kind:
        words = f"{words} ({row.get_assessment_kind_display()})"
    return words if row.official else _("%(what)s, beside the agency’s work") % {"what": words}


def told(given: dict[str, Any]) -> Told:
    """What a form says of an involvement."""
    names = ("kind", "assessment_kind", "last_contact", "how_often", "job_title", "telephone", "sensitive_basis")
    return Told(official=given["official"] != "no", **{name: given[name] for name in names if given.get(name)})


def told_before(held: Involvement | None) -> dict[str, Any]:
    """What stands in the index already, for the form."""
    if held is None:
        return {}
    names = ("kind", "assessment_kind", "how_often", "last_contact", "sensitive_basis")
    kind = Involvement.Kind.WORKING if held.kind == Involvement.Kind.UNIVERSAL else held.kind
    return {name: getattr(held, name) for name in names} | {"official": "yes" if held.official else "no", "kind": kind}


def around_heads() -> list[str]:
    return [_("Name"), _("Agency"), _("What it is"), _("Since"), _("Last seen"), _("How often"), _("Confirmed")]


def around_row(each: Around, holder_post: int | None) -> list[str]:
    """Somebody round the child with everything the index holds of it (KIR-CI-05 to 13)."""
    row, today = each.involvement, clock.today()
    parts = [
        _("Lead professional") if each.lead else "",
        _("Holds the common assessment") if row.post_id and row.post_id == holder_post else "",
        what(row),
    ]
    ended = _("%(from)s to %(to)s") % {"from": short_day_words(row.starts, today), "to": _day(row.ends)}
    since = ended if each.past else short_day_words(row.starts, today)
    if each.past and row.end_reason:
        parts.append(str(row.get_end_reason_display()))
    words = ". ".join(part for part in parts if part)
    name = ", ".join(part for part in (each.name, each.job_title, each.telephone) if part)
    return [name, row.agency.name, words, since, _day(row.last_contact), row.how_often or "–", _day(row.confirmed_on)]


def _day(day: datetime.date | None) -> str:
    return short_day_words(day, clock.today()) if day else "–"

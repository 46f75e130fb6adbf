"""What agreement puts into the worktray of whoever leads: it runs out soon, it has run out, two people differ."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import facts
from teamaround.access.actor import Actor
from teamaround.consent import rules
from teamaround.consent.models import Decision, Purpose
from teamaround.consent.standing import given_by
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.notifications.worktray import Group, Urgency, WorktrayItem, group_for

BEFORE = datetime.timedelta(days=28)
"""So long before an agreement runs out the lead is reminded: the next visit falls into it (issue 5 item 1)."""


def agreements(actor: Actor) -> list[WorktrayItem]:
    """Of the children I lead; one statement."""
    led = facts.get("lead_professional").child_ids(actor)
    rows = (
        Decision.objects.filter(child_id__in=led, purpose=Purpose.ASSESS, superseded_at__isnull=True)
        .select_related("asking", "child")
        .order_by("-made_at", "pk")
    )
    of_child: dict[int, list[Decision]] = defaultdict(list)
    for row in rows:
        of_child[row.child_id].append(row)
    found = (_item(rows[0].child, rows) for rows in of_child.values())
    return [item for item in found if item is not None]


def _item(child: Person, rows: Iterable[Decision]) -> WorktrayItem | None:
    given, today = [given_by(row) for row in rows], clock.today()
    word = rules.status(given, today)
    place = rules.counted(given, today)
    until = given[place].until if place is not None else None
    if word == "conflict":
        words, line = _("Two people differ about %(name)s"), _("Nothing is shared on agreement until it is settled.")
        return _row(child, words, line, _("Look"), late=True)
    if word == "run out" and until is not None:
        line = _("It ran out on %(day)s.") % {"day": short_day_words(until, today)}
        return _row(child, _("Ask the family of %(name)s again"), line, _("Ask"), late=True, due=until)
    if word == "agreed" and until is not None and until <= today + BEFORE:
        line = _("The agreement runs out on %(day)s.") % {"day": short_day_words(until, today)}
        return _row(child, _("Ask the family of %(name)s again"), line, _("Ask"), due=until)
    return None


def _row(
    child: Person, words: str, line: str, button: str, *, late: bool = False, due: datetime.date | None = None
) -> WorktrayItem:
    return WorktrayItem(
        group=Group.TODAY if late else group_for(due),
        urgency=Urgency.LATE if late else Urgency.DUE,
        tag="late" if late else "soon",
        tag_word=_("Agreement"),
        title=words % {"name": child.name},
        url=reverse("consent:sharing", kwargs={"child_ref": child.ref}),
        lines=(line,),
        button=button,
        due=due,
        minutes=5,
        child_ids=(child.pk,),
    )

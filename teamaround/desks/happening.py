""" "What is happening" in three sentences made from the record: pure, so that it can be checked by reading."""

import datetime
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from teamaround.episodes.models import State
from teamaround.kit.dates import short_day_words


class Glance(Protocol):
    """What the plan offers: counts of needs and actions, and the first late one in words."""

    @property
    def need_count(self) -> int: ...
    @property
    def done(self) -> int: ...
    @property
    def open(self) -> int: ...
    @property
    def late(self) -> int: ...
    @property
    def first_late(self) -> str: ...


@dataclass(frozen=True)
class Happening:
    """What the sentences are made from."""

    name: str
    state: State
    opened_on: datetime.date
    needs: Glance | None
    has_meeting: bool


_STATES = {
    State.CONCERN: gettext_lazy("A worry about %(name)s was noted on %(day)s."),
    State.CHECKING: gettext_lazy("Help for %(name)s was opened on %(day)s; it is being checked what is needed."),
    State.WATCHING: gettext_lazy("Help for %(name)s was opened on %(day)s; somebody looks again on a set day."),
    State.ASSESSING: gettext_lazy("Help for %(name)s was opened on %(day)s; the common assessment is being written."),
    State.PLANNING: gettext_lazy("Help for %(name)s was opened on %(day)s; the plan is being agreed."),
    State.HELPING: gettext_lazy("Help for %(name)s was opened on %(day)s; the plan is under way."),
    State.WAITING: gettext_lazy(
        "A safeguarding report went to social care; the help for %(name)s, opened on %(day)s, waits."
    ),
    State.CLOSED: gettext_lazy("The help for %(name)s, opened on %(day)s, is closed."),
}


def sentences(happening: Happening, today: datetime.date) -> list[str]:
    """Where the help stands; how the actions stand, with the late one named; what comes next."""
    day = short_day_words(happening.opened_on, today)
    found = [str(_STATES[happening.state]) % {"name": happening.name, "day": day}]
    found += _actions(happening.needs) if happening.needs is not None else []
    if happening.state not in {State.CLOSED, State.WAITING} and not happening.has_meeting:
        found.append(_("No meeting is planned."))
    return found


def _actions(glance: Glance) -> list[str]:
    if not glance.need_count:
        return [_("The plan has no needs yet.")]
    total = glance.done + glance.open
    words = ngettext("One action was agreed", "%(count)d actions were agreed", total) % {"count": total}
    found = [
        _("%(words)s: %(done)d done, %(open)d under way.") % {"words": words, "done": glance.done, "open": glance.open}
    ]
    if glance.late:
        late = ngettext("One is late: %(what)s.", "%(count)d are late, first: %(what)s.", glance.late)
        found.append(late % {"count": glance.late, "what": glance.first_late})
    return found

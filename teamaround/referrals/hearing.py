"""An answer that came by telephone or on paper, written down by whoever asked (DER-13, KIR-IT).

Many services have nobody who signs in. What they say counts as much; the history names who said it and who wrote it.
"""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.child_index.models import Involvement
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.referrals import access, moving, rules
from teamaround.referrals.answering import (
    SOURCE,
    began_here,
    first_contact_problem,
    no_longer_involved,
    sensitive_basis,
)
from teamaround.referrals.models import Referral, State

VERBS = ("accept", "decline", "start", "end")


@dataclass(frozen=True)
class Heard:
    """What was said: by whom, and what belongs to the answer."""

    verb: str
    who: str
    words: str = ""
    reason: str = ""
    on: datetime.date | None = None
    outcome: str = ""


def may_be_heard(referral: Referral) -> tuple[str, ...]:
    """Answers that whoever asked may write down: none once somebody of the service has taken it in here."""
    if referral.taken_by_id is not None:
        return ()
    return tuple(verb for verb in rules.verbs(referral.state, "service") if verb in VERBS)


def write_down(*, by: Actor, referral: Referral, heard: Heard) -> Referral:
    """Write down what the service said. Raises Refused or Problem."""
    _check(heard, referral)
    codes = {"referral": referral.pk, "verb": heard.verb, "heard": True}
    with doing(access.FOLLOW, by=by, children=[referral.episode.child_id], codes=codes):
        row = moving.locked(referral, heard.verb)
        if heard.verb not in may_be_heard(row):
            raise Problem(_("Somebody of the service has answered here. Open the request again to see it."))
        _take_in(row, heard)
        code = heard.reason or heard.outcome
        moving.move(row, heard.verb, by=by, code=code, words=_said(heard))
        moving.say(row, f"referrals_{heard.verb}", by=by, **_told_in_the_story(heard))
        return row


def _told_in_the_story(heard: Heard) -> dict[str, str]:
    if heard.verb == "decline":
        return {"why": str(rules.DECLINE_REASONS[heard.reason])}
    return {"outcome": str(rules.OUTCOMES[heard.outcome])} if heard.verb == "end" else {}


def _check(heard: Heard, referral: Referral) -> None:
    if heard.verb not in VERBS:
        raise Problem(_("Choose what they said."), field="verb")
    if not heard.who.strip():
        raise Problem(_("Write who said it."), field="who")
    if heard.verb == "decline" and heard.reason not in rules.DECLINE_REASONS:
        raise Problem(_("Choose why they cannot help."), field="reason")
    if heard.verb == "decline" and not heard.words.strip():
        raise Problem(_("Write what they propose instead, or that they know of nothing."), field="words")
    if heard.verb == "end" and heard.outcome not in rules.OUTCOMES:
        raise Problem(_("Choose what came of the help."), field="outcome")
    if heard.verb == "start":
        first_contact_problem(referral, heard.on or clock.today())


def _take_in(row: Referral, heard: Heard) -> None:
    if heard.verb == "accept":
        _involve(row, heard.who)
    elif heard.verb == "decline":
        row.decline_reason, row.instead = heard.reason, heard.words
    elif heard.verb == "start":
        row.started_on = heard.on or clock.today()
    else:
        row.ended_on, row.outcome = clock.today(), heard.outcome
    if heard.verb in ("decline", "end"):
        no_longer_involved(row)


def _involve(row: Referral, who: str) -> None:
    """The service stands in the index with the name that was said (DUD-22); a sensitive one on its footing (DUD-23)."""
    if row.state not in (State.ASKED, State.SEEN) or began_here(row).exists():
        return
    child = row.episode.child
    Involvement.objects.create(
        authority_id=child.authority_id,
        child=child,
        agency_id=row.agency_id,
        worker_name=who.strip(),
        sensitive=row.sensitive,
        sensitive_basis=sensitive_basis(row),
        starts=clock.today(),
        confirmed_on=clock.today(),
        source=SOURCE,
    )


def _said(heard: Heard) -> str:
    told = _("Told by %(who)s.") % {"who": heard.who.strip()}
    return f"{told} {heard.words}".strip()

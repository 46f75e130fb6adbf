"""Preparing, sending, following a request to a service. What the service does with it is in answering.py."""

import datetime
from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass

from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Agency, Locality, Post
from teamaround.assessments.models import ChecklistDecision
from teamaround.audit.events import Draft
from teamaround.episodes.choosing import anybody_of
from teamaround.episodes.models import Episode
from teamaround.episodes.models import State as EpisodeState
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.local_settings.values import value
from teamaround.plans.models import Action, Need
from teamaround.referrals import access, contents, moving, rules
from teamaround.referrals.answering import no_longer_involved
from teamaround.referrals.models import FamilySaid, Referral, State, Urgency


@dataclass(frozen=True)
class Wanted:
    """What is asked of whom: the service, what for, the family's words and answer, how urgent, where it comes from."""

    agency: Agency
    what: str
    family_said: str
    family_who: str = ""
    family_words: str = ""
    urgency: str = Urgency.USUAL
    need: Need | None = None
    action: Action | None = None
    decision: ChecklistDecision | None = None


def prepare(*, by: Actor, episode: Episode, wanted: Wanted) -> Referral:
    """Begin a request; nothing leaves yet. Raises Refused or Problem."""
    _check(wanted)
    if episode.state == EpisodeState.CLOSED:
        raise Problem(_("The help is closed. Open it again before you ask a service."))
    with doing(access.ASK, by=by, children=[episode.child_id], codes={"agency": wanted.agency.pk}):
        return Referral.objects.create(
            authority_id=episode.authority_id,
            episode=episode,
            asked_by_id=by.post_id,
            made_at=clock.now(),
            decision=wanted.decision,
            action=wanted.action,
            need=wanted.need,
            **_said(wanted),
        )


def change(*, by: Actor, referral: Referral, wanted: Wanted) -> Referral:
    """Change what is asked while it is not sent; what goes along is chosen anew for another service.

    Raises Refused or Problem.
    """
    _check(wanted)
    with doing(access.ASK, by=by, children=[referral.episode.child_id], codes={"referral": referral.pk}):
        locked = _unsent(referral)
        if locked.agency_id != wanted.agency.pk:
            locked.chosen, locked.locality, locked.to_post = [], None, None
        for name, said in _said(wanted).items():
            setattr(locked, name, said)
        locked.save()
        return locked


def _said(wanted: Wanted) -> dict[str, object]:
    return {
        "agency": wanted.agency,
        "sensitive": wanted.agency.sensitive,
        "what": wanted.what,
        "family_words": wanted.family_words,
        "family_said": wanted.family_said,
        "family_who": wanted.family_who if wanted.family_said == FamilySaid.YES else "",
        "urgency": wanted.urgency,
    }


def _check(wanted: Wanted) -> None:
    if not wanted.what.strip():
        raise Problem(_("Write what help you ask for."), field="what")
    if wanted.urgency not in Urgency.values:
        raise Problem(_("Choose how urgent it is."), field="urgency")
    if wanted.family_said not in FamilySaid.values:
        raise Problem(_("Choose what the family says."), field="family_said")
    if wanted.family_said == FamilySaid.YES and not wanted.family_who.strip():
        raise Problem(_("Write who of the family said yes."), field="family_who")


def choose(
    *,
    by: Actor,
    referral: Referral,
    keys: Collection[str],
    locality: Locality | None = None,
    to_post: Post | None = None,
) -> Referral:
    """Say what goes along, and which team or person is asked. Raises Refused or Problem."""
    with doing(access.ASK, by=by, children=[referral.episode.child_id], codes={"referral": referral.pk}):
        locked = _unsent(referral)
        if to_post is not None and to_post.agency_id != locked.agency_id:
            raise Problem(_("This person does not work there. Choose somebody of the service."), field="who")
        locked.chosen = sorted(set(keys))
        locked.to_post, locked.locality = to_post, locality if to_post is None else None
        locked.save()
        return locked


def _unsent(referral: Referral) -> Referral:
    locked = Referral.objects.select_for_update(of=("self",)).select_related("episode", "agency").get(pk=referral.pk)
    if locked.state != State.DRAFT:
        raise Problem(_("This request has been sent. Take it back and write another if something is wrong."))
    return locked


def footing(referral: Referral) -> str:
    """May it be sent now? The word of `rules.may_send`, from what stands for that agency at this moment."""
    about = anybody_of(referral.agency)
    held = engine.facts_of(about, referral.episode.child_id, ("agreed_to_share", "refused_agency", "duty"))
    return rules.may_send(
        refused="refused_agency" in held,
        agreed="agreed_to_share" in held,
        duty="duty" in held,
        family_said=referral.family_said,
    )


def send(*, by: Actor, referral: Referral) -> Referral:
    """Send it: what goes along is checked and written down as it reads now. Raises Refused or Problem."""
    child_id = referral.episode.child_id
    with doing(access.ASK, by=by, children=[child_id], codes={"referral": referral.pk}) as draft:
        locked = moving.locked(referral, "send")
        word = footing(locked)
        if word == "forbidden":
            raise Problem(_("The family does not want this service to know. Nothing can be sent without a duty."))
        if word == "ask_first":
            raise Problem(_("Ask the family first, and write down who said yes. Then send it."))
        locked.basis, locked.asked_at, locked.due_on = word, clock.now(), due_day(locked)
        locked.asked_by_id = by.post_id
        draft.codes |= {"basis": word, "agency": locked.agency_id}
        moving.move(locked, "send", by=by)
        contents.keep(locked, contents.offered(by, locked.episode, locked.agency).chosen(locked.chosen))
        moving.say(locked, "referrals_send", by=by)
        return locked


def due_day(referral: Referral) -> datetime.date:
    """When an answer is due, counted from today."""
    return rules.answer_due(
        today=clock.today(),
        urgency=referral.urgency,
        usual=int(value(referral.authority_id, "request_answer_days")),
        urgent=int(value(referral.authority_id, "urgent_answer_days")),
    )


def withdraw(*, by: Actor, referral: Referral, words: str = "") -> Referral:
    """Take it back: the service no longer sees it. Raises Refused or Problem."""
    with _following(by, referral, "withdraw"):
        locked = moving.locked(referral, "withdraw")
        was_sent = locked.asked_at is not None
        no_longer_involved(locked)
        moving.move(locked, "withdraw", by=by, words=words)
        if was_sent:
            moving.say(locked, "referrals_withdraw", by=by)
        return locked


def chase(*, by: Actor, referral: Referral, words: str = "") -> Referral:
    """Ask again for an answer, by a new day (DER-11, DER-13). Raises Refused or Problem."""
    with _following(by, referral, "chase"):
        locked = moving.locked(referral, "chase")
        locked.due_on = due_day(locked)
        moving.move(locked, "chase", by=by, words=words)
        moving.say(locked, "referrals_chase", by=by)
        return locked


def settle(*, by: Actor, referral: Referral) -> Referral:
    """Whoever asked has read the no; it leaves the worktray. Raises Refused or Problem."""
    with _following(by, referral, "settle"):
        locked = moving.locked(referral, "settle")
        locked.settled_at = clock.now()
        moving.move(locked, "settle", by=by)
        return locked


def _following(by: Actor, referral: Referral, verb: str) -> AbstractContextManager[Draft]:
    codes = {"referral": referral.pk, "verb": verb}
    return doing(access.FOLLOW, by=by, children=[referral.episode.child_id], codes=codes)

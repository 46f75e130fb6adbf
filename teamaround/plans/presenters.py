"""Pieces of the plan for the pages: lanes, rows, offers."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.kit.pieces import ActionRow, Link, NeedLane, OfferStrip, Status
from teamaround.plans import rules
from teamaround.plans.models import Action, NeedType, Offer
from teamaround.plans.queries import NeedRow

OFFER_KINDS = {
    "offered": "offered",
    "accepted": "under_way",
    "started": "done",
    "not_started": "late",
    "stopped": "neutral",
}


def type_names(keys: list[str]) -> dict[str, str]:
    """Type key -> its area in the local list."""
    return dict(NeedType.objects.filter(key__in=keys).values_list("key", "area"))


def _timing(action: Action, today: datetime.date) -> str:
    return rules.timing(state=action.state, due_on=action.due_on, today=today)


def lane(row: NeedRow, number: int, names: dict[str, str], *, may_change: bool, may_say: bool) -> NeedLane:
    """One need with its actions and offers, as kit/need_lane.html shows it."""
    today = clock.today()
    who = ", ".join(child.first_name for child in row.children)
    return NeedLane(
        rank=number,
        words=row.need.words,
        whose=_("%(whose)s words.") % {"whose": row.need.whose_words},
        kind_words=" · ".join(part for part in (names.get(row.need.type_key, ""), who) if part),
        first=row.first.value if row.first else None,
        now=row.now.value if row.now else None,
        then=_("in %(month)s") % {"month": row.first.on.strftime("%B")} if row.first else "",
        actions=tuple(action_row(action, today, may_say=may_say, may_change=may_change) for action in row.actions),
        offers=tuple(offer_strip(offer, may_change=may_change) for offer in row.offers),
        links=_need_links(row) if may_change else (),
        key=f"need-{row.need.ref}",
    )


def _need_links(row: NeedRow) -> tuple[Link, ...]:
    ref = {"need_ref": row.need.ref}
    about = row.need.words
    return (
        Link(_("Add an action"), reverse("plans:add_action", kwargs=ref), about=about),
        Link(_("Add an offer"), reverse("plans:add_offer", kwargs=ref), about=about),
        Link(_("Change"), reverse("plans:change_need", kwargs=ref), about=about),
        Link(_("Move up"), reverse("plans:rank", kwargs=ref), post=True, fields=(("step", "-1"),), about=about),
        Link(_("Move down"), reverse("plans:rank", kwargs=ref), post=True, fields=(("step", "1"),), about=about),
    )


def action_row(action: Action, today: datetime.date, *, may_say: bool, may_change: bool) -> ActionRow:
    """One action; a late one names the agency that answers for it."""
    word = _timing(action, today)
    owner = action.owner_post.name if action.owner_post else action.owner_person.first_name  # type: ignore[union-attr]
    initials = action.owner_post.practitioner.initials if action.owner_post else owner[:1]
    progress = list(action.progress.all())
    links = []
    if may_say and action.state in rules.OPEN_STATES:
        links.append(Link(_("Say how it went"), reverse("plans:progress", kwargs={"action_ref": action.ref})))
    if may_change and action.state in rules.OPEN_STATES:
        links.append(Link(_("Change"), reverse("plans:change_action", kwargs={"action_ref": action.ref})))
    return ActionRow(
        what=action.what,
        purpose=_purpose(action, progress[0].words if progress else ""),
        owner=owner,
        agency=action.agency.name,
        agency_kind=action.agency.kind,
        initials=initials,
        status=_status(word, action, today),
        date=_date(action, word, today),
        links=tuple(links),
        key=f"action-{action.ref}",
    )


def _purpose(action: Action, newest: str) -> str:
    so_that = _("So that %(outcome)s") % {"outcome": action.outcome}
    if not newest:
        return so_that
    return _("%(so_that)s. Last heard: %(words)s") % {"so_that": so_that.rstrip("."), "words": newest}


def _status(word: str, action: Action, today: datetime.date) -> Status:
    if word == "late":
        days = (today - action.due_on).days
        return Status("late", ngettext("%(count)d day late", "%(count)d days late", days) % {"count": days})
    if word == "done":
        return Status("done", _("Done"))
    if word == "dropped":
        return Status("neutral", _("No longer needed"))
    if word == "today":
        return Status("soon", _("Due today"))
    return Status("under_way", _("Under way")) if action.state == "under_way" else Status("offered", _("To do"))


def _date(action: Action, word: str, today: datetime.date) -> str:
    if word == "done" and action.done_on is not None:
        return _("on %(day)s") % {"day": short_day_words(action.done_on, today)}
    by = _("by %(day)s") % {"day": short_day_words(action.due_on, today)}
    return _("%(by)s. %(agency)s answers for it.") % {"by": by, "agency": action.agency.name} if word == "late" else by


def offer_strip(offer: Offer, *, may_change: bool) -> OfferStrip:
    """One offer with its state and the family's answer with its day."""
    today = clock.today()
    answer = ""
    if offer.family_answer and offer.family_answered_on:
        answer = _("The family says: %(answer)s (%(day)s).") % {
            "answer": str(offer.get_family_answer_display()).lower(),
            "day": short_day_words(offer.family_answered_on, today),
        }
    links = (Link(_("Change how it stands"), reverse("plans:offer", kwargs={"offer_ref": offer.ref})),)
    return OfferStrip(
        what=_offered(offer),
        status=Status(OFFER_KINDS[offer.state], offer.get_state_display()),
        answer=answer,
        links=links if may_change else (),
    )


def _offered(offer: Offer) -> str:
    """What is offered and by whom; the agency is not said twice."""
    if offer.agency.name.lower() in offer.what.lower():
        return offer.what
    return _("%(what)s, %(agency)s") % {"what": offer.what, "agency": offer.agency.name}

"""Words and pieces for the pages of a request."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from teamaround.episodes.models import Episode
from teamaround.kit import clock
from teamaround.kit.dates import day_words, short_day_words
from teamaround.kit.pieces import Link, Status
from teamaround.referrals import queries, rules
from teamaround.referrals.models import Referral, ReferralChange, State

STATUS = {
    State.DRAFT: ("neutral", gettext_lazy("Not sent yet")),
    State.ASKED: ("offered", gettext_lazy("Asked")),
    State.SEEN: ("offered", gettext_lazy("They have opened it")),
    rules.NO_REPLY: ("late", gettext_lazy("No answer")),
    State.ACCEPTED: ("under_way", gettext_lazy("They said yes")),
    State.DECLINED: ("soon", gettext_lazy("They cannot help")),
    State.STARTED: ("under_way", gettext_lazy("Help has begun")),
    State.ENDED: ("done", gettext_lazy("Ended")),
    State.WITHDRAWN: ("neutral", gettext_lazy("Taken back")),
}
HAPPENED = {
    "send": gettext_lazy("Sent"),
    "see": gettext_lazy("Opened by the service"),
    "accept": gettext_lazy("The service said yes"),
    "decline": gettext_lazy("The service said no"),
    "start": gettext_lazy("Help began"),
    "end": gettext_lazy("Help ended"),
    "withdraw": gettext_lazy("Taken back"),
    "chase": gettext_lazy("Asked again for an answer"),
    "settle": gettext_lazy("The answer was read"),
}
FAMILY_WORDS = {
    State.ASKED: gettext_lazy("We asked %(agency)s to help you. They will tell us by %(due)s."),
    State.SEEN: gettext_lazy("We asked %(agency)s to help you. They have read it. They will tell us by %(due)s."),
    rules.NO_REPLY: gettext_lazy("We asked %(agency)s to help you. They have not told us yet. We ask them again."),
    State.ACCEPTED: gettext_lazy("%(agency)s said yes. They will ring you."),
    State.DECLINED: gettext_lazy("%(agency)s cannot help this time. We look for another way with you."),
    State.STARTED: gettext_lazy("%(agency)s has helped you since %(start)s."),
    State.ENDED: gettext_lazy("The help from %(agency)s has ended."),
    State.WITHDRAWN: gettext_lazy("We no longer ask %(agency)s for help."),
}
"""What the family is told, in short words."""


@dataclass(frozen=True)
class Card:
    """One request in the list of a child."""

    title: str
    status: Status
    what: str
    lines: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Step:
    """One thing that happened to a request."""

    day: object
    what: str
    who: str
    words: str


def standing_of(referral: Referral) -> str:
    """The state as people see it today."""
    return rules.standing(referral.state, referral.due_on, clock.today())


def status_of(referral: Referral) -> Status:
    """Sign, word and colour."""
    kind, words = STATUS[standing_of(referral)]
    return Status(kind, words)


def card(referral: Referral) -> Card:
    """One row of the child's list."""
    return Card(
        title=referral.agency.name,
        status=status_of(referral),
        what=referral.what,
        lines=tuple(standing_lines(referral)),
        url=reverse("referrals:one", kwargs={"referral_ref": referral.ref}),
    )


def standing_lines(referral: Referral, *, asked: bool = True) -> list[str]:
    """Where it stands, with the days; for the service without who asked, which stands above."""
    today, state = clock.today(), referral.state
    lines = []
    if asked and referral.asked_at is not None:
        day = short_day_words(referral.asked_at.astimezone(clock.LONDON).date(), today)
        lines.append(_("Asked by %(who)s on %(day)s.") % {"who": referral.asked_by.name, "day": day})
    if state in rules.WAITING and referral.due_on is not None:
        lines.append(_due_words(referral))
    if state in rules.RUNNING and referral.taken_by is not None:
        lines.append(_("%(who)s helps.") % {"who": referral.taken_by.name})
    if state == State.DECLINED:
        lines.append(_("Why: %(reason)s.") % {"reason": str(rules.DECLINE_REASONS[referral.decline_reason])})
        lines.append(_("Instead: %(words)s") % {"words": referral.instead})
    if state == State.ENDED:
        lines.append(_("What came of it: %(outcome)s.") % {"outcome": str(rules.OUTCOMES[referral.outcome])})
    return lines


def _due_words(referral: Referral) -> str:
    assert referral.due_on is not None
    days = (clock.today() - referral.due_on).days
    if days > 0:
        words = ngettext(
            "No answer came. It was due %(count)d day ago.", "No answer came. It was due %(count)d days ago.", days
        )
        return words % {"count": days}
    return _("An answer is due by %(day)s.") % {"day": day_words(referral.due_on, clock.today())}


def family_words(referral: Referral) -> str:
    """The one sentence the family is told now; nothing while it is not sent."""
    if referral.asked_at is None:
        return ""
    today = clock.today()
    return str(FAMILY_WORDS[standing_of(referral)]) % {
        "agency": referral.agency.name,
        "due": short_day_words(referral.due_on, today) if referral.due_on else "",
        "start": short_day_words(referral.started_on, today) if referral.started_on else "",
    }


def services_asked(episode: Episode) -> list[str]:
    """What a parent or young person reads about requests, oldest first; those taken back are not told any more."""
    rows = queries.for_the_family(episode)
    return [family_words(row) for row in rows if row.state != State.WITHDRAWN]


def steps(changes: list[ReferralChange]) -> list[Step]:
    """What happened, oldest first, with who and their words."""
    return [_step(row) for row in changes]


def _step(row: ReferralChange) -> Step:
    who = f"{row.by.name}, {row.by.agency.name}" if row.by else ""
    reason = rules.DECLINE_REASONS.get(row.code) or rules.OUTCOMES.get(row.code) or ""
    what = str(HAPPENED[row.verb])
    return Step(row.at, f"{what}: {reason}" if reason else what, who, row.words)


def asked_of(referral: Referral) -> str:
    """Whom it went to: a person, a team, or whoever is there."""
    if referral.to_post is not None:
        return _("%(who)s, %(agency)s") % {"who": referral.to_post.name, "agency": referral.agency.name}
    if referral.locality is not None:
        place = {"place": referral.locality.name, "agency": referral.agency.name}
        return _("%(agency)s, the %(place)s team") % place
    return referral.agency.name


def ask_link(referral: Referral) -> Link | None:
    """A no that names another service leads straight to asking it, with the same words."""
    if referral.state != State.DECLINED or referral.instead_agency is None:
        return None
    url = reverse("referrals:ask", kwargs={"child_ref": referral.episode.child.ref})
    words = _("Ask %(agency)s instead") % {"agency": referral.instead_agency.name}
    return Link(words, f"{url}?agency={referral.instead_agency.ref}&again={referral.ref}")

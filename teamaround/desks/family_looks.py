"""Who looked, told to the family where telling is safe (issue 2 step 13; DUD-23)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.roles import Role
from teamaround.agencies.models import AgencyKind, Post
from teamaround.audit.looks import looks_at
from teamaround.episodes.models import Episode
from teamaround.families.models import Enrolment
from teamaround.kit import clock

NOT_TOLD_KINDS = frozenset(
    {
        AgencyKind.SOCIAL_CARE,
        AgencyKind.MENTAL_HEALTH,
        AgencyKind.DRUG_ALCOHOL,
        AgencyKind.SEXUAL_HEALTH,
        AgencyKind.POLICE_JUSTICE,
    }
)
NOT_TOLD_ACTIONS = ("child_index.break_glass", "child_index.shield", "episodes.decide_safeguarding", "episodes.report")
NOT_TOLD_BASES = frozenset({"break_glass", "social_care_case", "duty", "sensitive_cover"})
NOT_TOLD_ROLES = frozenset({Role.REVIEWER, Role.INDEX_TEAM, Role.SOCIAL_WORKER})
LOOKS_READ = 200
LOOKS_SHOWN = 12
WITHHELD_FOR = datetime.timedelta(days=365)
"""A look that is not told is looked at again after a year by the information-governance reviewer."""

LOOKED_AT = {
    "plans": gettext_lazy("the plan"),
    "assessments": gettext_lazy("what we found out"),
    "episodes": gettext_lazy("the story so far"),
    "consent": gettext_lazy("what was agreed"),
    "meetings": gettext_lazy("the meetings"),
    "team_around_child": gettext_lazy("who helps"),
    "lead_professional": gettext_lazy("who leads"),
    "child_index": gettext_lazy("who helps now"),
}


@dataclass(frozen=True)
class Look:
    """That somebody looked on a day. Those who help are named; of others only where they work."""

    day: datetime.date
    who: str
    agency: str
    what: str


def who_looked(enrolment: Enrolment, episode: Episode, helping: Iterable[Post | None]) -> list[Look]:
    """Looks by day, newest first, where telling is safe. Only since this help was opened."""
    since = datetime.datetime.combine(episode.opened_on, datetime.time(), tzinfo=clock.LONDON)
    events = looks_at(enrolment.child_id, since, size=LOOKS_READ).events
    helps = {post.pk: post for post in helping if post is not None}
    posts = helps | _posts({event.post_id for event in events if event.post_id is not None} - helps.keys())
    found: dict[Look, None] = {}
    for event in events:
        post = posts.get(event.post_id or 0)
        if post is not None and may_be_told(event.action, post, event.basis):
            who = post.name if post.pk in helps else ""
            what = LOOKED_AT.get(event.action.split(".")[0], gettext_lazy("the record"))
            found[Look(event.at.astimezone(clock.LONDON).date(), who, post.agency.name, str(what))] = None
    return list(found)[:LOOKS_SHOWN]


def _posts(pks: set[int]) -> dict[int, Post]:
    rows = Post.objects.filter(pk__in=pks).select_related("agency", "practitioner") if pks else []
    return {post.pk: post for post in rows}


def summary(looks: list[Look]) -> str:
    """Who looked lately, in one sentence."""
    names = list(dict.fromkeys(look.who or look.agency for look in looks))
    if not names:
        return ""
    last = names.pop()
    words = _("%(some)s and %(last)s") % {"some": ", ".join(names), "last": last} if names else last
    return _("Not long ago: %(names)s.") % {"names": words}


def may_be_told(action: str, post: Post, basis: str = "") -> bool:
    """Sensitive services, social care and police enquiries, overrides and reviewers are kept back by default."""
    if action.startswith(NOT_TOLD_ACTIONS) or post.role in NOT_TOLD_ROLES or NOT_TOLD_BASES & set(basis.split(":")):
        return False
    return not post.agency.sensitive and post.agency.kind not in NOT_TOLD_KINDS


def review_on(day: datetime.date) -> datetime.date:
    """When a look that was kept back is looked at again: may it be told by now?"""
    return day + WITHHELD_FOR

"""Who may call, join, minute a meeting; being invited as a relationship."""

import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from teamaround.access.actor import Actor
from teamaround.access.facts import provide
from teamaround.access.registry import declare
from teamaround.access.roles import Kind
from teamaround.access.rules import Rule, any_of
from teamaround.episodes.access import AROUND, LEADING, OVERSEEING
from teamaround.kit import clock
from teamaround.meetings.models import Meeting, MeetingEpisode

GUEST = frozenset({Kind.GUEST})
FAMILY = frozenset({Kind.FAMILY})
COPY_DAYS = 28
"""So long somebody invited from outside the team may open their copy of the minutes after it was sent."""


def invited(actor: Actor) -> QuerySet[MeetingEpisode]:
    """Children of planned meetings this post is invited to, and of those whose minutes were sent to it lately."""
    since = clock.now() - datetime.timedelta(days=COPY_DAYS)
    open_now = Q(meeting__state=Meeting.State.PLANNED)
    sent = Q(meeting__state=Meeting.State.HELD, meeting__minutes_sent_at__gte=since)
    return MeetingEpisode.objects.filter(open_now | sent, meeting__invitees__post_id=actor.post_id)


def by_link(actor: Actor) -> QuerySet[MeetingEpisode]:
    """Children of the one planned meeting that a link guest was invited to."""
    return MeetingEpisode.objects.filter(meeting__invitees__id=actor.grant_id, meeting__state=Meeting.State.PLANNED)


provide("invited", invited, child="episode__child_id", under="meeting__authority_id")
provide("link", by_link, child="episode__child_id", kinds=GUEST, under="meeting__authority_id")

READ = declare(
    "meetings.read",
    _("see the meeting"),
    *any_of(*AROUND, "invited", unless=("refused_agency",), source="CWA-TAC"),
    *any_of(*AROUND, "invited", basis="duty", source="DUD-61"),
    *OVERSEEING,
)
CALL = declare(
    "meetings.call",
    _("call a meeting"),
    *any_of(*LEADING, "team_member", unless=("refused_agency",), source="DER-08"),
    changes=True,
)
ANSWER = declare(
    "meetings.answer",
    _("answer an invitation"),
    Rule("invited", source="DER-08"),
    Rule("link", kinds=GUEST, source="DER-08"),
    *any_of("self", "carer", kinds=FAMILY, source="issue 2 step 9"),
    known_by="meetings.answer",
    changes=True,
)
OWN = declare(
    "meetings.own",
    _("see the meetings you are invited to"),
    *any_of("self", "carer", kinds=FAMILY, source="issue 2 step 9"),
    known_by="meetings.own",
)
MINUTE = declare(
    "meetings.minute",
    _("write the minutes"),
    *any_of(*LEADING, "team_member", unless=("refused_agency",), source="DER-08"),
    changes=True,
)
LIST = declare(
    "meetings.list",
    _("see your meetings"),
    Rule(None, source="issue 2 step 9"),
    about_child=False,
)

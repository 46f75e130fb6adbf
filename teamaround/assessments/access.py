"""Who may start, read, write and share an assessment.

Inviting, completing and sharing are for whoever leads; a contributor may only where he started it himself, which the
action checks (`starting.only_whoever_started`).
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from teamaround.access.actor import Actor
from teamaround.access.facts import provide
from teamaround.access.registry import declare
from teamaround.access.rules import Rule, any_of
from teamaround.assessments.models import Contributor, JoinRequest
from teamaround.episodes.access import AROUND, LEADING, OVERSEEING


def contributor(actor: Actor) -> QuerySet[Contributor]:
    """Assessments this post was asked to write a part of, and still may."""
    return Contributor.objects.filter(post_id=actor.post_id, ended_at__isnull=True)


def asked_to_join(actor: Actor) -> QuerySet[JoinRequest]:
    """Requests of this post to join an assessment, for whoever may still read the answer."""
    return JoinRequest.objects.filter(asked_by_id=actor.post_id, read_at__isnull=True)


provide("contributor", contributor, child="assessment__episode__child_id", under="authority_id")
provide("asked_to_join", asked_to_join, child="assessment__episode__child_id", under="authority_id")

START = declare(
    "assessments.start",
    _("start a checklist or an assessment"),
    *any_of(*AROUND, "involved", unless=("refused_agency",), source="DUD-42"),
    changes=True,
)
READ = declare(
    "assessments.read",
    _("read the assessment"),
    *any_of(*AROUND, unless=("refused_agency",), source="DER-18"),
    *any_of(*AROUND, basis="duty", source="DUD-61"),
    *OVERSEEING,
    Rule("break_glass", source="design.md 4"),
)
WRITE = declare(
    "assessments.write",
    _("write in the assessment"),
    *any_of(*AROUND, unless=("refused_agency",), source="DER-18"),
    *any_of(*AROUND, basis="duty", source="DUD-61"),
    changes=True,
)
INVITE = declare(
    "assessments.invite",
    _("ask somebody to write a part"),
    *any_of(*LEADING, "contributor", source="DER-18"),
    changes=True,
)
COMPLETE = declare(
    "assessments.complete",
    _("complete the assessment"),
    *any_of(*LEADING, "contributor", source="CWA-CAF"),
    changes=True,
)
SHARE = declare(
    "assessments.share",
    _("share the completed assessment"),
    *any_of(*LEADING, "contributor", basis="agreed_to_assess", source="DUD-60"),
    *any_of(*LEADING, "contributor", basis="duty", source="DUD-61"),
    changes=True,
)
PRINT = declare(
    "assessments.print",
    _("print the assessment"),
    *any_of(*AROUND, unless=("refused_agency",), source="CWA-CAF"),
    *any_of(*AROUND, basis="duty", source="DUD-61"),
)
DECIDE = declare(
    "assessments.decide",
    _("decide after the checklist"),
    *any_of(*LEADING, "contributor", source="facts.md (a) checklist"),
    changes=True,
)
ASK_TO_JOIN = declare(
    "assessments.ask_to_join",
    _("ask to join an assessment that exists"),
    *any_of("found_by_search", unless=("shielded",), source="DUD-42"),
    *any_of("involved", source="DUD-42"),
    changes=True,
)
READ_ANSWER = declare(
    "assessments.read_answer",
    _("read the answer to your request to join"),
    Rule("asked_to_join", source="DUD-42"),
    changes=True,
)

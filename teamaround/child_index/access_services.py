"""Who may confirm and end involvements, report, broker, look beyond the authority and see to gaps."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from teamaround.access.actor import Actor
from teamaround.access.facts import provide
from teamaround.access.registry import declare
from teamaround.access.roles import Role
from teamaround.access.rules import Rule, any_of
from teamaround.child_index.access import AROUND, SEARCHERS
from teamaround.child_index.models import BrokerQuestion, Gap

INDEX_TEAM = frozenset({Role.INDEX_TEAM})


def broker_asked(actor: Actor) -> QuerySet[BrokerQuestion]:
    """Questions of a broker to this post, or to its agency without naming a person, that wait for an answer."""
    mine = BrokerQuestion.objects.filter(answered_at__isnull=True, brokering__settled_at__isnull=True)
    to_agency = mine.filter(to_post__isnull=True, to_agency_id=actor.agency_id)
    return to_agency | mine.filter(to_post_id=actor.post_id)


def gap_owner(actor: Actor) -> QuerySet[Gap]:
    """Open gaps that this post sees to."""
    return Gap.objects.filter(owner_id=actor.post_id, closed_at__isnull=True)


def gap_agency(actor: Actor) -> QuerySet[Gap]:
    """Open gaps that this post's agency sees to, whoever of it."""
    return Gap.objects.filter(owner_agency_id=actor.agency_id, closed_at__isnull=True)


provide("broker_asked", broker_asked, child="child_id", under="authority_id")
provide("gap_owner", gap_owner, child="child_id", under="authority_id")
provide("gap_agency", gap_agency, child="child_id", broad=True, under="authority_id")

OWN_INVOLVEMENTS = declare(
    "child_index.own_involvements",
    _("say of all children you work with whether you still do"),
    Rule(None, roles=SEARCHERS, source="KIR-CI-23"),
    about_child=False,
    changes=True,
)
END_INVOLVEMENT = declare(
    "child_index.end_involvement",
    _("say that work with the child has ended"),
    Rule("involved", source="DUD-22"),
    Rule("agency_involved", roles=frozenset({Role.MANAGER}), unless=("shielded",), source="KIR-CI-23"),
    Rule("own_authority", roles=INDEX_TEAM, source="DUD-20"),
    changes=True,
)
RECORD_FOR_AGENCY = declare(
    "child_index.record_for_agency",
    _("enter that another agency works with the child"),
    Rule("own_authority", roles=INDEX_TEAM, source="CWA-CP-06"),
    who_can_help=_("The index team enters agencies that have no access."),
    changes=True,
)
REPORT_CONTRADICTION = declare(
    "child_index.report_contradiction",
    _("tell the index team that the index is wrong about the child"),
    Rule("found_by_search", roles=SEARCHERS, unless=("shielded",), source="KIR-CI-11"),
    *any_of("involved", *AROUND, source="KIR-CI-11"),
    Rule("locality", roles=frozenset({Role.COORDINATOR}), source="KIR-CI-11"),
    changes=True,
)
CONTRADICTIONS = declare(
    "child_index.contradictions",
    _("see where the index is said to be wrong"),
    Rule(None, roles=INDEX_TEAM, source="KIR-CI-11"),
    about_child=False,
)
RESOLVE_CONTRADICTION = declare(
    "child_index.resolve_contradiction",
    _("answer whoever told that the index is wrong"),
    Rule("own_authority", roles=INDEX_TEAM, source="KIR-CI-11"),
    changes=True,
)
OWN_ANSWERS = declare(
    "child_index.own_answers",
    _("read the answers to what you reported or asked"),
    Rule(None, roles=SEARCHERS, source="CWA-CP"),
    about_child=False,
    changes=True,
)
ASK_BROKER = declare(
    "child_index.ask_broker",
    _("ask the index team whether somebody else can be reached"),
    Rule("found_by_search", roles=SEARCHERS, unless=("shielded",), source="DUD-23"),
    *any_of("involved", *AROUND, source="DUD-23"),
    changes=True,
)
BROKER_QUEUE = declare(
    "child_index.broker_queue",
    _("see who wants to reach a service that is not shown"),
    Rule(None, roles=INDEX_TEAM, source="DUD-23"),
    about_child=False,
)
BROKER = declare(
    "child_index.be_broker",
    _("ask services that are not shown, and pass on what they allow"),
    Rule("own_authority", roles=INDEX_TEAM, source="DUD-23"),
    changes=True,
)
ANSWER_BROKER = declare(
    "child_index.answer_broker",
    _("tell the index team whether you may be reached about the child"),
    Rule("broker_asked", source="DUD-23"),
    known_by="child_index.answer_broker",
    changes=True,
)
SEARCH_BEYOND = declare(
    "child_index.search_beyond",
    _("ask whether another authority has an entry of a child"),
    Rule(None, roles=SEARCHERS, source="DUD-20"),
    about_child=False,
    changes=True,
)
BEYOND = declare(
    "child_index.beyond",
    _("see searches from and to other authorities, and answer them"),
    Rule(None, roles=INDEX_TEAM, source="DUD-20"),
    about_child=False,
    changes=True,
)
MEDIATE = declare(
    "child_index.mediate",
    _("look for somebody who asks by telephone"),
    Rule("found_by_search", roles=SEARCHERS, unless=("shielded",), source="DUD-26"),
    Rule("own_authority", roles=INDEX_TEAM, unless=("shielded",), source="DUD-26"),
    changes=True,
)
ANSWER_TIMES = declare(
    "child_index.answer_times",
    _("see how long answers take"),
    Rule(None, roles=frozenset({Role.INDEX_TEAM, Role.MANAGER}), source="KIR-CI-14"),
    about_child=False,
)
GAPS = declare(
    "child_index.gaps",
    _("see children who lack a school, nursery or doctor"),
    Rule(None, roles=SEARCHERS, source="KIR-CI-24"),
    about_child=False,
)
CHASE_GAP = declare(
    "child_index.chase_gap",
    _("see to it that the child gets a school, nursery or doctor"),
    *any_of("gap_owner", "gap_agency", roles=SEARCHERS, unless=("shielded",), source="KIR-CI-26"),
    Rule("own_authority", roles=INDEX_TEAM, source="KIR-CI-28"),
    known_by="child_index.chase_gap",
    changes=True,
)
DESK = declare(
    "child_index.desk",
    _("see what there is to do in the index"),
    Rule(None, roles=SEARCHERS | {Role.REVIEWER}, source="KIR-CI-36"),
    about_child=False,
)

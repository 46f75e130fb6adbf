"""Who may ask for, read and take back agreement; the bases that cover a reader."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from teamaround.access.actor import Actor
from teamaround.access.facts import provide
from teamaround.access.registry import declare
from teamaround.access.roles import Kind, Role
from teamaround.access.rules import Rule, any_of
from teamaround.agencies.models import Sensitive
from teamaround.consent.models import Answer, Cover, Decision, InformationClass, Purpose, Right
from teamaround.kit import clock


def in_force() -> Q:
    """Decisions that stand today and count: not superseded, not taken back, not run out, and nobody who comes before
    or beside them says no (`rules.status` says the same in a word)."""
    still = Q(until__isnull=True) | Q(until__gte=clock.today())
    return Q(superseded_at__isnull=True, withdrawn_at__isnull=True) & still & _counts()


def _counts() -> Q:
    """A young person's own answer goes before all; a no of one with parental responsibility stands against a yes."""
    said = Decision.objects.filter(child_id=OuterRef("child_id"), purpose=Purpose.ASSESS, superseded_at__isnull=True)
    own = Exists(said.filter(asking__right=Right.YOUNG_PERSON).exclude(answer=Answer.NOT_ASKED))
    no = said.filter(answer=Answer.REFUSED)
    beside = Q(asking__right=Right.RESPONSIBILITY) | Q(~Exists(no))
    others = Q(~own) & Q(~Exists(no.filter(asking__right=Right.RESPONSIBILITY))) & beside
    return Q(asking__right=Right.YOUNG_PERSON) | others


def agreed_to_assess(actor: Actor) -> QuerySet[Decision]:
    return Decision.objects.filter(in_force(), purpose=Purpose.ASSESS, answer=Answer.AGREED)


def agreed_to_share(actor: Actor) -> QuerySet[Decision]:
    """The family agreed that the actor's agency may know what goes well and what is needed."""
    return Decision.objects.filter(
        in_force(),
        purpose=Purpose.SHARE,
        agency_id=actor.agency_id,
        information=InformationClass.NEEDS,
        answer=Answer.AGREED,
    )


def refused(agency_id: int | None) -> QuerySet[Decision]:
    """The family does not want the agency to know: refused, or agreed once and taken back."""
    said_no = Q(answer=Answer.REFUSED) | Q(withdrawn_at__isnull=False)
    return Decision.objects.filter(
        said_no, Q(agency_id=agency_id), purpose=Purpose.SHARE, superseded_at__isnull=True, sensitive=""
    )


def refused_agency(actor: Actor) -> QuerySet[Decision]:
    return refused(actor.agency_id)


def covers(agency_id: int | None, post_id: int | None) -> QuerySet[Cover]:
    """Bases other than agreement that cover a post or its agency today."""
    today = clock.today()
    return Cover.objects.filter(
        Q(post_id=post_id) | Q(post__isnull=True, agency_id=agency_id),
        Q(ends__isnull=True) | Q(ends__gte=today),
        starts__lte=today,
    )


def running_covers(actor: Actor) -> QuerySet[Cover]:
    return covers(actor.agency_id, actor.post_id)


def duty(actor: Actor) -> QuerySet[Cover]:
    return running_covers(actor).filter(sensitive=Sensitive.NONE)


def sensitive_cover(actor: Actor) -> QuerySet[Cover]:
    """Any kind of sensitive service; which kind is asked by `consent.queries.sensitive_kinds`."""
    return running_covers(actor).exclude(sensitive=Sensitive.NONE)


provide("agreed_to_assess", agreed_to_assess, child="child_id", broad=True)
provide("agreed_to_share", agreed_to_share, child="child_id")
provide("refused_agency", refused_agency, child="child_id")
provide("duty", duty, child="child_id")
provide("sensitive_cover", sensitive_cover, child="child_id")

AROUND = ("author", "lead_professional", "deputy", "team_member", "contributor")
WORKING = frozenset({Role.PRACTITIONER, Role.SOCIAL_WORKER, Role.MANAGER, Role.COORDINATOR})

ASK = declare(
    "consent.ask",
    _("record what the family agreed to"),
    Rule("found_by_search", roles=WORKING, unless=("shielded",), source="DUD-60"),
    *any_of("involved", *AROUND, source="DUD-60"),
    changes=True,
)
READ = declare(
    "consent.read",
    _("read what the family agreed to"),
    *any_of(*AROUND, unless=("refused_agency",), source="KIR-CO"),
    *any_of(*AROUND, basis="duty", source="DUD-61"),
    Rule("locality", roles=frozenset({Role.COORDINATOR, Role.MANAGER}), source="DUD-07"),
    Rule("line_manager", roles=frozenset({Role.MANAGER}), source="DUD-50"),
)
WITHDRAW = declare(
    "consent.withdraw",
    _("record that the family took its agreement back"),
    *any_of("involved", *AROUND, source="KIR-CO"),
    Rule("locality", roles=frozenset({Role.COORDINATOR}), source="DUD-07"),
    *any_of("self", "carer", kinds=frozenset({Kind.FAMILY}), source="KIR-CO"),
    known_by="consent.withdraw",
    changes=True,
)
JUDGE_COMPETENCE = declare(
    "consent.judge_competence",
    _("judge whether the young person may decide alone"),
    *any_of("involved", *AROUND, source="facts.md (a) consent"),
    changes=True,
)
SETTLE = declare(
    "consent.settle",
    _("say whose answer counts where two people differ"),
    *any_of("author", "lead_professional", "deputy", source="KIR-CO-20"),
    Rule("locality", roles=frozenset({Role.COORDINATOR}), source="KIR-CO-20"),
    changes=True,
)
COVER = declare(
    "consent.cover",
    _("record a duty or public interest for sharing"),
    *any_of("author", "lead_professional", "deputy", source="DUD-61"),
    Rule("social_care_case", roles=frozenset({Role.SOCIAL_WORKER}), source="DUD-61"),
    Rule("locality", roles=frozenset({Role.COORDINATOR}), source="DUD-61"),
    changes=True,
)

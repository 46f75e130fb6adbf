"""Who may search, see, add to and look after the index; relationships that come from the index."""

import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from teamaround.access.actor import Actor
from teamaround.access.facts import provide
from teamaround.access.registry import declare
from teamaround.access.roles import Kind, Role
from teamaround.access.rules import Rule, any_of
from teamaround.child_index.models import (
    BreakGlass,
    Enquiry,
    Entry,
    Involvement,
    SearchResult,
    Shield,
    StatutoryInvolvement,
)
from teamaround.child_index.models_of_entry import Transfer
from teamaround.kit import clock

REACHABLE = datetime.timedelta(days=365)

SEARCH_HOLDS = datetime.timedelta(hours=12)
"""How long a search with a reason lets its finder see the entries it showed: one working session (design.md 4)."""


def found_by_search(actor: Actor) -> QuerySet[SearchResult]:
    return SearchResult.objects.filter(search__post_id=actor.post_id, search__at__gt=clock.now() - SEARCH_HOLDS)


def involved(actor: Actor) -> QuerySet[Involvement]:
    """Involvements that name this post and have not ended."""
    return Involvement.objects.filter(post_id=actor.post_id).filter(_running())


def agency_involved(actor: Actor) -> QuerySet[Involvement]:
    """Involvements of the actor's agency that have not ended."""
    return Involvement.objects.filter(agency_id=actor.agency_id).filter(_running())


def _running() -> Q:
    return Q(ends__isnull=True) | Q(ends__gte=clock.today())


def own_authority(actor: Actor) -> QuerySet[Entry]:
    """Entries of the actor's authority; those in the archive are tied to nobody."""
    return Entry.objects.filter(authority_id=actor.authority_id).exclude(state=Entry.State.ARCHIVED)


def own_archive(actor: Actor) -> QuerySet[Entry]:
    """The archive; the index team reaches what came into it within the last year (facts.md c, C20)."""
    rows = Entry.objects.filter(authority_id=actor.authority_id, state=Entry.State.ARCHIVED)
    if actor.role != Role.INDEX_TEAM:
        return rows
    return rows.filter(child__archived_on__gt=clock.today() - REACHABLE)


def offered_to_us(actor: Actor) -> QuerySet[Transfer]:
    """Children whom another authority offers to the actor's."""
    return Transfer.objects.filter(to_authority_id=actor.authority_id, state=Transfer.State.OFFERED)


def asked(actor: Actor) -> QuerySet[Enquiry]:
    """Enquiries put to this post, or to its agency or its role there without naming a person, and not answered yet."""
    role = str(actor.role or "")
    to_us = Q(to_post__isnull=True, to_agency_id=actor.agency_id, to_role__in=("", role))
    return Enquiry.objects.filter(Q(to_post_id=actor.post_id) | to_us, answered_at__isnull=True)


def asker(actor: Actor) -> QuerySet[Enquiry]:
    """Enquiries that this post put."""
    return Enquiry.objects.filter(asked_by_id=actor.post_id)


def break_glass(actor: Actor) -> QuerySet[BreakGlass]:
    return BreakGlass.objects.filter(post_id=actor.post_id, ends_at__gt=clock.now())


def social_care_case(actor: Actor) -> QuerySet[StatutoryInvolvement]:
    return StatutoryInvolvement.objects.filter(agency_id=actor.agency_id).filter(_running())


def shielded(actor: Actor) -> QuerySet[Shield]:
    """Children whose whereabouts are protected now, whoever asks."""
    today = clock.today()
    return Shield.objects.filter(starts__lte=today).filter(Q(ends__isnull=True) | Q(ends__gt=today))


provide("found_by_search", found_by_search, child="child_id", under="search__authority_id")
provide("involved", involved, child="child_id", under="authority_id")
provide("agency_involved", agency_involved, child="child_id", under="authority_id")
provide("own_authority", own_authority, child="child_id", broad=True)
provide("own_archive", own_archive, child="child_id", broad=True)
provide("offered_to_us", offered_to_us, child="child_id", broad=True)
provide("asked", asked, child="child_id", under="authority_id")
provide("asker", asker, child="child_id", under="authority_id")
provide("break_glass", break_glass, child="child_id", under="authority_id")
provide("social_care_case", social_care_case, child="child_id", under="authority_id")
provide("shielded", shielded, child="child_id", broad=True)

SEARCHERS = frozenset(
    {Role.PRACTITIONER, Role.SOCIAL_WORKER, Role.MANAGER, Role.COORDINATOR, Role.INDEX_TEAM, Role.ADMINISTRATOR}
)
AROUND = ("author", "contributor", "lead_professional", "deputy", "team_member", "lead_invited")
"""Relationships of everybody who has a part in the child's help."""

SEARCH = declare(
    "child_index.search",
    _("search for a child, with a reason"),
    Rule(None, roles=SEARCHERS, source="DUD-25"),
    about_child=False,
)
LOAD = declare(
    "child_index.load",
    _("fill the index from a large file"),
    Rule(None, kinds=frozenset({Kind.JOB}), jobs=frozenset({"load_index"}), source="facts.md (c) data feeds"),
    about_child=False,
    changes=True,
)
MATCH_FILE = declare(
    "child_index.match_file",
    _("look up the children of a large file"),
    Rule(None, kinds=frozenset({Kind.JOB}), jobs=frozenset({"match_queries"}), source="facts.md (c) data feeds"),
    about_child=False,
)
ADD_CHILD = declare(
    "child_index.add_child",
    _("add a child to the index after a search"),
    Rule(None, roles=SEARCHERS, source="facts.md (b)"),
    about_child=False,
    changes=True,
)
SEE = declare(
    "child_index.see",
    _("see who is around the child"),
    Rule("found_by_search", roles=SEARCHERS, unless=("shielded",), source="DUD-22"),
    *any_of("involved", "asked", "action_owner", "invited", "break_glass", *AROUND, source="DUD-22"),
    Rule("gap_owner", roles=SEARCHERS, unless=("shielded",), source="KIR-CI-26"),
    Rule("agency_involved", roles=frozenset({Role.MANAGER}), unless=("shielded",), source="DUD-50"),
    Rule("line_manager", roles=frozenset({Role.MANAGER, Role.AREA_MANAGER}), source="DUD-50"),
    Rule("locality", roles=frozenset({Role.COORDINATOR, Role.MANAGER}), source="DUD-07"),
    Rule("social_care_case", roles=frozenset({Role.SOCIAL_WORKER, Role.MANAGER}), source="DUD-22"),
    Rule("own_authority", roles=frozenset({Role.INDEX_TEAM}), source="DUD-20"),
)
SEE_LIMITED = declare(
    "child_index.see_limited",
    _("see the little that a shield shows"),
    Rule("found_by_search", roles=SEARCHERS, source="facts.md (c) shielding"),
    known_by="child_index.see_limited",
)
RECORD_INVOLVEMENT = declare(
    "child_index.record_involvement",
    _("say that you work with the child"),
    Rule("found_by_search", roles=SEARCHERS, unless=("shielded",), source="DUD-22"),
    *any_of("involved", *AROUND, source="DUD-22"),
    Rule("own_authority", roles=frozenset({Role.INDEX_TEAM}), source="DUD-20"),
    changes=True,
)
ENQUIRE = declare(
    "child_index.enquire",
    _("ask somebody about the child"),
    Rule("found_by_search", roles=SEARCHERS, unless=("shielded",), source="CWA-CP"),
    *any_of("involved", *AROUND, source="CWA-CP"),
    Rule("locality", roles=frozenset({Role.COORDINATOR}), source="CWA-CP"),
    changes=True,
)
ASK_INDEX_TEAM = declare(
    "child_index.ask_index_team",
    _("ask the index team to put you in touch"),
    Rule("found_by_search", roles=SEARCHERS, source="facts.md (c) shielding"),
    *any_of("involved", *AROUND, source="CWA-CP"),
    Rule("locality", roles=frozenset({Role.COORDINATOR}), source="CWA-CP"),
    known_by="child_index.ask_index_team",
    changes=True,
)
READ_ANSWER = declare(
    "child_index.read_answer",
    _("read the answer to what you asked"),
    Rule("asker", source="CWA-CP"),
    known_by="child_index.read_answer",
    changes=True,
)
ANSWER_ENQUIRY = declare(
    "child_index.answer_enquiry",
    _("answer what you were asked about the child"),
    Rule("asked", source="CWA-CP"),
    changes=True,
)
CHANGE_ENTRY = declare(
    "child_index.change_entry",
    _("mend the child's entry"),
    *any_of("involved", *AROUND, source="DUD-20"),
    Rule("own_authority", roles=frozenset({Role.INDEX_TEAM}), source="DUD-20"),
    changes=True,
)
SHIELD = declare(
    "child_index.shield",
    _("protect a child's whereabouts, or end that"),
    Rule("own_authority", roles=frozenset({Role.INDEX_TEAM}), source="facts.md (c) shielding"),
    who_can_help=_("The index team of the authority decides on shields today."),
    changes=True,
)
SHIELD_QUEUE = declare(
    "child_index.shield_queue",
    _("see which children are protected, and whose review is due"),
    Rule(None, roles=frozenset({Role.INDEX_TEAM}), source="facts.md (c) shielding"),
    about_child=False,
)
SEE_BEHIND_SHIELD = declare(
    "child_index.see_behind_shield",
    _("see address, numbers and school of a protected child"),
    *any_of("author", "lead_professional", "deputy", source="facts.md (c) shielding"),
    Rule("social_care_case", roles=frozenset({Role.SOCIAL_WORKER}), source="facts.md (c) shielding"),
    Rule("own_authority", roles=frozenset({Role.INDEX_TEAM}), source="facts.md (c) shielding"),
)
LOOK_BEHIND_SHIELD = declare(
    "child_index.look_behind_shield",
    _("look behind a shield once, with a reason"),
    Rule("found_by_search", roles=frozenset({Role.SOCIAL_WORKER}), source="facts.md (c) shielding"),
    known_by="child_index.see_limited",
    who_can_help=_("The index team of the authority puts you in touch with whoever may tell you."),
    changes=True,
)
BREAK_GLASS = declare(
    "child_index.break_glass",
    _("open the record in an emergency"),
    Rule(
        "found_by_search",
        roles=frozenset({Role.PRACTITIONER, Role.SOCIAL_WORKER, Role.COORDINATOR, Role.MANAGER}),
        unless=("shielded",),
        source="design.md 4",
    ),
    changes=True,
)
REVIEW_BREAK_GLASS = declare(
    "child_index.review_break_glass",
    _("review emergency looks"),
    Rule("own_authority", roles=frozenset({Role.REVIEWER}), source="DUD-27"),
    known_by="child_index.review_break_glass",
    changes=True,
)
REVIEW_QUEUE = declare(
    "child_index.review_queue",
    _("see the queue of emergency looks to review"),
    Rule(None, roles=frozenset({Role.REVIEWER}), source="DUD-27"),
    about_child=False,
)
REVIEW_SEARCHING = declare(
    "child_index.review_searching",
    _("review searching that was paused"),
    Rule(None, roles=frozenset({Role.REVIEWER}), source="DUD-27"),
    about_child=False,
    changes=True,
)
DUPLICATES = declare(
    "child_index.duplicates",
    _("see entries that may be the same child"),
    Rule(None, roles=frozenset({Role.INDEX_TEAM}), source="DUD-20"),
    about_child=False,
)
DECIDE_DUPLICATE = declare(
    "child_index.decide_duplicate",
    _("decide whether two entries are the same child"),
    Rule("own_authority", roles=frozenset({Role.INDEX_TEAM}), source="DUD-20"),
    changes=True,
)

"""Who may note, open, read and close a piece of help; relationships that come from episodes."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from teamaround.access.actor import Actor
from teamaround.access.facts import provide
from teamaround.access.registry import declare
from teamaround.access.roles import EVERY_ROLE, Role
from teamaround.access.rules import Rule, any_of
from teamaround.consent.access import WORKING
from teamaround.episodes.models import Concern, Episode


def author(actor: Actor) -> QuerySet[Episode]:
    """Episodes this post opened; the author is first contact until somebody leads."""
    return Episode.objects.filter(opened_by_id=actor.post_id, author_until__isnull=True)


def locality(actor: Actor) -> QuerySet[Episode]:
    return Episode.objects.filter(locality_id=actor.locality_id, locality__isnull=False)


def raised_concern(actor: Actor) -> QuerySet[Concern]:
    return Concern.objects.filter(raised_by_id=actor.post_id, child__isnull=False)


provide("author", author, child="child_id", under="authority_id")
provide("locality", locality, child="child_id", under="authority_id")
provide("raised_concern", raised_concern, child="child_id", under="authority_id")

AROUND = ("author", "lead_professional", "deputy", "team_member", "contributor")
LEADING = ("lead_professional", "deputy", "author")
OVERSEEING = (
    Rule("locality", roles=frozenset({Role.COORDINATOR, Role.MANAGER}), source="DUD-07"),
    Rule("line_manager", roles=frozenset({Role.MANAGER}), source="DUD-50"),
)

NOTE_CONCERN = declare(
    "episodes.note_concern",
    _("note a worry about a child"),
    Rule(None, roles=EVERY_ROLE, source="WOR-03"),
    about_child=False,
    needs_fitness=False,
    changes=True,
)
REPORT_SAFEGUARDING = declare(
    "episodes.report_safeguarding",
    _("report a safeguarding worry"),
    Rule(None, roles=EVERY_ROLE, source="DUD-43"),
    about_child=False,
    needs_fitness=False,
    changes=True,
)
OPEN = declare(
    "episodes.open",
    _("open an episode of help"),
    Rule("found_by_search", roles=WORKING, unless=("shielded",), source="CWA-CAF"),
    *any_of("involved", "raised_concern", roles=WORKING, source="CWA-CAF"),
    changes=True,
)
READ = declare(
    "episodes.read",
    _("see what is happening"),
    *any_of(*AROUND, "action_owner", unless=("refused_agency",), source="CWA-TAC"),
    *any_of(*AROUND, "action_owner", basis="duty", source="DUD-61"),
    *OVERSEEING,
    Rule("social_care_case", roles=frozenset({Role.SOCIAL_WORKER}), basis="duty", source="DUD-61"),
    Rule("break_glass", source="design.md 4"),
)
READ_STORY = declare(
    "episodes.read_story",
    _("read the story of the child"),
    *any_of(*AROUND, unless=("refused_agency",), source="facts.md (e) chronology"),
    *any_of(*AROUND, basis="duty", source="DUD-61"),
    *OVERSEEING,
    Rule("break_glass", source="design.md 4"),
)
ADD_TO_STORY = declare(
    "episodes.add_to_story",
    _("add to the story of the child"),
    *any_of(*AROUND, unless=("refused_agency",), source="facts.md (e) chronology"),
    *any_of(*AROUND, basis="duty", source="DUD-61"),
    changes=True,
)
PRINT_STORY = declare(
    "episodes.print_story",
    _("print rows of the story"),
    *any_of(*AROUND, unless=("refused_agency",), source="KIR-CF-54"),
    *any_of(*AROUND, basis="duty", source="DUD-61"),
)
SET_LEVEL = declare(
    "episodes.set_level",
    _("set the level of need"),
    *any_of(*LEADING, source="DUD-73"),
    Rule("locality", roles=frozenset({Role.COORDINATOR}), source="DUD-07"),
    changes=True,
)
LOOK_AGAIN = declare(
    "episodes.look_again",
    _("say how the child is now"),
    *any_of(*AROUND, source="issue 2 step 6"),
    changes=True,
)
CLOSE = declare(
    "episodes.close",
    _("close the episode of help"),
    *any_of(*LEADING, source="facts.md (a) closure"),
    Rule("locality", roles=frozenset({Role.COORDINATOR}), source="DUD-07"),
    changes=True,
)
REOPEN = declare(
    "episodes.reopen",
    _("open the help again"),
    *any_of(*LEADING, source="facts.md (a) closure"),
    Rule("locality", roles=frozenset({Role.COORDINATOR}), source="DUD-07"),
    changes=True,
)
DECIDE_SAFEGUARDING = declare(
    "episodes.decide_safeguarding",
    _("say whether social care takes the case"),
    Rule("own_authority", roles=frozenset({Role.SOCIAL_WORKER}), source="facts.md (a) closure"),
    known_by="episodes.decide_safeguarding",
    changes=True,
)
IDENTIFY_REPORT = declare(
    "episodes.identify_report",
    _("say which child a report is about"),
    Rule(None, roles=frozenset({Role.SOCIAL_WORKER}), source="DUD-43"),
    about_child=False,
    changes=True,
)

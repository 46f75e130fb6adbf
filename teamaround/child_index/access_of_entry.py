"""Who may move an entry to another authority, decide the scope, archive, keep and look into the archive."""

from django.utils.translation import gettext_lazy as _

from teamaround.access.registry import declare
from teamaround.access.roles import Kind, Role
from teamaround.access.rules import Rule, any_of
from teamaround.child_index.access import AROUND

INDEX_TEAM = frozenset({Role.INDEX_TEAM})
ARCHIVISTS = frozenset({Role.INDEX_TEAM, Role.REVIEWER})
"""The index team for a year, then only the reviewer, for enquiries, case reviews and deaths (facts.md c, C20)."""

ASK_MOVE = declare(
    "child_index.ask_move",
    _("say that the family has moved to another authority"),
    *any_of("involved", *AROUND, source="CWA-CP-05"),
    changes=True,
)
OFFER_MOVE = declare(
    "child_index.offer_move",
    _("offer the child's record to another authority, or take that back"),
    Rule("own_authority", roles=INDEX_TEAM, source="DUD-20"),
    changes=True,
)
ANSWER_MOVE = declare(
    "child_index.answer_move",
    _("agree that a child has moved into your authority, or not"),
    Rule("offered_to_us", roles=INDEX_TEAM, source="DUD-20"),
    known_by="child_index.answer_move",
    changes=True,
)
MOVES = declare(
    "child_index.moves",
    _("see which children move between authorities"),
    Rule(None, roles=INDEX_TEAM, source="DUD-20"),
    about_child=False,
)
ARCHIVE = declare(
    "child_index.archive",
    _("put entries into the archive, and destroy their words when the day has come"),
    Rule(None, kinds=frozenset({Kind.JOB}), jobs=frozenset({"retention"}), source="facts.md (c) retention"),
    about_child=False,
    changes=True,
)
LOOK_AFTER = declare(
    "child_index.look_after",
    _("look after the child's entry: values, sources, staying on"),
    Rule("own_authority", roles=INDEX_TEAM, source="DUD-20"),
    changes=True,
)
HOLD = declare(
    "child_index.hold",
    _("keep a record from being archived or destroyed, or end that"),
    Rule("own_authority", roles=INDEX_TEAM, source="facts.md (d) retention"),
    Rule("own_archive", roles=ARCHIVISTS, source="facts.md (d) retention"),
    changes=True,
)
RECORD_DEATH = declare(
    "child_index.record_death",
    _("record that the child has died"),
    Rule("own_authority", roles=INDEX_TEAM, source="facts.md (c) retention"),
    *any_of("author", "lead_professional", source="facts.md (c) retention"),
    changes=True,
)
ARCHIVED = declare(
    "child_index.archived",
    _("see the list of the archive"),
    Rule(None, roles=ARCHIVISTS, source="facts.md (c) retention"),
    about_child=False,
)
SEE_ARCHIVED = declare(
    "child_index.see_archived",
    _("look at an entry in the archive, or bring it back"),
    Rule("own_archive", roles=ARCHIVISTS, source="facts.md (c) retention"),
    known_by="child_index.see_archived",
    changes=True,
)
DECIDE_SCOPE = declare(
    "child_index.decide_scope",
    _("record whom the index holds"),
    Rule(None, roles=INDEX_TEAM, source="issue 3 item 1"),
    Rule(None, kinds=frozenset({Kind.JOB}), jobs=frozenset({"set_scope"}), source="issue 3 item 1"),
    about_child=False,
    changes=True,
)
SEE_SCOPE = declare(
    "child_index.see_scope",
    _("see whom the index holds, and why"),
    Rule(None, roles=ARCHIVISTS | {Role.MANAGER, Role.AREA_MANAGER, Role.DIRECTOR}, source="issue 3 item 1"),
    about_child=False,
)

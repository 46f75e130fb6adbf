"""Who may move an entry to another authority, decide the scope, archive, keep and look into the archive."""

from django.utils.translation import gettext_lazy as _

from teamaround.access.registry import declare
from teamaround.access.roles import Role
from teamaround.access.rules import Rule, any_of
from teamaround.child_index.access import AROUND

INDEX_TEAM = frozenset({Role.INDEX_TEAM})

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

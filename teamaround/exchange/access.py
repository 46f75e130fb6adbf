"""Who may bring files in, look at what they would do, decide, let them change the index, and undo them."""

from django.utils.translation import gettext_lazy as _

from teamaround.access.registry import declare
from teamaround.access.roles import Kind, Role
from teamaround.access.rules import Rule

FEEDS = "facts.md (c) data feeds"
TEAM = Rule(None, roles=frozenset({Role.INDEX_TEAM}), source=FEEDS)
JOB = Rule(None, kinds=frozenset({Kind.JOB}), jobs=frozenset({"import_children", "deliveries"}), source=FEEDS)

IMPORT = declare(
    "exchange.import",
    _("bring a file of children in"),
    TEAM,
    JOB,
    about_child=False,
    changes=True,
)
READ = declare(
    "exchange.read",
    _("see the files that came in and what they would change"),
    TEAM,
    about_child=False,
)
DECIDE = declare(
    "exchange.decide",
    _("say whether a row of a file is a known child"),
    TEAM,
    about_child=False,
    changes=True,
)
APPLY = declare(
    "exchange.apply",
    _("let a file change the index"),
    TEAM,
    JOB,
    about_child=False,
    changes=True,
)
UNDO = declare(
    "exchange.undo",
    _("undo a whole file"),
    TEAM,
    JOB,
    about_child=False,
    changes=True,
)


DEDUPLICATE = declare(
    "exchange.deduplicate",
    _("look for pairs in the whole index"),
    Rule(None, kinds=frozenset({Kind.JOB}), jobs=frozenset({"deduplicate"}), source="DUD-20"),
    about_child=False,
    changes=True,
)

"""Who may bring files in."""

from django.utils.translation import gettext_lazy as _

from teamaround.access.registry import declare
from teamaround.access.roles import Kind, Role
from teamaround.access.rules import Rule

IMPORT = declare(
    "exchange.import",
    _("bring a file of children in"),
    Rule(None, roles=frozenset({Role.INDEX_TEAM}), source="facts.md (c) data feeds"),
    Rule(None, kinds=frozenset({Kind.JOB}), jobs=frozenset({"import_children"}), source="facts.md (c) data feeds"),
    about_child=False,
    changes=True,
)

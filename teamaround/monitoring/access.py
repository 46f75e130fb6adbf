"""Who may see counts, times and outcomes. Measures show no child; small numbers are kept back."""

from django.utils.translation import gettext_lazy as _

from teamaround.access.registry import declare
from teamaround.access.roles import Role
from teamaround.access.rules import Rule

READ = declare(
    "monitoring.read",
    _("see the figures of your area"),
    Rule(
        None,
        roles=frozenset({Role.MANAGER, Role.COORDINATOR, Role.AREA_MANAGER, Role.DIRECTOR}),
        source="DUD-08",
    ),
    about_child=False,
)
INDEX_WORTH = declare(
    "monitoring.index_worth",
    _("see what the index is worth in your area"),
    Rule(
        None,
        roles=frozenset({Role.MANAGER, Role.COORDINATOR, Role.AREA_MANAGER, Role.DIRECTOR, Role.INDEX_TEAM}),
        source="DUD-28; CWA-CP-02",
    ),
    about_child=False,
)

"""Pages about people who work with children, and one's own words that could not be sent."""

from django.utils.translation import gettext_lazy as _

from teamaround.access.registry import declare
from teamaround.access.roles import Kind
from teamaround.access.rules import POSTS, Rule

DIRECTORY = declare(
    "agencies.directory",
    _("see who works where and when to ring"),
    Rule(None, source="CWA-CP"),
    about_child=False,
    needs_fitness=False,
)
UNSENT = declare(
    "agencies.unsent",
    _("see the words you could not send"),
    Rule(None, kinds=POSTS | {Kind.FAMILY, Kind.GUEST}, source="design.md 6"),
    about_child=False,
    needs_fitness=False,
)

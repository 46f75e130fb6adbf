"""Pages that put together what the packages offer."""

from django.utils.translation import gettext_lazy as _

from teamaround.access.registry import declare
from teamaround.access.roles import Kind
from teamaround.access.rules import Rule, any_of

WORKTRAY = declare(
    "desks.worktray",
    _("see what waits for you"),
    Rule(None, source="issue 2 step 2"),
    about_child=False,
    needs_fitness=False,
)
CHOOSE_POST = declare(
    "desks.choose_post",
    _("choose the post you act in"),
    Rule(None, source="design.md 4"),
    about_child=False,
    needs_fitness=False,
)
CHILDREN = declare(
    "desks.children",
    _("see the children you work with"),
    Rule(None, source="experience.md"),
    about_child=False,
)
PUBLIC = declare(
    "desks.public",
    _("open a public page"),
    Rule(None, kinds=frozenset(Kind), source="issue 2 step 13"),
    about_child=False,
    needs_fitness=False,
)
FAMILY_PAGE = declare(
    "desks.family_page",
    _("see your family's page"),
    *any_of("self", "carer", kinds=frozenset({Kind.FAMILY}), source="DER-01"),
    known_by="desks.family_page",
)
FAMILY_WORDS = declare(
    "desks.family_words",
    _("say something in your own words"),
    *any_of("self", "carer", kinds=frozenset({Kind.FAMILY}), source="issue 2 step 13"),
    known_by="desks.family_words",
    changes=True,
)

"""What could not be sent, for the worker who caused it."""

from django.utils.translation import gettext_lazy as _

from teamaround.access.registry import declare
from teamaround.access.rules import Rule

SETTLE = declare(
    "notifications.settle",
    _("say that you have told somebody yourself"),
    Rule(None, source="issue 2 step 4"),
    about_child=False,
    needs_fitness=False,
    changes=True,
)

"""On what footing an answer stands, in words: as a chip to choose under a box, and as a tag beside a note."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.instruments.definition import Audience
from teamaround.instruments.words import Names, put_in


class Source(models.TextChoices):
    """Observed, told or thought: a reader must be able to tell (KIR-CF-10, P30)."""

    OBSERVED = "observed", gettext_lazy("seen by me")
    SAID_BY_CHILD = "said_by_child", gettext_lazy("said by the child")
    SAID_BY_PARENT = "said_by_parent", gettext_lazy("said by a parent or carer")
    REPORTED_BY_AGENCY = "reported_by_agency", gettext_lazy("reported by a service")
    OPINION = "opinion", gettext_lazy("my view")


OWN_SOURCE = {Audience.CHILD: Source.SAID_BY_CHILD, Audience.PARENT: Source.SAID_BY_PARENT}
"""When the family writes itself, nobody has to ask on what footing."""


def chips(names: Names) -> list[tuple[str, str]]:
    """What an author can choose from, in the first person."""
    return [
        (Source.OBSERVED.value, _("seen by me")),
        (Source.SAID_BY_CHILD.value, put_in(_("said by {child}"), names)),
        (Source.SAID_BY_PARENT.value, _("said by a parent")),
        (Source.REPORTED_BY_AGENCY.value, _("reported by a service")),
        (Source.OPINION.value, _("my view")),
    ]


def tag(source: str, names: Names) -> str:
    """What a reader sees beside a note; empty when nothing was said about it."""
    words = {
        Source.OBSERVED.value: _("saw it"),
        Source.SAID_BY_CHILD.value: put_in(_("said by {child}"), names),
        Source.SAID_BY_PARENT.value: _("said by a parent"),
        Source.REPORTED_BY_AGENCY.value: _("service's report"),
        Source.OPINION.value: _("own view"),
    }
    return words.get(source, "")

"""On what an edit was based: a stale one is shown both versions and loses neither (design.md 6)."""

from django.db.models import Model
from django.utils.translation import gettext as _

from teamaround.families.models import Birth, Dated, Person
from teamaround.kit.problems import Problem

NOTHING = "0"


class Stale(Problem):
    """Somebody else changed it meanwhile. `version` is what stands now, to go on from."""

    def __init__(self, sentence: str, version: str) -> None:
        super().__init__(sentence)
        self.version = version


def version_of(*rows: Model | None) -> str:
    """The rows in force, as one short text; a changed fact is a new row."""
    return "-".join(sorted(str(row.pk) for row in rows if row is not None)) or NOTHING


def birth_version(person: Person) -> str:
    """Of birth and sex: the row in force, or none as long as nothing was changed."""
    return version_of(Birth.objects.filter(person=person, ends__isnull=True).first())


def demand(based_on: str, now: str, now_words: str, row: Dated | None = None) -> None:
    """Raises Stale when the edit was based on something else than what stands now.

    Without a version (nobody has seen a form) the edit is taken as based on what stands now.
    """
    if not based_on or based_on == now:
        return
    who = row.recorded_by.name if row is not None and row.recorded_by is not None else _("Somebody")
    raise Stale(
        _(
            "%(who)s changed this while you were writing. It says now: “%(now)s”. What you wrote is still below. "
            "If yours is right, send it again; if theirs is, go back without saving."
        )
        % {"who": who, "now": now_words},
        now,
    )

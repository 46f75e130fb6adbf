"""Destroying the words about a child: every classified field of every row that is tied to the child (paths.py).

Rows stay, so that counts of years gone by stay right and nothing that refers to them breaks; what they said is gone.
Rows that are their own record and details of events are destroyed by `audit.removal`, and their seals still verify.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models

from teamaround.audit import removal
from teamaround.audit.events import WhoActs
from teamaround.audit.kinds import MODEL_KINDS
from teamaround.audit.sealed_rows import Sealed
from teamaround.retention.classes import FREE_TEXT, IDENTIFYING, SENSITIVE
from teamaround.retention.models import Purge
from teamaround.retention.paths import ALSO, KEPT, PATHS, PEOPLE

GONE = "removed"
"""Stands where a constraint wants a word."""


def fields_of(label: str) -> list[str]:
    """Names of the fields of a table that say something about a person."""
    found = [name for table in (IDENTIFYING, SENSITIVE, FREE_TEXT) for name in table.get(label, "").split()]
    return [name for name in found if name not in KEPT.get(label, "").split()]


def destroy(child_id: int, people: Iterable[int], *, by: WhoActs, receipt: str) -> dict[str, int]:
    """Empty every row of the child, and of the people of the family who go along. Call inside a recording.

    Returns how many rows of each table were emptied. Doing it again does no harm.
    """
    counts: dict[str, int] = {}
    for label, path in PATHS.items():
        rows = _only_of_destroyed(label, path, child_id)
        counts[label] = _empty(label, rows, by=by, receipt=receipt, child_id=child_id)
    for label, path in PEOPLE.items():
        rows = _model(label)._default_manager.filter(**{f"{path}__in": [child_id, *people]})
        counts[label] = _empty(
            label, list(rows.values_list("pk", flat=True)), by=by, receipt=receipt, child_id=child_id
        )
    counts["audit.Detail"] = removal.remove_details(
        receipt=receipt, by=by, owner=f"child:{child_id}", event_ids=removal.details_about(child_id)
    )
    return {label: count for label, count in counts.items() if count}


def _model(label: str) -> Any:
    return apps.get_model(label)


def _only_of_destroyed(label: str, path: str, child_id: int) -> list[Any]:
    """Keys of rows about this child and about no child whose words are still kept."""
    manager = _model(label)._default_manager
    tied = models.Q()
    for each in path.split():
        tied |= models.Q(**{each: child_id})
    keys = list(manager.filter(tied).order_by().values_list("pk", flat=True).distinct())
    if len(path.split()) == 1 and "__" not in path:
        return keys
    others: dict[Any, set[int]] = {}
    for each in path.split():
        for key, other in manager.filter(pk__in=keys).order_by().values_list("pk", each):
            others.setdefault(key, set()).add(other)
    gone = {
        child_id,
        *Purge.objects.filter(child_id__in=set().union(*others.values())).values_list("child_id", flat=True),
    }
    return [key for key in keys if others.get(key, set()) - {None} <= gone]


def _empty(label: str, keys: list[Any], *, by: WhoActs, receipt: str, child_id: int) -> int:
    model = _model(label)
    if not keys:
        return 0
    if issubclass(model, Sealed):
        return removal.remove_rows(receipt=receipt, by=by, model=model, ids=keys, child_id=child_id)
    rows = model._default_manager.filter(pk__in=keys)
    if label.startswith("child_index.Search") and MODEL_KINDS.get(label) == "operational":
        rows.delete()
        return len(keys)
    values = {name: empty_value(model._meta.get_field(name)) for name in fields_of(label)} | ALSO.get(label, {})
    rows.update(**values)
    return len(keys)


def empty_value(field: Any) -> Any:
    """What stands in a field whose words are gone."""
    if isinstance(field, models.JSONField):
        return field.get_default() if field.has_default() else []
    if field.null:
        return None
    return "" if field.blank else GONE

"""Models that change only inside an action that is being recorded (design.md 6).

Every door of a protected model (save, delete, bulk and raw calls) is shut unless a recording is open
in this thread of control, so no change escapes its event. The public doors are shut one by one for a
clear message; the last door of each kind (`_save_table`, `_insert`, `_update`, `_raw_delete`) is shut
too, because fixtures and related managers come in there.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self, cast

from django.core import checks
from django.db import models

_open: ContextVar[int] = ContextVar("teamaround_open_recordings", default=0)


class Unrecorded(Exception):
    """A protected model was written outside a recording. Write through the package's actions."""


@contextmanager
def writing() -> Iterator[None]:
    """Opens the doors; used by `audit.recording` only."""
    token = _open.set(_open.get() + 1)
    try:
        yield
    finally:
        _open.reset(token)


def demand_recording(what: str) -> None:
    """Raises Unrecorded when no recording is open."""
    if not _open.get():
        raise Unrecorded(f"{what} is protected: change it through an action, inside audit.recording")


class ProtectedQuerySet(models.QuerySet):
    """A query set whose writing calls demand a recording."""

    def update(self, **kwargs: Any) -> int:
        demand_recording(self.model._meta.label)
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        demand_recording(self.model._meta.label)
        return super().delete()

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        cast(type[Protected], self.model).demand_adding()
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        demand_recording(self.model._meta.label)
        return super().bulk_update(objs, fields, batch_size)

    def raw(self, raw_query: Any, *args: Any, **kwargs: Any) -> Any:
        """Reading in SQL is free; anything that does not begin with SELECT may write."""
        if not str(raw_query).lstrip().upper().startswith("SELECT"):
            demand_recording(self.model._meta.label)
        return super().raw(raw_query, *args, **kwargs)

    def _insert(self, *args: Any, **kwargs: Any) -> Any:
        cast(type[Protected], self.model).demand_adding()
        return super()._insert(*args, **kwargs)  # type: ignore[misc]

    def _update(self, values: Any) -> Any:
        demand_recording(self.model._meta.label)
        return super()._update(values)  # type: ignore[misc]

    def _raw_delete(self, using: str | None) -> int:
        demand_recording(self.model._meta.label)
        return super()._raw_delete(using)


class Protected(models.Model):
    """Base of every model that holds case data. Subclasses' Meta inherit `Protected.Meta`."""

    objects = ProtectedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

    @classmethod
    def demand_adding(cls) -> None:
        """What must be open for a new row. Raises Unrecorded."""
        demand_recording(cls._meta.label)

    def demand_saving(self) -> None:
        """What must be open for this row to be saved. Raises Unrecorded."""
        demand_recording(self._meta.label)

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        self.demand_saving()
        super().save_base(*args, **kwargs)

    def _save_table(self, raw: bool = False, *args: Any, **kwargs: Any) -> bool:
        """The one door that fixtures cannot go round: `loaddata` calls Django's own `save_base`."""
        if raw:
            raise Unrecorded(f"{self._meta.label} may not be loaded from a fixture")
        self.demand_saving()
        saved: bool = super()._save_table(raw, *args, **kwargs)  # type: ignore[misc]
        return saved

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        demand_recording(self._meta.label)
        return super().delete(*args, **kwargs)

    @classmethod
    def rows(cls) -> "models.QuerySet[Self]":
        """The guarded query set, typed."""
        return cast("models.QuerySet[Self]", cls._default_manager.all())

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        """Every door of a concrete protected model is shut (audit.E002, audit.E003)."""
        return [*super().check(**kwargs), *open_managers(cls), *open_relations(cls)]


def open_managers(model: type[models.Model]) -> Iterable[checks.CheckMessage]:
    """Managers of a protected model through which rows could be written without a recording."""
    for manager in {*model._meta.managers, model._base_manager}:
        if not isinstance(manager.get_queryset(), ProtectedQuerySet):
            yield checks.Error(
                f"The manager {manager.name!r} of {model._meta.label} writes without a recording.",
                hint="Let its Meta inherit Protected.Meta and make managers from a ProtectedQuerySet.",
                obj=model,
                id="audit.E002",
            )


def open_relations(model: type[models.Model]) -> Iterable[checks.CheckMessage]:
    """Relations of a protected model whose rows would be written or deleted without a recording.

    Deleting something unprotected must not take protected rows along, and the table between two models
    must be protected itself.
    """
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT:
            yield checks.Error(f"{field} is not on_delete=PROTECT.", obj=model, id="audit.E003")
        if isinstance(field, models.ManyToManyField) and not _is_protected(field.remote_field.through):
            yield checks.Error(f"The table of {field} is not protected.", obj=model, id="audit.E003")


def _is_protected(model: type[models.Model] | None) -> bool:
    return model is not None and issubclass(model, Protected)

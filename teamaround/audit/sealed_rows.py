"""Rows that are their own record: added, sealed, never changed and never deleted (design.md 5).

An answer that is saved as it is given says by itself who gave what, when and on which ground: an event beside each
pause of a finger would say it twice. Such a row holds a keyed digest of its own columns, triggers refuse to change
it, and the sealer binds digests into an event `audit.seal_rows` each minute, which the chain covers.
"""

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, cast

from django.apps import apps
from django.db import models, transaction

from teamaround.audit import events
from teamaround.audit.models import Waiting
from teamaround.audit.protected import Protected, ProtectedQuerySet, Unrecorded, demand_recording

_adding: ContextVar[int] = ContextVar("teamaround_adding_sealed_rows", default=0)


class NeverChanged(Unrecorded):
    """A sealed row was to be changed or taken away. Add another that takes its place."""


@contextmanager
def adding_rows() -> Iterator[None]:
    """One transaction in which sealed rows may be added without an event. Everything else protected stays shut.

    Use `access.doing.adding`, which checks who may.
    """
    token = _adding.set(_adding.get() + 1)
    try:
        with transaction.atomic():
            yield
    finally:
        _adding.reset(token)


class SealedQuerySet(ProtectedQuerySet):
    """A query set that adds rows, each with its digest, and changes none."""

    def update(self, **kwargs: Any) -> int:
        raise _never(self.model)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise _never(self.model)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        raise _never(self.model)

    def _update(self, values: Any) -> Any:
        raise _never(self.model)

    def _raw_delete(self, using: str | None) -> int:
        raise _never(self.model)

    def _insert(self, objs: Any, fields: Any, returning_fields: Any = None, **more: Any) -> Any:
        """Every way of adding ends here: one row, many rows, with or without a key."""
        cast(type[Protected], self.model).demand_adding()
        if more.get("on_conflict") is not None:
            raise _never(self.model)
        for row in objs:
            row.seal()
        key = self.model._meta.pk
        wanted = list(returning_fields or [])
        wanted += [] if key in wanted else [key]
        found = super()._insert(objs, fields, returning_fields=wanted, **more)
        ids = [row[wanted.index(key)] for row in found]
        table = self.model._meta.db_table
        Waiting.objects.bulk_create(
            Waiting(table=table, row_id=number, digest=row.digest) for number, row in zip(ids, objs, strict=True)
        )
        return found if returning_fields else []


def _never(model: type[models.Model]) -> NeverChanged:
    return NeverChanged(f"{model._meta.label} is sealed: add a row that takes its place")


class Sealed(Protected):
    """Base of models whose rows are their own record. `sealed_columns` names, for each version that was ever written,
    the columns that its digest covers; none is taken away (design.md 6).
    """

    sealed_columns: ClassVar[Mapping[int, tuple[str, ...]]]

    schema_version = models.PositiveSmallIntegerField(default=1)
    nonce = models.CharField(max_length=20, help_text="random: no two rows are alike, so a copy of one shows")
    digest = models.CharField(max_length=64, help_text="keyed digest of the other columns, as written")

    objects: ClassVar[models.Manager[Any]] = SealedQuerySet.as_manager()

    class Meta(Protected.Meta):
        abstract = True

    @classmethod
    def demand_adding(cls) -> None:
        """A recording, or a block that adds sealed rows and nothing else."""
        if not _adding.get():
            demand_recording(cls._meta.label)

    def demand_saving(self) -> None:
        if not self._state.adding:
            raise _never(type(self))
        self.demand_adding()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise _never(type(self))

    def seal(self) -> None:
        """Give the row its digest. Raises ValueError where a value could not be written alike on every engine."""
        self.schema_version = max(self.sealed_columns)
        self.nonce = secrets.token_hex(events.NONCE_BYTES)
        columns = {name: _as_written(self, name) for name in self.sealed_columns[self.schema_version]}
        self.digest = events.digest_of(body_of(type(self), self.schema_version, self.nonce, columns))


def _as_written(row: models.Model, name: str) -> Any:
    field = row._meta.get_field(name)
    assert isinstance(field, models.Field)
    value = getattr(row, field.attname)
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        return json.loads(events.canonical(value), parse_float=events.refuse_fraction)
    plain = field.target_field.to_python(value) if isinstance(field, models.ForeignKey) else field.to_python(value)
    if isinstance(field, models.DateTimeField):
        return events.moment(plain)
    return plain.isoformat() if isinstance(field, models.DateField) else plain


def body_of(model: type[Sealed], version: Any, nonce: Any, columns: Mapping[str, Any]) -> str:
    """The canonical text that the digest is made from; empty for a version that nobody ever wrote."""
    if version not in model.sealed_columns:
        return ""
    said = {name: columns[name] for name in model.sealed_columns[version]}
    return events.canonical({"v": version, "table": model._meta.db_table, "nonce": nonce, "row": said})


def sealed_models() -> list[type[Sealed]]:
    """Every model whose rows are sealed."""
    return [model for model in apps.get_models() if issubclass(model, Sealed)]


def sealed_tables() -> tuple[str, ...]:
    """Their tables."""
    return tuple(model._meta.db_table for model in sealed_models())

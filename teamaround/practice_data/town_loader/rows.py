"""Rows are collected in memory and written in bulk, parents before children, a chunk at a time.

Each chunk is one recording by the job "load_town". References are worked out from the seed and the place
of the row in the town, so that the addresses of pages stay the same from one loading to the next; the
product's own references stay random.
"""

import hashlib
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

from django.db import models

from teamaround.access.actor import Actor
from teamaround.audit.recording import recording
from teamaround.kit.refs import ALPHABET, LENGTH
from teamaround.practice_data.town_loader.days import Days

AnyModel = TypeVar("AnyModel", bound=models.Model)
LOADER = Actor.job("load_town")
ACTION = "practice_data.load_town"
BATCH = 1_000


@cache
def has_ref(model: type[models.Model]) -> bool:
    return any(field.name == "ref" for field in model._meta.fields)


@cache
def depth(model: type[models.Model]) -> int:
    """How many tables must be filled before this one."""
    above = [field.remote_field.model for field in model._meta.fields if field.remote_field]
    return 1 + max((depth(one) for one in above if one is not model), default=0)


@cache
def own_key(model: type[models.Model]) -> str:
    """The foreign key of a table to itself, if it has one."""
    return next((f.name for f in model._meta.fields if f.remote_field and f.remote_field.model is model), "")


def ref_for(seed: int, *place: object) -> str:
    """Seventeen characters that look random and are always the same for one seed and place."""
    digest = hashlib.blake2b("|".join(map(str, (seed, *place))).encode(), digest_size=12).digest()
    number, letters = int.from_bytes(digest, "big"), []
    for _ in range(LENGTH):
        number, left = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[left])
    return "".join(letters)


class Rows:
    """Rows waiting to be written, by table."""

    def __init__(self) -> None:
        self.waiting: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        self.afterwards: list[Callable[[], None]] = []
        self.written = 0

    def flush(self, children: Callable[[], Iterable[int]] = tuple, **codes: Any) -> None:
        """Write everything that waits as one recorded change about these children."""
        with recording(by=LOADER, action=ACTION, codes=codes) as draft:
            for model in sorted(self.waiting, key=lambda one: (depth(one), one._meta.label)):
                self._write(model, self.waiting[model])
            for call in self.afterwards:
                call()
            draft.about(*children())
        self.waiting.clear()
        self.afterwards.clear()

    def _write(self, model: type[models.Model], rows: list[models.Model]) -> None:
        """Rows that name others of their own table come after those."""
        self.written += len(rows)
        key = own_key(model)
        while rows:
            left = {id(row) for row in rows} if key else frozenset()
            ready = [row for row in rows if not key or id(getattr(row, key)) not in left]
            if not ready:
                raise ValueError(f"rows of {model._meta.label} name each other in a circle")
            model._default_manager.bulk_create(ready, batch_size=BATCH)
            rows = [row for row in rows if id(getattr(row, key)) in left] if key else []


class Scope:
    """One part of the town (a family, a story) with its own chance and its own references."""

    def __init__(self, rows: Rows, days: Days, seed: int, place: str) -> None:
        self.rows, self.days, self.seed, self.place = rows, days, seed, place
        self.random = random.Random(f"{seed}:{place}")
        self.counted: dict[type[models.Model], int] = defaultdict(int)

    def build(self, model: type[AnyModel], **fields: Any) -> AnyModel:
        """A new row with its reference, not yet waiting to be written."""
        if has_ref(model):
            self.counted[model] += 1
            fields["ref"] = ref_for(self.seed, self.place, model.__name__, self.counted[model])
        return model(**fields)

    def add(self, model: type[AnyModel], **fields: Any) -> AnyModel:
        """A new row that will be written with the next flush."""
        row = self.build(model, **fields)
        self.rows.waiting[model].append(row)
        return row

    def afterwards(self, call: Callable[[], None]) -> None:
        """Something that needs the keys of rows: done after the flush, in the same recording."""
        self.rows.afterwards.append(call)

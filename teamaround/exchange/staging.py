"""Bringing a file in, row by row, in chunks that can be resumed (design.md 6). Every row is kept as it was told."""

import csv
import datetime
import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.audit.protected import demand_recording
from teamaround.exchange import access, keys
from teamaround.exchange.layouts import NUMBER, Bound, Layout, layout_of
from teamaround.exchange.models import Delivery, StagedRow
from teamaround.exchange.reading import Cells, Lines, Rows, digest_of
from teamaround.kit import clock
from teamaround.kit.problems import Problem

CHUNK = 500
Progress = Callable[[str, int], None]
State, Decision = Delivery.State, StagedRow.Decision
GONE = (State.UNDONE, State.STOPPED)


def stage(
    *, by: Actor, path: Path, layout_key: str, progress: Progress, as_of: datetime.date | None = None
) -> Delivery:
    """Stage every row of a file; the same file again continues, or is already there. Raises Refused or Problem."""
    layout = layout_of(layout_key)
    with path.open("rb") as file:
        Rows(file).demand(layout)
        delivery = announce(by=by, layout=layout, name=path.name, digest=digest_of(file), as_of=as_of)
        return stage_rows(by=by, delivery=delivery, source=file, progress=progress)


def standing(authority_id: int | None, layout: Layout, digest: str) -> Delivery | None:
    """The delivery that this very file is already, unless it was undone or stopped."""
    found: Any = Delivery.objects.filter(authority_id=authority_id or 0, layout=layout.key, sha256=digest)
    there: Delivery | None = found.exclude(state__in=GONE).first()
    return there


def announce(
    *,
    by: Actor,
    layout: Layout,
    name: str,
    digest: tuple[str, int],
    as_of: datetime.date | None = None,
    kept: bool = False,
) -> Delivery:
    """The delivery of this file, the standing one where there is one. Raises Refused."""
    sha256, size = digest
    held = standing(by.authority_id, layout, sha256)
    if held is not None:
        return held
    with doing(access.IMPORT, by=by, codes={"layout": layout.key}):
        return Delivery.objects.create(
            authority_id=by.authority_id,
            layout=layout.key,
            file_name=name[:200],
            sha256=sha256,
            size=size,
            as_of=as_of or clock.today(),
            kept=kept,
            brought_by_id=by.own_post_id,
            begun_at=clock.now(),
        )


def stage_rows(
    *, by: Actor, delivery: Delivery, source: Lines, progress: Progress, go_on: Callable[[], bool] = lambda: True
) -> Delivery:
    """Stage what is not there yet, as long as `go_on`. A file that turns out broken stops the delivery, and nothing of
    it is used. Raises Refused or Problem."""
    if delivery.state != State.STAGING:
        return delivery
    try:
        layout = layout_of(delivery.layout)
        rows = Rows(source)
        rows.demand(layout)
        for chunk in _chunks(rows, delivery.reached):
            with doing(access.IMPORT, by=by, codes={"delivery": delivery.pk, "first": chunk[0][0], "rows": len(chunk)}):
                _write(delivery, layout.bind(rows.header), chunk)
            progress("staged", chunk[-1][0])
            if not go_on():
                return delivery
    except Problem as problem:
        stop(by=by, delivery=delivery, why=problem.sentence)
        raise
    with doing(access.IMPORT, by=by, codes={"delivery": delivery.pk, "rows": delivery.reached}):
        delivery.state, delivery.row_count, delivery.reached = State.STAGED, delivery.reached, 0
        delivery.save()
    return delivery


def _write(delivery: Delivery, bound: Bound, chunk: list[tuple[int, Cells]]) -> None:
    made = [_staged(delivery, bound, number, row) for number, row in chunk]
    _insert(made)
    notes = Counter(delivery.notes)
    for row in made:
        if row.decision == Decision.WAITING:
            notes.update(field for field, _reason in row.problems)
    delivery.notes, delivery.reached = dict(notes), chunk[-1][0]
    delivery.rejected += sum(row.decision == Decision.REJECT for row in made)
    delivery.save(update_fields=["notes", "reached", "rejected"])


COLUMNS = ("delivery_id", "number", "source_id", "data", "problems", "family", "first", "family_sound", "first_sound",
           "born", "decision")  # fmt: skip


def _insert(rows: list[StagedRow]) -> None:
    """In one statement for all rows: a model's own way takes three times as long. Call inside a recording."""
    demand_recording(StagedRow._meta.label)
    names = ", ".join([*COLUMNS, "changes", "applied", "later"])
    marks = ", ".join(["%s"] * len(COLUMNS))
    false = "0" if connection.vendor == "sqlite" else "false"
    sql = f"INSERT INTO {StagedRow._meta.db_table} ({names}) VALUES ({marks}, '[]', {false}, {false})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, [_values(row) for row in rows])


def _values(row: StagedRow) -> list[Any]:
    born = row.born.isoformat() if row.born else None
    told = [json.dumps(row.data), json.dumps(row.problems)]
    names = [row.family, row.first, row.family_sound, row.first_sound]
    return [row.delivery_id, row.number, row.source_id, *told, *names, born, str(row.decision)]


def stop(*, by: Actor, delivery: Delivery, why: str) -> None:
    """The file cannot be used: say why, and use nothing of it."""
    with doing(access.IMPORT, by=by, codes={"delivery": delivery.pk, "stopped": True}):
        delivery.state, delivery.stopped_because = State.STOPPED, [why]
        delivery.save()


def _chunks(rows: Rows, have: int) -> Iterator[list[tuple[int, Cells]]]:
    numbered = itertools.islice(enumerate(rows, start=1), have, None)
    while chunk := list(itertools.islice(numbered, CHUNK)):
        yield chunk


def _staged(delivery: Delivery, bound: Bound, number: int, row: Cells) -> StagedRow:
    if row.wrong:
        source_id = row.cells[bound.id_place][:80] if len(row.cells) > bound.id_place else ""
        told: dict[str, Any] = {"data": {}, "problems": [[_("row"), row.wrong]], "decision": Decision.REJECT}
        return StagedRow(delivery=delivery, number=number, source_id=source_id, **told)
    data, problems, refused = bound.read(row.cells)
    return StagedRow(
        delivery=delivery,
        number=number,
        source_id=(data.get(f"{NUMBER}{bound.layout.id_scheme}") or row.cells[bound.id_place].strip())[:80],
        data=data,
        problems=problems,
        decision=Decision.REJECT if refused else Decision.WAITING,
        **keys.name_keys(data),
    )


def reject_lines(delivery: Delivery) -> Iterator[list[Any]]:
    """Row number, id, field and reason of everything that was turned away."""
    yield ["row", "id", "field", "reason"]
    for row in delivery.staged.filter(decision=Decision.REJECT).order_by("number").iterator(chunk_size=2_000):
        yield from ([row.number, row.source_id, name, reason] for name, reason in row.problems)


def write_rejects(delivery: Delivery, folder: Path) -> Path:
    """The same as a file beside the receipt."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"rejects-{delivery.ref}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(reject_lines(delivery))
    return path


def gone() -> str:
    """The file that was sent cannot be read any more."""
    return _("The file that was sent is gone or was changed. Send it again.")

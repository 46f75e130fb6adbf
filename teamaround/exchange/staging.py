"""Bringing a file in, row by row, in chunks that can be resumed (design.md 6)."""

import csv
import hashlib
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.exchange import access
from teamaround.exchange.layouts import LAYOUTS, Layout, Row
from teamaround.exchange.models import Delivery, StagedRow
from teamaround.kit import clock
from teamaround.kit.problems import Problem

CHUNK = 500
Progress = Callable[[str, int], None]


def stage(*, by: Actor, path: Path, layout_key: str, progress: Progress) -> Delivery:
    """Stage every row of a file; the same file again continues, or is already there. Raises Refused or Problem."""
    layout = LAYOUTS.get(layout_key)
    if layout is None:
        raise Problem(
            _("There is no layout “%(key)s”. Known: %(all)s.") % {"key": layout_key, "all": ", ".join(LAYOUTS)}
        )
    delivery = _delivery(by, path, layout)
    have = delivery.staged.count()
    rows = enumerate(_rows(path, layout), start=1)
    for chunk in _chunks(itertools.islice(rows, have, None)):
        with doing(access.IMPORT, by=by, codes={"delivery": delivery.pk, "first": chunk[0][0], "rows": len(chunk)}):
            StagedRow.objects.bulk_create([_staged(delivery, layout, number, row) for number, row in chunk])
        progress("staged", chunk[-1][0])
    return _counted(by, delivery)


def _delivery(by: Actor, path: Path, layout: Layout) -> Delivery:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    held = Delivery.objects.filter(authority_id=by.authority_id, layout=layout.key, sha256=digest).first()
    if held is not None:
        return held
    with doing(access.IMPORT, by=by, codes={"layout": layout.key}):
        return Delivery.objects.create(
            authority_id=by.authority_id,
            layout=layout.key,
            file_name=path.name[:200],
            sha256=digest,
            begun_at=clock.now(),
        )


def _rows(path: Path, layout: Layout) -> Iterator[Row]:
    """Raises Problem when the file lacks a column or is not text."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader((line.replace("\0", "") for line in file), skipinitialspace=True)
            missing = [column for column in layout.columns if column not in (reader.fieldnames or [])]
            if missing:
                raise Problem(_("The file has no column %(names)s.") % {"names": ", ".join(missing)})
            for row in reader:
                yield {column: str(row.get(column) or "") for column in layout.columns}
    except UnicodeDecodeError as wrong:
        raise Problem(_("The file is not UTF-8 text: byte %(place)s.") % {"place": wrong.start}) from wrong


def _chunks(rows: Iterator[tuple[int, Row]]) -> Iterator[list[tuple[int, Row]]]:
    while chunk := list(itertools.islice(rows, CHUNK)):
        yield chunk


def _staged(delivery: Delivery, layout: Layout, number: int, row: Row) -> StagedRow:
    data, problems = layout.read(row)
    return StagedRow(
        delivery=delivery,
        number=number,
        source_id=row[layout.id_column][:80],
        data=data,
        problems=problems,
        decision=StagedRow.Decision.REJECT if problems else StagedRow.Decision.WAITING,
    )


def _counted(by: Actor, delivery: Delivery) -> Delivery:
    rows = delivery.staged.count()
    rejected = delivery.staged.filter(decision=StagedRow.Decision.REJECT).count()
    if (delivery.row_count, delivery.rejected) != (rows, rejected):
        with doing(access.IMPORT, by=by, codes={"delivery": delivery.pk, "rows": rows}):
            delivery.row_count, delivery.rejected = rows, rejected
            delivery.save()
    return delivery


def write_rejects(delivery: Delivery, folder: Path) -> Path:
    """Row number, field and reason of everything that was turned away, as a file beside the receipt."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"rejects-{delivery.ref}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "id", "field", "reason"])
        for row in delivery.staged.filter(decision=StagedRow.Decision.REJECT).order_by("number"):
            writer.writerows([row.number, row.source_id, name, reason] for name, reason in row.problems)
    return path

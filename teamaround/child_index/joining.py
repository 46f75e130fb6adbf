"""Making two records one, and undoing it: nothing is lost, every row that goes along is written down (design.md 8)."""

from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.agencies.models import Post
from teamaround.child_index import movable, search_rows
from teamaround.child_index.models import Duplicate, Entry, Indication, Involvement, Join, Moved, Shield
from teamaround.child_index.movable import DECLARED, How
from teamaround.child_index.rules import Side, record_that_stays
from teamaround.families.models import Name
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.notifications import outbox


def side(child_id: int) -> Side:
    """What decides which record stays."""
    entry = Entry.objects.get(pk=child_id)
    people = Involvement.objects.filter(child_id=child_id, ends__isnull=True).count()
    return Side(child_id, entry.state == Entry.State.HELD, people, entry.entered_at)


def join(*, by: Actor, pair: Duplicate) -> Join:
    """Make the two records of a pair one. Call inside a recording. Raises Problem when something stands in the way."""
    stop = movable.undeclared()
    if stop:
        raise Problem(_("Nobody has said yet what becomes of %(what)s. Tell the people who run this service.")
                      % {"what": ", ".join(stop)})  # fmt: skip
    kept = record_that_stays(side(pair.child_a_id), side(pair.child_b_id))
    joined = pair.child_b_id if kept == pair.child_a_id else pair.child_a_id
    entry = Entry.objects.get(pk=joined)
    made = Join.objects.create(
        authority_id=pair.authority_id,
        pair=pair,
        kept_id=kept,
        joined_id=joined,
        before={"state": entry.state, "shields": _open_shields(kept)},
        by_id=by.own_post_id,
        at=clock.now(),
    )
    for label, model, each in movable.relations():
        _move(made, label, model, each)
    entry.state, entry.merged_into_id = Entry.State.MERGED, kept
    entry.save()
    _tell(by, kept, "child_index.joined")
    search_rows.rebuild([kept, joined])
    return made


def _move(made: Join, label: str, model: type[models.Model], each: Any) -> None:
    """Raises Problem when the record that stays has already what a child can have only once."""
    relation = DECLARED[label]
    if relation.how == How.STAYS:
        return
    rows = model._base_manager.filter(**{each.attname: made.joined_id})
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    if relation.how == How.MOVES_IF_FREE:
        ids = [pk for pk in ids if not _taken(made.kept_id, model, each, relation, pk)]
    before: dict[int, dict[str, str]] = {}
    if relation.how == How.BECOMES_ALIAS:
        before = _names_become_aliases(ids)
    try:
        with transaction.atomic():
            model._base_manager.filter(pk__in=ids).update(**{each.attname: made.kept_id})
    except IntegrityError as clash:
        raise Problem(
            _("Both records have something that a child can have only once, or name each other: %(what)s. "
              "Settle that first, then join them.") % {"what": model._meta.verbose_name}
        ) from clash  # fmt: skip
    Moved.objects.bulk_create(
        Moved(join=made, table=model._meta.label, field=each.attname, row_id=pk, before=before.get(pk, {}))
        for pk in ids
    )


def _taken(kept: int, model: type[models.Model], each: Any, relation: movable.Relation, pk: int) -> bool:
    """Whether the record that stays has one already of what this row is."""
    row = model._base_manager.get(pk=pk)
    if not model._base_manager.filter(pk=pk, **relation.while_).exists():
        return False
    same = {name: getattr(row, name) for name in relation.once_with}
    return model._base_manager.filter(**{each.attname: kept}, **same, **relation.while_).exists()


def _names_become_aliases(ids: list[int]) -> dict[int, dict[str, str]]:
    """The name in force of the joined record is another name from now on."""
    current = Name.objects.filter(pk__in=ids, kind=Name.Kind.CURRENT)
    before = {pk: {"kind": str(Name.Kind.CURRENT)} for pk in current.values_list("pk", flat=True)}
    current.update(kind=Name.Kind.ALIAS)
    return before


def undo(*, by: Actor, made: Join) -> Join:
    """Take the two records apart again. Call inside a recording. What came after the joining stays where it is.

    Raises Problem when somebody else has undone it already.
    """
    locked = Join.objects.select_for_update().get(pk=made.pk)
    if locked.undone_at is not None:
        raise Problem(_("Somebody has taken these records apart already."))
    if Join.objects.filter(joined_id=locked.kept_id, undone_at__isnull=True).exists():
        raise Problem(_("The record that stayed was joined to another since. Undo that first."))
    _tell(by, locked.kept_id, "child_index.taken_apart")
    for row in locked.moved.all():
        model = _model(row.table)
        still = model._base_manager.filter(pk=row.row_id, **{row.field: locked.kept_id})
        still.update(**{row.field: locked.joined_id}, **row.before)
    entry = Entry.objects.get(pk=locked.joined_id)
    entry.state, entry.merged_into = locked.before["state"], None
    entry.save()
    _shield_both(locked)
    locked.undone_by_id, locked.undone_at = by.own_post_id, clock.now()
    locked.save()
    search_rows.rebuild([locked.kept_id, locked.joined_id])
    return locked


def _model(label: str) -> Any:
    return next(model for _label, model, _field in movable.relations() if model._meta.label == label)


def _open_shields(child_id: int) -> list[int]:
    return list(Shield.objects.filter(child_id=child_id, ends__isnull=True).values_list("pk", flat=True))


def _shield_both(made: Join) -> None:
    """A shield put on while they were one protects both: nobody said for which of the two it was."""
    if _open_shields(made.joined_id):
        return
    for shield in Shield.objects.filter(child_id=made.kept_id, ends__isnull=True).exclude(
        pk__in=made.before["shields"]
    ):
        shield.pk, shield.child_id = None, made.joined_id
        shield._state.adding = True
        shield.save()


def _tell(by: Actor, child_id: int, kind: str) -> None:
    """Everybody who works with the child or leads the help is told that the record changed; no name leaves."""
    working = Involvement.objects.filter(child_id=child_id, ends__isnull=True, post__isnull=False)
    leading = Indication.objects.filter(child_id=child_id, ends__isnull=True, kind=Indication.Kind.LEAD)
    wanted = set(working.values_list("post_id", flat=True)) | set(leading.values_list("post_id", flat=True))
    for post in Post.objects.filter(pk__in=wanted).exclude(pk=by.own_post_id).order_by("pk"):
        outbox.send(kind, to_post=post, by=by, values={}, child_id=child_id)

"""The archive: entries go into it by their day, come back by an act, and their words are destroyed six years later.

Steps of `retention.rounds`. Nobody with open help or under a legal hold is touched (issue 3 items 1 and 8).
"""

import datetime
from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.attachments import files
from teamaround.attachments.models import Attachment
from teamaround.child_index import access_of_entry as access
from teamaround.child_index import search_rows, staying
from teamaround.child_index.announcements import before_archiving
from teamaround.child_index.entry_rules import (
    GROWN_UP,
    KEPT_AFTER_DEATH,
    KEPT_AFTER_LEAVING,
    Life,
    archive_due,
    purge_day,
    stop_word,
)
from teamaround.child_index.following import with_joined
from teamaround.child_index.models import Entry
from teamaround.child_index.models_of_entry import Archiving, LegalHold
from teamaround.families.models import Address, LivesWith, ParentalResponsibility, Person, Relationship
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.kit.refs import new_ref
from teamaround.retention import destroying
from teamaround.retention.models import Purge
from teamaround.retention.rounds import Due

AT_ONCE = 500
DAYS = 365


def job(authority_id: int | None) -> Actor:
    return Actor.job("retention", authority_id)


def life_of(child: Person) -> Life:
    """What decides how long this entry is kept."""
    left = Address.objects.filter(person=child, kind=Address.Kind.LEFT, ends__isnull=True).order_by("starts").first()
    held = staying.staying(child.pk)
    return Life(
        born=child.born,
        died_on=child.died_on,
        left_on=(left.starts or left.recorded_at.date()) if left else None,
        stays_until=held.until if held else None,
    )


def stopped_by(child_id: int) -> str:
    """The word why an entry is left alone although its day has come, or ""."""
    return stop_word(open_help=bool(before_archiving.ask(child_id)), on_hold=staying.hold_of(child_id) is not None)


def find_archive(today: datetime.date) -> Iterator[Due]:
    """Entries whose day has come, by age, death or having left; those that are kept back say by what."""
    grown_up = Q(born__lte=today - datetime.timedelta(days=GROWN_UP * DAYS))
    died = Q(died_on__lte=today - datetime.timedelta(days=KEPT_AFTER_DEATH * DAYS))
    since = today - datetime.timedelta(days=KEPT_AFTER_LEAVING * DAYS)
    left = Q(addresses__kind=Address.Kind.LEFT, addresses__ends__isnull=True, addresses__recorded_at__date__lte=since)
    went = Q(addresses__kind=Address.Kind.LEFT, addresses__ends__isnull=True, addresses__starts__lte=since)
    live = Person.objects.filter(entry__state__in=[Entry.State.ACTIVE, Entry.State.HELD])
    for part in (grown_up, died, left | went):
        for child in live.filter(part).distinct().order_by("pk").iterator(AT_ONCE):
            due = archive_due(life_of(child))
            if due is not None and due[0] <= today and due[1] == _word_of(part, grown_up, died):
                yield Due(child.pk, child.authority_id, due[1], due[0], stopped_by(child.pk))


def _word_of(part: Q, grown_up: Q, died: Q) -> str:
    """Each child is found once: by the part that decides."""
    return "age" if part is grown_up else "death" if part is died else "left"


def archive(due: Due) -> None:
    """Put one entry away. What has changed meanwhile is looked at again under the lock."""
    by, today = job(due.authority_id), clock.today()
    with doing(access.ARCHIVE, by=by, codes={"why": due.why}) as draft:
        child = Person.objects.select_for_update().get(pk=due.child_id)
        entry = Entry.objects.select_for_update().get(pk=due.child_id)
        again = archive_due(life_of(child))
        if entry.state == Entry.State.ARCHIVED or again is None or again[0] > today or stopped_by(child.pk):
            return
        draft.about(child.pk)
        entry.state = Entry.State.ARCHIVED
        entry.save()
        child.archived_on = today
        child.save()
        Archiving.objects.create(
            authority_id=child.authority_id, child=child, why=again[1], on=today, purge_on=purge_day(today)
        )
        staying.end_open_things(by, child.pk, because="archived")
        search_rows.rebuild([child.pk])


def bring_back(*, by: Actor, child: Person, because: str) -> Person:
    """Out of the archive: put there by mistake, or needed again. Raises Refused or Problem."""
    if not because.strip():
        raise Problem(_("Write why the entry is needed again."), field="words")
    with doing(access.SEE_ARCHIVED, by=by, children=[child.pk], codes={"what": "bring_back"}):
        row = Archiving.objects.select_for_update().filter(child=child, brought_back_at__isnull=True).first()
        if row is None:
            raise Problem(_("This entry is not in the archive."))
        if Purge.objects.filter(child_id=child.pk).exists():
            raise Problem(_("The words of this entry are destroyed. Nothing can be brought back."))
        row.brought_back_at, row.brought_back_by_id, row.back_because = clock.now(), by.own_post_id, because[:200]
        row.save()
        locked = Person.objects.select_for_update().get(pk=child.pk)
        locked.archived_on = None
        locked.save()
        Entry.objects.filter(pk=child.pk).update(state=Entry.State.ACTIVE)
        search_rows.rebuild([child.pk])
        return locked


def find_purge(today: datetime.date) -> Iterator[Due]:
    """Archived entries whose six years are over."""
    destroyed = Purge.objects.values("child_id")
    rows = Archiving.objects.filter(purge_on__lte=today, brought_back_at__isnull=True)
    for row in rows.exclude(child_id__in=destroyed).order_by("purge_on", "pk").iterator(AT_ONCE):
        yield Due(row.child_id, row.authority_id, row.why, row.purge_on, _stopped(row.child_id))


def _stopped(child_id: int) -> str:
    """A hold on a record that was joined to this one holds too."""
    return next((word for each in with_joined(child_id) if (word := stopped_by(each))), "")


def purge(due: Due) -> None:
    """Destroy the words of one archived child, in one transaction; the files go right after it."""
    with doing(access.ARCHIVE, by=job(due.authority_id), codes={"why": due.why, "purge": True}) as draft:
        Archiving.objects.select_for_update().get(child_id=due.child_id, brought_back_at__isnull=True)
        if _stopped(due.child_id):
            return
        for child_id in with_joined(due.child_id):
            draft.about(child_id)
            _destroy(child_id, due)
    remove_files()


def _destroy(child_id: int, due: Due) -> None:
    made, _new = Purge.objects.get_or_create(
        child_id=child_id,
        defaults={
            "receipt": f"R-{new_ref()}",
            "authority_id": due.authority_id,
            "why": due.why,
            "begun_at": clock.now(),
        },
    )
    made.counts = destroying.destroy(
        child_id, family_that_goes(child_id), by=job(due.authority_id), receipt=made.receipt
    )
    kept = Attachment.objects.filter(child_id=child_id)
    made.files = list(kept.values_list("ref", flat=True))
    kept.delete()
    made.save()


def family_that_goes(child_id: int) -> list[int]:
    """Grown-ups who are in the records for this child alone: nobody is kept for the sake of a child who is gone."""
    tables = (Relationship, LivesWith, ParentalResponsibility)
    tied: set[int] = set()
    for table in tables:
        tied |= set(table._default_manager.filter(child_id=child_id).values_list("person_id", flat=True))
    tied -= set(Entry.objects.filter(pk__in=tied).values_list("pk", flat=True))
    gone = Purge.objects.values("child_id")
    for table in tables:
        others = table._default_manager.filter(person_id__in=tied).exclude(child_id=child_id)
        tied -= set(others.exclude(child_id__in=gone).values_list("person_id", flat=True))
    return sorted(tied)


def find_files(today: datetime.date) -> Iterator[Due]:
    """Receipts whose files are still to be removed: a round was stopped in the middle."""
    for row in Purge.objects.filter(finished_at__isnull=True).order_by("pk"):
        yield Due(row.child_id, row.authority_id, row.why, row.begun_at.date())


def remove_files(_due: Due | None = None) -> None:
    """Remove sealed files of destroyed records, and finish their receipts."""
    for row in Purge.objects.filter(finished_at__isnull=True).order_by("pk"):
        for name in row.files:
            files.remove(name)
        with doing(access.ARCHIVE, by=job(row.authority_id), codes={"receipt": row.receipt, "files": len(row.files)}):
            row.files, row.finished_at = [], clock.now()
            row.save()


def held_back() -> int:
    """How many holds stand, for the page of the archive."""
    return LegalHold.objects.filter(lifted_at__isnull=True).count()

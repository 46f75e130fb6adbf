"""What the index team does with a file: send it, let it change the index, set it aside, have it undone."""

import datetime
from typing import IO

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.exchange import access, applying, jobs, rules, sealed_files, staging, undoing
from teamaround.exchange.layouts import layout_of
from teamaround.exchange.models import Delivery
from teamaround.exchange.reading import Rows, digest_of
from teamaround.kit.dates import short_day_words
from teamaround.kit.problems import Problem

State = Delivery.State


def bring_in(*, by: Actor, file: IO[bytes], name: str, layout: str, as_of: datetime.date) -> Delivery:
    """Keep the file, sealed, for the job that stages it. What is plainly wrong is told at once.

    Raises Refused, or Problem at the field.
    """
    found = layout_of(layout)
    try:
        Rows(file).demand(found)
    except Problem as problem:
        raise Problem(problem.sentence, field="file") from problem
    digest = digest_of(file)
    there = staging.standing(by.authority_id, found, digest[0])
    if there is not None:
        day = short_day_words(there.begun_at.date(), datetime.date.min)
        raise Problem(_("This very file was brought in on %(day)s already. Open it in the list.") % {"day": day},
                      field="file")  # fmt: skip
    with doing(access.IMPORT, by=by, codes={"layout": layout, "sent": True}):
        made = staging.announce(by=by, layout=found, name=name, digest=digest, as_of=as_of, kept=True)
        sealed_files.keep(made.ref, sealed_files.whole(file))
        jobs.begin(made)
    return made


def let_apply(*, by: Actor, delivery: Delivery, words: str = "") -> None:
    """Raises Refused or Problem."""
    with doing(access.APPLY, by=by, codes={"delivery": delivery.pk, "let": True}):
        applying.allow(by=by, delivery=delivery, words=words)
        jobs.begin(delivery)


def set_aside(*, by: Actor, delivery: Delivery, words: str) -> None:
    """The file is not used: it changes nothing, and the same file may be sent again. Raises Refused or Problem."""
    if not words.strip():
        raise Problem(_("Write in a few words why."), field="words")
    with doing(access.IMPORT, by=by, codes={"delivery": delivery.pk, "aside": True}, detail={"reason": words}):
        locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
        if not rules.step_after(locked.state, "stop"):
            raise Problem(_("This file cannot be set aside now. Open it again to see where it stands."))
        locked.state, locked.stopped_because = State.STOPPED, [words]
        locked.save()


def have_undone(*, by: Actor, delivery: Delivery, words: str) -> None:
    """Raises Refused or Problem."""
    with doing(access.UNDO, by=by, codes={"delivery": delivery.pk, "asked": True}):
        undoing.begin(by=by, delivery=delivery, words=words)
        jobs.begin(delivery)

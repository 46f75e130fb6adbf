"""What agreement offers to the shared places."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.attachments import purposes
from teamaround.consent import access, notices, standing, worktray_rows
from teamaround.families import bar
from teamaround.families.bar import Door
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.kit.pieces import Fact, Link, Status
from teamaround.notifications import allowed, worktray


def register() -> None:
    """Called once, when the site starts."""
    purposes.register("agreement", action=access.READ.name)
    allowed.register(notices.why_not)
    worktray.register_rows("consent.agreements", worktray_rows.agreements)
    bar.offer_fact(40, agreement_fact)
    bar.offer_tab(50, Door("sharing", gettext_lazy("Sharing"), "consent:sharing", access.READ.name))
    bar.offer_can_do(40, Door("ask", gettext_lazy("Record what they agree to"), "consent:agreement", access.ASK.name))


def agreement_fact(actor: Actor, child: Person) -> Fact | None:
    """Part of the side bar: the status in one word, who agreed, until when."""
    if not engine.check(actor, access.READ, child.pk).allowed:
        return None
    now = standing.standing(child.pk)
    lines = []
    if now.asking is not None and now.word == "agreed":
        until = short_day_words(now.until, clock.today()) if now.until else ""
        lines = [_("%(name)s, until %(day)s") % {"name": now.asking.answered_by_name, "day": until}]
    return Fact(
        _("Agreement"),
        status=Status(*now.status),
        lines=tuple(lines),
        link=Link(_("What they agreed"), reverse("consent:sharing", kwargs={"child_ref": child.ref})),
    )

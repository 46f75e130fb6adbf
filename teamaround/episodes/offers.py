"""What episodes offer to the shared places: side bar, tabs, things one can do, worktray, sentences."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.child_index.announcements import before_archiving, died, transferred
from teamaround.episodes import moving_away, presenters, queries
from teamaround.episodes.story import add_sentences
from teamaround.families import bar
from teamaround.families.bar import Door
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.notifications import worktray
from teamaround.notifications.worktray import Group, Urgency, WorktrayItem, group_for


def register() -> None:
    """Called once, when the site starts."""
    bar.offer_fact(50, presenters.level_fact)
    bar.offer_tab(10, Door("story", gettext_lazy("Story"), "episodes:story", "episodes.read_story"))
    bar.offer_can_do(10, Door("add", gettext_lazy("Add to the story"), "episodes:add", "episodes.add_to_story"))
    bar.offer_can_do(
        80, Door("worry", gettext_lazy("Note a worry"), "episodes:note_concern_about", "episodes.note_concern")
    )
    bar.offer_can_do(
        90,
        Door(
            "safeguarding",
            gettext_lazy("Report a safeguarding worry"),
            "episodes:report_safeguarding_about",
            "episodes.report_safeguarding",
        ),
    )
    worktray.register_rows("episodes.look_again", look_agains)
    worktray.register_rows("episodes.reports", reports)
    worktray.register_rows("episodes.reports_in_words", reports_in_words)
    _sentences()


def _sentences() -> None:
    transferred.listen(moving_away.go_along)
    before_archiving.listen(moving_away.still_helped)
    died.listen(moving_away.end_with_care)
    add_sentences(
        episodes_moved_authority="The family moved. %(name)s is responsible now.",
        episodes_open="Help was opened.",
        episodes_close="The help was closed: %(reason)s.",
        episodes_reopen="The help was opened again.",
        episodes_level="The level of need was set to %(level)s.",
        episodes_safeguard="A safeguarding report went to social care. The help waits for their decision.",
        episodes_social_care_takes="Social care took the case.",
        episodes_social_care_returns="Social care gave the case back to the team.",
        episodes_look_better="Asked again: better.",
        episodes_look_same="Asked again: the same. It will be asked once more.",
        episodes_look_worse="Asked again: worse.",
    )


def look_agains(actor: Actor) -> list[WorktrayItem]:
    """Whoever promised to ask again."""
    found = []
    for look in queries.look_agains_due(actor):
        child = look.episode.child
        found.append(
            WorktrayItem(
                group=group_for(look.due_on),
                urgency=Urgency.LOOK_AGAIN,
                tag="outline",
                tag_word=short_day_words(look.due_on, clock.today()),
                title=_("Ask again: how is %(name)s?") % {"name": child.name},
                url=reverse("episodes:look_again", kwargs={"look_ref": look.ref}),
                lines=(_("Better, the same or worse?"),),
                button=_("Say how %(name)s is") % {"name": child.first_name},
                due=look.due_on,
                minutes=1,
                child_ids=(child.pk,),
            )
        )
    return found


def reports(actor: Actor) -> list[WorktrayItem]:
    """For social workers: safeguarding reports that wait for a decision."""
    if actor.role != "social_worker":
        return []
    return [
        WorktrayItem(
            group=Group.TODAY,
            urgency=Urgency.SAFEGUARDING,
            tag="late",
            tag_word=_("Decide now"),
            title=_("Safeguarding report: %(name)s") % {"name": report.child.name if report.child else ""},
            url=reverse("episodes:decide", kwargs={"report_ref": report.ref}),
            lines=(_("The help waits until you decide."),),
            button=_("Read and decide"),
            child_ids=(report.child_id,) if report.child_id else (),
        )
        for report in queries.reports_waiting(actor)
    ]


def reports_in_words(actor: Actor) -> list[WorktrayItem]:
    """For social workers: reports about a child told in words; nothing may lie there unseen."""
    return [
        WorktrayItem(
            group=Group.TODAY,
            urgency=Urgency.SAFEGUARDING,
            tag="late",
            tag_word=_("Find out who"),
            title=_("Safeguarding report: which child is it?"),
            url=reverse("episodes:identify", kwargs={"report_ref": report.ref}),
            lines=(_("Told as: %(words)s") % {"words": report.child_words},),
            button=_("Read it and find the child"),
        )
        for report in queries.reports_in_words(actor)
    ]

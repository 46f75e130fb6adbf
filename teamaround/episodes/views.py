"""Pages of an episode: open, level, look again, close. The story is in views_story.py, worries in views_worries.py."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.episodes import actions, concerns, forms, queries
from teamaround.episodes.announcements import before_closing
from teamaround.episodes.closing import outcomes_of
from teamaround.episodes.models import Episode, LookAgain
from teamaround.families.models import Person
from teamaround.families.pages import form_page, page_of
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child
from teamaround.local_settings.values import value


@require_POST
@gate("episodes.open", load=load_child)
def open_help(request: Gated, child: Person) -> HttpResponseBase:
    """The button "Start helping"."""
    actions.open_episode(by=request.actor, child=child)
    messages.success(request, _("You opened help for %(name)s. Next: ask the family.") % {"name": child.first_name})
    return redirect(page_of(child))


@gate("episodes.set_level", load=load_child)
def level(request: Gated, child: Person) -> HttpResponseBase:
    episode = queries.current_episode(child.pk)
    names = value(child.authority_id, "levels_of_need")
    form = forms.LevelForm(request.POST or None, names=names)

    def act(given: dict[str, str]) -> str:
        if episode is not None:
            actions.set_level(by=request.actor, episode=episode, level=int(given["level"]), why=given["why"])
            messages.success(request, _("The level of need is changed."))
        return page_of(child)

    return submit(request, form, act) or form_page(
        request, child, title=_("Change the level of need"), form=form, button=_("Save the level")
    )


@gate("episodes.look_again", load=queries.load_look_again)
def look_again(request: Gated, look: LookAgain) -> HttpResponseBase:
    """Three buttons: with the one in the worktray, two clicks answer. A word may go with it."""
    child = look.episode.child
    form = forms.LookAgainForm(request.POST or None)

    def act(given: dict[str, str]) -> str:
        concerns.answer_look_again(by=request.actor, look=look, word=given["word"], words=given["words"])
        messages.success(request, AFTER_LOOKING[given["word"]])
        return page_of(child)

    context = child_page(request.actor, child) | {
        "title": _("How is %(name)s now?") % {"name": child.first_name},
        "form": form,
        "look": look,
        "why": queries.why_watched(look),
        "answers": LookAgain.Word.choices,
    }
    return submit(request, form, act) or TemplateResponse(request, "episodes/look_again.html", context)


@gate("episodes.close", load=load_child)
def close(request: Gated, child: Person) -> HttpResponseBase:
    """Close with a reason; what still stands open is said first, and never forbids closing."""
    episode = _episode(child)
    form = forms.CloseForm(request.POST or None)

    def act(given: dict[str, str]) -> str:
        outcomes = outcomes_of(episode)
        actions.close(
            by=request.actor, episode=episode, reason=given["reason"], words=given["words"], outcomes=outcomes
        )
        messages.success(request, _("The help is closed. The history stays, and it can be opened again."))
        return page_of(child)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Close the help for %(name)s") % {"name": child.first_name},
        form=form,
        button=_("Close the help"),
        missing=before_closing.ask(episode),
    )


AFTER_LOOKING = {
    LookAgain.Word.BETTER.value: gettext_lazy("Good. If nothing more is needed, close the help."),
    LookAgain.Word.SAME.value: gettext_lazy("Written down. It will be asked again in some weeks."),
    LookAgain.Word.WORSE.value: gettext_lazy("Written down. Fill in the checklist again to decide what is needed."),
}
"""What comes next after each answer."""


def _episode(child: Person) -> Episode:
    """The gate has let nobody in for whom there is none."""
    episode = queries.current_episode(child.pk)
    assert episode is not None
    return episode


@gate("episodes.reopen", load=load_child)
def reopen(request: Gated, child: Person) -> HttpResponseBase:
    form = forms.ReopenForm(request.POST or None)

    def act(given: dict[str, str]) -> str:
        actions.reopen(by=request.actor, episode=_episode(child), words=given["words"])
        messages.success(request, _("The help is open again."))
        return page_of(child)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Open the help for %(name)s again") % {"name": child.first_name},
        form=form,
        button=_("Open the help again"),
    )

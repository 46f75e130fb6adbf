"""Calling a meeting, its agenda, another time or place, calling it off."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.agencies.models import Post
from teamaround.episodes.models import Episode, State
from teamaround.episodes.queries import current_episode
from teamaround.families.models import Person
from teamaround.families.pages import form_page
from teamaround.families.queries import load_child, people_at_home
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.lead_professional.queries import leading
from teamaround.meetings import access, actions, agenda, forms, forms_minutes, queries, rules
from teamaround.meetings.models import Meeting
from teamaround.team_around_child.knowing import Knowing
from teamaround.team_around_child.queries import family_of, team_of


def page_of(meeting: Meeting) -> str:
    return reverse("meetings:meeting", kwargs={"meeting_ref": meeting.ref})


def episodes_to_meet_about(actor: Actor, child: Person) -> list[Episode]:
    """The child's episode and those of brothers and sisters of the group that this reader may call a meeting for."""
    episode = current_episode(child.pk)
    if episode is None:
        raise Http404
    group = Episode.objects.filter(group_id=episode.group_id).exclude(state=State.CLOSED).select_related("child")
    others = group.exclude(pk=episode.pk).filter(child_id__in=engine.child_ids(actor, access.CALL))
    return [episode, *others]


@gate("meetings.call", load=load_child)
def call(request: Gated, child: Person) -> HttpResponseBase:
    """The team and the family are invited by default; leaving the family out needs a reason."""
    episodes = {each.ref: each for each in episodes_to_meet_about(request.actor, child)}
    request.passage.showed(*(each.child_id for each in episodes.values()))
    first = next(iter(episodes.values()))
    posts = _posts_to_invite(request.actor, first)
    people = {person.ref: person for person in family_of(first)}
    form = forms.CallForm(
        request.POST or None,
        children=[(ref, each.child.name) for ref, each in episodes.items()],
        people=[(ref, person.name) for ref, person in people.items()],
        posts=[(ref, f"{post.name}, {post.agency.name}") for ref, post in posts.items()],
        initial={"day": queries.next_day(first)},
        at_home={child.ref, *(person.ref for person in people_at_home(child.pk))},
    )

    def act(given: dict[str, Any]) -> str:
        starts = datetime.datetime.combine(given["day"], given["time"], tzinfo=clock.LONDON)
        called = actions.call(
            by=request.actor,
            episodes=[episodes[ref] for ref in given["children"]],
            plan=actions.Plan(starts, given["place"], given["purpose"]),
            posts=[posts[ref] for ref in given["posts"]],
            people=[people[ref] for ref in given["people"]],
            no_family_code=given["no_family_code"],
            no_family_words=given["no_family_words"],
        )
        messages.success(request, _("The meeting is called. Invitations and agenda are on their way."))
        return page_of(called.meeting)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Call a meeting"),
        form=form,
        button=_("Send invitations"),
        missing=_warnings(request.actor, first),
        tab="meetings",
        template="meetings/call.html",
    )


def _posts_to_invite(actor: Actor, episode: Episode) -> dict[str, Post]:
    """The team's practitioners whom this reader may know of, by reference."""
    knowing = Knowing.of(actor, [episode.child_id])
    team = [row.member.post for row in team_of(episode).now if row.member.post is not None]
    return {post.ref: post for post in team if knowing.post(post)}


def _warnings(actor: Actor, episode: Episode) -> list[str]:
    """A second meeting about a child who has a lead warns the caller; the lead is told (issue 2 step 9)."""
    leads = leading(episode)
    planned = queries.meetings_of(episode).filter(state=Meeting.State.PLANNED, starts_at__gte=clock.now()).count()
    caller_leads = leads.lead is not None and leads.lead.post_id == actor.post_id
    if not rules.warn_second_meeting(has_lead=leads.lead is not None, caller_leads=caller_leads, other_planned=planned):
        return []
    found = []
    if leads.lead is not None and not caller_leads:
        found.append(
            _("%(name)s leads for this child and will be told that you call a meeting.")
            % {"name": leads.lead.post.name}
        )
    if planned:
        found.append(_("Another meeting about this child is planned already. Could it be the same one?"))
    return found


@gate("meetings.call", load=queries.load_meeting)
def move(request: Gated, record: Meeting) -> HttpResponseBase:
    """Another time or place; everybody invited gets a changed calendar entry."""
    child = Person.objects.filter(pk__in=request.passage.child_ids).order_by("pk")[0]
    starts = record.starts_at.astimezone(clock.LONDON)
    form = forms.MoveForm(
        request.POST or None, initial={"day": starts.date(), "time": starts.time(), "place": record.place}
    )

    def act(given: dict[str, Any]) -> str:
        to = datetime.datetime.combine(given["day"], given["time"], tzinfo=clock.LONDON)
        actions.move(by=request.actor, meeting=record, starts_at=to, place=given["place"])
        messages.success(request, _("Moved. Everybody invited is told."))
        return page_of(record)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Move the meeting"),
        form=form,
        button=_("Move it"),
        tab="meetings",
        back=page_of(record),
    )


@require_POST
@gate("meetings.call", load=queries.load_meeting)
def call_off(request: Gated, record: Meeting) -> HttpResponseBase:
    try:
        actions.call_off(by=request.actor, meeting=record)
        messages.success(request, _("Called off. Everybody invited is told."))
    except Problem as problem:
        messages.error(request, problem.sentence)
    return redirect(page_of(record))


@gate("meetings.call", load=queries.load_meeting)
def change_agenda(request: Gated, record: Meeting) -> HttpResponseBase:
    """The agenda made from the plan, to be changed, put in another order, and sent again."""
    points = agenda.timed(record)
    known = request.passage.child_ids
    child = Person.objects.filter(pk__in=known).order_by("pk")[0]
    rows = [
        (point.item.words, point.item.minutes_long, point.child.first_name if point.child.pk in known else _("A child"))
        if point.child
        else (point.item.words, point.item.minutes_long, "")
        for point in points
    ]
    form = forms_minutes.AgendaForm(request.POST or None, points=rows, initial={"based_on": agenda.mark_of(record)})
    missing: list[str] = []

    def act(given: dict[str, Any]) -> str:
        about = {place: point.item.episode for place, point in enumerate(points, start=1)}
        wanted = [agenda.Point(words, long, about.get(place)) for place, words, long in form.wanted()]
        agenda.change(by=request.actor, meeting=record, points=wanted, based_on=given["based_on"], send=given["send"])
        messages.success(request, _("The new agenda is sent.") if given["send"] else _("The agenda is saved."))
        return page_of(record)

    try:
        done = submit(request, form, act)
    except agenda.Changed as changed:
        done, missing = None, _both_agendas(form, changed.meeting)
    return done or form_page(
        request, child, title=_("The agenda"), form=form, button=_("Save the agenda"), tab="meetings",
        template="meetings/agenda.html", back=page_of(record), missing=missing,
        intro=[_("It goes out by e-mail, so it names nobody. Empty a point to take it away.")],
    )  # fmt: skip


def _both_agendas(form: Any, meeting: Meeting) -> list[str]:
    """The newer agenda is shown above one's own; saving again is then based on it (design.md 6)."""
    form.data = form.data.copy()
    form.data["based_on"] = agenda.mark_of(meeting)
    form.data["submission_key"] = form.fields["submission_key"].initial + "-again"
    now = "; ".join(agenda.outside_lines(meeting))
    return [
        _("Somebody changed the agenda while you wrote. It now reads: %(now)s") % {"now": now},
        _("Yours is still below. Put the two together, then save."),
    ]

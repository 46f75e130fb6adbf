"""Calling a meeting, its page, answering with or without an account, my meetings."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.submitting import submit
from teamaround.agencies import sessions
from teamaround.episodes.models import Episode, State
from teamaround.episodes.queries import current_episode
from teamaround.families.models import Person
from teamaround.families.pages import form_page, plain_form_page
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child, people_at_home
from teamaround.kit import clock
from teamaround.kit.dates import day_words, time_words
from teamaround.lead_professional.queries import leading
from teamaround.meetings import access, actions, answers, forms, queries, rules
from teamaround.meetings.models import Invitee, Meeting
from teamaround.team_around_child.queries import family_of, team_of


def _page(meeting: Meeting) -> str:
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
    posts = {row.member.post.ref: row.member.post for row in team_of(first).now if row.member.post is not None}
    people = {person.ref: person for person in family_of(first)}
    form = forms.CallForm(
        request.POST or None,
        children=[(ref, each.child.name) for ref, each in episodes.items()],
        people=[(ref, person.name) for ref, person in people.items()],
        posts=[(ref, f"{post.name}, {post.agency.name}") for ref, post in posts.items()],
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
        messages.success(request, _("The meeting is called and the invitations are on their way."))
        return _page(called.meeting)

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


@gate("meetings.read", load=queries.load_meeting)
def meeting(request: Gated, record: Meeting) -> HttpResponseBase:
    """When, where, who comes, written parts, and this reader's copy of the minutes."""
    children = [
        link.episode.child
        for link in record.serves.select_related("episode__child")
        if link.episode.child_id in request.passage.child_ids
    ]
    invitees = record.invitees.select_related("post__practitioner", "post__agency", "person").order_by("pk")
    own = next((row for row in invitees if row.post_id and row.post_id == request.actor.post_id), None)
    may = engine.permitted(request.actor, children[0].pk, [access.CALL, access.MINUTE]) if children else frozenset()
    context = child_page(request.actor, children[0], tab="meetings") | {
        "title": record.get_purpose_display(),
        "meeting": record,
        "starts": record.starts_at.astimezone(clock.LONDON),
        "children": children,
        "invitees": invitees,
        "own": own,
        "items": queries.items_for(request.actor, record),
        "may": may,
        "begun": record.starts_at <= clock.now(),
    }
    return TemplateResponse(request, "meetings/meeting.html", context)


@gate("meetings.read", load=load_child)
def of_child(request: Gated, child: Person) -> HttpResponseBase:
    """All meetings about one child."""
    episode = current_episode(child.pk)
    context = child_page(request.actor, child, tab="meetings") | {
        "title": _("Meetings about %(name)s") % {"name": child.first_name},
        "meetings": queries.meetings_of(episode) if episode else [],
        "may_call": engine.check(request.actor, access.CALL, child.pk).allowed,
    }
    return TemplateResponse(request, "meetings/of_child.html", context)


@gate("meetings.list")
def mine(request: Gated) -> HttpResponseBase:
    """Meetings about children whose meetings I may see, newest first."""
    page = Paginator(queries.my_meetings(request.actor), 20).get_page(request.GET.get("page"))
    readable = set(engine.child_ids(request.actor, access.READ))
    rows = []
    for record in page.object_list:
        children = [link.episode.child for link in record.serves.all() if link.episode.child_id in readable]
        request.passage.showed(*(child.pk for child in children))
        rows.append({"meeting": record, "children": children, "starts": record.starts_at.astimezone(clock.LONDON)})
    return TemplateResponse(
        request, "meetings/mine.html", {"title": _("Meetings"), "rows": rows, "page_of_meetings": page}
    )


def load_own_invitation(actor: Actor, meeting_ref: str) -> Loaded:
    """The invitation of this very actor to a meeting. Raises Http404."""
    rows = Invitee.objects.filter(meeting__ref=meeting_ref, post_id=actor.post_id, post__isnull=False)
    return _loaded(rows.select_related("meeting__called_by__practitioner", "meeting__called_by__agency").first())


def load_link_invitation(actor: Actor) -> Loaded:
    """The invitation of a guest who came by a link. Raises Http404."""
    rows = Invitee.objects.filter(pk=actor.grant_id)
    return _loaded(rows.select_related("meeting__called_by__practitioner", "meeting__called_by__agency").first())


def _loaded(invitee: Invitee | None) -> Loaded:
    if invitee is None:
        raise Http404
    return Loaded(invitee, tuple(actions.children_of(invitee.meeting)))


@gate("meetings.answer", load=load_own_invitation)
def answer(request: Gated, invitee: Invitee) -> HttpResponseBase:
    return _answer(request, invitee, _page(invitee.meeting))


@gate("meetings.answer", load=load_link_invitation)
def answer_by_link(request: Gated, invitee: Invitee) -> HttpResponseBase:
    """Without an account: when, where, by whose authority; nothing of the child."""
    return _answer(request, invitee, reverse("meetings:thanks"))


def _answer(request: Gated, invitee: Invitee, then: str) -> HttpResponseBase:
    start = {"answer": invitee.answer, "written_part": invitee.written_part}
    form = forms.AnswerForm(request.POST or None, initial=start)

    def act(given: dict[str, str]) -> str:
        answers.answer(by=request.actor, invitee=invitee, word=given["answer"], written_part=given["written_part"])
        messages.success(request, _("Thank you. Your answer is with whoever called the meeting."))
        return then

    record = invitee.meeting
    starts = record.starts_at.astimezone(clock.LONDON)
    intro = [
        _("Team meeting on %(day)s at %(time)s, %(place)s.")
        % {"day": day_words(starts, clock.today()), "time": time_words(starts), "place": record.place},
        _("%(who)s, %(agency)s, invites you with the agreement of the family, or because the law asks for it.")
        % {"who": record.called_by.name, "agency": record.called_by.agency.name},
        _("A written part counts as much as coming."),
    ]
    return submit(request, form, act) or plain_form_page(
        request, title=_("Will you come?"), form=form, button=_("Send your answer"), intro=intro, back=then
    )


@gate("desks.public", records=False)
def by_link(request: Gated, token: str) -> HttpResponseBase:
    """The link of an invitation: opens one short session for this one invitation."""
    invitee = Invitee.objects.filter(token_digest=actions.digest(token), meeting__state=Meeting.State.PLANNED).first()
    if invitee is None or invitee.meeting.starts_at < clock.now() - datetime.timedelta(hours=6):
        raise Http404
    if request.actor.post_id is not None and request.actor.post_id == invitee.post_id:
        return redirect("meetings:answer", meeting_ref=invitee.meeting.ref)
    sessions.begin_link(request, "guest", invitee.pk)
    return redirect("meetings:answer_by_link")


@gate("desks.public", records=False)
def thanks(request: Gated) -> HttpResponseBase:
    return TemplateResponse(request, "meetings/thanks.html", {"title": _("Thank you")})


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
        return _page(record)

    return submit(request, form, act) or form_page(
        request, child, title=_("Move the meeting"), form=form, button=_("Move it"), tab="meetings", back=_page(record)
    )

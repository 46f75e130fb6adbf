"""Joining and leaving the team of one child or several of a family."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Post
from teamaround.episodes.models import Episode
from teamaround.episodes.story import tell
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.lead_professional.announcements import LeadChanged
from teamaround.team_around_child import access, notices, rules
from teamaround.team_around_child.models import Member, Serving


def add_member(
    *, by: Actor, episodes: Iterable[Episode], part: str, post: Post | None = None, person: Person | None = None
) -> Member:
    """Add a practitioner or a family member for one or several children of a group. Raises Refused or Problem.

    Somebody who is in the team already keeps their place; only the children that are new are added.
    """
    chosen = list(episodes)
    if not chosen:
        raise Problem(_("Choose for which child."), field="episodes")
    if len({episode.group_id for episode in chosen}) > 1:
        raise Problem(_("One team is round one family. Choose children of the same family."), field="episodes")
    if (post is None) == (person is None):
        raise Problem(_("Choose a practitioner or a family member."), field="post")
    if not part.strip():
        raise Problem(_("Write what they do in the team."), field="part")
    with doing(access.CHANGE, by=by, children=[episode.child_id for episode in chosen]):
        member = place(chosen[0], post=post, person=person, part=part)
        if member.part != part and not member.servings.filter(ends__isnull=True).exists():
            member.part = part
            member.save(update_fields=["part"])
        joined = [episode for episode in chosen if serve(member, episode, added_by=by.own_post_id)]
        for episode in joined:
            tell(episode, "team_around_child_joined", by=by, name=post.name if post else person.name)  # type: ignore[union-attr]
        if joined and post is not None and post.pk != by.post_id:
            notices.tell_joined(post, by=by, child=joined[0].child)
        return member


def change_part(*, by: Actor, serving: Serving, part: str) -> Member:
    """What a member does, in plain words; one may always say it of oneself. Raises Refused or Problem."""
    if not part.strip():
        raise Problem(_("Write what they do in the team."), field="part")
    action = access.OWN_PART if is_own(by, serving) else access.CHANGE
    with doing(action, by=by, children=[serving.episode.child_id], codes={"serving": serving.pk}):
        if not Serving.objects.filter(pk=serving.pk, ends__isnull=True).exists():
            raise Problem(_("They have left the team meanwhile."))
        member = Member.objects.select_for_update().get(pk=serving.member_id)
        member.part = part
        member.save(update_fields=["part"])
        return member


def is_own(by: Actor, serving: Serving) -> bool:
    """Whether this place in the team is the actor's own."""
    return serving.member.post_id is not None and serving.member.post_id == by.post_id


def place(episode: Episode, *, post: Post | None, person: Person | None, part: str) -> Member:
    """The member of the family group, made when new; two at once get one. Call inside a recording."""
    member, _new = Member.objects.get_or_create(
        group_id=episode.group_id,
        post=post,
        person=person,
        defaults={"authority_id": episode.authority_id, "part": part},
    )
    return member


def serve(member: Member, episode: Episode, *, added_by: int | None) -> bool:
    """Let a member serve an episode; False when they do already. Call inside a recording."""
    _serving, new = Serving.objects.get_or_create(
        member=member,
        episode=episode,
        ends__isnull=True,
        defaults={"authority_id": episode.authority_id, "starts": clock.today(), "added_by_id": added_by},
    )
    return new


def end_serving(*, by: Actor, serving: Serving, reason: str) -> Serving:
    """Somebody leaves the team of one child, with a reason; one may always leave oneself. Raises Refused or Problem."""
    if reason not in rules.LEAVE_REASONS:
        raise Problem(_("Choose why they leave."), field="reason")
    action = access.LEAVE if is_own(by, serving) else access.CHANGE
    with doing(action, by=by, children=[serving.episode.child_id], codes={"serving": serving.pk, "reason": reason}):
        locked = Serving.objects.select_for_update().get(pk=serving.pk)
        if locked.ends is None:
            locked.ends, locked.leave_reason = clock.today(), reason
            locked.save()
            member = serving.member
            tell(serving.episode, "team_around_child_left", by=by, name=(member.post or member.person).name)  # type: ignore[union-attr]
        return locked


def lead_joins(changed: LeadChanged) -> None:
    """Whoever becomes lead or deputy is in the team. Listener; runs in the recording of the change."""
    if changed.now is not None:
        member = place(changed.episode, post=changed.now.post, person=None, part=changed.now.get_part_display())
        serve(member, changed.episode, added_by=changed.by.own_post_id)

"""The guest's door: a family member or colleague who answers an invitation by its link, without an account."""

from teamaround.access.actor import Actor
from teamaround.access.roles import Kind
from teamaround.agencies.doors import Door
from teamaround.meetings.models import Invitee, Meeting


def enter(invitee_id: int) -> Actor | None:
    """The guest of one planned meeting. Held or called off: the door is shut."""
    row = Invitee.objects.filter(pk=invitee_id, meeting__state=Meeting.State.PLANNED)
    found = row.select_related("person", "post__practitioner").first()
    if found is None:
        return None
    name = found.post.name if found.post else found.person.name if found.person else ""
    return Actor(
        kind=Kind.GUEST,
        person_id=found.person_id,
        grant_id=found.pk,
        authority_id=found.authority_id,
        name=name,
        event_name=f"guest:{found.pk}",
    )


DOOR = Door(key="guest", enter=enter, again="meetings:link_over")

"""Who has which part open just now. Operational rows: telling colleagues apart from writing over them."""

from teamaround.access.actor import Actor
from teamaround.assessments.models import Presence
from teamaround.assessments.queries import Part
from teamaround.kit import clock


def touch(actor: Actor, part: Part, question: str = "") -> None:
    """This post has the part open, and writes in that box if one is named."""
    if actor.own_post_id is None:
        return
    known = {one.key for one in part.section.questions}
    place = {
        "section": part.section.key,
        "question": question if question in known else "",
        "seen_at": clock.now(),
    }
    mine = {"assessment": part.assessment, "post_id": actor.own_post_id}
    if not Presence.objects.filter(**mine).update(**place):
        Presence.objects.bulk_create([Presence(**mine, **place)], ignore_conflicts=True)

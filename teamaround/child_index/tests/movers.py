"""The neighbour's people, for tests of moves: an index team, a health visitor who receives, a locality."""

from teamaround.access.roles import Role
from teamaround.agencies.models import Agency, Locality
from teamaround.audit.recording import recording
from teamaround.child_index import transferring
from teamaround.practice_data.cast import MAKER, make_post
from teamaround.practice_data.cast_parts import actor_for


def neighbours(cast):
    """Adds `receiver` and `their_coordinator` to the cast, and a short name for the neighbour's index team."""
    with recording(by=MAKER, action="test.neighbours"):
        place = Locality.objects.create(authority=cast.neighbour, key="harbour", name="Harbour")
        abroad = Agency.objects.get(key="abroad")
        for name, role, given, locality in (
            ("receiver", Role.PRACTITIONER, "Rosa", place),
            ("their_coordinator", Role.COORDINATOR, "Hugh", place),
        ):
            cast.posts[name] = make_post(abroad, role, given, "Pryce", "Colleague", locality=locality)
            cast.actors[name] = actor_for(cast.posts[name])
    cast.posts["their_index_team"] = cast.posts["neighbour_index_team"]
    cast.actors["their_index_team"] = cast.actors["neighbour_index_team"]
    cast.localities["harbour"] = place
    return cast


def offered(cast, child=None, **more):
    """Marlbeck offers the child to Aldermoor."""
    return transferring.offer_move(
        by=cast.actors["index_team"], child=child or cast.kayleigh, to=cast.neighbour, words="They moved.", **more
    )


def moved(cast, child=None, **more):
    """Offered and agreed, received by Rosa Pryce in Harbour."""
    return transferring.agree_move(
        by=cast.actors["their_index_team"],
        transfer=offered(cast, child, **more),
        received_by=cast.posts["receiver"],
        locality=cast.localities["harbour"],
    )

"""What becomes of entries in time: one child who moved away, one on the way, one abroad, one grown up, one about to be.

Made by the actions themselves, after everything else, so that all that follows from them has happened.
"""

import datetime

from teamaround.access.actor import Actor
from teamaround.access.roles import Kind, Role
from teamaround.agencies.models import Locality, Post
from teamaround.audit.recording import recording
from teamaround.child_index import archiving, scope, sources, staying, transferring
from teamaround.child_index.entering import NewChild, enter
from teamaround.child_index.entry_rules import GROWN_UP
from teamaround.child_index.models import Entry
from teamaround.child_index.models_of_entry import Scope
from teamaround.families import homes
from teamaround.families.models import Address, Person
from teamaround.kit import clock
from teamaround.practice_data.town_loader.town import Town

OURS, THEIRS, RECEIVER = "ellen_marsh", "carl_whitcombe", "louise_pargeter"
LOADER = Actor.job("load_town")


def actor_of(post: Post) -> Actor:
    """The post as if its holder were signed in."""
    return Actor(
        kind=Kind.POST,
        account_id=post.practitioner.account_id,
        post_id=post.pk,
        own_post_id=post.pk,
        authority_id=post.authority_id,
        agency_id=post.agency_id,
        locality_id=post.locality_id,
        practitioner_id=post.practitioner_id,
        role=Role(post.role),
        name=post.name,
        agency_name=post.agency.name,
        job_title=post.job_title,
    )


def add_entries(town: Town) -> None:
    """Scope, moves, one who left, one in the archive, one who stays on."""
    by = actor_of(town.workers.posts[OURS])
    _scope(town, by)
    free = _children_without_help(town)
    _moves(town, by, free)
    _left(by, free)
    _grown(town, by)
    _told(by, free)


def _scope(town: Town, by: Actor) -> None:
    today = clock.today()
    scope.decide_scope(
        by=by,
        authority=town.authority,
        covers=Scope.Covers.RESIDENTS,
        ground=Scope.Ground.PUBLIC_TASK,
        words="Children Act 2004, section 10: co-operation to improve well-being.",
        decided_by="Helena Vance, head of integrated services",
        decided_on=today - datetime.timedelta(days=400),
        review_on=today + datetime.timedelta(days=300),
    )


def _children_without_help(town: Town) -> list[Person]:
    """Children of the town whom nobody helps just now, by name, so that the town is the same each time."""
    rows = Person.objects.filter(
        authority=town.authority, entry__state=Entry.State.ACTIVE, episodes__isnull=True, born__isnull=False
    )
    rows = rows.filter(shields__isnull=True, involvements__kind="universal").exclude(given="")
    return list(rows.exclude(involvements__kind="working").distinct().order_by("born", "family", "given", "pk")[40:60])


def _moves(town: Town, by: Actor, free: list[Person]) -> None:
    """One who is there already, and one whom the other authority has not answered."""
    to = town.workers.authorities["aldermoor"]
    them, receiver = town.workers.posts[THEIRS], town.workers.posts[RECEIVER]
    gone, going = free.pop(), free.pop()
    for child, lines in ((gone, "4 Fen Lane"), (going, "11 Staithe Row")):
        homes.add_home(by=by, child=child, lines=lines, postcode="AM2 4QT")
        words = "The family has taken a house in Aldermoor. The school told us."
        made = transferring.offer_move(by=by, child=child, to=to, words=words)
        if child is gone:
            place = Locality.objects.filter(authority=to).order_by("pk").first()
            transferring.agree_move(by=actor_of(them), transfer=made, received_by=receiver, locality=place)


def _left(by: Actor, free: list[Person]) -> None:
    child = free.pop()
    homes.add_home(by=by, child=child, kind=Address.Kind.LEFT, statement=Address.Return.COMES_BACK)


def _grown(town: Town, by: Actor) -> None:
    """One of 18 lies in the archive; one who has been in care stays; one is 18 in a month."""
    today = clock.today()
    for given, days in (("Marcus", -20), ("Shanice", -200), ("Jodie-Lee", 30)):
        day = today + datetime.timedelta(days=days)
        born = datetime.date(day.year - GROWN_UP, day.month, min(day.day, 28))
        with recording(by=LOADER, action="practice_data.town"):
            child = enter(
                NewChild(town.authority.pk, given, "Aldous", "M" if given == "Marcus" else "F", born, source="index",
                         address="7 Tenter Street", postcode="MB2 3RD"),
                by_post_id=by.own_post_id,
            )  # fmt: skip
        if given == "Shanice":
            staying.stay_on(
                by=by, child=child, ground="care_leaver", agreed_on=today - datetime.timedelta(days=230),
                how="Signed with her personal adviser.",
            )  # fmt: skip
    for due in archiving.find_archive(today):
        if not due.stopped_by:
            archiving.archive(due)


def _told(by: Actor, free: list[Person]) -> None:
    """A service says another address than the family: it stands beside."""
    child = free.pop()
    homes.add_home(by=by, child=child, lines="19 Larch Grove", postcode="MB3 1LG", source="family")
    told = sources.Told("address", "agency", clock.today(), lines="22 Larch Grove", postcode="MB3 1LG")
    sources.tell_value(by=by, child=child, told=told)

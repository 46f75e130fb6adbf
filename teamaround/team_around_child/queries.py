"""Reading the team of an episode."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.agencies.models import Post
from teamaround.episodes.models import Episode
from teamaround.families.models import Person
from teamaround.families.queries import people_at_home, responsible_people
from teamaround.kit import clock
from teamaround.matching.normalise import fold_name
from teamaround.team_around_child.knowing import Knowing
from teamaround.team_around_child.models import Serving


@dataclass(frozen=True)
class Team:
    """Who is in the team now and who was."""

    now: list[Serving]
    past: list[Serving]


def team_of(episode: Episode) -> Team:
    """One query; practitioners first, then family, by name."""
    rows = (
        Serving.objects.filter(episode=episode)
        .select_related("member__post__practitioner", "member__post__agency", "member__person")
        .order_by("member__person_id", "member__post__practitioner__family", "pk")
    )
    today = clock.today()
    now = [row for row in rows if row.ends is None or row.ends > today]
    return Team(now, [row for row in rows if row not in now])


def team_for(actor: Actor, episode: Episode) -> Team:
    """The team as far as this reader may know of it: nobody of a sensitive service uncovered (DUD-23)."""
    knowing = Knowing.of(actor, [episode.child_id])
    team = team_of(episode)
    now, past = ([row for row in rows if knowing.post(row.member.post)] for rows in (team.now, team.past))
    return Team(now, past)


def load_serving(actor: Actor, child_ref: str, member_ref: str) -> Loaded:
    """The running place of a member in the team of one child. Raises Http404."""
    rows = Serving.objects.filter(member__ref=member_ref, episode__child__ref=child_ref, ends__isnull=True)
    row = rows.select_related(
        "episode__child", "member__post__practitioner", "member__post__agency", "member__person"
    ).first()
    if row is None or not Knowing.of(actor, [row.episode.child_id]).post(row.member.post):
        raise Http404
    return Loaded(row, (row.episode.child_id,))


def posts_by_words(actor: Actor, words: str) -> QuerySet[Post]:
    """Practitioners of the own authority whose name, job or agency has these words, for adding somebody. At most 20."""
    today = clock.today()
    posts = Post.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), authority_id=actor.authority_id)
    posts = posts.select_related("practitioner", "agency").order_by("practitioner__family", "practitioner__given")
    wanted = fold_name(words).split()
    fits = [
        post.pk
        for post in posts
        if all(word in fold_name(f"{post.name} {post.job_title} {post.agency.name}") for word in wanted)
    ]
    return posts.filter(pk__in=fits[:20])


def family_of(episode: Episode) -> list[Person]:
    """The child, and the people the child lives with or who have responsibility, once each."""
    found = {episode.child_id: episode.child}
    for person in [*people_at_home(episode.child_id), *responsible_people(episode.child_id)]:
        found.setdefault(person.pk, person)
    return list(found.values())

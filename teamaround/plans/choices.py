"""What one can choose from on the pages of a plan: types of need, owners, agencies, who agrees."""

from dataclasses import dataclass

from teamaround.access.actor import Actor
from teamaround.agencies.models import Agency, Post
from teamaround.episodes.models import Episode
from teamaround.families.models import Person
from teamaround.plans.models import NeedType
from teamaround.team_around_child.knowing import Knowing
from teamaround.team_around_child.queries import family_of, team_of


@dataclass(frozen=True)
class Owners:
    """Posts of the team and people of the family by the key used in forms."""

    posts: dict[str, Post]
    people: dict[str, Person]

    @property
    def choices(self) -> list[tuple[str, str]]:
        posts = [(key, f"{post.name}, {post.agency.name}") for key, post in self.posts.items()]
        return posts + [(key, person.name) for key, person in self.people.items()]


def owners(episode: Episode, actor: Actor) -> Owners:
    """Who can do something: the team as far as this reader may know of it, the child, the carers."""
    knowing = Knowing.of(actor, [episode.child_id])
    team = [row.member.post for row in team_of(episode).now if row.member.post is not None]
    posts = {f"post:{post.ref}": post for post in team if knowing.post(post)}
    return Owners(posts, {f"person:{person.ref}": person for person in family_of(episode)})


def agencies(authority_id: int) -> dict[str, Agency]:
    """All agencies of the authority by reference, by name; sensitive ones only by their own choice elsewhere."""
    return {each.ref: each for each in Agency.objects.filter(authority_id=authority_id, sensitive="").order_by("name")}


def need_types(authority_id: int) -> list[tuple[str, str]]:
    """The two-level local list, as "area: name"."""
    rows = NeedType.objects.filter(authority_id__in=[authority_id]) | NeedType.objects.filter(authority_id__isnull=True)
    return [(row.key, f"{row.area}: {row.name}") for row in rows.order_by("area", "name")]

"""Reading people and posts for the index team: of its own authority only."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.agencies.acting import is_running, why_unfit, with_fitness
from teamaround.agencies.models import Post, Practitioner, Qualification
from teamaround.agencies.queries import folded


@dataclass(frozen=True)
class PersonRow:
    """Somebody with the posts of this authority, newest first, and what keeps them from reading."""

    person: Practitioner
    posts: list[Post]

    @property
    def running(self) -> list[Post]:
        return [post for post in self.posts if is_running(post)]

    @property
    def unfit_because(self) -> list[str]:
        """Of the newest running post; nothing for somebody who has left."""
        return why_unfit(self.running[0]) if self.running else []


def posts_here(actor: Actor) -> QuerySet[Post]:
    """Posts of the actor's authority, newest first, with what fitness needs."""
    return with_fitness(Post.objects.filter(authority_id=actor.authority_id)).order_by("-starts", "-pk")


def people_here(actor: Actor, *, words: str = "", left: bool = False) -> list[PersonRow]:
    """Everybody with a post in the authority, by name; with `left` also those whose posts have ended."""
    people = (
        Practitioner.objects.filter(posts__authority_id=actor.authority_id)
        .distinct()
        .order_by("family", "given", "pk")
        .prefetch_related(Prefetch("posts", posts_here(actor), to_attr="here"))
    )
    rows = [PersonRow(person, person.here) for person in people]
    wanted = folded(words).split()
    return [row for row in rows if (left or row.running) and all(word in _text(row) for word in wanted)]


def _text(row: PersonRow) -> str:
    jobs = " ".join(f"{post.job_title} {post.agency.name}" for post in row.posts)
    return folded(f"{row.person.name} {row.person.email} {jobs}")


def load_person(actor: Actor, person_ref: str) -> Loaded:
    """Somebody with a post in the actor's authority. Raises Http404 for anybody else."""
    found = Practitioner.objects.filter(ref=person_ref, posts__authority_id=actor.authority_id)
    person = found.select_related("account").first()
    if person is None or actor.authority_id is None:
        raise Http404
    return Loaded(PersonRow(person, list(posts_here(actor).filter(practitioner=person))))


def load_post(actor: Actor, post_ref: str) -> Loaded:
    """Raises Http404."""
    post = posts_here(actor).filter(~Q(authority_id=None), ref=post_ref).first()
    if post is None:
        raise Http404
    return Loaded(post)


def qualifications(person: Practitioner) -> QuerySet[Qualification]:
    """Newest first."""
    return Qualification.objects.filter(practitioner=person).order_by("-on", "-pk")

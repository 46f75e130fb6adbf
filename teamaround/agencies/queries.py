"""Reading the directory: agencies and the people who can be rung there."""

import unicodedata

from django.db.models import Prefetch, Q

from teamaround.access.actor import Actor
from teamaround.agencies.models import Agency, Locality, Post
from teamaround.kit import clock


def directory(actor: Actor, *, words: str = "", kind: str = "", locality: str = "") -> list[Agency]:
    """Agencies of the actor's authority with those who hold a post there today (`people`), by name.

    Every word must stand in the name, the sentence about the agency, or the name or job of somebody
    there. Words are compared without accents and capitals, alike on every database.
    """
    today = clock.today()
    holding = Post.objects.filter(starts__lte=today).exclude(ends__lt=today)
    holding = holding.select_related("practitioner").order_by("practitioner__family", "practitioner__given")
    found = Agency.objects.filter(authority_id=actor.authority_id)
    if kind:
        found = found.filter(kind=kind)
    if locality:
        found = found.filter(Q(locality__key=locality) | Q(locality__isnull=True))
    found = found.select_related("locality").prefetch_related(Prefetch("posts", queryset=holding, to_attr="people"))
    wanted = folded(words).split()
    return [agency for agency in found if _has(agency, wanted)]


def _has(agency: Agency, wanted: list[str]) -> bool:
    if not wanted:
        return True
    people: list[Post] = agency.people  # type: ignore[attr-defined]
    text = folded(" ".join([agency.name, agency.describes, *(f"{post.name} {post.job_title}" for post in people)]))
    return all(word in text for word in wanted)


def folded(text: str) -> str:
    """Small letters without accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def localities(actor: Actor) -> list[tuple[str, str]]:
    """Key and name of the localities of the actor's authority."""
    rows = Locality.objects.filter(authority_id=actor.authority_id).order_by("name")
    return list(rows.values_list("key", "name"))

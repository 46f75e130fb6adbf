"""What the agreement page offers to one worker, and how the filled-in form becomes answers."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.agencies.models import Agency
from teamaround.consent.actions import Answers, Conversation
from teamaround.consent.models import Answer, Asking
from teamaround.consent.queries import sensitive_kinds
from teamaround.families.models import Person
from teamaround.families.queries import people_at_home, relations, responsible_people
from teamaround.kit.announcements import Question


@dataclass(frozen=True)
class Offered:
    """Agencies round the child (to be ticked), other agencies, and the people who may answer."""

    involved: list[Agency]
    others: list[Agency]
    people: list[tuple[Person, str]]


agencies_round: Question[int, int] = Question("consent.agencies_round")
"""Asked: child id -> ids of agencies that are involved now. Answered by `child_index`."""


def offered(actor: Actor, child: Person) -> Offered:
    """A sensitive service is offered only to readers whom its cover reaches, and never ticked beforehand (DUD-23)."""
    kinds = sensitive_kinds(actor, [child.pk])[child.pk]
    round_ids = set(agencies_round.ask(child.pk)) | {actor.agency_id}
    every = Agency.objects.filter(authority_id=child.authority_id).order_by("name")
    known = [each for each in every if not each.sensitive or each.sensitive in kinds or each.pk == actor.agency_id]
    return Offered(
        involved=[each for each in known if each.pk in round_ids],
        others=[each for each in every if not each.sensitive],
        people=_people(child),
    )


def _people(child: Person) -> list[tuple[Person, str]]:
    """The young person first, then carers, each with what they are to the child."""
    kinds = {row.person_id: row.kind for row in relations(child.pk)}
    found = {child.pk: (child, _("%(name)s, the child or young person") % {"name": child.name})}
    for person in [*responsible_people(child.pk), *people_at_home(child.pk)]:
        words = f"{person.name}, {kinds[person.pk]}" if person.pk in kinds else person.name
        found.setdefault(person.pk, (person, words))
    return list(found.values())


def answers_of(given: dict[str, Any], page: Offered) -> Answers:
    """The three questions as answers."""
    by_ref = {agency.ref: agency for agency in [*page.involved, *page.others]}
    ticked = [by_ref[ref] for ref in given["agencies"]]
    agreed = given["assess"] == Answer.AGREED
    discuss = Answer.AGREED if given["discuss"] else Answer.REFUSED
    return Answers(
        assess=given["assess"],
        discuss=discuss if agreed else Answer.NOT_ASKED,
        agencies=tuple(each for each in ticked if not each.sensitive) if agreed else (),
        sensitive=tuple(each for each in ticked if each.sensitive) if agreed else (),
        not_wanted=tuple(by_ref[ref] for ref in given["not_wanted"]),
        keep_out=given["keep_out"],
        why_not_asked=given["why_not_asked"],
    )


def conversation_of(given: dict[str, Any], page: Offered, at_completion: bool) -> Conversation:
    """Who answered and how it was done."""
    person = next((person for person, _words in page.people if person.ref == given["who"]), None)
    return Conversation(
        answered_by=person,
        answered_by_name=person.name if person else given["who_name"],
        right=given["right"],
        evidence=given["evidence"],
        explained=tuple(given["explained"]),
        language=given["language"],
        interpreter=given["interpreter"],
        witness=given["witness"],
        signed_name=given["signed_name"],
        paper=given.get("paper") or None,
        at_completion=at_completion,
        hide_from_parents=bool(given["hide_from_parents"]),
    )


def load_asking(actor: Actor, child_ref: str, asking_ref: str) -> Loaded:
    """One conversation of this child. Raises Http404."""
    found = Asking.objects.filter(ref=asking_ref, child__ref=child_ref).select_related("child").first()
    if found is None:
        raise Http404
    return Loaded(found, (found.child_id,))

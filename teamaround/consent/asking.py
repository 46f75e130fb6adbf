"""What the agreement page offers to one worker, and how the filled-in form becomes answers."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.agencies.models import Agency
from teamaround.consent.answering import Answers, Conversation
from teamaround.consent.models import Answer, Asking, Right
from teamaround.consent.queries import sensitive_kinds
from teamaround.consent.standing import standing
from teamaround.families.models import Person
from teamaround.families.queries import people_at_home, relations, responsible_people
from teamaround.kit import clock
from teamaround.kit.announcements import Question
from teamaround.kit.dates import whole_years

GROWN_UP = 18


@dataclass(frozen=True)
class Offered:
    """Agencies round the child (to be ticked), other agencies, and the people who may answer."""

    involved: list[Agency]
    others: list[Agency]
    people: list[tuple[Person, str, str]]
    """Each with what they are to the child, and in what right they would answer."""
    refused: frozenset[str] = frozenset()
    """References of agencies that the family did not want until now."""

    @property
    def names(self) -> list[tuple[str, str]]:
        """For a form: who may answer."""
        return [(person.ref, words) for person, words, _right in self.people]


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
        people=people(child),
        refused=frozenset(agency.ref for agency in standing(child.pk).refused),
    )


def people(child: Person) -> list[tuple[Person, str, str]]:
    """The young person first, then those with parental responsibility, then others at home; each with their right."""
    kinds = {row.person_id: row.kind for row in relations(child.pk)}
    own = _("%(name)s, the child or young person") % {"name": child.name}
    found = {child.pk: (child, own, str(Right.YOUNG_PERSON))}
    adults = [person for person in people_at_home(child.pk) if _is_grown_up(person)]
    sides = ((Right.RESPONSIBILITY, responsible_people(child.pk)), (Right.CARER, adults))
    for right, persons in sides:
        for person in persons:
            words = f"{person.name}, {kinds[person.pk]}" if person.pk in kinds else person.name
            found.setdefault(person.pk, (person, words, str(right)))
    return list(found.values())


def _is_grown_up(person: Person) -> bool:
    """Brothers and sisters at home are not asked; a mother of sixteen has parental responsibility of her own."""
    return person.born is None or whole_years(person.born, clock.today()) >= GROWN_UP


def who_answered(given: dict[str, Any], persons: list[tuple[Person, str, str]]) -> tuple[Person | None, str, str]:
    """The person, the name and the right: as our record says unless the worker says otherwise."""
    for person, _words, right in persons:
        if person.ref == given["who"]:
            return person, person.name, given["right"] or right
    return None, given["who_name"], given["right"] or str(Right.OTHER)


def answers_of(given: dict[str, Any], page: Offered) -> Answers:
    """The three questions as answers."""
    by_ref = {agency.ref: agency for agency in [*page.involved, *page.others]}
    ticked = [by_ref[ref] for ref in given["agencies"]]
    agreed = given["assess"] == Answer.AGREED
    discuss = given["discuss"] or Answer.NOT_ASKED
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
    person, name, right = who_answered(given, page.people)
    return Conversation(
        answered_by=person,
        answered_by_name=name,
        right=right,
        evidence=given["evidence"],
        explained=tuple(given["explained"]),
        language=given["language"],
        interpreter=given["interpreter"],
        witness=given["witness"],
        signed_name=given["signed_name"],
        paper=given["paper"] or None,
        signature=given["signature"] or None,
        at_completion=at_completion,
        hide_from_parents=bool(given["hide_from_parents"]),
    )


def load_asking(actor: Actor, child_ref: str, asking_ref: str) -> Loaded:
    """One conversation of this child. Raises Http404."""
    found = Asking.objects.filter(ref=asking_ref, child__ref=child_ref).select_related("child").first()
    if found is None:
        raise Http404
    return Loaded(found, (found.child_id,))

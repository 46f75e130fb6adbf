"""What the index knows already, filled in with its source: nobody tells the same twice (issue 2 step 7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.agencies.models import Agency
from teamaround.assessments.queries import Part
from teamaround.child_index.models import Involvement, Shield
from teamaround.child_index.queries import involvements
from teamaround.families.models import Address, Contact, Person
from teamaround.families.queries import contacts, people_at_home, relations, responsible_people, running
from teamaround.instruments.definition import Kind
from teamaround.instruments.values import fits
from teamaround.kit import clock

SEXES = {"F": "female", "M": "male", "U": "not_known"}
KINDS = {"gp": "gp", "school": "education", "early_years": "education", "health": "universal"}


@dataclass(frozen=True)
class Known:
    """One answer that is known from elsewhere, and who told it."""

    value: Any
    source: str


def known_for(actor: Actor, part: Part) -> dict[str, Known]:
    """What is known for the questions of this part; only what fits the question."""
    made = _FILLERS.get(part.section.key)
    if made is None:
        return {}
    found = made(actor, part)
    questions = {question.key: question for question in part.section.questions}
    return {key: one for key, one in found.items() if key in questions and fits(questions[key], one.value)}


def _details(actor: Actor, part: Part) -> dict[str, Known]:
    child = part.assessment.episode.child
    index = _("the index")
    found = {
        "born": "born" if child.born else "expected" if child.expected_on else None,
        "given_names": child.given,
        "family_name": child.family,
        "sex": SEXES[child.sex],
        "birth_date": child.born.isoformat() if child.born else None,
        "expected_date": child.expected_on.isoformat() if child.expected_on else None,
    }
    known = {key: Known(value, index) for key, value in found.items() if value}
    return known if _is_shielded(child) else known | _home(child)


def _is_shielded(child: Person) -> bool:
    today = clock.today()
    return any(shield.ends is None or shield.ends > today for shield in Shield.objects.filter(child=child))


def _home(child: Person) -> dict[str, Known]:
    home = Address.objects.filter(running(), person=child, kind=Address.Kind.HOME).exclude(lines="").first()
    if home is None:
        return {}
    return {"address": Known(home.lines, home.source), "postcode": Known(home.postcode, home.source)}


def _background(actor: Actor, part: Part) -> dict[str, Known]:
    child = part.assessment.episode.child
    options = part.instrument.places["ethnicity"][1].options
    codes = {option.code: option.key for option in options}
    index = _("the index")
    return {
        "ethnicity": Known(codes.get(child.ethnicity), index),
        "first_language": Known(child.first_language, index),
    }


def _taking_part(actor: Actor, part: Part) -> dict[str, Known]:
    needed = part.assessment.episode.child.interpreter
    return {"interpreter_needed": Known("yes", _("the index"))} if needed else {}


def _this_assessment(actor: Actor, part: Part) -> dict[str, Known]:
    started, by = part.assessment.started_at, part.assessment.started_by
    author = {"name": by.name, "role": by.job_title, "agency": _picked(by.agency), "telephone": by.telephone}
    here = _("what was recorded when it was started")
    return {
        "assessment_started": Known(started.astimezone(clock.LONDON).date().isoformat(), here),
        "assessors": Known([{key: value for key, value in author.items() if value}], here),
    }


def _picked(agency: Agency) -> dict[str, str]:
    return {"ref": agency.ref, "name": agency.name}


def _carers(actor: Actor, part: Part) -> dict[str, Known]:
    child = part.assessment.episode.child
    held = {person.pk for person in responsible_people(child.pk)}
    ties = {tie.person_id: tie for tie in relations(child.pk)}
    people = {tie.person_id: tie.person for tie in ties.values() if tie.person_id in held}
    reach = {} if _is_shielded(child) else _safe_numbers(people)
    rows = [_carer(person, ties[key].kind, reach.get(key, "")) for key, person in people.items()]
    return {"carers": Known(rows, _("the index"))}


def _carer(person: Person, kind: str, telephone: str) -> dict[str, Any]:
    row = {"name": person.name, "relationship": kind.replace("_", " "), "parental_responsibility": "yes"}
    row |= {"telephone": telephone} if telephone else {}
    return row | ({"birth_date": person.born.isoformat()} if person.born else {})


def _safe_numbers(people: Iterable[int]) -> dict[int, str]:
    """The first telephone of each that may be used, with how."""
    found: dict[int, str] = {}
    for contact in contacts(list(people)):
        if contact.kind == Contact.Kind.TELEPHONE and contact.safe != Contact.Safe.NEVER:
            how = str(contact.get_safe_display()).lower()
            found.setdefault(contact.person_id, f"{contact.value} ({how})")
    return found


def _home_situation(actor: Actor, part: Part) -> dict[str, Known]:
    child = part.assessment.episode.child
    ties = {tie.person_id: tie.kind for tie in relations(child.pk)}
    rows = []
    for person in people_at_home(child.pk):
        row = {"name": person.name, "relationship": ties.get(person.pk, "").replace("_", " "), "lives_here": "yes"}
        rows.append({key: value for key, value in row.items() if value})
    return {"household": Known(rows, _("the index"))}


def _services(actor: Actor, part: Part) -> dict[str, Known]:
    """Services that work or worked with the child. A sensitive one is never filled in: more people read the
    assessment than may know of it (DUD-23).
    """
    today = clock.today()
    kinds = part.instrument.places["services"][1].members[0].option_keys()
    child_id = part.assessment.episode.child_id
    rows = [row for row in involvements(actor, [child_id]) if not (row.sensitive or row.agency.sensitive)]
    return {
        "services": Known([_service(row, kinds, row.ends is None or row.ends >= today) for row in rows], _("the index"))
    }


def _service(row: Involvement, kinds: tuple[str, ...], now: bool) -> dict[str, Any]:
    kind = KINDS.get(row.agency.kind, "other")
    name = row.worker_name or (row.post.name if row.post else "")
    contact = row.telephone or (row.post.telephone if row.post else "") or row.agency.telephone
    made = {"kind": kind if kind in kinds else "other", "agency": _picked(row.agency), "name": name, "contact": contact}
    return {key: value for key, value in {**made, "when": "now" if now else "past"}.items() if value}


_FILLERS = {
    "details": _details,
    "background": _background,
    "taking_part": _taking_part,
    "this_assessment": _this_assessment,
    "carers": _carers,
    "home_situation": _home_situation,
    "services": _services,
}


def agencies_to_pick(part: Part) -> tuple[tuple[str, str], ...]:
    """Services that a question of this part can name; none that is sensitive."""
    asked = [member.kind for question in part.section.questions for member in (question, *question.members)]
    if Kind.AGENCY_PICKER not in asked:
        return ()
    rows = Agency.objects.filter(authority_id=part.assessment.authority_id, sensitive="").order_by("name")
    return tuple(rows.values_list("ref", "name"))

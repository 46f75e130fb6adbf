"""The checklist on one page: three sections of the instrument as three forms of one page."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.forms import BoundField
from django.http import QueryDict

from teamaround.access.actor import Actor
from teamaround.agencies.models import Agency
from teamaround.assessments import answering, rules
from teamaround.assessments.models import Answer, Assessment
from teamaround.assessments.queries import Part, instrument_of, readable, rows_of
from teamaround.families.models import Person
from teamaround.instruments import registry
from teamaround.instruments.definition import Instrument, Question
from teamaround.instruments.fields import Look
from teamaround.instruments.forms import SectionForm
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.local_settings.values import value

PAGE = {
    "outcomes": ("be_healthy", "stay_safe", "enjoy_achieve", "positive_contribution", "economic_wellbeing"),
    "help": (
        "be_healthy_words",
        "stay_safe_words",
        "enjoy_achieve_words",
        "positive_contribution_words",
        "economic_wellbeing_words",
        "help_needed",
        "who_can_help",
        "family_view",
        "assessment_would_help",
    ),
    "decision": ("checklist_decision", "decision_reason", "look_again_on"),
}
"""What stands on the page. The service asked is chosen beside the decision, from the directory."""


@dataclass(frozen=True)
class Outcome:
    """One of the five: the question, and the box that asks why when it is not a yes."""

    choice: BoundField
    why: BoundField


@dataclass(frozen=True)
class Checklist:
    """The three forms, and the errors of all of them in one place."""

    outcomes_form: SectionForm
    help_form: SectionForm
    decision_form: SectionForm
    refusal: Problem | None = field(default=None)

    @property
    def forms(self) -> tuple[SectionForm, ...]:
        return self.outcomes_form, self.help_form, self.decision_form

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in self.forms)

    @property
    def outcomes(self) -> list[Outcome]:
        return [Outcome(self.outcomes_form[key], self.help_form[f"{key}_words"]) for key in PAGE["outcomes"]]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        return [one for form in self.forms for one in form.hidden()]

    @property
    def errors(self) -> SectionForm:
        """The form whose errors stand on top of the page."""
        return next((form for form in self.forms if form.errors), self.outcomes_form)

    def refused(self, problem: Problem) -> "Checklist":
        """The same, with the sentence of a rule at its question."""
        for form in self.forms:
            if problem.field in form.fields:
                form.add_error(problem.field, problem.sentence)
        return replace(self, refusal=problem)


def _questions(instrument: Instrument, section: str) -> tuple[Question, ...]:
    by_key = {question.key: question for question in instrument.sections_by_key[section].questions}
    return tuple(by_key[key] for key in PAGE[section])


def fresh(actor: Actor, child: Person, draft: Assessment | None) -> Checklist:
    """The page as it stands: with what was saved, or empty."""
    instrument = instrument_of(draft) if draft else registry.latest(rules.CHECKLIST)
    rows = readable(actor, draft, rows_of(draft)) if draft else []
    look = Look(names={"child": child.first_name})
    known = six_weeks(child)
    return _three([_form(instrument, section, rows, look, known) for section in PAGE])


def _three(made: Sequence[SectionForm]) -> Checklist:
    outcomes, help_needed, decision = made
    return Checklist(outcomes, help_needed, decision)


def six_weeks(child: Person) -> dict[str, str]:
    """The day to look again, unless something else is agreed; the authority decides how long (issue 2 step 6)."""
    days = int(value(child.authority_id, "look_again_days"))
    return {"look_again_on": (clock.today() + datetime.timedelta(days=days)).isoformat()}


def _form(instrument: Instrument, section: str, rows: list[Answer], look: Look, known: dict[str, str]) -> SectionForm:
    return SectionForm(
        instrument=instrument,
        section=instrument.sections_by_key[section],
        questions=_questions(instrument, section),
        rows=rows,
        look=look,
        known=known,
        ask_not_needed=False,
    )


def saved(actor: Actor, checklist: Assessment, data: QueryDict) -> Checklist:
    """Save what is right of all three; the forms come back with what is to be mended. Raises Refused or Problem."""
    instrument = instrument_of(checklist)
    look = Look(names={"child": checklist.episode.child.first_name})
    made = [
        answering.save_page(
            by=actor,
            part=Part(checklist, instrument, instrument.sections_by_key[section]),
            questions=_questions(instrument, section),
            data=data,
            look=look,
            ask_not_needed=False,
        ).form
        for section in PAGE
    ]
    return _three(made)


def agencies(child: Person) -> list[tuple[str, str]]:
    """Services of the authority that can be asked; none whose name alone would tell something sensitive."""
    rows = Agency.objects.filter(authority_id=child.authority_id, sensitive="").order_by("name")
    return list(rows.values_list("ref", "name"))

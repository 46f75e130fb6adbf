"""Forms of the index: searching, adding a child, saying that one works with a child, asking somebody."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from teamaround.child_index.models import Search
from teamaround.kit import clock
from teamaround.kit.dates import PartialDate
from teamaround.kit.forms import (
    DateField,
    Form,
    LongTextField,
    NumberField,
    PartialDateField,
    PostcodeField,
    RadiosField,
    SelectField,
    TelephoneField,
    TextField,
)
from teamaround.matching import dates
from teamaround.matching.people import Query

SEX = [("", _("Not known")), ("F", _("Girl")), ("M", _("Boy"))]


class SearchForm(Form):
    """The reason first, then what is known; more details are folded away."""

    reason = RadiosField(label=_("Why are you looking for this child?"), choices=Search.Reason.choices)
    given = TextField(label=_("First name"), required=False, width=20, hint=_("Or Baby, or Unborn"))
    family = TextField(label=_("Family name"), required=False, width=20)
    born = PartialDateField(label=_("Date of birth"), required=False, hint=_("The year alone helps too"))
    age = NumberField(label=_("Or age in years"), required=False, min_value=0, max_value=25)
    postcode = PostcodeField(
        label=_("Postcode"), required=False, partial=True, hint=_("Now or before; the first half helps")
    )
    sex = SelectField(label=_("Girl or boy"), required=False, choices=SEX)
    carer = TextField(label=_("Parent or carer"), required=False, hint=_("First and family name"))
    school = TextField(label=_("School or nursery"), required=False)
    gp = TextField(label=_("GP practice"), required=False)
    telephone = TelephoneField(label=_("Telephone of the family"), required=False)
    number = TextField(label=_("NHS number"), required=False, width=20)

    more = ("carer", "school", "gp", "telephone", "number")
    terms = ("given", "family", "born", "age", "postcode", "sex", *more)

    def what_was_typed(self) -> dict[str, str]:
        """Terms as text, for the sealed record and for showing them again."""
        return {name: str(self.cleaned_data[name]) for name in self.terms if self.cleaned_data.get(name)}


def query_of(terms: dict[str, str]) -> Query:
    """The search that terms as text stand for."""
    return Query(
        given=terms.get("given", ""),
        family=terms.get("family", ""),
        born=_partial(terms.get("born", "")),
        age=int(terms["age"]) if terms.get("age") else None,
        as_of=clock.today(),
        sex=terms.get("sex", ""),
        postcode=terms.get("postcode", ""),
        identifiers={"nhs_number": terms["number"]} if terms.get("number") else {},
        carer=terms.get("carer", ""),
        school=terms.get("school", ""),
        gp=terms.get("gp", ""),
        telephone=terms.get("telephone", ""),
    )


def _partial(text: str) -> datetime.date | dates.PartialDate | None:
    if not text:
        return None
    given = PartialDate.parse(text)
    if given.month and given.day:
        return datetime.date(given.year, given.month, given.day)
    return dates.PartialDate(given.year, given.month or 0, 0)


class AddChildForm(Form):
    """A child who is not in the index; unborn children by expected date and the mother's name."""

    kind = RadiosField(
        label=_("Is the child born?"),
        choices=[("born", _("Yes")), ("unnamed", _("Yes, but has no first name yet")), ("unborn", _("Not yet"))],
        initial="born",
    )
    given = TextField(label=_("First name"), required=False, width=20)
    family = TextField(label=_("Family name"), width=20)
    born = DateField(label=_("Date of birth"), required=False, hint=_("Leave empty for an unborn child"))
    expected = DateField(label=_("Expected date of birth"), required=False, hint=_("Only for an unborn child"))
    sex = SelectField(label=_("Girl or boy"), required=False, choices=SEX)
    mother = TextField(label=_("Mother's or carer's name"), required=False, hint=_("Needed for an unborn child"))
    address = TextField(label=_("Address"), required=False)
    postcode = PostcodeField(label=_("Postcode"), required=False)
    number = TextField(label=_("NHS number"), required=False, width=20)
    why = RadiosField(
        label=_("Why must this child stand in the index?"),
        hint=_("Your authority’s index holds only children with whom a service works, beyond school and doctor."),
        choices=[
            ("works", _("A service works with the child")),
            ("begins", _("A service is about to begin, or the family asked for help")),
            ("safety", _("I am worried about the child’s safety")),
            ("none", _("None of these")),
        ],
    )

    def __init__(self, *args: Any, ask_why: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ask_why:
            del self.fields["why"]


class EnquiryForm(Form):
    """A question to somebody round the child."""

    to = RadiosField(label=_("Whom do you ask?"), choices=[])
    question = LongTextField(label=_("Your question"), hint=_("Ask what you need to know. They see who asks."))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = people  # type: ignore[attr-defined]


class BrokerForm(Form):
    """A question to the index team."""

    question = LongTextField(
        label=_("Your question"), hint=_("Say why you ask and how to reach you. They see who asks."), max_length=2_000
    )


class PutAwayForm(Form):
    """An answer has been read."""


class AnswerForm(Form):
    """The answer to an enquiry."""

    answer = LongTextField(label=_("Your answer"))


class EmergencyForm(Form):
    """An emergency look: code and words."""

    code = RadiosField(
        label=_("What is the emergency?"),
        choices=[
            ("danger", _("The child may be in danger now")),
            ("missing", _("The child is missing")),
            ("hospital", _("The child is in hospital and staff need to know whom to ring")),
        ],
    )
    words = LongTextField(label=_("Why do you need to see the record now?"))


class ReviewForm(Form):
    """A reviewer's finding on an emergency look."""

    finding = RadiosField(
        label=_("What did you find?"),
        choices=[
            ("justified", _("It was justified")),
            ("talk", _("It is to be talked about with the manager")),
            ("breach", _("It was not justified")),
        ],
    )

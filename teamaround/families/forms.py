"""Forms of "Change who this is". Each carries what it was based on, so that a stale one shows both."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from teamaround.families.ending import SCHEMES, Ending
from teamaround.families.members import KINDS
from teamaround.families.models import Address, Contact
from teamaround.families.versions import Stale
from teamaround.kit.forms import (
    CheckboxField,
    DateField,
    Form,
    HiddenField,
    PostcodeField,
    RadiosField,
    SelectField,
    TextField,
)
from teamaround.kit.problems import Problem

SOURCES = [
    ("family", _("The family told us")),
    ("child", _("The child told us")),
    ("document", _("Seen on a letter or document")),
    ("agency", _("Another service told us")),
]
SEXES = [("F", _("Girl")), ("M", _("Boy")), ("U", _("Not known"))]
GROWN_UP_SEXES = [("F", _("Woman or girl")), ("M", _("Man or boy")), ("U", _("Not known"))]


class ChangeForm(Form):
    """A change of something that is written already."""

    based_on = HiddenField(max_length=200)

    def refuse(self, problem: Problem) -> None:
        """A stale form goes on from what stands now: what was typed stays, and can be sent again."""
        super().refuse(problem)
        if isinstance(problem, Stale):
            data: Any = self.data
            self.data = data.copy()
            self.data["based_on"] = problem.version  # type: ignore[index]


class NameForm(ChangeForm):
    """The name in force."""

    given = TextField(label=_("First names"), required=False, max_length=100, width=20)
    family = TextField(label=_("Family name"), required=False, max_length=100, width=20)
    known_as = TextField(
        label=_("Called"), required=False, max_length=100, width=20, hint=_("If not by the first name")
    )
    since = DateField(label=_("Since when?"), required=False, hint=_("Leave empty if you put a spelling right"))
    source = SelectField(label=_("How do you know?"), choices=SOURCES)


class OtherNameForm(Form):
    """Another name that is used."""

    given = TextField(label=_("First names"), required=False, max_length=100, width=20)
    family = TextField(label=_("Family name"), required=False, max_length=100, width=20)
    source = SelectField(label=_("How do you know?"), choices=SOURCES)


class BirthForm(ChangeForm):
    """Birth and sex."""

    born = DateField(label=_("Date of birth"), required=False, hint=_("Leave empty for an unborn child"))
    expected_on = DateField(label=_("Expected date of birth"), required=False, hint=_("Only for an unborn child"))
    sex = RadiosField(label=_("Girl or boy"), choices=SEXES, inline=True)
    source = SelectField(label=_("How do you know?"), choices=SOURCES)


class BornForm(ChangeForm):
    """The baby is born."""

    born = DateField(label=_("Date of birth"))
    sex = RadiosField(label=_("Girl or boy"), choices=SEXES, inline=True)
    given = TextField(
        label=_("First names"), required=False, max_length=100, width=20, hint=_("Leave empty if there is none yet")
    )
    family = TextField(label=_("Family name"), required=False, max_length=100, width=20)
    source = SelectField(label=_("How do you know?"), choices=SOURCES)


class AddressForm(ChangeForm):
    """A new home, a second one, or that none is known."""

    kind = RadiosField(
        label=_("What is known?"),
        choices=[
            (Address.Kind.HOME, _("This is the address")),
            (Address.Kind.UNKNOWN, _("No known address")),
            (Address.Kind.LEFT, _("The child has left England")),
        ],
        initial=Address.Kind.HOME,
        reveals={Address.Kind.LEFT: "statement"},
    )
    statement = SelectField(
        label=_("Do they mean to come back?"), required=False, choices=[("", ""), *Address.Return.choices]
    )
    lines = TextField(label=_("House, street and town"), required=False)
    postcode = PostcodeField(label=_("Postcode"), required=False, width=10)
    uprn = TextField(
        label=_("Property number (UPRN)"), required=False, max_length=16, width=20, hint=_("If you have it: 12 figures")
    )
    since = DateField(label=_("Since when?"), required=False, hint=_("Leave empty if you do not know"))
    besides = CheckboxField(
        label=_("The child lives in two homes, and this is the second"),
        hint=_("Otherwise the address that is written now ends"),
    )
    source = SelectField(label=_("How do you know?"), choices=SOURCES)


class NumberForm(Form):
    """A number that stands for the child."""

    scheme = RadiosField(label=_("Which number?"), choices=list(SCHEMES.items()))
    value = TextField(label=_("Number"), max_length=40, width=20, hint=_("With or without spaces"))
    source = SelectField(label=_("How do you know?"), choices=SOURCES, initial="document")


class ContactForm(Form):
    """A telephone number or e-mail address, and how it is safe."""

    whose = RadiosField(label=_("Whose is it?"), choices=[])
    kind = RadiosField(
        label=_("What is it?"),
        choices=[(Contact.Kind.TELEPHONE, _("Telephone")), (Contact.Kind.EMAIL, _("E-mail"))],
        initial=Contact.Kind.TELEPHONE,
        inline=True,
    )
    value = TextField(label=_("Number or e-mail address"), max_length=120, width=30)
    safe = RadiosField(
        label=_("How is it safe to use?"),
        choices=Contact.Safe.choices,
        hint=_("Ask. Somebody else may answer, or read the messages."),
    )
    words = TextField(label=_("Why, or when?"), required=False, hint=_("For example, she works nights"))
    source = SelectField(label=_("How do you know?"), choices=SOURCES)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = people  # type: ignore[attr-defined]


class SafeForm(Form):
    """How a number may be used has changed."""

    contact = RadiosField(label=_("Which one?"), choices=[])
    safe = RadiosField(label=_("How is it safe to use now?"), choices=Contact.Safe.choices)
    words = TextField(label=_("Why, or when?"), required=False)

    def __init__(self, *args: Any, contacts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].choices = contacts  # type: ignore[attr-defined]


class EndForm(Form):
    """Something no longer holds."""

    fact = RadiosField(label=_("What no longer holds?"), choices=[])
    on = DateField(label=_("Since when?"))

    def __init__(self, *args: Any, endings: list[Ending], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fact"].choices = [(each.key, each.words) for each in endings]  # type: ignore[attr-defined]


class TiesForm(ChangeForm):
    """What somebody is to the child: three facts."""

    kind = SelectField(label=_("Who are they to the child?"), choices=[("", ""), *KINDS.items()])
    responsibility = RadiosField(
        label=_("Parental responsibility in law?"),
        choices=[("yes", _("Yes")), ("no", _("No, or not known"))],
        hint=_("It may be there without living together"),
        inline=True,
    )
    lives_with = RadiosField(
        label=_("Do they live with the child?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        inline=True,
    )
    share = TextField(label=_("How much of the time?"), required=False, max_length=60, hint=_("For example, weekends"))
    since = DateField(label=_("Since when?"), required=False, hint=_("Leave empty if you do not know"))
    source = SelectField(label=_("How do you know?"), choices=SOURCES)

    def __init__(self, *args: Any, kind_now: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind_now and kind_now not in KINDS:
            more = (kind_now, kind_now.replace("_", " ").capitalize())
            self.fields["kind"].choices = [*self.fields["kind"].choices, more]  # type: ignore[attr-defined]


class MemberForm(TiesForm):
    """Somebody of the family who is not written yet."""

    known = RadiosField(label=_("Is it one of these people?"), required=False, choices=[])
    given = TextField(label=_("First names"), required=False, max_length=100, width=20)
    family = TextField(label=_("Family name"), required=False, max_length=100, width=20)
    sex = RadiosField(label=_("Woman or man"), choices=GROWN_UP_SEXES, required=False, inline=True)
    born = DateField(label=_("Date of birth"), required=False)

    field_order = ["known", "given", "family", "sex", "born", "kind"]

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people:
            self.fields["known"].choices = [*people, ("", _("Somebody else, named below"))]  # type: ignore[attr-defined]
        else:
            del self.fields["known"]


class MemberEndForm(ChangeForm):
    """Somebody is no longer part of the family."""

    on = DateField(label=_("Since when?"))

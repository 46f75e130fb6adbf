"""Forms of the index team for people and posts, and the one with which somebody chooses a password."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.access.roles import Role
from teamaround.agencies.models import Agency, Qualification
from teamaround.kit import clock
from teamaround.kit.forms import DateField, EmailField, Form, RadiosField, SelectField, TelephoneField, TextField

ROLES = {
    Role.PRACTITIONER: gettext_lazy("Works with children and families"),
    Role.SOCIAL_WORKER: gettext_lazy("Social worker"),
    Role.MANAGER: gettext_lazy("Manages an agency or team"),
    Role.COORDINATOR: gettext_lazy("Co-ordinates common assessments"),
    Role.ADMINISTRATOR: gettext_lazy("Types and arranges for others"),
    Role.INDEX_TEAM: gettext_lazy("Index team"),
    Role.REVIEWER: gettext_lazy("Reviews emergency looks and alarms"),
    Role.AREA_MANAGER: gettext_lazy("Manages an area"),
    Role.DIRECTOR: gettext_lazy("Director or board: figures only"),
}
KINDS = (
    (Qualification.Kind.TRAINING.value, gettext_lazy("Training in safe use")),
    (Qualification.Kind.VETTING.value, gettext_lazy("Enhanced check (DBS)")),
)


class PostForm(Form):
    """Agency, role, job, telephone, first day. Takes `by`: only agencies of that authority can be chosen."""

    agency = SelectField(label=gettext_lazy("Agency"), choices=())
    role = SelectField(label=gettext_lazy("What the post is for"), choices=())
    job_title = TextField(label=gettext_lazy("Job title"), max_length=120)
    telephone = TelephoneField(label=gettext_lazy("Telephone at work"), required=False)
    starts = DateField(label=gettext_lazy("First day"), hint=gettext_lazy("For example, 1 9 2026"))

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"starts": clock.today()})
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.filter(authority_id=by.authority_id).order_by("name")
        self.agencies = {agency.ref: agency for agency in agencies}
        choose = [("", _("Choose"))]
        self.fields["agency"].choices = choose + [(ref, agency.name) for ref, agency in self.agencies.items()]  # type: ignore[attr-defined]
        self.fields["role"].choices = choose + [(role.value, words) for role, words in ROLES.items()]  # type: ignore[attr-defined]

    def clean_agency(self) -> Agency:
        return self.agencies[self.cleaned_data["agency"]]


class TakeOnForm(PostForm):
    """A new person with their first post."""

    given = TextField(label=gettext_lazy("First name"), max_length=60)
    family = TextField(label=gettext_lazy("Family name"), max_length=60)
    email = EmailField(
        label=gettext_lazy("E-mail at work"), hint=gettext_lazy("The link for choosing a password goes there.")
    )
    field_order = ["given", "family", "email", "agency", "role", "job_title", "telephone", "starts"]


class EndPostForm(Form):
    ends = DateField(
        label=gettext_lazy("Last day"), hint=gettext_lazy("From the day after, nothing can be read in this post.")
    )


class QualificationForm(Form):
    kind = RadiosField(label=gettext_lazy("What was done"), choices=KINDS)
    on = DateField(label=gettext_lazy("On which day"), hint=gettext_lazy("The day of the course or of the certificate"))


class PasswordForm(Form):
    password = TextField(
        label=gettext_lazy("New password"),
        hint=gettext_lazy("Three words that do not belong together are easy to remember and hard to guess."),
        max_length=200,
        strip=False,
        widget=django_forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

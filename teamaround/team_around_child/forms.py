"""Forms of the team."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from teamaround.kit.forms import Form, RadiosField, TextField
from teamaround.team_around_child import rules


class MemberForm(Form):
    """One practitioner or family member and their part."""

    who = RadiosField(label=_("Who joins?"), choices=[])
    part = TextField(label=_("What do they do?"), max_length=120, hint=_("In plain words, as the family would say it"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = people  # type: ignore[attr-defined]


class LeaveForm(Form):
    """Why somebody leaves."""

    reason = RadiosField(label=_("Why do they leave?"), choices=list(rules.LEAVE_REASONS.items()))


class PartForm(Form):
    """What somebody does in the team."""

    part = TextField(label=_("What do they do?"), max_length=120, hint=_("In plain words, as the family would say it"))

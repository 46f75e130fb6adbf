"""Forms of shields."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from teamaround.child_index.shield_actions import END_REASONS, LOOK_REASONS, REASONS
from teamaround.families.protection import Part
from teamaround.kit import clock
from teamaround.kit.forms import CheckboxesField, DateField, Form, HiddenField, LongTextField, RadiosField

PARTS = {
    Part.ADDRESS.value: _("Where the family lives"),
    Part.CONTACT.value: _("Telephone numbers and e-mail of the family"),
    Part.SCHOOL.value: _("School, nursery and doctor"),
    Part.ENTRY.value: _("All of this, and who else works with the child"),
}
REVIEW_AFTER = datetime.timedelta(days=182)


class ShieldForm(Form):
    """What is kept back, why, and until when."""

    parts = CheckboxesField(
        label=_("What is kept back from those who help?"),
        choices=list(PARTS.items()),
        hint=_("Others who search see only name, age and the names of carers in any case."),
    )
    reason = RadiosField(label=_("Why?"), choices=list(REASONS.items()))
    words = LongTextField(label=_("What is the danger?"), max_length=2_000, hint=_("For whoever reviews this"))
    review_on = DateField(label=_("When do you look at it again?"), hint=_("Within a year"))
    also = CheckboxesField(
        label=_("Protect these children too?"), required=False, choices=[], hint=_("They live in the same home")
    )
    based_on = HiddenField()

    def __init__(self, *args: Any, children: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_on"].initial = self.initial.get("review_on") or clock.today() + REVIEW_AFTER
        if children:
            self.fields["also"].choices = children  # type: ignore[attr-defined]
            self.fields["also"].initial = [ref for ref, _name in children]
        else:
            del self.fields["also"]


class LiftForm(Form):
    """Why a shield ends."""

    reason = RadiosField(label=_("Why does it end?"), choices=list(END_REASONS.items()))
    words = LongTextField(label=_("How do you know?"), max_length=2_000)
    based_on = HiddenField()


class LookForm(Form):
    """Why somebody must look behind a shield."""

    code = RadiosField(label=_("Why must you see this?"), choices=list(LOOK_REASONS.items()))
    words = LongTextField(label=_("What has happened?"), max_length=2_000)

"""School, nursery and doctor: adding, changing, off a roll."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.gate import Gated, gate
from teamaround.agencies.models import Agency
from teamaround.child_index import places as rolls
from teamaround.child_index.models import Involvement
from teamaround.families.forms import SOURCES, ChangeForm
from teamaround.families.models import Person
from teamaround.families.queries import load_child
from teamaround.families.submitting import change
from teamaround.kit.forms import CheckboxField, DateField, Form, RadiosField, SelectField


class PlaceForm(ChangeForm):
    """On which roll the child is."""

    agency = SelectField(label=gettext_lazy("School, nursery or doctor"), choices=[])
    since = DateField(
        label=gettext_lazy("Since when?"), required=False, hint=gettext_lazy("Leave empty if it begins today")
    )
    besides = CheckboxField(
        label=gettext_lazy("The child goes to both"), hint=gettext_lazy("Otherwise the place that is written now ends")
    )
    source = SelectField(label=gettext_lazy("How do you know?"), choices=SOURCES)

    def __init__(self, *args: Any, agencies: list[Agency], authority_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each.ref, _named(each, authority_id)) for each in agencies]
        self.fields["agency"].choices = [("", ""), *named]  # type: ignore[attr-defined]


def _named(agency: Agency, authority_id: int) -> str:
    return agency.name if agency.authority_id == authority_id else f"{agency.name} ({agency.authority.name})"


LEAVING = ("other_school", "excluded", "home_educated", "moved", "too_old", "mistake")
REASONS = [choice for choice in Involvement.EndReason.choices if choice[0] in LEAVING]


class OffRollForm(Form):
    """Off which roll, since when."""

    place = RadiosField(label=gettext_lazy("Which one?"), choices=[])
    on = DateField(label=gettext_lazy("Since when?"))
    reason = RadiosField(
        label=gettext_lazy("Why did the child leave?"), choices=REASONS, required=False,
        hint=gettext_lazy("A child who is excluded, or is on no other roll, is looked after by name."),
    )  # fmt: skip

    def __init__(self, *args: Any, rows: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = rows  # type: ignore[attr-defined]


@gate("child_index.change_entry", load=load_child)
def places(request: Gated, child: Person) -> HttpResponseBase:
    agencies = {each.ref: each for each in rolls.places_to_choose()}
    hidden = rolls.kept(request.actor, child)
    form = PlaceForm(
        request.POST or None,
        initial={"based_on": rolls.places_version(child)},
        agencies=list(agencies.values()),
        authority_id=child.authority_id,
    )

    def act(given: dict[str, Any]) -> str:
        taken = {name: given[name] for name in ("since", "besides", "source", "based_on")}
        rolls.add_place(by=request.actor, child=child, agency=agencies[given["agency"]], may_see=not hidden, **taken)
        messages.success(request, _("Saved. Where the child was before stays as history."))
        return _who_page(child)

    now = "" if hidden else ", ".join(row.agency.name for row in rolls.running_places(child))
    intro = [_("Written now: %(words)s.") % {"words": now}] if now else []
    return change(
        request, child, form, act, title=_("School, nursery or doctor"), button=_("Save"), intro=intro
    )  # fmt: skip


@gate("child_index.change_entry", load=load_child)
def off_roll(request: Gated, child: Person) -> HttpResponseBase:
    """The child has left, and may be on no roll: that is worth knowing at once."""
    running = [] if rolls.kept(request.actor, child) else rolls.running_places(child)
    form = OffRollForm(request.POST or None, rows=[(row.ref, row.agency.name) for row in running])

    def act(given: dict[str, Any]) -> str:
        rolls.end_place(by=request.actor, child=child, place_ref=given["place"], on=given["on"], reason=given["reason"])
        messages.success(request, _("Saved. A child who is on no roll comes to whoever sees to that."))
        return _who_page(child)

    return change(request, child, form, act, title=_("Off a roll"), button=_("The child has left"))


def _who_page(child: Person) -> str:
    return reverse("families:who", kwargs={"child_ref": child.ref})

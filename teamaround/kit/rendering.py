"""Bound form fields as design-system components. Knows our own fields and, for allauth's pages, Django's."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from teamaround.kit import fields, signature
from teamaround.kit.components import component
from teamaround.kit.time_fields import PARTS, ThreeBoxes, boxes_of

SCRIPTED_REVEAL = re.compile(r' data-aria-controls="[^"]*"| govuk-(?:radios|checkboxes)__conditional--hidden')
"""What is under a choice is shown by the style sheet alone (`:has`): it works without scripts, and the design system's
script would put aria-expanded on radio buttons, which may not have it."""
WIDTHS = (2, 3, 4, 5, 10, 20, 30)


def draw(bound: BoundField, **extra: Any) -> SafeString:
    """The whole group: label, hint, error, element. `extra` overrides parameters of the component."""
    kind = kind_of(bound)
    if kind == "hidden":
        return hidden(bound)
    if kind == "signature":
        return signature.drawn(bound)
    made = merged(DRAWERS[kind](bound), extra)
    html = component("checkboxes" if kind == "checkbox" else kind, made)
    return mark_safe(SCRIPTED_REVEAL.sub("", html)) if getattr(bound.field, "reveals", None) else html


def merged(made: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    """`extra` over `made`; of nested parameters only what it names."""
    both = {key: merged(made[key], value) if _nested(made.get(key), value) else value for key, value in extra.items()}
    return {**made, **both}


def _nested(one: Any, other: Any) -> bool:
    return isinstance(one, dict) and isinstance(other, dict)


def hidden(bound: BoundField) -> SafeString:
    """A submission key that did not come back is given anew."""
    return format_html(
        '<input type="hidden" name="{}" value="{}">', bound.html_name, value_of(bound) or bound.initial or ""
    )


def draw_all(form: forms.BaseForm) -> SafeString:
    """Every field in order; those shown under another's choice stand there only. Hidden ones come first."""
    inner = set(revealed(form))
    shown = [bound for bound in form.visible_fields() if bound.name not in inner]
    return mark_safe("".join(draw(bound) for bound in [*form.hidden_fields(), *shown]))


def revealed(form: forms.BaseForm) -> Iterator[str]:
    for field in form.fields.values():
        for names in getattr(field, "reveals", {}).values():
            yield from names.split()


def kind_of(bound: BoundField) -> str:
    """The component that draws this field."""
    field, widget = bound.field, bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(field, fields.Designed):
        return field.component
    for kind, types in BY_WIDGET:
        if isinstance(widget, types):
            return kind
    return "input"


BY_WIDGET: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("password-input", (forms.PasswordInput,)),
    ("textarea", (forms.Textarea,)),
    ("checkboxes", (forms.CheckboxSelectMultiple,)),
    ("radios", (forms.RadioSelect,)),
    ("select", (forms.Select,)),
    ("checkbox", (forms.CheckboxInput,)),
    ("file-upload", (forms.FileInput,)),
    ("date-input", (ThreeBoxes,)),
)


def first_id(bound: BoundField) -> str:
    """The id that a link to this field goes to: of several boxes the first, or the one that is wrong."""
    element = bound.auto_id
    return f"{element}-{PARTS[0]}" if kind_of(bound) == "date-input" else element


def shared(bound: BoundField) -> dict[str, Any]:
    made: dict[str, Any] = {"name": bound.html_name, "id": bound.auto_id}
    if bound.help_text:
        made["hint"] = {"text": bound.help_text}
    errors = list(bound.errors)
    if errors:
        made["errorMessage"] = {"text": " ".join(str(error) for error in errors), "visuallyHiddenText": _("Error")}
    return made


def labelled(bound: BoundField) -> dict[str, Any]:
    return {**shared(bound), "label": label(bound, "govuk-label"), "attributes": attributes(bound)}


def label(bound: BoundField, css: str) -> dict[str, Any]:
    size = getattr(bound.field, "size", "s")
    return {
        "text": str(bound.label),
        "classes": f"{css}--{size}" if size else "",
        "isPageHeading": getattr(bound.field, "heading", False),
    }


def attributes(bound: BoundField) -> dict[str, str]:
    """What the field asks for, and of Django's own widgets what matters to browsers."""
    own = dict(getattr(bound.field, "attributes", {}))
    if not isinstance(bound.field, fields.Designed):
        kept = ("autofocus", "minlength", "readonly", "disabled")
        own |= {key: str(value) for key, value in bound.field.widget.attrs.items() if key in kept and value}
    return own


def value_of(bound: BoundField) -> str:
    value = bound.value()
    return "" if value is None else str(value)


def draw_input(bound: BoundField) -> dict[str, Any]:
    field = bound.field
    made = {**labelled(bound), "value": value_of(bound), "autocomplete": autocomplete(bound) or None}
    width = getattr(field, "width", None)
    if width:
        made["classes"] = f"govuk-input--width-{next((size for size in WIDTHS if size >= width), 30)}"
    if isinstance(field, fields.NumberField):
        made |= {"inputmode": "numeric", "prefix": affix(field.prefix), "suffix": affix(field.suffix)}
    elif isinstance(field, fields.TelephoneField):
        made |= {"type": "tel"}
    elif isinstance(field, forms.EmailField):
        made |= {"type": "email", "spellcheck": False}
    elif isinstance(field, forms.IntegerField) or bound.field.widget.attrs.get("inputmode"):
        made |= {"inputmode": "numeric"}
    if bound.name in ("login", "username"):
        made |= {"spellcheck": False, "autocapitalize": "none"}
    return made


def affix(words: Any) -> dict[str, Any] | None:
    return {"text": words} if words else None


def autocomplete(bound: BoundField) -> str:
    given = getattr(bound.field, "attributes", {}).get("autocomplete")
    return "" if given else str(bound.field.widget.attrs.get("autocomplete", ""))


def draw_textarea(bound: BoundField) -> dict[str, Any]:
    made = {**labelled(bound), "value": value_of(bound), "rows": getattr(bound.field, "rows", 4), "spellcheck": True}
    made["attributes"] = {"lang": "en-GB", "data-kit-grows": "", **made["attributes"]}
    return made


def draw_password(bound: BoundField) -> dict[str, Any]:
    return {
        **labelled(bound),
        "autocomplete": autocomplete(bound) or "current-password",
        "showPasswordText": _("Show"),
        "hidePasswordText": _("Hide"),
        "showPasswordAriaLabelText": _("Show password"),
        "hidePasswordAriaLabelText": _("Hide password"),
        "passwordShownAnnouncementText": _("Your password is visible"),
        "passwordHiddenAnnouncementText": _("Your password is hidden"),
    }


def draw_file(bound: BoundField) -> dict[str, Any]:
    made = labelled(bound)
    endings = getattr(bound.field, "endings", ())
    if endings:
        made["attributes"] = {"accept": ",".join(endings), **made["attributes"]}
    return made


def draw_select(bound: BoundField) -> dict[str, Any]:
    chosen = value_of(bound)
    items = [{"value": str(key), "text": str(text), "selected": str(key) == chosen} for key, text in choices(bound)]
    return {**labelled(bound), "items": items}


def choices(bound: BoundField) -> list[tuple[Any, Any]]:
    field: Any = bound.field
    return [(key, text) for key, text in field.choices if not (key == "" and isinstance(field, fields.RadiosField))]


def draw_list(bound: BoundField) -> dict[str, Any]:
    """Radios or checkboxes in a fieldset. The first item has the field's own id: errors link to it."""
    field: Any = bound.field
    value = bound.value()
    chosen = {str(one) for one in (value if isinstance(value, list | tuple | set) else [value])}
    items = [item(bound, str(key), str(text), str(key) in chosen) for key, text in choices(bound)]
    made = shared(bound)
    made |= {"idPrefix": made.pop("id"), "items": items, "fieldset": {"legend": label(bound, "govuk-fieldset__legend")}}
    made["attributes"] = attributes(bound)
    base = f"govuk-{kind_of(bound)}"
    looks = [(getattr(field, "inline", False), "--inline"), (getattr(field, "small", False), "--small")]
    made["classes"] = " ".join(base + look for wanted, look in looks if wanted)
    return made


def item(bound: BoundField, key: str, text: str, checked: bool) -> dict[str, Any]:
    field: Any = bound.field
    made: dict[str, Any] = {"value": key, "text": text, "checked": checked}
    hint = getattr(field, "hints", {}).get(key)
    if hint:
        made["hint"] = {"text": hint}
    under = getattr(field, "reveals", {}).get(key)
    if under:
        made["conditional"] = {"html": mark_safe("".join(draw(bound.form[name]) for name in under.split()))}
    return made


def draw_checkbox(bound: BoundField) -> dict[str, Any]:
    made = shared(bound)
    hint = made.pop("hint", None)
    one = {"value": "on", "text": str(bound.label), "checked": bool(bound.value()), "hint": hint}
    made |= {"idPrefix": made.pop("id"), "items": [one], "attributes": attributes(bound)}
    return made


def draw_date(bound: BoundField) -> dict[str, Any]:
    """Three boxes; an unknown part is left empty."""
    values = dict(zip(PARTS, boxes_of(bound.value()), strict=True))
    wrong = " govuk-input--error" if bound.errors else ""
    labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    items = [
        {
            "name": f"{bound.html_name}-{part}",
            "id": f"{bound.auto_id}-{part}",
            "label": labels[part],
            "value": values[part],
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}{wrong}",
            "inputmode": "text" if part == "month" else "numeric",
        }
        for part in PARTS
    ]
    made = shared(bound)
    made |= {"items": items, "fieldset": {"legend": label(bound, "govuk-fieldset__legend")}}
    return made


DRAWERS = {
    "input": draw_input,
    "password-input": draw_password,
    "textarea": draw_textarea,
    "file-upload": draw_file,
    "select": draw_select,
    "radios": draw_list,
    "checkboxes": draw_list,
    "checkbox": draw_checkbox,
    "date-input": draw_date,
}


def error_links(form: forms.BaseForm) -> list[dict[str, Any]]:
    """For the summary on top: each sentence with a link to its field; sentences about the whole form first."""
    made: list[dict[str, Any]] = [{"text": sentence} for sentence in form.non_field_errors()]
    for bound in form:
        link = {} if bound.is_hidden else {"href": f"#{first_id(bound)}"}
        made += [{"text": sentence, **link} for sentence in bound.errors]
    return made

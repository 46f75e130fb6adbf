"""Form fields that know their design-system component. Sentences of errors name the field and the mend."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.kit.plain import plain

Words = Any
"""A text or a lazy translation."""
Choices = Sequence[tuple[str, Words]] | Callable[[], Sequence[tuple[str, Words]]]


DAMAGED = gettext_lazy("This form was damaged on its way. Send it again.")


class Designed:
    """What every field of ours takes beside Django's: how it is drawn.

    `hint` stands under the label; `size` of the label is "", "s", "m", "l" or "xl"; `heading` makes it the page's
    heading; `width` is the number of letters a box shows; `attributes` go to the element; `required_sentence`
    replaces the usual sentence about an empty field.
    """

    component = "input"
    missing: Words = gettext_lazy("Fill in “%(label)s”.")

    def __init__(
        self,
        *args: Any,
        hint: Words = "",
        size: str = "s",
        heading: bool = False,
        width: int | None = None,
        attributes: Mapping[str, str] | None = None,
        required_sentence: Words = None,
        **kwargs: Any,
    ) -> None:
        self.size, self.heading, self.width = size, heading, width
        self.attributes = dict(attributes or {})
        kwargs.setdefault("help_text", hint)
        super().__init__(*args, **kwargs)
        self.required_sentence = required_sentence

    def sentences(self) -> None:
        """Put the label into the field's own sentences; called by the form, which knows the label."""
        field: Any = self
        wanted = self.required_sentence or self.missing
        field.error_messages["required"] = (
            str(wanted) % {"label": field.label} if "%(label)s" in str(wanted) else wanted
        )


class TextField(Designed, forms.CharField):
    """One line. 200 letters unless said otherwise."""

    def __init__(self, *args: Any, max_length: int | None = 200, **kwargs: Any) -> None:
        self.longest = max_length
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return self.tidied(plain(text)).strip() if isinstance(text, str) else text

    def tidied(self, text: str) -> str:
        return " ".join(text.split())

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.longest and len(value) > self.longest:
            raise ValidationError(
                _("“%(label)s” has %(count)s letters. The most it can hold is %(limit)s: make it shorter.")
                % {"label": self.label, "count": f"{len(value):,}", "limit": f"{self.longest:,}"},
                code="max_length",
            )


class LongTextField(TextField):
    """Several lines: a box that grows as one types, with the browser's British spelling check."""

    component = "textarea"
    widget = forms.Textarea
    missing = gettext_lazy("Write something in “%(label)s”.")

    def __init__(self, *args: Any, max_length: int | None = 10_000, rows: int = 4, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(*args, max_length=max_length, **kwargs)

    def tidied(self, text: str) -> str:
        return text


class EmailField(TextField, forms.EmailField):
    default_error_messages = {
        "invalid": gettext_lazy("Write an e-mail address with an @ and a full stop after it, like name@school.org.")
    }


class NumberField(Designed, forms.IntegerField):
    """A whole number; `suffix` and `prefix` stand beside the box."""

    def __init__(self, *args: Any, suffix: Words = "", prefix: Words = "", width: int = 4, **kwargs: Any) -> None:
        self.suffix, self.prefix = suffix, prefix
        super().__init__(*args, width=width, **kwargs)

    def sentences(self) -> None:
        super().sentences()
        label = {"label": self.label}
        self.error_messages["invalid"] = _("“%(label)s” must be a whole number, like 7.") % label
        for validator in self.validators:
            limit = {"label": self.label, "limit": getattr(validator, "limit_value", "")}
            if getattr(validator, "code", "") == "max_value":
                self.error_messages["max_value"] = _("“%(label)s” must be %(limit)s or less.") % limit
            if getattr(validator, "code", "") == "min_value":
                self.error_messages["min_value"] = _("“%(label)s” must be %(limit)s or more.") % limit


class TelephoneField(TextField):
    """A telephone number as people write it; kept with single spaces."""

    def __init__(self, *args: Any, max_length: int | None = 30, width: int = 20, **kwargs: Any) -> None:
        super().__init__(*args, max_length=max_length, width=width, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        digits = re.sub(r"[\s().+-]", "", value)
        if value and not (digits.isascii() and digits.isdigit() and 6 <= len(digits) <= 15):
            raise ValidationError(
                _("Write a telephone number with 6 to 15 digits, like 01632 960 001."), code="invalid"
            )


class PostcodeField(TextField):
    """A British postcode, whole ("MB4 7QX") or, when `partial`, only its beginning ("MB4")."""

    WHOLE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\Z")
    BEGINNING = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?(?: ?\d)?\Z")

    def __init__(self, *args: Any, partial: bool = False, max_length: int | None = 10, width: int = 10, **kwargs: Any):
        self.partial = partial
        super().__init__(*args, max_length=max_length, width=width, **kwargs)

    def tidied(self, text: str) -> str:
        packed = "".join(text.upper().split())
        return f"{packed[:-3]} {packed[-3:]}" if self.WHOLE.match(packed) else super().tidied(text.upper())

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not value or self.WHOLE.match(value) or (self.partial and self.BEGINNING.match(value)):
            return
        raise ValidationError(
            _("Write the postcode, or its beginning, like MB4 7QX or MB4.")
            if self.partial
            else _("Write the whole postcode, like MB4 7QX."),
            code="invalid",
        )


class Choosing(Designed):
    """Fields with a list to choose from. `hints` are lines under a choice; `reveals` names, by choice, another field
    of the same form (or several, with spaces between) that is shown under it when it is chosen."""

    missing = gettext_lazy("Choose an answer for “%(label)s”.")

    def __init__(
        self,
        *args: Any,
        hints: Mapping[str, Words] | None = None,
        reveals: Mapping[str, str] | None = None,
        inline: bool = False,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        self.hints, self.reveals = dict(hints or {}), dict(reveals or {})
        self.inline, self.small = inline, small
        super().__init__(*args, **kwargs)

    def sentences(self) -> None:
        super().sentences()
        field: Any = self
        field.error_messages["invalid_choice"] = _("Choose one of the answers listed under “%(label)s”.") % {
            "label": field.label
        }


class RadiosField(Choosing, forms.ChoiceField):
    component = "radios"
    widget = forms.RadioSelect


class YesNoNotSureField(RadiosField):
    """The kind of question the checklist asks: "yes", "no" or "not_sure"."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault(
            "choices",
            [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")), ("not_sure", gettext_lazy("Not sure"))],
        )
        kwargs.setdefault("inline", True)
        super().__init__(*args, **kwargs)


class SelectField(Choosing, forms.ChoiceField):
    component = "select"


class CheckboxesField(Choosing, forms.MultipleChoiceField):
    """Several of a list; the value is a list of keys."""

    component = "checkboxes"
    widget = forms.CheckboxSelectMultiple
    missing = gettext_lazy("Choose at least one answer for “%(label)s”.")


class CheckboxField(Designed, forms.BooleanField):
    """One box to tick; the label is what ticking says."""

    component = "checkbox"
    missing = gettext_lazy("Tick “%(label)s” to go on.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(*args, **kwargs)


class FileField(Designed, forms.FileField):
    """One file of the kinds allowed (by ending), not larger than `megabytes`."""

    component = "file-upload"
    missing = gettext_lazy("Choose a file for “%(label)s”.")

    def __init__(self, *args: Any, endings: Sequence[str] = (), megabytes: int = 5, **kwargs: Any) -> None:
        self.endings, self.megabytes = tuple(ending.lower() for ending in endings), megabytes
        super().__init__(*args, **kwargs)

    def sentences(self) -> None:
        super().sentences()
        self.error_messages["empty"] = _("The file for “%(label)s” is empty. Choose another.") % {"label": self.label}

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = super().clean(data, initial)
        name = getattr(given, "name", "") or ""
        if given and self.endings and not name.lower().endswith(self.endings):
            raise ValidationError(
                _("“%(name)s” is not a kind of file we can keep here. Choose one of: %(kinds)s.")
                % {"name": name, "kinds": ", ".join(self.endings)},
                code="kind",
            )
        if given and getattr(given, "size", 0) > self.megabytes * 1024 * 1024:
            raise ValidationError(
                _("“%(name)s” is larger than %(limit)s MB. Choose a smaller file, or take a smaller photo.")
                % {"name": name, "limit": self.megabytes},
                code="size",
            )
        return given


class HiddenField(forms.CharField):
    widget = forms.HiddenInput
    default_error_messages = {"required": DAMAGED}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 400)
        super().__init__(*args, **kwargs)
        self.error_messages["max_length"] = DAMAGED

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return plain(text) if isinstance(text, str) else text

"""Design-system components by name: calls the Jinja macros of govuk-frontend-jinja.

Everything is escaped but what is marked safe already: a `html` parameter that is plain text is escaped too.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, Undefined
from markupsafe import escape

RAW = re.compile(r"^(?:html|start|end|navigationStart|navigationEnd)$|Html$")
AS_WRITTEN = {"attributes"}
"""Keys whose own keys are names of HTML attributes and are not turned into camelCase."""


@cache
def environment() -> Environment:
    """Jinja with the macros. Text is never indented: it would change what people wrote in a box."""
    package = PackageLoader("govuk_frontend_jinja")
    made = Environment(
        loader=ChoiceLoader([PrefixLoader({"govuk_frontend_jinja": package})]),
        autoescape=True,
        undefined=Undefined,
    )
    made.filters["indent"] = lambda text, *_args, **_kwargs: text
    return made


@cache
def macro(name: str) -> Any:
    """The macro of a component: "date-input" is `govukDateInput`."""
    template = environment().get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
    return getattr(template.module, "govuk" + "".join(part.capitalize() for part in name.split("-")))


def component(name: str, params: Mapping[str, Any]) -> SafeString:
    """The HTML of a component. Keys may be snake_case; values may be nested mappings and lists."""
    return SafeString(macro(name)(tidy(params)))


def nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Keys with a double underscore become mappings: `label__text` is `{"label": {"text": …}}`."""
    made: dict[str, Any] = {}
    for key, value in flat.items():
        *path, last = key.split("__")
        place = made
        for step in path:
            place = place.setdefault(step, {})
        place[last] = value
    return made


def camel(key: str) -> str:
    first, *rest = key.split("_")
    return first + "".join(part.capitalize() for part in rest)


def tidy(value: Any, *, raw: bool = False, keep_keys: bool = False) -> Any:
    """Parameters as the macros want them: camelCase keys, real text, and only marked text as HTML."""
    if isinstance(value, Mapping):
        return {
            (key if keep_keys else camel(key)): tidy(
                inner, raw=bool(RAW.search(camel(key))), keep_keys=key in AS_WRITTEN
            )
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [tidy(inner) for inner in value]
    if isinstance(value, Promise):
        value = str(value)
    if raw and isinstance(value, str):
        return escape(value)
    return value

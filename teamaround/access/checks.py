"""The site does not start when a view declares no action or a rule names a fact nobody provides."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from teamaround.access import facts, registry

OPEN_MODULES = ("allauth.", "django.", "teamaround.kit.")
"""Sign-in pages, static files, samples of the look: they show nothing of a child."""


def every_view() -> Iterator[tuple[str, Any]]:
    """Each address pattern of the site with its view."""
    yield from _walk(get_resolver().url_patterns, "/")


def _walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern.callback


@register
def every_view_declares_an_action(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"{path} declares no action: put @gate(...) over its view", id="access.E001")
        for path, view in every_view()
        if not hasattr(view, "gate") and not view.__module__.startswith(OPEN_MODULES)
    ]


@register
def every_declared_action_exists(**kwargs: Any) -> list[CheckMessage]:
    known = {action.name for action in registry.every_action()}
    return [
        Error(f"{path} declares the unknown action {view.gate.action}", id="access.E002")
        for path, view in every_view()
        if hasattr(view, "gate") and view.gate.action not in known
    ]


@register
def every_fact_is_provided(**kwargs: Any) -> list[CheckMessage]:
    named = set().union(*(action.named_facts() for action in registry.every_action()))
    return [Error(f"nobody provides the fact {name}", id="access.E003") for name in sorted(named - facts.provided())]

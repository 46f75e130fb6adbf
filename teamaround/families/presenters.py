"""What every page of a child shows round its own content: bar, tabs, names."""

from typing import Any

from django.urls import reverse

from teamaround.access import engine, registry
from teamaround.access.actor import Actor
from teamaround.families import bar
from teamaround.families.models import Person


def child_page(actor: Actor, child: Person, *, tab: str = "") -> dict[str, Any]:
    """Context for templates that extend kit/child_page.html: `child`, `bar_parts`, `tabs`, `may`."""
    tabs = bar.every_tab()
    allowed = engine.permitted(actor, child.pk, [registry.get(each.action) for each in tabs])
    return {
        "child": child,
        "bar_parts": bar.parts_for(actor, child),
        "tabs": [
            {
                "text": each.words,
                "href": reverse(each.url_name, kwargs={"child_ref": child.ref}),
                "current": each.key == tab,
            }
            for each in tabs
            if each.action in allowed
        ],
    }

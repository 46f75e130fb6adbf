"""What every page of a child shows round its own content: bar, tabs, what one can do."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine, registry
from teamaround.access.actor import Actor
from teamaround.families import bar
from teamaround.families.bar import Door
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.dates import age_words
from teamaround.kit.pieces import Bar, Link, Tab

CHILD_PAGE = "desks:child"


def child_page(actor: Actor, child: Person, *, tab: str = "") -> dict[str, Any]:
    """Context for templates that extend kit/child_page.html: `child`, `bar`, `tabs`, `crumbs`."""
    doors = [*bar.every_tab(), *bar.everything_to_do()]
    may = engine.permitted(actor, child.pk, [registry.get(door.action) for door in doors])
    return {
        "child": child,
        "bar": Bar(
            name=child.name,
            words=age_words(child.born, clock.today(), expected=child.expected_on),
            initials=child.initials,
            url=reverse(CHILD_PAGE, kwargs={"child_ref": child.ref}),
            facts=bar.facts_for(actor, child),
            cautions=bar.cautions_for(actor, child),
            can_do=tuple(_link(door, child) for door in bar.everything_to_do() if door.action in may),
        ),
        "tabs": [
            Tab(door.words, _link(door, child).url, current=door.key == tab)
            for door in bar.every_tab()
            if door.action in may
        ],
        "crumbs": [
            Link(_("Children I work with"), reverse("desks:children")),
            Link(child.name, reverse(CHILD_PAGE, kwargs={"child_ref": child.ref}) if tab else ""),
        ],
    }


def _link(door: Door, child: Person) -> Link:
    return Link(door.words, reverse(door.url_name, kwargs={"child_ref": child.ref}))

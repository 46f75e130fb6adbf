"""Every address of the site, tried with other people's references by the near miss: never a page (design.md 4)."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.practice_data.cast_records import add_records

pytestmark = pytest.mark.django_db

SPECIAL = {
    # Addresses whose keyword means something else than in the rest of the site.
    ("child_index:review", "look_ref"): "emergency_ref",
    ("attachments:agreement", "ref"): "attachment_ref",
    ("agencies:person", "person_ref"): "practitioner_ref",
    ("agencies:give_post", "person_ref"): "practitioner_ref",
    ("agencies:note_qualification", "person_ref"): "practitioner_ref",
    ("agencies:forget_second_factor", "person_ref"): "practitioner_ref",
}
OPEN_TO_ALL = {
    # Addresses with a reference that opens no record of a child by itself.
    "meetings:by_link",
    "family:open",
    "episodes:note_concern_about",
    "episodes:report_safeguarding_about",
    # Words that wait in one's own session; tried in child_index.
    "child_index:found_words",
    # Tried in agencies and notifications: they belong to an account or a sender, not to a child.
    "agencies:leave_unsent",
    "agencies:choose_password",
    "notifications:not_told",
}
MISSES = (
    "other_lead",
    "same_agency",
    "other_agency",
    "former",
    "neighbour_worker",
    "other_coordinator",
)


def addresses(patterns=None, prefix="/", namespace=""):
    """(name, route, keywords) of every address that takes a reference."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern) and hasattr(pattern.callback, "gate"):
            yield f"{namespace}{pattern.name}", route, list(pattern.pattern.converters)


def with_references(refs):
    for name, route, keywords in addresses():
        if not keywords or name in OPEN_TO_ALL:
            continue
        wanted = {word: refs.get(SPECIAL.get((name, word), word)) for word in keywords}
        if None in wanted.values():
            yield name, None
            continue
        for word, ref in wanted.items():
            for kind in ("str", "slug", "int", "path"):
                route = route.replace(f"<{kind}:{word}>", ref)
            route = route.replace(f"<{word}>", ref)
        yield name, route


@pytest.mark.parametrize("who", MISSES)
def test_the_near_miss_gets_no_page_and_changes_nothing(client, cast, who):
    refs = add_records(cast)
    sign_in(client, cast.posts[who])
    opened = []
    for name, path in with_references(refs):
        if path is None:
            continue
        before = Event.objects.filter(outcome="change").count()
        for response in (client.get(path), client.post(path, {})):
            if response.status_code not in {403, 404, 405}:
                opened.append((name, response.status_code))
        if Event.objects.filter(outcome="change").count() != before:
            opened.append((name, "changed something"))
    assert opened == []


def test_every_address_is_tried(cast):
    refs = add_records(cast)
    assert sorted(name for name, path in with_references(refs) if path is None) == []


def test_the_one_who_leads_opens_them(client, cast):
    """The same addresses do open for the right person, or the test above would prove nothing."""
    refs = add_records(cast)
    sign_in(client, cast.posts["lead"])
    opened = [name for name, path in with_references(refs) if path and client.get(path).status_code == 200]
    assert len(opened) > 20

"""The box of the header and the button beside the list of children lead nobody to a refusal."""

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("who", "offered"), [("lead", True), ("index_team", True), ("reviewer", False)])
def test_the_box_and_the_button(cast, client, who, offered):
    browser = sign_in(client, cast.posts[who])
    for page in ("desks:worktray", "desks:children"):
        assert ('class="kit-search"' in browser.get(reverse(page)).content.decode()) is offered
    assert (browser.get(reverse("child_index:search")).status_code == 200) is offered

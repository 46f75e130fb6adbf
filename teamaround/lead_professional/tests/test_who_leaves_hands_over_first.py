"""Before a post ends its page says how many children and actions hang on it, without a name."""

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in

pytestmark = pytest.mark.django_db


def page(client, cast, who):
    signed_in = sign_in(client, cast.posts["index_team"])
    return signed_in.get(reverse("agencies:end_post", kwargs={"post_ref": cast.posts[who].ref})).content.decode()


def test_the_lead_has_a_child_to_hand_over(client, cast):
    body = page(client, cast, "lead")
    assert "1 child has this person as lead professional or deputy" in body
    assert "Kayleigh" not in body


def test_somebody_who_leads_nobody_has_none(client, cast):
    assert "lead professional" not in page(client, cast, "same_agency")

"""Content for the team, existence for others, few queries, one look on record (issue 2 step 4)."""

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.child_index.models import Search, SearchResult
from teamaround.kit import clock
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db


def address(cast):
    return reverse("desks:child", kwargs={"child_ref": cast.kayleigh.ref})


def search(cast, who):
    """The post has found Kayleigh by a search with a reason."""
    with recording(by=MAKER, action="test.search"):
        post = cast.posts[who]
        made = Search.objects.create(
            authority=cast.authority, post=post, account_id=post.practitioner.account_id, reason="worry",
            sealed_terms="", outcome="match", at=clock.now(),
        )  # fmt: skip
        SearchResult.objects.create(search=made, child=cast.kayleigh, rank=1, score="0.99", word="match", reasons=[])


def test_the_team_sees_what_is_happening(client, cast):
    text = sign_in(client, cast.posts["lead"]).get(address(cast)).content.decode()
    assert "What is happening" in text and "Lead professional" in text


def test_after_a_search_one_sees_who_is_there_and_not_what(client, cast):
    search(cast, "other_agency")
    text = sign_in(client, cast.posts["other_agency"]).get(address(cast)).content.decode()
    assert "Who is around Kayleigh" in text
    assert "What is happening" not in text and "14 Mill Race" not in text


def test_without_a_search_the_address_is_nothing(client, cast):
    assert sign_in(client, cast.posts["other_agency"]).get(address(cast)).status_code == 404


def test_one_look_is_one_event_with_the_child(client, cast):
    sign_in(client, cast.posts["lead"]).get(address(cast))
    looks = Event.objects.filter(action="child_index.see", outcome="read")
    assert [event.children for event in looks] == [[cast.kayleigh.pk]]


def test_a_refused_look_is_an_event_too(client, cast):
    sign_in(client, cast.posts["other_lead"]).get(address(cast))
    assert Event.objects.filter(outcome="refuse", children=[cast.kayleigh.pk]).count() == 1


def test_it_takes_few_queries(client, cast, django_assert_max_num_queries):
    sign_in(client, cast.posts["lead"])
    with django_assert_max_num_queries(24):
        client.get(address(cast))


def test_when_the_look_cannot_be_recorded_the_page_is_not_shown(client, cast, monkeypatch):
    from teamaround.audit import recording as audit_recording

    sign_in(client, cast.posts["lead"])
    monkeypatch.setattr(audit_recording, "record", _disk_full)
    with pytest.raises(RuntimeError):
        client.get(address(cast))


def _disk_full(**_more):
    raise RuntimeError("disk full")

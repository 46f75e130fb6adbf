"""Warning, reason, one view, immediate review; the index team's pages (facts.md c, shielding; design.md 4)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.child_index import shield_actions, shield_offers
from teamaround.child_index.models import BreakGlass, Search, SearchResult, Shield
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.notifications.worktray import Urgency
from teamaround.practice_data.cast import MAKER, make_child

pytestmark = pytest.mark.django_db
SECRETS = ("14 Mill Race", "07700 900481")
WHY = {"code": "danger", "words": "A neighbour rang and heard screaming."}


@pytest.fixture
def hidden(cast):
    with recording(by=MAKER, action="test.search"):
        for who in ("social_worker", "other_agency", "coordinator", "neighbour_worker"):
            post = cast.posts[who]
            made = Search.objects.create(
                authority=cast.authority, post=post, account_id=post.practitioner.account_id, reason="safeguarding",
                sealed_terms="", outcome="match", at=clock.now(),
            )  # fmt: skip
            SearchResult.objects.create(
                search=made, child=cast.kayleigh, rank=1, score="0.99", word="match", reasons=[], limited=True
            )
    shield_actions.put_on(
        by=cast.actors["index_team"], child=cast.kayleigh, parts=["entry"], reason="violence",
        words="He looks for them.", review_on=datetime.date(2026, 9, 1),
    )  # fmt: skip
    return cast


def page(cast, name):
    return reverse(f"child_index:{name}", kwargs={"child_ref": cast.kayleigh.ref})


def look(client, cast, who="social_worker", **fields):
    return sign_in(client, cast.posts[who]).post(page(cast, "behind"), WHY | fields)


def test_before_the_look_stands_a_warning_and_nothing_hidden(client, hidden):
    text = sign_in(client, hidden.posts["social_worker"]).get(page(hidden, "behind")).content.decode()
    assert "A reviewer reads your reason today" in text
    assert not any(secret in text for secret in SECRETS) and not BreakGlass.objects.exists()


def test_the_limited_page_leads_there_only_for_those_who_may(client, hidden):
    for who, shown in (("social_worker", True), ("other_agency", False)):
        text = sign_in(client, hidden.posts[who]).get(page(hidden, "limited")).content.decode()
        assert (page(hidden, "behind") in text) is shown
        assert not any(secret in text for secret in SECRETS)


def test_one_look_shows_it_and_opens_nothing_afterwards(client, hidden):
    text = look(client, hidden).content.decode()
    assert all(secret in text for secret in SECRETS) and "Sam Okafor" in text
    child = reverse("desks:child", kwargs={"child_ref": hidden.kayleigh.ref})
    assert client.get(child).status_code in (403, 404)
    assert not any(secret in client.get(page(hidden, "limited")).content.decode() for secret in SECRETS)


def test_the_same_form_sent_again_shows_nothing_more(client, hidden):
    look(client, hidden, submission_key="k")
    again = look(client, hidden, submission_key="k")
    assert again.status_code == 302 and BreakGlass.objects.count() == 1


def test_it_is_one_event_with_its_reason_sealed_and_a_review_row_at_once(client, hidden):
    look(client, hidden)
    event = Event.objects.get(action="child_index.look_behind_shield")
    assert (event.outcome, event.codes["code"]) == ("read", "danger") and "screaming" not in event.body
    [row] = shield_offers.looks(hidden.actors["reviewer"])
    assert (row.urgency, row.title) == (Urgency.SAFEGUARDING, "Wyn Parry looked behind a shield")
    assert shield_offers.looks(hidden.actors["social_worker"]) == []
    tray = sign_in(client, hidden.posts["reviewer"]).get(reverse("desks:worktray")).content.decode()
    assert "Wyn Parry looked behind a shield" in tray and "Emergency looks to review" not in tray


def test_when_reviewed_the_row_is_gone(client, hidden):
    look(client, hidden)
    review = reverse("child_index:review", kwargs={"look_ref": BreakGlass.objects.get().ref})
    sign_in(client, hidden.posts["reviewer"]).post(review, {"finding": "justified"})
    assert shield_offers.looks(hidden.actors["reviewer"]) == []


@pytest.mark.parametrize(
    ("wrong", "says"), [({"code": ""}, "Choose an answer"), ({"words": "urgent"}, "in a sentence")]
)
def test_without_a_real_reason_nothing_is_shown(client, hidden, wrong, says):
    text = look(client, hidden, **wrong).content.decode()
    assert says in text and not any(secret in text for secret in SECRETS)
    assert not BreakGlass.objects.exists()


def test_a_made_up_code_is_refused_by_the_action_too(hidden):
    with pytest.raises(Problem, match="why you must see"):
        shield_actions.look_behind(by=hidden.actors["social_worker"], child=hidden.kayleigh, code="x", words="a b c d")


@pytest.mark.parametrize("who", ["other_agency", "coordinator", "member", "lead", "neighbour_worker", "director"])
def test_the_near_misses_do_not_look_behind(hidden, who):
    with pytest.raises(Refused):
        shield_actions.look_behind(by=hidden.actors[who], child=hidden.kayleigh, **WHY)


def test_a_social_worker_who_has_not_searched_does_not_either(hidden):
    SearchResult._base_manager.model.objects.none()
    with recording(by=MAKER, action="test.old"):
        Search.objects.update(at=clock.now() - datetime.timedelta(hours=13))
    with pytest.raises(Refused):
        shield_actions.look_behind(by=hidden.actors["social_worker"], child=hidden.kayleigh, **WHY)


def test_where_there_is_no_shield_there_is_nothing_to_look_behind(hidden):
    shield_actions.lift(by=hidden.index_team, child=hidden.kayleigh, reason="mistake", words="Wrong child.")
    with pytest.raises(Problem, match="no shield"):
        shield_actions.look_behind(by=hidden.actors["social_worker"], child=hidden.kayleigh, **WHY)


def test_an_emergency_look_does_not_open_a_shielded_child(client, hidden):
    for who in ("social_worker", "other_agency"):
        answer = sign_in(client, hidden.posts[who]).get(page(hidden, "emergency"))
        assert answer.status_code in (403, 404)


def put_on_by_page(client, cast, **fields):
    told = {"parts": ["address", "school"], "reason": "court", "words": "Order of 2 March.", "review_on": "2026-08-01"}
    return sign_in(client, cast.posts["index_team"]).post(page(cast, "shield"), told | fields, follow=True)


def test_the_index_team_puts_it_on_changes_and_lifts_it(client, cast):
    assert "Protect from now on" in sign_in(client, cast.posts["index_team"]).get(page(cast, "shield")).content.decode()
    text = put_on_by_page(client, cast).content.decode()
    assert "Kayleigh is protected. Look at it again by Saturday 1 August" in text and "A court has ordered it" in text
    changed = put_on_by_page(client, cast, parts=["entry"], based_on=str(Shield.objects.get(ends=None).pk))
    assert "who else works with the child are kept back" in changed.content.decode()
    lifted = client.post(page(cast, "lift"), {"reason": "court", "words": "Order ended."}, follow=True)
    assert "no longer protected" in lifted.content.decode() and "Nobody is protected now" in lifted.content.decode()
    assert client.get(page(cast, "lift")).headers["Location"] == page(cast, "shield")


def test_of_two_open_forms_the_second_is_told(client, cast):
    put_on_by_page(client, cast, based_on="none")
    assert "just decided" in put_on_by_page(client, cast, based_on="none").content.decode()


def test_children_of_the_same_home_are_ticked_beforehand(client, cast):
    from teamaround.families.models import LivesWith

    with recording(by=MAKER, action="test.brother"):
        finn = make_child(cast.authority, "Finn", "Moss", datetime.date(2022, 1, 1))
        LivesWith.objects.create(
            authority=cast.authority, person=cast.mother, child=finn, source="family", recorded_at=clock.now()
        )
    text = sign_in(client, cast.posts["index_team"]).get(page(cast, "shield")).content.decode()
    assert f'value="{finn.ref}" checked' in text
    put_on_by_page(client, cast, also=[finn.ref])
    assert Shield.objects.filter(child=finn, ends=None).exists()


@pytest.mark.parametrize(("days", "tag"), [(14, "soon"), (-1, "late")])
def test_a_review_that_comes_is_on_the_index_teams_worktray(hidden, days, tag):
    with recording(by=MAKER, action="test.review"):
        Shield.objects.update(review_on=clock.today() + datetime.timedelta(days=days))
    [row] = shield_offers.due(hidden.actors["index_team"])
    assert (row.tag, row.title) == (tag, "Is Kayleigh Moss still to be protected?")
    for who in ("lead", "reviewer", "coordinator"):
        assert shield_offers.due(hidden.actors[who]) == []


def test_a_review_far_ahead_waits(hidden):
    assert shield_offers.due(hidden.actors["index_team"]) == []


@pytest.mark.parametrize("who", ["lead", "manager", "reviewer", "neighbour_worker"])
def test_only_the_index_team_sees_the_list(client, hidden, who):
    assert sign_in(client, hidden.posts[who]).get(reverse("child_index:shields")).status_code == 403


def test_the_index_team_next_door_sees_an_empty_list(client, hidden):
    from teamaround.agencies.models import Post

    with recording(by=MAKER, action="test.next_door"):
        Post.objects.filter(pk=hidden.posts["neighbour_worker"].pk).update(role="index_team")
    text = sign_in(client, hidden.posts["neighbour_worker"]).get(reverse("child_index:shields")).content.decode()
    assert "Nobody is protected now" in text and "Kayleigh" not in text


def test_the_list_takes_few_queries(client, hidden, django_assert_max_num_queries):
    sign_in(client, hidden.posts["index_team"])
    with django_assert_max_num_queries(12):
        client.get(reverse("child_index:shields"))

"""The list, the two records side by side, the answers and the way back, as pages (issue 3 item 6)."""

import re
from html import unescape

import pytest
from django.urls import reverse

from teamaround.access.roles import Role
from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.child_index.models import Duplicate, Enquiry, Join, PairDecision
from teamaround.child_index.tests.pair_makers import pair_of, shield, twin_of_kayleigh
from teamaround.notifications.worktray import rows
from teamaround.practice_data.cast import MAKER, make_post
from teamaround.practice_data.cast_parts import actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(cast):
    return pair_of(cast, cast.kayleigh, twin_of_kayleigh(cast))


@pytest.fixture
def jan(client, cast):
    return sign_in(client, cast.posts["index_team"])


def address(pair):
    return reverse("child_index:pair", kwargs={"pair_ref": pair.ref})


def text_of(client, url):
    return unescape(re.sub(r"<[^>]+>", " ", client.get(url).content.decode()))


def answer(client, pair, what, **more):
    return client.post(address(pair), {"answer": what, "words": "the same mum", "seen": "0", **more})


def test_the_likeliest_pair_stands_first(jan, cast, pair):
    pair_of(cast, cast.tyler, cast.teenager, score="0.87")
    text = text_of(jan, reverse("child_index:pairs"))
    assert "2 pairs wait" in text
    assert text.index("Kaylee Moss") < text.index("Tyler Marsh")


def test_the_list_is_one_look_at_all_children_in_it(jan, cast, pair):
    jan.get(reverse("child_index:pairs"))
    look = Event.objects.get(action="child_index.duplicates")
    assert look.children == sorted([cast.kayleigh.pk, pair.child_b_id])


def test_what_differs_is_said_in_words_and_marked(jan, pair):
    page = jan.get(address(pair)).content.decode()
    assert '<mark class="pair-differs">igh</mark>' in page and '<mark class="pair-differs">e</mark>' in page
    text = text_of(jan, address(pair))
    for words in ("sound the same", "day and month swapped", "same part of town", "nothing to compare"):
        assert words in text
    assert "point to one child" in text


def test_the_weights_add_up_to_the_sum_and_its_score(jan, pair):
    page = jan.get(address(pair)).content.decode()
    said = [float(each.replace("−", "-")) for each in re.findall(r'pair-table__words"><strong>([^<]+)<', page)]
    *weights, total = said
    assert round(sum(weights), 1) == total
    assert f"{1 / (1 + 2**-total):.3f}"[:4] in page or total > 6


def test_the_page_and_the_list_take_few_statements(jan, pair, django_assert_max_num_queries):
    jan.get(address(pair))
    with django_assert_max_num_queries(24):
        jan.get(address(pair))
    with django_assert_max_num_queries(20):
        jan.get(reverse("child_index:pairs"))


def test_joined_from_the_page_and_undone_from_the_page(jan, cast, pair):
    undo = answer(jan, pair, "same").url
    assert "Two records are one" in text_of(jan, undo)
    back = jan.post(undo, {"words": "two girls"})
    assert back.url == address(pair)
    assert "two girls" in text_of(jan, back.url)
    assert Join.objects.get().undone_at is not None


def test_the_same_form_twice_joins_once(jan, pair):
    key = {"submission_key": "one"}
    assert answer(jan, pair, "same", **key).url == answer(jan, pair, "same", **key).url
    assert Join.objects.count() == 1


def test_kept_apart_and_put_back(jan, pair):
    answer(jan, pair, "different")
    assert "0 pairs wait" in text_of(jan, reverse("child_index:pairs"))
    assert "This pair is decided" in text_of(jan, address(pair))
    jan.post(address(pair), {"words": "the address changed", "seen": "1"})
    pair.refresh_from_db()
    assert pair.state == Duplicate.State.WAITING


def test_a_joined_pair_leads_to_what_was_joined(jan, pair):
    answer(jan, pair, "same")
    page = jan.get(address(pair)).content.decode()
    assert reverse("child_index:undo", kwargs={"join_ref": Join.objects.get().ref}) in page


def test_not_sure_asks_whoever_put_the_record_in(jan, cast, pair):
    answer(jan, pair, "unsure", question="Did they live at MB4 2LD?")
    asked = Enquiry.objects.get()
    assert (asked.to_post, asked.pair, asked.child_id) == (cast.posts["other_agency"], pair, pair.child_b_id)
    text = text_of(jan, address(pair))
    assert "Dave Hinchliffe was asked" in text and "No answer yet" in text
    assert "Nobody is sure yet" in text_of(jan, reverse("child_index:pairs"))


def test_not_sure_may_ask_nobody(jan, pair):
    answer(jan, pair, "unsure")
    assert not Enquiry.objects.exists()


def test_whoever_has_an_older_page_open_is_told(jan, pair):
    answer(jan, pair, "unsure")
    page = answer(jan, pair, "different").content.decode()
    assert "Jan Brook has just decided about this pair: not sure" in page
    assert PairDecision.objects.count() == 1


@pytest.mark.parametrize("seen", ["", "x", "9" * 40, "-1", "٣"])
def test_a_spoilt_count_is_told_like_an_older_page(jan, pair, seen):
    answer(jan, pair, "unsure")
    assert "has just decided" in answer(jan, pair, "different", seen=seen).content.decode()


@pytest.mark.parametrize("words", ["", "x" * 10_000, " "])
def test_no_reason_or_a_book_of_a_reason_is_told_at_the_field(jan, pair, words):
    page = answer(jan, pair, "same", words=words)
    assert page.status_code == 200 and "There is a problem" in page.content.decode()
    assert not Join.objects.exists()


def test_script_and_pictures_in_a_reason_stay_words(jan, pair):
    answer(jan, pair, "unsure", words="<script>alert(1)</script> 😀")
    page = jan.get(address(pair)).content.decode()
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page and "😀" in page


def test_of_a_protected_child_only_what_the_protection_shows_is_compared(jan, cast, pair):
    shield(cast, cast.kayleigh)
    text = text_of(jan, address(pair))
    assert "14 Mill Race" not in text and "7QX" not in text and "07700900481" not in text
    assert "One of the two is protected" in text


@pytest.mark.parametrize("who", ["lead", "member", "manager", "coordinator", "social_worker", "reviewer"])
def test_others_see_neither_list_nor_pair(client, cast, pair, who):
    other = sign_in(client, cast.posts[who])
    assert other.get(reverse("child_index:pairs")).status_code == 403
    assert other.get(address(pair)).status_code in {403, 404}
    assert answer(other, pair, "same").status_code in {403, 404}
    assert not Join.objects.exists()


def next_door(cast):
    with recording(by=MAKER, action="test.next_door"):
        return make_post(cast.agencies["abroad"], Role.INDEX_TEAM, "Carl", "Whit", "Index officer")


def test_the_index_team_next_door_sees_nothing(client, cast, pair):
    carl = sign_in(client, next_door(cast))
    assert "0 pairs wait" in text_of(carl, reverse("child_index:pairs"))
    assert carl.get(address(pair)).status_code == 404


def test_the_index_team_next_door_cannot_undo(client, cast, pair, jan):
    undo = answer(jan, pair, "same").url
    client.logout()
    carl = sign_in(client, next_door(cast))
    assert carl.get(undo).status_code == 404
    assert carl.post(undo, {"words": "mine"}).status_code == 404
    assert Join.objects.get().undone_at is None


def test_the_pairs_wait_in_the_worktray_of_the_index_team_alone(cast, pair):
    def titles(actor):
        return [row.title for row in rows(actor) if "one child" in row.title]

    assert titles(cast.actors["index_team"]) == ["Records that may be one child: 1"]
    assert titles(cast.actors["lead"]) == titles(cast.actors["reviewer"]) == []
    assert titles(actor_for(next_door(cast))) == []

"""Entries that resemble a protected child: list, side by side, join, release or ask (design.md 4, facts.md c)."""

import re
from html import unescape

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.access.roles import Role
from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.child_index import candidates, pairs, search_rows
from teamaround.child_index.models import Enquiry, Entry, Join, PairDecision, Shield
from teamaround.child_index.resembling import card_of_held, resembled
from teamaround.child_index.tests.pair_makers import pair_of, shield, twin_of_kayleigh
from teamaround.families.models import Identifier
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching.people import Query
from teamaround.notifications.worktray import rows
from teamaround.practice_data.cast import MAKER, make_post
from teamaround.practice_data.cast_parts import actor_for, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast):
    """Kayleigh is protected, and Kaylee was held back."""
    shield(cast, cast.kayleigh)
    return hold(cast, twin_of_kayleigh(cast))


def hold(cast, child):
    with recording(by=MAKER, action="test.hold"):
        Entry.objects.filter(child=child).update(state=Entry.State.HELD)
        search_rows.rebuild([child.pk])
    return child


@pytest.fixture
def jan(client, cast):
    return sign_in(client, cast.posts["index_team"])


def alike(cast, child):
    return [each.child_id for each in resembled(child.pk, card_of_held(child.pk), cast.authority.pk)]


def address(child):
    return reverse("child_index:held_entry", kwargs={"child_ref": child.ref})


def text_of(client, url):
    return unescape(re.sub(r"<[^>]+>", " ", client.get(url).content.decode()))


def decide(client, child, answer, **more):
    return client.post(address(child), {"answer": answer, "words": "same mum", **more})


def test_the_list_says_who_put_it_in(jan, held):
    text = text_of(jan, reverse("child_index:held"))
    assert "Kaylee Moss" in text and "Dave Hinchliffe" in text


def test_it_stands_beside_the_protected_child_without_what_is_protected(jan, cast, held):
    text = text_of(jan, address(held))
    assert "Kayleigh Moss" in text and "Protected" in text and "sound the same" in text
    assert "14 Mill Race" not in text and "7QX" not in text
    assert Event.objects.filter(action="child_index.decide_duplicate", outcome="read").get().children == sorted(
        [held.pk, cast.kayleigh.pk]
    )


def test_the_same_child_is_joined_and_stays_protected(jan, cast, held):
    undo = decide(jan, held, "same").url
    made = Join.objects.get()
    assert (made.kept, made.joined) == (cast.kayleigh, held)
    assert search_rows.shielded_among([cast.kayleigh.pk])
    jan.post(undo, {"words": "no, another girl"})
    assert Entry.objects.get(child=held).state == Entry.State.HELD


def test_even_when_more_people_work_with_the_held_one_it_does_not_stay(cast, held):
    made = pairs.join_held(
        by=cast.actors["index_team"], child=held, other=cast.kayleigh, score="0.9", reasons=[], words="one"
    )
    assert made.joined == held


def test_another_child_is_released_and_found_by_everybody(jan, cast, held):
    assert decide(jan, held, "release").url == reverse("child_index:held")
    assert Entry.objects.get(child=held).state == Entry.State.ACTIVE
    found = candidates.find(Query(given="Kaylee", family="Moss", born=held.born), cast.authority.pk)
    assert held.pk in [candidate.ref for candidate, _limited in found]
    event = Event.objects.get(action="child_index.decide_duplicate", outcome="change")
    assert (event.children, event.codes["answer"]) == ([held.pk], "another_child")


def test_whoever_put_it_in_is_asked_and_it_stays_hidden(jan, cast, held):
    decide(jan, held, "ask", question="How is the mother called?")
    assert Enquiry.objects.get().to_post == cast.posts["other_agency"]
    assert Entry.objects.get(child=held).state == Entry.State.HELD
    assert "How is the mother called?" in text_of(jan, address(held))


def test_asked_twice_before_the_answer_is_told(jan, held):
    decide(jan, held, "ask", question="One?")
    assert "asked already" in decide(jan, held, "ask", question="Two?").content.decode()
    assert Enquiry.objects.count() == 1


def test_asking_needs_a_question(jan, held):
    assert "There is a problem" in decide(jan, held, "ask", question=" ").content.decode()


def test_where_nobody_is_named_nobody_can_be_asked(jan, cast, held):
    with recording(by=MAKER, action="test.feed"):
        Entry.objects.filter(child=held).update(entered_by=None, source="delivery:febrl")
    page = jan.get(address(held)).content.decode()
    assert 'value="ask"' not in page
    with pytest.raises(Problem, match="Nobody is named"):
        pairs.ask_who_added(by=cast.actors["index_team"], child=held, question="Who?")


def test_whoever_left_is_not_asked(cast, held):
    with recording(by=MAKER, action="test.left"):
        post = cast.posts["other_agency"]
        post.ends = clock.today().replace(day=1)
        post.save()
    assert pairs.who_added(held) is None


def test_decided_by_a_colleague_meanwhile_is_told(cast, held):
    jan = cast.actors["index_team"]
    pairs.release(by=jan, child=held, words="another")
    with pytest.raises(Problem, match="already"):
        pairs.release(by=jan, child=held, words="another")
    with pytest.raises(Problem, match="already"):
        pairs.join_held(by=jan, child=held, other=cast.kayleigh, score="0.9", reasons=[], words="one")


def test_a_pair_that_was_kept_apart_is_not_joined_by_the_back_door(cast, held):
    pair = pair_of(cast, cast.kayleigh, held)
    jan = cast.actors["index_team"]
    pairs.decide_pair(by=jan, pair=pair, answer="different", words="two", seen=0)
    with pytest.raises(Problem, match="decided already"):
        pairs.join_held(by=jan, child=held, other=cast.kayleigh, score="0.9", reasons=[], words="one")


def test_when_the_protection_was_lifted_it_says_so_and_can_be_released(jan, cast, held):
    with recording(by=MAKER, action="test.lift"):
        Shield.objects.update(ends=clock.today())
        Entry.objects.filter(child=cast.kayleigh).update(state=Entry.State.ARCHIVED)
        search_rows.rebuild([cast.kayleigh.pk])
    assert "resembles nobody any more" in text_of(jan, address(held))
    assert decide(jan, held, "release").status_code == 302


def test_by_a_number_alone_it_is_found_beside_the_protected_child(cast, held):
    with recording(by=MAKER, action="test.number"):
        for child in (held, cast.kayleigh):
            Identifier.objects.create(
                authority=cast.authority, person=child, scheme="nhs_number", value="9434765919", check_word="valid",
                **told(),
            )  # fmt: skip
        held.given, held.family, held.born = "Amy", "Other", clock.today()
        held.save()
        held.names.all().delete()
        search_rows.rebuild([held.pk])
    assert alike(cast, held) == [cast.kayleigh.pk]


def test_an_archived_entry_resembles_nobody(cast, held):
    with recording(by=MAKER, action="test.archive"):
        Entry.objects.filter(child=held).update(state=Entry.State.ARCHIVED)
    search_rows.rebuild([held.pk])
    assert alike(cast, held) == []


def test_another_that_it_resembles_can_be_chosen(jan, cast, held):
    with recording(by=MAKER, action="test.second"):
        from teamaround.child_index.entering import NewChild, enter

        other = enter(NewChild(cast.authority.pk, "Kaylee", "Moss", "F", held.born), by_post_id=None)
    text = text_of(jan, address(held))
    assert "It also resembles" in text
    assert "Kaylee Moss" in text_of(jan, f"{address(held)}?with={other.ref}")


@pytest.mark.parametrize("who", ["lead", "other_agency", "manager", "coordinator", "reviewer"])
def test_practitioners_and_managers_do_not_see_what_is_held(client, cast, held, who):
    other = sign_in(client, cast.posts[who])
    assert other.get(reverse("child_index:held")).status_code == 403
    assert other.get(address(held)).status_code in {403, 404}
    with pytest.raises(Refused):
        pairs.release(by=cast.actors[who], child=held, words="mine")


def test_the_index_team_next_door_does_not_see_it(client, cast, held):
    with recording(by=MAKER, action="test.next_door"):
        post = make_post(cast.agencies["abroad"], Role.INDEX_TEAM, "Carl", "Whit", "Index officer")
    carl = sign_in(client, post)
    assert "Kaylee" not in text_of(carl, reverse("child_index:held"))
    assert carl.get(address(held)).status_code == 404
    with pytest.raises(Refused):
        pairs.release(by=actor_for(post), child=held, words="mine")
    assert [row for row in rows(actor_for(post)) if "held back" in row.title] == []


def test_it_waits_in_the_worktray_of_the_index_team(cast, held):
    assert [row.title for row in rows(cast.actors["index_team"]) if "held" in row.title] == ["Entries held back: 1"]
    assert [row for row in rows(cast.actors["lead"]) if "held back" in row.title] == []


def test_the_page_takes_few_statements(jan, held, django_assert_max_num_queries):
    jan.get(address(held))
    with django_assert_max_num_queries(24):
        jan.get(address(held))


def test_nothing_is_decided_without_a_reason(cast, held):
    with pytest.raises(Problem, match="why"):
        pairs.release(by=cast.actors["index_team"], child=held, words=" ")
    assert not PairDecision.objects.exists()

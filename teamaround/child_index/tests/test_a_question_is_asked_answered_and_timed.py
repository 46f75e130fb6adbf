"""Asking a worker, an agency or the index team; answering in place; how long it took (CWA-CP, issue 3 item 3)."""

import datetime
import re
from html import unescape

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.access.roles import Role
from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.child_index import enquiring, searching
from teamaround.child_index.models import Enquiry, Involvement
from teamaround.child_index.tests.pair_makers import shield
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching.people import Query
from teamaround.notifications.worktray import rows
from teamaround.practice_data.cast import MAKER, make_involvement, make_post
from teamaround.practice_data.cast_parts import actor_for

pytestmark = pytest.mark.django_db
WHY = "Does she come to the drop-in?"


def health(cast):
    return Involvement.objects.get(child=cast.kayleigh, post=cast.posts["member"])


def ask(cast, to=None, who="lead"):
    return enquiring.enquire(by=cast.actors[who], child=cast.kayleigh, to=to or health(cast), question=WHY)


def ask_team(cast, who="lead"):
    return enquiring.ask_index_team(by=cast.actors[who], child=cast.kayleigh, question=WHY)


def titles(cast, who):
    actor = cast.actors[who] if isinstance(who, str) else who
    return [
        row.title for row in rows(actor) if "Kayleigh" in row.title and ("asks" in row.title or "uestion" in row.title)
    ]


def text_of(client, url):
    return unescape(re.sub(r"<[^>]+>", " ", client.get(url).content.decode()))


def test_a_named_worker_is_asked_and_nobody_else(cast):
    ask(cast)
    assert titles(cast, "member") == ["Sam Okafor asks about Kayleigh Moss"]
    assert titles(cast, "other_lead") == []


def test_an_agency_without_a_named_worker_is_asked_as_a_whole(cast):
    with recording(by=MAKER, action="test.housing"):
        housing = make_involvement(cast.kayleigh, cast.agencies["housing"], None)
    ask(cast, housing)
    assert titles(cast, "other_agency") == ["Sam Okafor asks about Kayleigh Moss"]
    assert titles(cast, "same_agency") == []


def test_the_index_team_is_asked_and_not_its_whole_agency(cast):
    ask_team(cast)
    assert titles(cast, "index_team") == ["Sam Okafor asks about Kayleigh Moss"]
    assert titles(cast, "coordinator") == titles(cast, "reviewer") == []


def test_an_authority_without_an_index_team_says_so(cast):
    with recording(by=MAKER, action="test.left"):
        post = cast.posts["index_team"]
        post.ends = clock.today() - datetime.timedelta(days=1)
        post.save()
    with pytest.raises(Problem, match="nobody in its index team"):
        ask_team(cast)


def test_the_answer_is_timed_recorded_and_comes_back_to_whoever_asked(cast, client):
    made = ask(cast)
    with clock.freeze(clock.now() + datetime.timedelta(hours=3)):
        enquiring.answer_enquiry(by=cast.actors["member"], enquiry=made, answer="Yes, on Mondays.")
        assert Event.objects.latest("pk").codes == {"enquiry": made.pk, "hours": 3}
        assert "Priya Nair has answered about Kayleigh Moss" in [row.title for row in rows(cast.actors["lead"])]
        sam = sign_in(client, cast.posts["lead"])
        page = reverse("child_index:asked", kwargs={"enquiry_ref": made.ref})
        assert all(words in text_of(sam, page) for words in ("Yes, on Mondays.", "Answered after 3 hours", WHY))
        sam.post(page, {"submission_key": "read"})
        made.refresh_from_db()
        assert made.read_at == clock.now()
        assert not [row for row in rows(cast.actors["lead"]) if "has answered" in row.title]


def test_before_the_answer_the_page_says_when_it_is_due_and_whom_to_ring(cast, client):
    made = ask(cast)
    text = text_of(sign_in(client, cast.posts["lead"]), reverse("child_index:asked", kwargs={"enquiry_ref": made.ref}))
    assert "No answer yet" in text and "5 March" in text
    with pytest.raises(Problem, match="no answer yet"):
        enquiring.put_away(by=cast.actors["lead"], enquiry=made)


def test_what_is_late_is_late_on_both_sides(cast):
    ask(cast)
    with clock.freeze(clock.now() + datetime.timedelta(days=4)):
        assert [row.tag for row in rows(cast.actors["member"]) if "asks about" in row.title] == ["late"]
        assert [row.tag for row in rows(cast.actors["lead"]) if "Your question" in row.title] == ["late"]


def test_a_second_answer_is_told_that_one_is_there(cast):
    with recording(by=MAKER, action="test.housing"):
        housing = make_involvement(cast.kayleigh, cast.agencies["housing"], None)
        colleague = actor_for(make_post(cast.agencies["housing"], Role.PRACTITIONER, "Hal", "Reed", "Officer"))
    made = ask(cast, housing)
    enquiring.answer_enquiry(by=cast.actors["other_agency"], enquiry=made, answer="No.")
    with pytest.raises((Problem, Refused)):
        enquiring.answer_enquiry(by=colleague, enquiry=made, answer="Yes.")
    made.refresh_from_db()
    assert made.answer == "No."


def test_two_answers_at_once_keep_the_first(cast):
    with recording(by=MAKER, action="test.second"):
        made, other = ask(cast), ask(cast)
    enquiring.answer_enquiry(by=cast.actors["member"], enquiry=made, answer="First")
    with pytest.raises(Problem, match="answered this already"):
        enquiring.answer_enquiry(by=cast.actors["member"], enquiry=made, answer="Second")
    assert other.answer == ""


@pytest.mark.parametrize("who", ["other_lead", "same_agency", "neighbour_worker", "manager"])
def test_nobody_who_was_not_asked_answers(cast, who):
    made = ask(cast)
    with pytest.raises(Refused):
        enquiring.answer_enquiry(by=cast.actors[who], enquiry=made, answer="Me")


@pytest.mark.parametrize("who", ["member", "deputy", "other_lead", "index_team"])
def test_nobody_but_whoever_asked_reads_the_answer(cast, client, who):
    made = ask(cast)
    page = reverse("child_index:asked", kwargs={"enquiry_ref": made.ref})
    assert sign_in(client, cast.posts[who]).get(page).status_code == 404
    with pytest.raises(Problem, match="somebody else"):
        enquiring.put_away(by=cast.actors[who], enquiry=made)


def test_somebody_round_another_child_cannot_be_asked_about_this_one(cast):
    with pytest.raises(Problem, match="round this child"):
        ask(cast, Involvement.objects.get(child=cast.tyler))


def test_who_has_not_found_the_child_asks_nobody(cast):
    for put in (ask, ask_team):
        with pytest.raises(Refused):
            put(cast, who="other_agency")


@pytest.mark.parametrize("words", ["", "  "])
def test_an_empty_question_or_answer_is_told(cast, words):
    made = ask(cast)
    with pytest.raises(Problem, match="what you want to know"):
        enquiring.enquire(by=cast.actors["lead"], child=cast.kayleigh, to=health(cast), question=words)
    with pytest.raises(Problem, match="what you want to know"):
        enquiring.ask_index_team(by=cast.actors["lead"], child=cast.kayleigh, question=words)
    with pytest.raises(Problem, match="your answer"):
        enquiring.answer_enquiry(by=cast.actors["member"], enquiry=made, answer=words)


def test_about_a_protected_child_the_index_team_is_asked_and_nobody_else(cast, client):
    shield(cast, cast.kayleigh)
    housing = cast.actors["other_agency"]
    searching.search(
        by=housing, reason="worry", query=Query(given="Kayleigh", family="Moss", born=cast.kayleigh.born), terms={}
    )
    with pytest.raises(Refused):
        ask(cast, who="other_agency")
    dave = sign_in(client, cast.posts["other_agency"])
    dave.post(reverse("child_index:broker", kwargs={"child_ref": cast.kayleigh.ref}), {"question": WHY})
    made = Enquiry.objects.get()
    assert (made.to_role, made.asked_by) == ("index_team", cast.posts["other_agency"])
    enquiring.answer_enquiry(by=cast.actors["index_team"], enquiry=made, answer="Ring me.")
    page = reverse("child_index:asked", kwargs={"enquiry_ref": made.ref})
    with clock.freeze(clock.now() + datetime.timedelta(days=2)):
        assert "Ring me." in text_of(sign_in(client, cast.posts["other_agency"]), page)


def test_asked_on_the_page_and_answered_on_the_page(cast, client):
    sam = sign_in(client, cast.posts["lead"])
    page = reverse("child_index:enquire", kwargs={"child_ref": cast.kayleigh.ref})
    sam.post(page, {"to": "index_team", "question": WHY})
    sam.post(page, {"to": health(cast).ref, "question": WHY})
    mine = Enquiry.objects.get(to_post=cast.posts["member"])
    client.logout()
    priya = sign_in(client, cast.posts["member"])
    answer = reverse("child_index:answer", kwargs={"enquiry_ref": mine.ref})
    assert WHY in text_of(priya, answer)
    assert priya.post(answer, {"answer": "<b>Yes</b> 😀"}).url == reverse("desks:worktray")
    assert Enquiry.objects.filter(to_role="index_team", answered_at__isnull=True).count() == 1


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.5, "less than an hour"), (1, "1 hour"), (47, "47 hours"), (72, "3 days"), (24 * 21, "3 weeks")],
)
def test_how_long_in_words(hours, words):
    from teamaround.child_index.presenters import how_long

    assert how_long(clock.now(), clock.now() + datetime.timedelta(hours=hours)) == words
    assert how_long(clock.now(), None) == ""

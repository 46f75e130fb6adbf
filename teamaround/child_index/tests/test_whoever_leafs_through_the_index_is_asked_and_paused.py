"""Counted in the database: a question on the screen, then a pause, then a reviewer (DUD-27, issue 3 item 3)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.child_index import candidates, habits, searching
from teamaround.child_index.entering import NewChild, enter
from teamaround.child_index.forms import query_of
from teamaround.child_index.models import Search, SearchAlert
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.notifications.worktray import rows
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
STREET = "MB7 3QQ"
FAMILY = ("Quern", "Dobbs", "Ashby", "Yardley", "Coxon", "Feltham", "Grubb", "Harlow")
GIVEN = ("Ann", "Bea", "Cleo", "Dora", "Elsie", "Freya", "Gwen", "Hope")
BORN = datetime.date(2018, 6, 1)


@pytest.fixture
def street(cast):
    """Eight families of one street."""
    with recording(by=MAKER, action="test.street"):
        for number in range(8):
            enter(
                NewChild(cast.authority.pk, GIVEN[number], FAMILY[number], "F", BORN, postcode=STREET),
                by_post_id=None,
            )
    candidates.forget_counts()
    return cast


def look(cast, number, who="other_agency"):
    terms = {"given": GIVEN[number], "family": FAMILY[number], "postcode": STREET}
    return searching.search(by=cast.actors[who], reason="worry", query=query_of(terms), terms=terms)


def leaf(cast, count=5, who="other_agency", start=0):
    """So many neighbours are looked for and none is opened; the last search counts with the next one."""
    for number in range(start, start + count):
        look(cast, number, who)


def account(cast, who="other_agency"):
    return cast.actors[who].account_id


def test_four_searches_are_no_matter(street):
    leaf(street, 4)
    assert habits.must_wait(account(street)) == ""


def test_neighbour_after_neighbour_is_asked_about_and_that_is_on_record(street):
    leaf(street)
    assert habits.must_wait(account(street)) == "ask"
    assert SearchAlert.objects.get().pattern == "street"
    assert Event.objects.filter(outcome="search").latest("pk").codes["stands_out"] == "street"


def test_a_colleague_who_did_not_search_is_not_asked(street):
    leaf(street)
    assert habits.must_wait(account(street, "same_agency")) == ""
    look(street, 0, "same_agency")


def test_children_that_were_opened_are_no_matter(street, client):
    signed_in = sign_in(client, street.posts["other_agency"])
    for number in range(8):
        made = look(street, number)
        child = made.results.get(rank=1).child
        assert signed_in.get(reverse("desks:child", kwargs={"child_ref": child.ref})).status_code == 200
    assert not SearchAlert.objects.exists()


def test_opening_the_results_is_not_opening_a_child(street, client):
    signed_in = sign_in(client, street.posts["other_agency"])
    for number in range(5):
        made = look(street, number)
        signed_in.get(reverse("child_index:results", kwargs={"search_ref": made.ref}))
    assert habits.must_wait(account(street)) == "ask"


def test_before_the_answer_no_search_is_made_and_nothing_typed_is_lost(street, client):
    leaf(street)
    signed_in = sign_in(client, street.posts["other_agency"])
    sent = {"reason": "worry", "given": "Kayleigh", "family": "Moss", "age": "6"}
    page = signed_in.post(reverse("child_index:search"), sent).content.decode()
    assert "answer one question" in page and 'value="Kayleigh"' in page
    assert Search.objects.count() == 5


def test_the_words_of_the_header_wait_behind_the_question(street, client):
    leaf(street)
    signed_in = sign_in(client, street.posts["other_agency"])
    words = signed_in.post(reverse("child_index:look_for"), {"q": "Kayleigh Moss"}).url
    question = signed_in.get(words).url
    assert "What are you looking for?" in signed_in.get(question).content.decode()
    on = signed_in.post(question, {"reason": "list", "words": "Our new intake"}).url
    assert on == words and 'value="Kayleigh"' in signed_in.get(on).content.decode()


def test_the_question_leads_nowhere_else(street, client):
    leaf(street)
    signed_in = sign_in(client, street.posts["other_agency"])
    address = reverse("child_index:explain") + "?next=//evil.example/"
    assert signed_in.post(address, {"reason": "list", "words": "x"}).url == reverse("child_index:search")


def answered(cast):
    leaf(cast)
    alert = SearchAlert.objects.get()
    habits.explain(by=cast.actors["other_agency"], alert=alert, reason="list", words="Our tenants")
    return alert


def test_after_the_answer_searching_goes_on(street):
    answered(street)
    assert habits.must_wait(account(street)) == ""
    look(street, 5)


def paused(cast):
    alert = answered(cast)
    with clock.freeze(clock.now() + datetime.timedelta(minutes=5)):
        leaf(cast)
    alert.refresh_from_db()
    return alert


def test_the_same_again_pauses_and_comes_to_a_reviewer(street):
    alert = paused(street)
    assert (alert.step, habits.must_wait(account(street))) == ("paused", "pause")
    with pytest.raises(Problem, match="paused"):
        look(street, 7)
    assert [row.title for row in rows(street.actors["reviewer"]) if "paused" in row.title] == [
        "Searching of Dave Hinchliffe is paused"
    ]
    assert [row for row in rows(street.actors["index_team"]) if "paused" in row.title] == []


def test_whoever_is_paused_reads_what_still_works(street, client):
    paused(street)
    signed_in = sign_in(client, street.posts["other_agency"])
    assert signed_in.get(reverse("child_index:search")).url == reverse("child_index:explain")
    text = signed_in.get(reverse("child_index:explain")).content.decode()
    assert "Searching is paused" in text and "Report a safeguarding worry" in text
    assert signed_in.get(reverse("episodes:report_safeguarding")).status_code == 200


@pytest.mark.parametrize(("finding", "waits"), [("justified", ""), ("talk", ""), ("breach", "pause")])
def test_a_reviewer_lifts_the_pause_or_leaves_it(street, client, finding, waits):
    alert = paused(street)
    iris = sign_in(client, street.posts["reviewer"])
    page = reverse("child_index:review_searching", kwargs={"alert_ref": alert.ref})
    text = iris.get(page).content.decode()
    assert "Our tenants" in text and not any(name in text for name in FAMILY)
    assert iris.post(page, {"finding": finding, "words": "I rang her"}).status_code == 302
    assert habits.must_wait(account(street)) == waits
    assert ("Stays paused" in iris.get(reverse("child_index:reviews")).content.decode()) == (finding == "breach")


def test_a_pause_that_stays_can_be_lifted_later(street):
    alert = paused(street)
    iris = street.actors["reviewer"]
    habits.review(by=iris, alert=alert, finding="breach", words="no reason")
    habits.review(by=iris, alert=alert, finding="talk", words="talked")
    assert habits.must_wait(account(street)) == ""
    with pytest.raises(Problem, match="somebody has reviewed"):
        habits.review(by=iris, alert=alert, finding="talk", words="again")


@pytest.mark.parametrize("who", ["index_team", "manager", "lead", "coordinator", "director"])
def test_nobody_but_a_reviewer_reviews(street, who):
    alert = paused(street)
    with pytest.raises(Refused):
        habits.review(by=street.actors[who], alert=alert, finding="justified", words="fine")


def test_nobody_reviews_their_own(street):
    alert = paused(street)
    with recording(by=MAKER, action="test.own"):
        SearchAlert.objects.update(account_id=account(street, "reviewer"))
    alert.refresh_from_db()
    with pytest.raises(Problem, match="Somebody else"):
        habits.review(by=street.actors["reviewer"], alert=alert, finding="justified", words="fine")


def test_the_reviewer_next_door_finds_nothing(street, client):
    alert = paused(street)
    with recording(by=MAKER, action="test.elsewhere"):
        SearchAlert.objects.update(authority=street.neighbour)
    iris = sign_in(client, street.posts["reviewer"])
    assert iris.get(reverse("child_index:review_searching", kwargs={"alert_ref": alert.ref})).status_code == 404


def test_an_answer_is_given_once_and_by_whoever_was_asked(street):
    alert = answered(street)
    for who in ("other_agency", "same_agency"):
        with pytest.raises(Problem, match="no question"):
            habits.explain(by=street.actors[who], alert=alert, reason="list", words="x")


def test_after_a_week_the_answer_no_longer_counts_and_a_new_question_is_asked(street):
    answered(street)
    with clock.freeze(clock.now() + datetime.timedelta(days=8)):
        leaf(street)
        assert habits.must_wait(account(street)) == "ask"
    assert sorted(SearchAlert.objects.values_list("step", flat=True)) == ["asked", "closed"]


def test_yesterdays_searches_do_not_count_today(street):
    leaf(street, 3)
    with clock.freeze(clock.now() + datetime.timedelta(hours=13)):
        leaf(street, 3)
        assert habits.must_wait(account(street)) == ""


def test_the_index_team_may_search_more(street):
    leaf(street, 8, "index_team")
    assert habits.must_wait(account(street, "index_team")) == ""


def test_with_nothing_to_ask_the_page_leads_on(cast, client):
    signed_in = sign_in(client, cast.posts["lead"])
    assert signed_in.get(reverse("child_index:explain")).url == reverse("child_index:search")

"""A colleague's words grow on the page beside one's own; without scripts a button shows what has changed."""

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.assessments import answering
from teamaround.assessments.factories import part_of, started, write
from teamaround.assessments.presence import touch
from teamaround.audit.models import Event
from teamaround.instruments.forms import NewAnswer

pytestmark = pytest.mark.django_db
NOTE, ONE = "behaviour_needs", "reason_for_assessment"


@pytest.fixture
def draft(cast):
    return started(cast.actors["lead"], cast.kayleigh)


@pytest.fixture
def lead(cast, client):
    return sign_in(client, cast.posts["lead"])


def at(name, draft, section="behaviour"):
    return reverse(f"assessments:{name}", kwargs={"assessment_ref": draft.ref, "section": section})


def here(browser, draft, section="behaviour", **asked):
    return browser.get(at("here", draft, section), asked).content.decode()


def test_a_new_note_comes_with_its_card(cast, draft, lead):
    write(cast.actors["member"], draft, NOTE, "Bites when tired", "observed")
    said = here(lead, draft)
    assert f'data-live-cards="{NOTE}"' in said
    assert "Bites when tired" in said
    assert "Priya Nair" in said


def test_where_the_page_shows_the_newest_nothing_is_sent_again(cast, draft, lead):
    row = write(cast.actors["member"], draft, NOTE, "Bites when tired", "observed")
    said = here(lead, draft, newest=row.pk)
    assert "Bites" not in said
    assert f'data-live-newest="{row.pk}"' in said


def test_what_one_writes_oneself_on_this_page_is_not_shown_beside_the_box(cast, draft, lead):
    row = write(cast.actors["lead"], draft, NOTE, "Mine from here", "observed", page_key="k")
    write(cast.actors["lead"], draft, NOTE, "Mine from before", "observed", page_key="old")
    assert "Mine from here" not in here(lead, draft, key="k")
    assert "Mine from before" in here(lead, draft, key="k")
    assert "Mine from here" not in here(lead, draft, change=row.pk)
    assert "Mine from here" in here(lead, draft)


def test_the_box_in_which_a_colleague_writes_says_so(cast, draft, lead):
    touch(cast.actors["member"], part_of(draft, "behaviour"), NOTE)
    assert f'<p data-live-writer="{NOTE}">Priya Nair is writing here</p>' in here(lead, draft)


def test_one_answer_that_a_colleague_changed_is_told_and_not_put_in(cast, draft, lead):
    first = write(cast.actors["lead"], draft, ONE, "Late")
    write(cast.actors["member"], draft, ONE, "Late on Mondays", after=first)
    said = here(lead, draft, "this_assessment", since=first.pk)
    assert "Priya Nair answered at 10am: “Late on Mondays”" in said
    assert "<textarea" not in said


def test_what_stood_before_the_page_was_opened_is_no_news(cast, draft, lead):
    row = write(cast.actors["member"], draft, ONE, "Late")
    assert "Late" not in here(lead, draft, "this_assessment", since=row.pk)


def test_lists_and_a_part_that_is_not_needed_are_told_in_words(cast, draft, lead):
    write(cast.actors["member"], draft, "people_present", [{"name": "Donna Moss", "part": "mother"}])
    assert "Donna Moss" in here(lead, draft, "this_assessment")
    part = part_of(draft, "community")
    answering.give(by=cast.actors["member"], part=part, new=[NewAnswer("community", "not_needed", True)])
    page = lead.get(at("section", draft, "community"), {"since": "0"}).content.decode()
    assert "to “the whole part”: not needed" in page


def test_asking_writes_no_event(cast, draft, lead):
    write(cast.actors["member"], draft, NOTE, "Bites", "observed")
    before = Event.objects.count()
    here(lead, draft)
    assert Event.objects.count() == before


@pytest.mark.parametrize("bad", ["x", "-1", "9" * 40, "٣", ""])
def test_numbers_that_are_none_do_no_harm(cast, draft, lead, bad):
    write(cast.actors["member"], draft, NOTE, "Bites", "observed")
    assert "Bites" in here(lead, draft, newest=bad, since=bad, page=bad, change=bad, key="x" * 200)


@pytest.mark.parametrize("who", ["other_lead", "same_agency", "former"])
def test_others_do_not_listen(cast, draft, client, who):
    browser = sign_in(client, cast.posts[who])
    assert browser.get(at("here", draft)).status_code in {403, 404}


def test_without_scripts_a_button_saves_and_shows_what_has_changed(cast, draft, lead):
    page = lead.get(at("section", draft)).content.decode()
    assert 'name="look" value="0"' in page
    write(cast.actors["member"], draft, NOTE, "Bites when tired", "observed")
    sent = {"submission_key": "k", NOTE: "Shouts", f"{NOTE}__source": "observed", "look": "0"}
    answer = lead.post(at("section", draft), sent, follow=True)
    shown = answer.content.decode()
    assert answer.redirect_chain[-1][0].endswith("?page=1&since=0")
    assert "Since you opened the page:" in shown
    assert "Priya Nair, 10am, to “What Kayleigh needs”: Bites when tired" in shown
    assert "Shouts" in shown


def test_where_nobody_else_wrote_the_button_says_so(cast, draft, lead):
    write(cast.actors["lead"], draft, NOTE, "Mine", "observed")
    page = lead.get(at("section", draft), {"since": "0"}).content.decode()
    assert "Nobody else has written in this part since" in page


def test_listening_asks_few_questions(cast, draft, lead, django_assert_max_num_queries):
    for post in ("lead", "member", "deputy"):
        write(cast.actors[post], draft, NOTE, f"By {post}", "observed")
    here(lead, draft)
    with django_assert_max_num_queries(20):
        here(lead, draft)

"""The box is sent by POST and answered by an opaque word; the words wait on the server (design.md 4)."""

import datetime
from html import unescape

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.child_index import candidates, search_rows
from teamaround.child_index.looking_for import KEY, MOST_KEPT
from teamaround.child_index.models import Search
from teamaround.child_index.terms import seal_terms, terms_of
from teamaround.kit import clock, crypto

pytestmark = pytest.mark.django_db
BOX = "Kayleigh Moss 4.5.2019 MB4 7QX"


@pytest.fixture
def sam(client, cast):
    return sign_in(client, cast.posts["lead"])


def look_for(client, words):
    return client.post(reverse("child_index:look_for"), {"q": words})


def test_the_form_of_the_header_is_a_post_with_a_token(sam):
    text = sam.get(reverse("desks:worktray")).content.decode()
    form = text.split('role="search"')[0].rpartition("<form")[2] + text.split('role="search"')[1].split("</form>")[0]
    assert 'method="post"' in form and "csrfmiddlewaretoken" in form and 'method="get"' not in form


def test_what_was_typed_waits_on_the_server_and_not_in_the_address(sam):
    answer = look_for(sam, BOX)
    assert not any(part in answer.url for part in ("Kayleigh", "Moss", "2019", "MB4", "?"))
    text = unescape(sam.get(answer.url).content.decode())
    assert all(f'value="{part}"' in text for part in ("Kayleigh", "Moss", "2019", "MB4 7QX"))
    assert 'value="worry" checked' not in text


def test_the_words_are_sealed_where_they_wait(sam):
    look_for(sam, BOX)
    assert "Kayleigh" not in str(sam.session[KEY])


def test_the_form_then_searches(sam, cast):
    search_rows.rebuild([cast.kayleigh.pk])
    candidates.forget_counts()
    look_for(sam, BOX)
    sent = {"reason": "worry", "given": "Kayleigh", "family": "Moss", "postcode": "MB4 7QX"}
    answer = sam.post(reverse("child_index:search"), sent)
    assert "Kayleigh Moss" in sam.get(answer.url).content.decode()


def test_nobody_elses_word_and_no_old_word_gives_the_words(sam, cast, client):
    address = look_for(sam, BOX).url
    with clock.freeze(clock.now() + datetime.timedelta(minutes=16)):
        assert "Kayleigh" not in sam.get(address).content.decode()
    client.logout()
    other = sign_in(client, cast.posts["member"])
    assert "Kayleigh" not in other.get(address).content.decode()


def test_an_old_bookmark_with_words_is_not_obeyed(sam):
    assert "Kayleigh" not in sam.get(reverse("child_index:search") + "?q=Kayleigh").content.decode()


@pytest.mark.parametrize("words", ["", "   ", "\0"])
def test_nothing_typed_leads_to_the_empty_form(sam, words):
    assert look_for(sam, words).url == reverse("child_index:search")


@pytest.mark.parametrize(
    "words", ["31.2.2019", "99/99/9999", "😀 🎈", "<script>alert(1)</script>", "x" * 10_000, "Zoë \0 Łoś"]
)
def test_odd_words_come_back_as_words(sam, words):
    text = sam.get(look_for(sam, words).url).content.decode()
    assert "<script>alert(1)" not in text and "Find a child" in text


def test_only_the_last_few_are_kept(sam):
    addresses = [look_for(sam, f"Child {number}").url for number in range(MOST_KEPT + 1)]
    assert 'value="Child"' not in sam.get(addresses[0]).content.decode()
    assert 'value="Child"' in sam.get(addresses[-1]).content.decode()


def test_whoever_may_not_search_may_not_use_the_box(client, cast):
    answer = look_for(sign_in(client, cast.posts["reviewer"]), BOX)
    assert answer.status_code == 403
    assert Event.objects.filter(action="child_index.search", outcome="refuse").count() == 1


def test_the_search_can_be_changed_with_everything_still_there(sam, cast):
    sent = {"reason": "asked", "given": "Kayleigh", "family": "Moss", "born_year": "2019", "carer": "Donna Moss"}
    results = sam.post(reverse("child_index:search"), sent).url
    change = unescape(sam.get(f"{results}change/").content.decode())
    assert 'value="asked" checked' in change and 'value="Donna Moss"' in change and 'value="Kayleigh"' in change
    sign_in(sam, cast.posts["member"])
    assert sam.get(f"{results}change/").status_code == 404


def test_terms_open_beside_their_own_search_only_and_old_ones_still_open(cast):
    old, new, other = (Search(pk=number, ref=f"ref{number}") for number in (1, 2, 3))
    old.sealed_terms = crypto.seal('{"given": "Kayleigh"}', "child_index.Search:1")
    seal_terms(new, {"given": "Kayleigh"})
    assert terms_of(old) == terms_of(new) == {"given": "Kayleigh"}
    other.sealed_terms = new.sealed_terms
    with pytest.raises(crypto.CannotOpen):
        terms_of(other)

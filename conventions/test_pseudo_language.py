"""Every word on every page is given to translators: pages are read in a made-up language, English stands out.

A page is opened as four people see it. What they typed is left out; the list of exceptions may only shrink.
"""

import pytest
from django.urls import resolve

from conventions.pseudo import Trans, catalogue, data, english, seen, wide
from conventions.test_no_address_opens_another_childs_record import with_references
from teamaround.agencies.factories import enter_by_link, sign_in
from teamaround.practice_data.cast_records import add_records

pytestmark = pytest.mark.django_db

NAMES = {"Esc"}
"""What stands on the keyboard."""
STILL_ENGLISH: dict[str, set[str]] = {}
"""Address name -> texts that are not given to translators yet. May only shrink."""


@pytest.fixture(scope="module")
def texts():
    return catalogue()


@pytest.fixture
def pseudo(monkeypatch, texts):
    Trans(texts).use(monkeypatch)


def crawl(client, starts):
    """Every page that can be reached by links, one of each address name."""
    waiting, done = list(starts), {}
    while waiting:
        path = waiting.pop(0).partition("#")[0]
        name = name_of(path)
        if not name or name in done or name.startswith(("personas", "kit:")):
            continue
        done[name] = opened(client.get(path, follow=True))
        waiting += seen(done[name]).links
    return done


def opened(response):
    """The page, also one that says no; "" for files and for what leads elsewhere."""
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return response.content.decode() if is_page else ""


def name_of(path):
    try:
        match = resolve(path.partition("?")[0])
    except Exception:
        return ""
    return f"{match.view_name}?" if "?" in path else match.view_name


def left_in_english(pages):
    typed = data()
    return {
        name: kept
        for name, html in pages.items()
        if (kept := {text for text in english(seen(html).pieces, typed) if text not in NAMES})
    }


def enter(client, cast, who, addresses):
    if who == "mother":
        enter_by_link(client, "family", cast.actors["carer"].grant_id)
        return ["/our-page/"]
    if who == "public":
        return ["/", "/family/", "/family/asked/", "/sign-in/", "/accessibility/", "/privacy/", "/help/"]
    sign_in(client, cast.posts[who])
    return ["/worktray/", "/children/", "/insight/", "/meetings/", *addresses]


@pytest.mark.parametrize(("who", "least"), [("lead", 40), ("manager", 10), ("mother", 1), ("public", 5)])
def test_no_page_has_words_that_translators_never_see(client, cast, pseudo, who, least):
    addresses = [path for _name, path in with_references(add_records(cast)) if path]
    pages = crawl(client, enter(client, cast, who, addresses))
    assert len([html for html in pages.values() if html]) >= least, sorted(pages)
    found = left_in_english(pages)
    assert {name: sorted(said - STILL_ENGLISH.get(name, set())) for name, said in found.items()
            if said - STILL_ENGLISH.get(name, set())} == {}  # fmt: skip


def test_no_form_that_is_sent_empty_answers_in_plain_english(client, cast, pseudo):
    addresses = [path for _name, path in with_references(add_records(cast)) if path]
    sign_in(client, cast.posts["lead"])
    pages = {name_of(path): opened(client.post(path, {"submission_key": path})) for path in addresses}
    assert len([html for html in pages.values() if "govuk-error-summary" in html]) > 15
    assert left_in_english(pages) == {}


def test_what_nobody_translates_is_found():
    page = '<p>Ｇｏ ｏｎ</p><p aria-label="Go back">Kayleigh Moss</p><script>let plain = 1</script><p>{minutes} SO</p>'
    assert english(seen(page).pieces, ["Kayleigh", "Moss"]) == ["Go back"]


def test_what_was_typed_hides_no_other_word():
    assert english(["the authority asked"], ["asked", "it", "or"]) == ["the authority"]


def test_every_text_can_be_written_in_wide_letters():
    assert (
        wide("%(name)s took {minutes} of <b>5</b> &amp; left")
        == "%(name)s ｔｏｏｋ {minutes} ｏｆ <b>5</b> &amp; ｌｅｆｔ"
    )

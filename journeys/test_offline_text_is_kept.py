"""Words typed without a connection are kept in the browser, encrypted, and sent when there is one (design.md 7)."""

import json
import re

import pytest

pytestmark = pytest.mark.journey
BOX = "Immigration status, if it matters"
WORDS = "Kayleigh came without a coat on four days."
IN_THE_BROWSER = """
async () => {
  const base = await new Promise((done) => { const asked = indexedDB.open('teamaround-drafts', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('drafts', {keyPath: 'id'});
    asked.onsuccess = () => done(asked.result); });
  const all = await new Promise((done) => { const asked = base.transaction('drafts').objectStore('drafts').getAll();
    asked.onsuccess = () => done(asked.result); });
  base.close();
  return all.map((one) => ({...one, sealed: [...new Uint8Array(one.sealed)], iv: [...one.iv]}));
}
"""


def part(town, section="background"):
    ref = town.find("assessments.Assessment", instrument="common_assessment")["ref"]
    return f"/assessments/record/{ref}/part/{section}/"


def type_words(one, words=WORDS):
    box = one.page.get_by_label(BOX)
    box.click()
    box.press("Control+a")
    box.press_sequentially(words)


def in_the_browser(one):
    return one.page.evaluate(IN_THE_BROWSER)


def leave_without_a_word(one):
    """The page goes as when a computer is shut: nothing reaches the server at the last moment."""
    cookies = one.context.cookies()
    one.context.clear_cookies()
    one.page.goto("about:blank")
    one.context.set_offline(False)
    one.page.wait_for_timeout(500)
    return cookies


def until(one, wanted, seconds=15):
    """What lies in the browser, as soon as there are so many drafts."""
    for _time in range(seconds * 10):
        found = in_the_browser(one)
        if len(found) == wanted:
            return found
        one.page.wait_for_timeout(100)
    raise AssertionError(f"{len(found)} drafts in the browser, not {wanted}")


def test_offline_it_says_so_keeps_the_words_encrypted_and_sends_them_later(town, person):
    sam = person("sam.okafor")
    sam.open(part(town))
    sam.page.wait_for_load_state("networkidle")
    sam.context.set_offline(True)
    type_words(sam)
    sam.page.get_by_text("No connection. Kept on this computer").first.wait_for()
    (draft,) = until(sam, 1)
    assert "Kayleigh" not in json.dumps(draft)
    assert "coat" not in bytes(draft["sealed"]).decode("latin-1")
    sam.page.get_by_role("button", name=re.compile("Go on to|Save and go on")).last.click()
    sam.sees("What you wrote is kept on this computer")
    assert sam.page.get_by_label(BOX).input_value() == WORDS
    sam.context.set_offline(False)
    sam.page.get_by_text("Saved at").first.wait_for()
    until(sam, 0)
    sam.open(part(town))
    assert sam.page.get_by_label(BOX).input_value() == WORDS


def test_words_of_a_page_that_was_closed_are_sent_on_return(town, person):
    sam = person("sam.okafor")
    sam.open(part(town))
    sam.page.wait_for_load_state("networkidle")
    sam.context.set_offline(True)
    type_words(sam, "Nan sends bread on Tuesdays.")
    until(sam, 1)
    sam.context.add_cookies(leave_without_a_word(sam))
    assert not town.find("assessments.Answer", value="Nan sends bread on Tuesdays.")
    sam.open("/worktray/")
    until(sam, 0)
    sam.open(part(town))
    assert sam.page.get_by_label(BOX).input_value() == "Nan sends bread on Tuesdays."


def test_signing_out_sends_first_what_is_not_sent(town, person):
    sam = person("sam.okafor")
    sam.open(part(town))
    sam.page.wait_for_load_state("networkidle")
    sam.context.route("**/keep/*", lambda route: route.abort())
    type_words(sam, "The health visitor rang twice.")
    until(sam, 1)
    sam.context.unroute("**/keep/*")
    sam.page.locator("form[data-kit-signs-out]").first.evaluate("form => form.requestSubmit()")
    sam.page.wait_for_url(lambda url: "/part/" not in url)
    until(sam, 0)
    sam.be("sam.okafor")
    sam.open(part(town))
    assert sam.page.get_by_label(BOX).input_value() == "The health visitor rang twice."


def test_nobody_else_at_this_computer_can_send_or_read_them(town, person):
    sam = person("sam.okafor")
    sam.open(part(town))
    sam.page.wait_for_load_state("networkidle")
    sam.context.set_offline(True)
    type_words(sam, "Only Sam wrote this.")
    until(sam, 1)
    leave_without_a_word(sam)
    sam.be("priya.nair")
    sam.open(part(town))
    sam.page.wait_for_load_state("networkidle")
    assert len(in_the_browser(sam)) == 1
    sam.sees_not("Only Sam wrote this.")
    assert sam.page.get_by_label(BOX).input_value() != "Only Sam wrote this."
    sam.context.clear_cookies()
    sam.be("sam.okafor")
    sam.open(part(town))
    until(sam, 0)

"""The words a journey is written in: open, fill, choose, press, see. Each page that opens is checked by axe."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Browser:
    """One browser context: one person."""

    def __init__(self, server, chromium, *, width=1280, scripts=True):
        self.server = server
        self.context = chromium.new_context(
            viewport={"width": width, "height": 900}, bypass_csp=True, java_script_enabled=scripts
        )
        self.scripts = scripts
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)

    def close(self):
        self.context.close()

    def be(self, username):
        """Sign in as one of the cast, in one click."""
        self.page.goto(f"{self.server}/personas/?q={username}")
        self._click(self.page.locator(f"form:has(input[value='{username}']) button, button[value='{username}']"))

    def open(self, path):
        answer = self.page.goto(self.server + path)
        self.check()
        return answer.status

    def follow(self, words):
        self._click(self.page.get_by_role("link", name=words))

    def press(self, words):
        self._click(self.page.get_by_role("button", name=words))

    def _click(self, found):
        """Links and buttons lead to a page: the next step waits until that page is there."""
        with self.page.expect_navigation(wait_until="load"):
            found.first.click()
        self.check()

    def fill(self, label, text):
        self.page.get_by_label(label, exact=False).first.fill(text)

    def fill_day(self, legend, day):
        group = self.page.get_by_role("group", name=legend)
        for name, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(name).fill(str(value))

    def choose(self, question, answer):
        self.page.get_by_role("group", name=question).get_by_label(answer, exact=True).first.check()

    def tick_all(self, question):
        for box in self.page.get_by_role("group", name=question).get_by_role("checkbox").all():
            box.check()

    def pick(self, label, option):
        self.page.get_by_label(label).first.select_option(label=option)

    def sees(self, words):
        text = self.page.locator("body").inner_text()
        assert words in text, f"“{words}” is not on {self.page.url}:\n{text[:1500]}"

    def sees_not(self, words):
        assert words not in self.page.locator("body").inner_text()

    @property
    def path(self):
        return re.sub(r"^https?://[^/]+", "", self.page.url)

    def check(self):
        """No server error, no sideways scrolling, no violation of WCAG 2.2 A or AA."""
        assert "went wrong" not in self.page.title().lower(), self.page.url
        if not self.scripts:
            return
        self.page.wait_for_function("document.readyState === 'complete'")
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} px"
        self.page.add_script_tag(path=str(AXE))
        found = self.page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
        problems = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found["violations"]]
        assert not problems, f"{self.page.url}: {problems}"

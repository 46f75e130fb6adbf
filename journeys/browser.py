"""The words a journey is written in: open, fill, choose, press, see. Each page that opens is checked by axe."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = re.compile(r"(?<=/)(?=\w*\d)\w{10,}(?=/)|\?.*|#.*")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Browser:
    """One browser context: one person, on a wide screen or a telephone (`touch`), with or without scripts."""

    axe_looked_at = set()
    """Pages of one shape (address, title, width, number of parts) are looked at by axe once for a run."""

    def __init__(self, server, chromium, *, width=1280, scripts=True, touch=False):
        self.server = server
        self.context = chromium.new_context(
            viewport={"width": width, "height": 900},
            bypass_csp=True,
            java_script_enabled=scripts,
            has_touch=touch,
            is_mobile=touch,
        )
        self.touch = touch
        self.scripts = scripts
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)

    def close(self):
        self.context.close()

    def be(self, username):
        """Sign in as one of the cast, in one click."""
        self.page.goto(f"{self.server}/personas/?q={username}")
        self._click(self.page.locator(f"form:has(input[value='{username}']) button, button[value='{username}']"))

    def sign_in(self, username, password):
        """The first step at the sign-in page, which is open."""
        self.fill("Username", username)
        self.page.get_by_role("textbox", name="Password").fill(password)
        self.press(re.compile("^Sign in$"))

    def give_code(self, code):
        """The second step: six figures, or a recovery code."""
        box = self.page.get_by_role("main").get_by_role("textbox").first
        box.fill(code)
        with self.page.expect_navigation(wait_until="load"):
            box.press("Enter")
        self.check()

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
            self.touch_or_click(found.first)
        self.check()

    def touch_or_click(self, found):
        if self.touch:
            found.scroll_into_view_if_needed()
            found.tap()
        else:
            found.click()

    def fill(self, label, text):
        self.write(self.page.get_by_label(label, exact=False).first, text)

    def fill_day(self, legend, day):
        group = self.page.get_by_role("group", name=legend)
        for name, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.write(group.get_by_label(name), str(value))

    def choose(self, question, answer):
        self.mark(self.page.get_by_role("group", name=question).get_by_label(answer, exact=True).first)

    def tick_all(self, question):
        for box in self.page.get_by_role("group", name=question).get_by_role("checkbox").all():
            self.mark(box)

    def pick(self, label, option):
        self.select(self.page.get_by_label(label).first, option)

    def write(self, box, text):
        box.fill(text)

    def mark(self, box):
        box.check()

    def select(self, box, option):
        box.select_option(label=option)

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
        if self._is_known():
            return
        self.page.add_script_tag(path=str(AXE))
        found = self.page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
        problems = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found["violations"]]
        assert not problems, f"{self.page.url}: {problems}"

    def _is_known(self):
        width, parts = self.page.evaluate("[innerWidth, document.querySelectorAll('*').length]")
        shape = (REFERENCE.sub("*", self.path), self.page.title(), width, parts)
        known = shape in self.axe_looked_at
        self.axe_looked_at.add(shape)
        return known

"""A browser held by somebody who uses no mouse: everything by Tab, arrows, Space and Enter, and the focus is seen."""

from journeys.browser import Browser

IS_HERE = "one => one === document.activeElement"
SAME_NAME = "one => document.activeElement.name === one.name && document.activeElement.type === one.type"
SEEN = """one => {
  const lined = (style) => style.outlineStyle !== "none" && style.outlineWidth !== "0px";
  const drawn = (style) => style.boxShadow !== "none" || lined(style);
  const label = one.labels && one.labels[0];
  return drawn(getComputedStyle(one)) || Boolean(label && drawn(getComputedStyle(label, "::before")));
}"""
FAR = 250


class Keyboard(Browser):
    """The same words as Browser."""

    def go_to(self, found, there=IS_HERE):
        """Tab until the focus is there, and it is drawn on the screen."""
        found.wait_for(state="attached")
        for _step in range(FAR):
            if found.evaluate(there):
                where = self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
                assert self.page.evaluate(f"({SEEN})(document.activeElement)"), f"no visible focus on {where}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {found} on {self.page.url}")

    def touch_or_click(self, found):
        self.go_to(found)
        self.page.keyboard.press("Enter")

    def write(self, box, text):
        self.go_to(box)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def mark(self, box):
        if box.is_checked():
            return
        if box.get_attribute("type") == "checkbox":
            self.go_to(box)
            self.page.keyboard.press("Space")
            return
        self.go_to(box, SAME_NAME)
        self.page.keyboard.press("Space")
        for _answer in range(20):
            if box.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not lead to {box}")

    def select(self, box, option):
        self.go_to(box)
        self.page.keyboard.type(option)
        assert box.evaluate("one => one.selectedOptions[0].label") == option

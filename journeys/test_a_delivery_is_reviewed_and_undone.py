"""The index team brings in a file, sees what it would change, decides, applies it, and undoes the whole of it."""

import csv
import re
import time

import pytest

pytestmark = pytest.mark.journey
COLUMNS = ("NHS_NUMBER", "FORENAMES", "SURNAME", "DATE_OF_BIRTH", "SEX", "ADDRESS_1", "ADDRESS_2", "ADDRESS_3",
           "POSTCODE", "PRACTICE", "TELEPHONE")  # fmt: skip
ROWS = (
    # Known by name, day and home, and nobody had her number before.
    ("9990000026", "KAYLEIGH", "MOSS", "20190504", "F", "14 Mill Race", "", "", "MB4 7QX", "", ""),
    # Day and month the wrong way round: only a person can tell.
    ("", "Tyler", "Marsh", "20150902", "M", "", "", "", "", "", ""),
    ("", "Jodie", "Taner", "20110930", "F", "", "", "", "", "", ""),
    ("", "Otto", "Underhill", "20220614", "M", "12 Quarry Bank", "", "", "MB3 4RT", "", ""),
    ("", "Ida", "Vaszary", "20223145", "F", "", "", "", "75008", "", ""),
    ("cut", "off"),
)


def file_of(tmp_path):
    path = tmp_path / "practices.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *ROWS])
    return path


def wait_for(jan, words):
    """The page says how far it is; whoever waits looks again."""
    until = time.monotonic() + 40
    while words not in jan.page.locator("h1").inner_text() and time.monotonic() < until:
        time.sleep(0.5)
        jan.page.reload()
    assert words in jan.page.locator("h1").inner_text()
    jan.check()


def test_from_sending_to_undoing(town, person, tmp_path):
    town._post_office()
    jan = person("jan.brook")
    jan.follow("Files")
    jan.press("Bring in a file")
    jan.choose("What kind of file is it?", "GP list style: children registered with a practice")
    jan.page.set_input_files("input[type=file]", file_of(tmp_path))
    jan.press("Send the file")
    wait_for(jan, "Waits for you")
    jan.sees("2 rows to decide")
    jan.sees("DATE_OF_BIRTH: 1")
    jan.follow("See them child by child")
    jan.sees("Kayleigh")
    jan.sees("not known before")
    jan.follow("The file")
    decide_both(jan)
    apply_and_undo(town, jan)


def decide_both(jan):
    """One press each; the second by a key."""
    jan.press("Decide, one after the other")
    jan.sees("What each line weighs")
    jan.press(re.compile("The same child"))
    jan.sees("Taken as the same child.")
    with jan.page.expect_navigation(wait_until="load"):
        jan.page.keyboard.press("2")
    jan.sees("Taken as another child.")


def apply_and_undo(town, jan):
    jan.press("Let it change the index")
    jan.press("Apply the file")
    wait_for(jan, "Applied")
    jan.sees("Receipt")
    jan.sees("All rows of the file")
    assert town.find("families.Identifier", value="9990000026")
    assert town.find("families.Person", given="Otto")
    jan.follow("Undo the whole file")
    jan.fill("Why is it to be undone?", "It was last year's list.")
    jan.press("Undo the whole file")
    wait_for(jan, "Undone")
    jan.sees("children it brought are taken out of the index")
    assert not town.find("families.Identifier", value="9990000026")
    otto = town.find("families.Person", given="Otto")["id"]
    assert town.find("child_index.Entry", child_id=otto)["state"] == "archived"


def test_on_a_phone_without_scripts_what_is_missing_is_told(person):
    jan = person("jan.brook", width=360, scripts=False)
    jan.open("/deliveries/")
    jan.sees("Files of children")
    jan.press("Bring in a file")
    jan.press("Send the file")
    jan.sees("There is a problem")

"""Every page that somebody may open is found by following links; each keeps to the rules at 1280 and at 320 pixels."""

import re
from collections import deque

import pytest
from django.urls import Resolver404, resolve

pytestmark = pytest.mark.journey
INLINE = re.compile(
    r"<[^>]+\s(?:style|on[a-z]+)=[\"']|<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|<style", re.I
)
NOT_FOLLOWED = re.compile(
    r"/(kit|personas)/|\.(pdf|csv|ics)|/pdf/|/plans/[^/]+/(show/)?paper/|/print/|/attachments/|/sign-in/out/"
)
SAM = {
    "desks:worktray", "desks:children", "desks:child", "child_index:search", "episodes:story", "episodes:add",
    "episodes:correct", "episodes:look_again", "episodes:note_concern", "episodes:level", "assessments:overview",
    "assessments:paper", "assessments:section", "assessments:complete", "assessments:invite", "assessments:read",
    "lead_professional:page", "lead_professional:invite", "lead_professional:end", "team_around_child:page",
    "team_around_child:add", "team_around_child:leave", "plans:plan", "plans:add_need", "plans:add_action",
    "plans:add_offer", "plans:change_need", "plans:progress", "plans:change_action", "plans:offer", "plans:agree",
    "plans:review", "meetings:list", "meetings:of_child", "meetings:call", "meetings:meeting", "meetings:answer",
    "meetings:move", "consent:sharing", "consent:agreement", "consent:withdraw", "consent:cover",
    "child_index:working", "child_index:answer", "family:enrol", "agencies:directory",
    "desks:accessibility", "desks:privacy", "desks:help",
}  # fmt: skip


def name_of(path):
    try:
        found = resolve(path.partition("?")[0])
    except Resolver404:
        return ""
    return found.view_name


def links_on(page):
    hrefs = page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
    return [href.partition("#")[0] for href in hrefs if href.startswith("/")]


def walk(browser, start):
    """Opens one page of each kind that links lead to; gives the kinds, and what was wrong with each."""
    waiting, seen, wrong = deque([start]), set(), []
    while waiting:
        path = waiting.popleft()
        name = name_of(path)
        if not name or name in seen or NOT_FOLLOWED.search(path):
            continue
        seen.add(name)
        wrong += look_at(browser, path)
        waiting.extend(links_on(browser.page))
    return seen, wrong


def look_at(browser, path):
    """What is wrong with one page: a dead link, sideways scroll, a violation, something inline in what was sent."""
    answer = browser.page.goto(browser.server + path)
    if answer.status != 200:
        return [f"{path} is linked and answers {answer.status}"]
    inline = INLINE.search(answer.text())
    try:
        browser.check()
    except AssertionError as problem:
        return [str(problem)]
    return [f"{path}: {inline[0]}"] if inline else []


@pytest.mark.parametrize("width", [1280, 320])
def test_as_the_one_who_leads(person, width):
    seen, wrong = walk(person("sam.okafor", width=width), "/worktray/")
    assert wrong == []
    assert sorted(SAM - seen) == []


@pytest.mark.parametrize("width", [1280, 320])
def test_as_a_manager(person, width):
    seen, wrong = walk(person("grace.holt", width=width), "/worktray/")
    assert wrong == []
    assert {"monitoring:page", "desks:child", "plans:plan", "meetings:meeting"} <= seen


@pytest.mark.parametrize("width", [1280, 320])
def test_as_the_index_team(person, width):
    seen, wrong = walk(person("jan.brook", width=width), "/worktray/")
    assert wrong == []
    assert {"child_index:search", "desks:children", "agencies:directory"} <= seen


@pytest.mark.parametrize("width", [1280, 320])
def test_as_a_mother(person, width):
    mother = person(width=width)
    mother.page.goto(mother.server + "/personas/?words=Shaz")
    mother.press(re.compile("^Be Shaz"))
    assert mother.path.startswith("/our-page/")
    paths = ["/our-page/", *sorted({href for href in links_on(mother.page) if not NOT_FOLLOWED.search(href)})]
    assert [problem for path in paths for problem in look_at(mother, path)] == []

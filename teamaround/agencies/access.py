"""Pages about people who work with children, and one's own words that could not be sent."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from teamaround.access.registry import declare
from teamaround.access.roles import Kind, Role
from teamaround.access.rules import POSTS, Action, Rule

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DIRECTORY = declare(
    "agencies.directory",
    _("see who works where and when to ring"),
    Rule(None, source="CWA-CP"),
    about_child=False,
    needs_fitness=False,
)
UNSENT = declare(
    "agencies.unsent",
    _("see the words you could not send"),
    Rule(None, kinds=POSTS | {Kind.FAMILY, Kind.GUEST}, source="design.md 6"),
    about_child=False,
    needs_fitness=False,
)

DELEGATE = declare(
    "agencies.delegate",
    _("name somebody who acts for you"),
    Rule(None, kinds=frozenset({Kind.POST}), source="DER-16"),
    about_child=False,
    changes=True,
)

INDEX_TEAM = Rule(None, roles=frozenset({Role.INDEX_TEAM}), kinds=frozenset({Kind.POST}), source="DUD-25; facts.md c")
"""People and posts are for the index team of the authority, each in person."""


def _staffing(verb: str, sentence: "StrOrPromise") -> Action:
    return declare(f"agencies.{verb}", sentence, INDEX_TEAM, about_child=False)


PEOPLE = _staffing("people", _("see accounts, posts, training and checks"))
TAKE_ON = _staffing("take_on", _("give a new person an account and a post"))
GIVE_POST = _staffing("give_post", _("give somebody a further post"))
END_POST = _staffing("end_post", _("end a post"))
NOTE_QUALIFICATION = _staffing("note_qualification", _("note training or an enhanced check"))
SEND_LINK = _staffing("send_link", _("send a new link for choosing a password"))
FORGET_SECOND_FACTOR = _staffing("forget_second_factor", _("let somebody set up the second step anew"))
CHOOSE_PASSWORD = declare(
    "agencies.choose_password",
    _("choose a password with the link from the index team"),
    Rule(None, kinds=frozenset(Kind), source="DUD-27"),
    about_child=False,
    needs_fitness=False,
)

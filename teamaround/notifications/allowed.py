"""Whether a message about a child may still go to a colleague: asked of packages above, when it is sent.

`consent` registers its answer here: the family's "not that agency" is obeyed by messages as by pages.
"""

from collections.abc import Callable

from teamaround.notifications.models import Notice

WhyNot = Callable[[Notice], str]
_asked: list[WhyNot] = []


def register(why_not: WhyNot) -> None:
    """`why_not` gives a word of `Notice.Why`, or "" where the message may go."""
    if why_not not in _asked:
        _asked.append(why_not)


def why_not(notice: Notice) -> str:
    """The first reason against sending, or ""."""
    return next((why for asked in _asked if (why := asked(notice))), "")

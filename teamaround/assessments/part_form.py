"""A page of a part as it is sent: the questions, and once for all its notes the day of the visit and who said it.

So an assessment can be written in one sitting, in stages with dated visits, with others, after a talk, or typed in
later from paper (issue 4 item 2): the day and the person stand beside each note.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from teamaround.instruments.forms import SectionForm
from teamaround.kit import clock
from teamaround.kit.fields import TextField
from teamaround.kit.time_fields import DateField

DAY, WHO = "about_day", "about_who"
LONGEST_NAME = 120


@dataclass(frozen=True)
class About:
    """When notes were seen or said, if not just now, and who said or wrote them, if somebody else."""

    day: datetime.date | None = None
    who: str = ""


class PartForm(SectionForm):
    """Asks the two things where the page has notes."""

    def __init__(self, *args: Any, about: About | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_about = any(question.notes for question in self.questions)
        if self.asks_about:
            given = about or About()
            self.fields[DAY] = DateField(
                label=_("The day of the visit or talk"),
                hint=_("If it was not today"),
                required=False,
                latest=clock.today(),
            )
            self.fields[WHO] = TextField(
                label=_("Who said or wrote it, if somebody else"),
                hint=_("A parent's name, a colleague without an account, whose paper you type in"),
                required=False,
                max_length=LONGEST_NAME,
            )
            for name in (DAY, WHO):
                self.fields[name].sentences()  # type: ignore[attr-defined]
            self.initial.update({DAY: given.day, WHO: given.who})

    @property
    def about(self) -> About:
        """What was given; nothing where it was wrong."""
        return About(self.cleaned_data.get(DAY), self.cleaned_data.get(WHO) or "")

"""Forms about searching: the question to whoever searches, and the reviewer's finding."""

from django.utils.translation import gettext_lazy as _

from teamaround.kit.forms import Form, LongTextField, RadiosField

REASONS = [
    ("list", _("I am going through a list of my own service, such as a class or a register")),
    ("family", _("I am looking for the children of one family")),
    ("not_found", _("I cannot find the child and try other spellings")),
    ("duty", _("I am on duty and answer many calls")),
    ("other", _("Something else")),
]


class ExplainForm(Form):
    """Why so many searches?"""

    reason = RadiosField(label=_("Which is nearest?"), choices=REASONS)
    words = LongTextField(
        label=_("In a sentence"), hint=_("Write no child's name. A reviewer may read it."), max_length=600
    )


class ReviewForm(Form):
    """What a reviewer found."""

    finding = RadiosField(
        label=_("What did you find?"),
        choices=[
            ("justified", _("It was justified: searching goes on")),
            ("talk", _("It is to be talked about with the manager: searching goes on")),
            ("breach", _("It was not justified: searching stays paused")),
        ],
    )
    words = LongTextField(label=_("Why?"), hint=_("One sentence. It is kept with the finding."), max_length=600)

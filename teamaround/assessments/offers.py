"""What assessments offer to the shared places: instruments, tab, things one can do, worktray, sentences, messages."""

from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext_lazy

from teamaround.assessments import moving_away, worktray_rows, worktray_voices
from teamaround.assessments.inviting import ASKED_TO_JOIN, INVITED, JOIN_ANSWERED
from teamaround.child_index.announcements import transferred
from teamaround.episodes.story import add_sentences
from teamaround.families import bar
from teamaround.families.bar import Door
from teamaround.instruments import registry
from teamaround.notifications import kinds, worktray
from teamaround.notifications.kinds import Kind


def register() -> None:
    """Called once, when the site starts."""
    registry.add_folder(Path(__file__).parent / "definitions")
    bar.offer_tab(20, Door("assessment", gettext_lazy("Assessment"), "assessments:overview", "assessments.read"))
    bar.offer_can_do(
        30, Door("assessment", gettext_lazy("Open the common assessment"), "assessments:overview", "assessments.start")
    )
    bar.offer_can_do(
        35, Door("checklist", gettext_lazy("Fill in the checklist"), "assessments:checklist", "assessments.start")
    )
    transferred.listen(moving_away.hand_over)
    worktray.register_rows("assessments.drafts", worktray_rows.drafts)
    worktray.register_rows("assessments.invitations", worktray_rows.invitations)
    worktray.register_rows("assessments.join_requests", worktray_rows.join_requests)
    worktray.register_rows("assessments.join_answers", worktray_rows.join_answers)
    worktray.register_rows("assessments.voices", worktray_voices.voices_to_ask)
    worktray.register_rows("assessments.first_contact", worktray_rows.first_contact_passed)
    _sentences()
    _messages()


def _sentences() -> None:
    add_sentences(
        assessments_checklist="A checklist was started.",
        assessments_decide="After the checklist it was decided: %(what)s.",
        assessments_start="A common assessment was started.",
        assessments_supplement="A supplement to the assessment was started.",
        assessments_review="A review of the assessment was started.",
        assessments_invite="%(name)s was asked to write a part of the assessment.",
        assessments_complete="The common assessment was completed.",
        assessments_share="The common assessment was shared with the family and the team.",
    )


def _messages() -> None:
    """Words to colleagues; none can name a child (notifications.kinds)."""
    kinds.register(
        Kind(
            key=INVITED,
            subject=gettext_lazy("You are asked to write a part of an assessment"),
            body=gettext_lazy("%(who)s asks you to write a part of an assessment.\n\nOpen it here: %(link)s\n"),
            values=frozenset({"who", "ref"}),
            path=lambda values: reverse("assessments:read", kwargs={"assessment_ref": values["ref"]}),
        )
    )
    kinds.register(
        Kind(
            key=ASKED_TO_JOIN,
            subject=gettext_lazy("Somebody asks to join an assessment of yours"),
            body=gettext_lazy("%(who)s asks to join an assessment that you started.\n\nAnswer here: %(link)s\n"),
            values=frozenset({"who", "ref"}),
            path=lambda values: reverse("assessments:answer_join", kwargs={"request_ref": values["ref"]}),
        )
    )
    kinds.register(
        Kind(
            key=JOIN_ANSWERED,
            subject=gettext_lazy("Your request to join an assessment is answered"),
            body=gettext_lazy("%(who)s has answered your request to join an assessment.\n\nRead it here: %(link)s\n"),
            values=frozenset({"who", "ref"}),
            path=lambda values: reverse("assessments:join_answer", kwargs={"request_ref": values["ref"]}),
        )
    )

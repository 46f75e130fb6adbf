"""Noting a worry, reporting to social care, looking again. Adding never waits for training or vetting."""

import datetime

from django.utils.translation import gettext as _

from teamaround.access import engine, registry
from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.episodes import access, rules
from teamaround.episodes.actions import move, move_if_possible, open_episodes
from teamaround.episodes.models import Concern, Episode, LookAgain, SafeguardingReport
from teamaround.episodes.story import tell
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.local_settings.values import value

CONCERN_LASTS = datetime.timedelta(days=365)
"""A worry expires after twelve months (issue 4 item 1)."""


def note_concern(*, by: Actor, child: Person | None, child_words: str, words: str, family_knows: str) -> Concern:
    """Note a worry about a child of the index, or about one told in words. Raises Refused or Problem."""
    if child is None and not child_words.strip():
        raise Problem(_("Say which child it is: a name and what helps to find them, such as the school."), field="who")
    with doing(access.NOTE_CONCERN, by=by, codes={"child": child.pk if child else None}) as draft:
        if child:
            draft.about(child.pk)
        return Concern.objects.create(
            authority_id=child.authority_id if child else by.authority_id,
            child=child,
            child_words="" if child else child_words,
            raised_by_id=by.own_post_id,
            words=words,
            family_knows=family_knows,
            raised_at=clock.now(),
            expires_on=clock.today() + CONCERN_LASTS,
        )


def report_safeguarding(
    *,
    by: Actor,
    child: Person | None,
    child_words: str,
    danger_now: bool,
    person_told: str,
    told_at: datetime.datetime,
    words: str,
    family_told: str,
) -> SafeguardingReport:
    """Write down a report that was made by telephone: it goes to social care's list at once.

    An open episode waits, with its lead, until social care decides. Raises Refused or Problem.
    """
    if told_at > clock.now() + datetime.timedelta(minutes=5):
        raise Problem(_("The time you told somebody lies ahead. Write when you rang."), field="told_at")
    episode = open_episodes().filter(child=child).first() if child else None
    with doing(access.REPORT_SAFEGUARDING, by=by, codes={"episode": episode.pk if episode else None}) as draft:
        if child:
            draft.about(child.pk)
        report = SafeguardingReport.objects.create(
            authority_id=child.authority_id if child else by.authority_id,
            child=child,
            child_words="" if child else child_words,
            episode=episode,
            reported_by_id=by.own_post_id,
            danger_now=danger_now,
            person_told=person_told,
            told_at=told_at,
            words=words,
            family_told=family_told,
            reported_at=clock.now(),
        )
        if episode:
            move_if_possible(by=by, episode=episode, verb="safeguard")
            tell(episode, "episodes_safeguard", by=by)
        return report


def identify_report(*, by: Actor, report: SafeguardingReport, child: Person) -> SafeguardingReport:
    """Social care finds out which child a report told in words is about; an open episode waits from now on.

    Only a child whom this person may see in the index. Raises Refused or Problem.
    """
    if not engine.check(by, registry.get("child_index.see"), child.pk).allowed:
        raise Problem(_("Find the child in the index first, then choose them here."), field="child")
    with doing(access.IDENTIFY_REPORT, by=by, codes={"report": report.pk}) as draft:
        draft.about(child.pk)
        locked = SafeguardingReport.objects.select_for_update().get(pk=report.pk)
        if locked.child_id is not None:
            raise Problem(_("Somebody has said already which child this is about. Open your worktray again."))
        locked.child, locked.episode = child, open_episodes().filter(child=child).first()
        locked.save()
        if locked.episode is not None:
            move_if_possible(by=by, episode=locked.episode, verb="safeguard")
            tell(locked.episode, "episodes_safeguard", by=by)
        return locked


def decide_safeguarding(*, by: Actor, report: SafeguardingReport, taken: bool) -> SafeguardingReport:
    """Social care's own word: it takes the case, which ends the episode, or gives it back. Raises Refused."""
    if report.child_id is None:
        raise Problem(_("First say which child of the index this report is about."))
    state = SafeguardingReport.State.TAKEN if taken else SafeguardingReport.State.RETURNED
    with doing(access.DECIDE_SAFEGUARDING, by=by, children=[report.child_id], codes={"taken": taken}):
        report.state, report.decided_by_id, report.decided_at = state, by.own_post_id, clock.now()
        report.save()
        episode = open_episodes().filter(safeguarding_reports=report, state="waiting").first()
        if episode:
            move(by=by, episode=episode, verb="take" if taken else "return", reason=rules.SOCIAL_CARE if taken else "")
            tell(episode, "episodes_social_care_takes" if taken else "episodes_social_care_returns", by=by)
        return report


def set_look_again(
    *, by: Actor, episode: Episode, who_post_id: int | None, due_on: datetime.date | None = None
) -> LookAgain:
    """Name who asks again, and when; six weeks by default. Call inside a recording."""
    days = int(value(episode.authority_id, "look_again_days"))
    return LookAgain.objects.create(
        authority_id=episode.authority_id,
        episode=episode,
        due_on=due_on or clock.today() + datetime.timedelta(days=days),
        who_id=who_post_id or by.post_id,
    )


def answer_look_again(*, by: Actor, look: LookAgain, word: str, words: str = "") -> LookAgain:
    """Better closes the circle, the same sets another date, worse goes back to checking. Raises Refused or Problem."""
    if word not in LookAgain.Word.values:
        raise Problem(_("Choose better, the same or worse."), field="word")
    episode = look.episode
    with doing(access.LOOK_AGAIN, by=by, children=[episode.child_id], codes={"episode": episode.pk, "word": word}):
        locked = LookAgain.objects.select_for_update().get(pk=look.pk)
        if locked.answered_at is not None:
            raise Problem(_("Somebody has answered this already. Open the child's page to see what they said."))
        locked.word, locked.words, locked.answered_at = word, words, clock.now()
        locked.save()
        tell(episode, f"episodes_look_{word}", by=by)
        if word == LookAgain.Word.SAME:
            set_look_again(by=by, episode=episode, who_post_id=locked.who_id)
        if word == LookAgain.Word.WORSE:
            move_if_possible(by=by, episode=episode, verb="check")
        return locked

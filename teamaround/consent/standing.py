"""What stands for a child today: status in a word, sentences, who may know. Reading only."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access import engine
from teamaround.agencies.models import Agency
from teamaround.consent import rules
from teamaround.consent.models import Asking, CompetenceJudgement, Decision, InformationClass, Purpose
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words, whole_years
from teamaround.local_settings.values import value


@dataclass(frozen=True)
class Standing:
    """The agreement of one child: the word, the newest conversation and the decisions that stand."""

    word: str
    asking: Asking | None
    decisions: list[Decision]
    ended: list[Decision]

    @property
    def until(self) -> datetime.date | None:
        counted = [row for row in self.decisions if self.asking is not None and row.asking_id == self.asking.pk]
        return next((row.until for row in counted if row.purpose == Purpose.ASSESS), None)

    @property
    def agencies(self) -> list[Agency]:
        """Agencies that may see what goes well and what is needed."""
        return [
            row.agency
            for row in self.decisions
            if row.agency is not None and row.answer == "agreed" and row.information == InformationClass.NEEDS
        ]

    @property
    def askings(self) -> list[Asking]:
        """The conversations of which something stands, newest first."""
        return list({row.asking_id: row.asking for row in self.decisions}.values())

    @property
    def keep_outs(self) -> list[str]:
        """What anybody of the family wants left out, in their words."""
        return [asking.keep_out for asking in self.askings if asking.keep_out]

    @property
    def refused(self) -> list[Agency]:
        return [row.agency for row in self.decisions if row.agency is not None and row.answer == "refused"]

    @property
    def taken_back(self) -> list[Agency]:
        """Agencies that could see it once, while the rest of the agreement goes on."""
        return [
            row.agency
            for row in self.ended
            if self.word == "agreed" and row.agency is not None and row.information == InformationClass.NEEDS
        ]

    @property
    def limited(self) -> bool:
        """In force, but not for everybody or not for everything."""
        return self.word == "agreed" and bool(self.refused or self.taken_back or self.keep_outs)

    @property
    def status(self) -> tuple[str, str]:
        """Kind and words for the tag."""
        kind, words = STATUS["limited" if self.limited else self.word]
        return kind, str(words)


def standing(child_id: int) -> Standing:
    """Decisions not superseded with their conversation: one query a page."""
    return engine.once_a_page(("consent.standing", child_id), lambda: _standing(child_id))


def _standing(child_id: int) -> Standing:
    rows = list(
        Decision.objects.filter(child_id=child_id, superseded_at__isnull=True)
        .select_related("asking__asked_by__practitioner", "agency")
        .order_by("-made_at", "pk")
    )
    asked = [row for row in rows if row.purpose == Purpose.ASSESS]
    given = [given_by(row) for row in asked]
    word = rules.status(given, clock.today())
    live = [row for row in rows if row.withdrawn_at is None]
    ended = [row for row in rows if row.withdrawn_at is not None]
    counted = rules.counted(given, clock.today())
    newest = asked[counted].asking if counted is not None else None
    return Standing(word, newest, live, ended)


def given_by(row: Decision) -> rules.Given:
    """For the pure status rule."""
    return rules.Given(row.answer, row.asking.right, row.until, row.withdrawn_at is not None)


STATUS = {
    "agreed": ("good", gettext_lazy("In force")),
    "limited": ("good", gettext_lazy("In force, with limits")),
    "refused": ("late", gettext_lazy("Refused")),
    "withdrawn": ("late", gettext_lazy("Taken back")),
    "run out": ("soon", gettext_lazy("Run out: ask again")),
    "conflict": ("soon", gettext_lazy("People differ")),
    "not asked": ("neutral", gettext_lazy("Not asked yet")),
}


def sentences(
    asking: Asking, decisions: list[Decision], *, kinds: frozenset[str] = frozenset(), with_keep_out: bool = True
) -> list[str]:
    """The records of one conversation read back; a sensitive service only for readers it covers.

    What one person asked to keep out may be about another of the family: that one reads it `with_keep_out=False`.
    """
    today = clock.today()
    who = {"name": asking.answered_by_name, "day": short_day_words(asking.asked_at.date(), today)}
    alike: dict[str, list[Decision]] = {}
    for row in decisions:
        if row.asking_id == asking.pk and not (row.sensitive and row.sensitive not in kinds):
            alike.setdefault(_sentence(row), []).append(row)
    found = [words % (who | _values(rows, today)) for words, rows in alike.items()]
    if asking.keep_out and with_keep_out:
        found.append(_("To be kept out: “%(words)s”") % {"words": asking.keep_out})
    return found


def _values(rows: list[Decision], today: datetime.date) -> dict[str, str]:
    """The words of decisions that read alike: all their agencies in one sentence."""
    row = rows[0]
    names = list(dict.fromkeys(each.agency.name for each in rows if each.agency))
    last = _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]} if len(names) > 1 else ""
    return {
        "agency": last or "".join(names),
        "until": short_day_words(row.until, today) if row.until else "",
        "why": str(rules.WHY_NOT_ASKED.get(row.why_not, "")),
    }


def _sentence(row: Decision) -> str:
    if row.purpose == Purpose.ASSESS:
        return {
            "agreed": _("%(name)s said yes on %(day)s. We may assess together until %(until)s."),
            "refused": _("%(name)s did not agree on %(day)s to an assessment. Help does not hang on it."),
            "not_asked": _("An assessment was not asked about on %(day)s: %(why)s."),
        }[row.answer]
    if row.purpose == Purpose.DISCUSS:
        return {
            "agreed": _("It may be talked about at a group of agencies."),
            "refused": _("It may not be talked about at a group of agencies."),
            "not_asked": _("It was not asked whether a group of agencies may talk about it."),
        }[row.answer]
    if row.answer == "refused":
        return _("%(agency)s may not know.")
    if row.information == InformationClass.SENSITIVE:
        return _("%(agency)s may know that a service of a sensitive kind is involved.")
    if row.information == InformationClass.BASIC:
        return _("%(agency)s may see name, address, school and doctor.")
    return _("%(agency)s may see what goes well and what is needed.")


def taken_back(now: Standing) -> list[str]:
    """What was agreed once and is no longer: said as plainly as what stands."""
    today = clock.today()
    if now.word == "withdrawn" and now.ended and now.ended[0].withdrawn_at is not None:
        day = short_day_words(now.ended[0].withdrawn_at.date(), today)
        return [_("The agreement was taken back on %(day)s. Nothing more is shared without a duty.") % {"day": day}]
    return [_("%(agency)s may no longer know.") % {"agency": agency.name} for agency in now.taken_back]


def missing_for_sharing(child: Person) -> list[str]:
    """Calm sentences about what is not there yet; steps may come in any order (issue 2 step 4)."""
    word = standing(child.pk).word
    if word == "agreed":
        return []
    return {
        "not asked": [_("No agreement is recorded yet. You can go on; before sharing it must be there.")],
        "refused": [
            _("The family did not agree. You can write for your own service; nothing is shared without a duty.")
        ],
        "withdrawn": [_("The family took its agreement back. Nothing more is shared without a duty.")],
        "run out": [_("The agreement has run out. Ask again before anything is shared.")],
        "conflict": [_("The people who may decide differ. Talk with them before anything is shared.")],
    }[word]


def hidden_from_parents(child_id: int) -> bool:
    """A competent young person decided alone that parents are not told, and that still stands."""
    decided = Decision.objects.filter(
        child_id=child_id, superseded_at__isnull=True, asking__hide_from_parents=True, asking__right="young_person"
    )
    judged = CompetenceJudgement.objects.filter(child_id=child_id).order_by("-on", "-pk").first()
    return judged is not None and judged.word == "competent" and decided.exists()


def asked_first(child: Person) -> bool:
    """Whether the young person is to be asked before the parents (local age)."""
    if child.born is None:
        return False
    age = whole_years(child.born, clock.today())
    return rules.ask_young_person_first(age=age, own_decision_age=int(value(child.authority_id, "own_decision_age")))

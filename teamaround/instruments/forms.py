"""A form for one page of a section, made from the definition and the answers so far.

It saves what changed since the page was shown, as new answers; what was not touched is not written again. Every
answer says which rows its author saw: if somebody else wrote meanwhile, both stand, and nothing is lost.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from teamaround.instruments.answers import Chain, Chains, Conflict, Row, chains, conflicts_in
from teamaround.instruments.definition import NOT_NEEDED, Audience, Instrument, Kind, Question, Section, WhenAnswer
from teamaround.instruments.fields import Look, fields_for, from_json, to_json
from teamaround.instruments.routing import is_empty
from teamaround.instruments.sources import OWN_SOURCE, chips
from teamaround.instruments.words import say, say_text
from teamaround.kit import forms

MOST_ROWS = 50
"""Rows of a repeated group in one form."""


@dataclass(frozen=True)
class NewAnswer:
    """An answer to append. `supersedes` is the row it takes the place of; withdrawn, it takes that row away."""

    section: str
    question: str
    value: Any
    source: str = ""
    supersedes: int | None = None
    withdrawn: bool = False


@dataclass(frozen=True)
class Box:
    """One question as it stands on the page. `hangs_on` tells a script what shows it: "born=expected" when it applies
    only with that answer to a question of the same page (several answers with commas, none named for any answer)."""

    question: Question
    wording: str
    hint: str
    fields: tuple[BoundField, ...]
    rows: tuple[tuple[BoundField, ...], ...]
    source: BoundField | None
    notes: tuple[Chain[Row], ...]
    conflict: Conflict[Row] | None
    more_name: str
    hangs_on: str


class SectionForm(forms.Form):
    """One page of a section. `questions` are the page's (see `pages`), `rows` the answers of the assessment that
    this person may see, `known` what is known from elsewhere by question key, `editing` the note that its own
    author changes by question key."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        instrument: Instrument,
        section: Section,
        questions: Sequence[Question],
        rows: Iterable[Row] = (),
        look: Look | None = None,
        known: Mapping[str, Any] | None = None,
        editing: Mapping[str, Row] | None = None,
        ask_not_needed: bool = True,
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        self.section = section
        self.questions = tuple(questions)
        self.look = look or Look()
        self.known = known or {}
        self.editing = editing or {}
        self.by_id = {row.id: row for row in rows}
        self.found: Chains[Row] = chains(self.by_id.values())
        self.conflicts = {conflict.question: conflict for conflict in conflicts_in(self.found, instrument)}
        self.seen = {question.key: self._seen(question.key) for question in self.questions}
        for question in self.questions:
            self._add(question)
        self.asks_not_needed = ask_not_needed and section.can_be_not_needed
        if self.asks_not_needed:
            self._add_not_needed()

    # ------------------------------------------------------------------------------------------------ making it

    def _seen(self, key: str) -> tuple[Row, ...]:
        """The rows that the author sees and would take the place of: told by the form that was sent, or standing."""
        name = self.add_prefix(f"{key}__seen")
        if self.is_bound and name in self.data:
            ids = [int(one) for one in str(self.data[name]).split(",") if one.isdigit() and len(one) < 19]
            rows = [self.by_id[one] for one in ids if one in self.by_id]
            return tuple(row for row in rows if (row.section, row.question) == (self.section.key, key))
        return self._standing(key)

    def _standing(self, key: str) -> tuple[Row, ...]:
        of_question = self.found.get((self.section.key, key), [])
        if key in self.editing:
            edited = self.editing[key].id
            of_question = [chain for chain in of_question if any(head.id == edited for head in chain.heads)]
        elif any(question.key == key and question.notes for question in self.questions):
            return ()
        heads = [head for chain in of_question for head in chain.heads]
        return tuple(sorted(heads, key=lambda row: (row.given_at, row.id)))

    def _before(self, key: str) -> Any:
        seen = self.seen[key]
        return seen[-1].value if seen and not seen[-1].withdrawn else None

    def _add(self, question: Question) -> None:
        value = self._before(question.key)
        if value is None and not question.notes:
            value = self.known.get(question.key)
        if question.kind is Kind.GROUP:
            self._add_rows(question, value if isinstance(value, list) else [])
            return
        self._put(fields_for(question, question.key, self.look))
        self.initial.update(from_json(question, question.key, value, self.look))
        if question.notes and self.look.audience is Audience.PRACTITIONER:
            self._add_source(question)

    def _put(self, fields: Mapping[str, Any]) -> None:
        self.fields.update(fields)
        for field in fields.values():
            field.sentences()

    def _add_source(self, question: Question) -> None:
        choices = chips(self.look.names)
        field = forms.RadiosField(label=_("This was"), choices=choices, inline=True, small=True, required=False)
        self._put({f"{question.key}__source": field})
        seen = self.seen[question.key]
        self.initial[f"{question.key}__source"] = seen[-1].source if seen else ""

    def _add_rows(self, question: Question, value: list[Any]) -> None:
        for number in range(self._count(question.key, len(value))):
            row = value[number] if number < len(value) else {}
            for member in question.members:
                name = f"{question.key}__{number}__{member.key}"
                self._put(fields_for(member, name, self.look))
                self.initial.update(from_json(member, name, row.get(member.key), self.look))

    def _count(self, key: str, filled: int) -> int:
        """Rows shown: those filled and an empty one; as many as were sent, one more when asked for."""
        sent = str(self.data.get(self.add_prefix(f"{key}__count"), "")) if self.is_bound else ""
        count = int(sent) if sent.isdigit() and len(sent) < 4 else filled + 1
        return min(count + self._asks_for_more(key), max(MOST_ROWS, filled + 1))

    def _asks_for_more(self, key: str) -> bool:
        return self.is_bound and self.add_prefix(f"{key}__more") in self.data

    def _add_not_needed(self) -> None:
        self.seen[NOT_NEEDED] = self._seen(NOT_NEEDED)
        hint = _("“Not needed” is a full answer. The part stays open for colleagues.")
        label = _("We do not need this part")
        self._put({NOT_NEEDED: forms.CheckboxField(label=label, hint=hint)})
        self.initial[NOT_NEEDED] = self._before(NOT_NEEDED) is True

    # ------------------------------------------------------------------------------------------------ showing it

    def hidden(self) -> list[tuple[str, str]]:
        """Hidden inputs the page must carry: which rows were seen, and how many rows a group shows."""
        seen = [(f"{key}__seen", ",".join(str(row.id) for row in rows)) for key, rows in self.seen.items()]
        groups = [question for question in self.questions if question.kind is Kind.GROUP]
        counts = [(f"{group.key}__count", str(len(self._rows(group)))) for group in groups]
        return [(self.add_prefix(name), value) for name, value in [*seen, *counts]]

    @property
    def wants_more_rows(self) -> bool:
        """Whether "Add another" was pressed: save what is right, and show the page again."""
        return any(self._asks_for_more(question.key) for question in self.questions)

    def boxes(self) -> list[Box]:
        """The questions of the page, with their fields and what stands already."""
        return [self._box(question) for question in self.questions]

    def _box(self, question: Question) -> Box:
        key = question.key
        names = [name for name in (key, f"{key}__name") if name in self.fields]
        return Box(
            question=question,
            wording=say(question.wording, self.look.audience, self.look.names),
            hint=say(question.hint, self.look.audience, self.look.names),
            fields=tuple(self[name] for name in names),
            rows=tuple(tuple(self[name] for name in row) for row in self._rows(question)),
            source=self[f"{key}__source"] if f"{key}__source" in self.fields else None,
            notes=tuple(chain for chain in self.found.get((self.section.key, key), []) if chain.heads),
            conflict=self.conflicts.get(key),
            more_name=self.add_prefix(f"{key}__more"),
            hangs_on=self._hangs_on(question),
        )

    def _hangs_on(self, question: Question) -> str:
        applies = question.applies
        if not isinstance(applies, WhenAnswer) or applies.question not in {one.key for one in self.questions}:
            return ""
        return f"{self.add_prefix(applies.question)}={','.join(applies.one_of)}"

    def _rows(self, question: Question) -> list[list[str]]:
        """The field names of each row of a group."""
        rows: dict[int, list[str]] = {}
        for name in self.fields:
            key, _separator, rest = name.partition("__")
            if question.kind is Kind.GROUP and key == question.key:
                rows.setdefault(int(rest.partition("__")[0]), []).append(name)
        return list(rows.values())

    def guidance_line(self) -> str:
        """What to think about, for practitioners; empty for the family."""
        guidance = self.section.guidance
        if guidance is None or self.look.audience is not Audience.PRACTITIONER:
            return ""
        return say_text(guidance.line, self.look.names)

    # ------------------------------------------------------------------------------------------------ reading it

    def clean(self) -> dict[str, Any]:
        """A note needs its footing: the reader must be able to tell seen from told."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for question in self.questions:
            source = f"{question.key}__source"
            unsaid = source in self.fields and source not in self.errors and not cleaned.get(source)
            if unsaid and not is_empty(self._value(question)) and self._changed(question):
                self.add_error(source, _("Choose where this comes from: seen, told, reported or your own view"))
        return cleaned

    def new_answers(self) -> tuple[NewAnswer, ...]:
        """What to append, of the fields that are right: answers that changed since the page was shown."""
        wrong = {name.partition("__")[0] for name in self.errors}
        found: list[NewAnswer] = []
        for question in self.questions:
            if question.key not in wrong and self._changed(question):
                found += self._append(question.key, self._value(question), self._source(question))
        if self.asks_not_needed:
            ticked = self.cleaned_data.get(NOT_NEEDED, False)
            if ticked != (self._before(NOT_NEEDED) is True):
                found += self._append(NOT_NEEDED, True if ticked else None, "")
        return tuple(found)

    def _value(self, question: Question) -> Any:
        if question.kind is not Kind.GROUP:
            return to_json(question, question.key, self.cleaned_data, self.look)
        rows = []
        for number in range(len(self._rows(question))):
            names = {member: f"{question.key}__{number}__{member.key}" for member in question.members}
            row = {m.key: to_json(m, name, self.cleaned_data, self.look) for m, name in names.items()}
            rows.append({key: value for key, value in row.items() if not is_empty(value)})
        return [row for row in rows if row] or None

    def _source(self, question: Question) -> str:
        own = OWN_SOURCE.get(self.look.audience)
        return own.value if own else str(self.cleaned_data.get(f"{question.key}__source", ""))

    def _changed(self, question: Question) -> bool:
        before, now = self._before(question.key), self._value(question)
        if is_empty(before) or is_empty(now):
            return is_empty(before) != is_empty(now)
        told = self.seen[question.key][-1].source
        return bool(before != now) or (question.notes and self._source(question) not in ("", told))

    def _append(self, key: str, value: Any, source: str) -> list[NewAnswer]:
        """A new version of the newest row seen; the others that were seen beside it are taken away by it."""
        place = self.section.key, key
        ids = [row.id for row in self.seen[key]]
        if is_empty(value):
            return [NewAnswer(*place, "", source, one, withdrawn=True) for one in ids]
        beside = [NewAnswer(*place, "", source, one, withdrawn=True) for one in ids[:-1]]
        return [NewAnswer(*place, value, source, ids[-1] if ids else None), *beside]

"""What goes along when two records are made one: every relation to a person is declared here (design.md 8).

A relation that nobody declared stops the joining, and a test fails: whoever adds a table says here what becomes of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models

from teamaround.families.models import Person


class How(StrEnum):
    """moves: goes along. stays: belongs to the record it was made about. becomes_alias: a name in force turns into
    another name. moves_if_free: goes along unless the record that stays has one already, which is then enough."""

    MOVES = "moves"
    STAYS = "stays"
    BECOMES_ALIAS = "becomes_alias"
    MOVES_IF_FREE = "moves_if_free"


@dataclass(frozen=True)
class Relation:
    """How rows of one relation go along; `once_with` and `while_` say of what a person may have only one."""

    how: How = How.MOVES
    once_with: tuple[str, ...] = ()
    while_: dict[str, Any] = field(default_factory=dict)


MOVES, STAYS = Relation(), Relation(How.STAYS)
RUNNING = {"ended_at__isnull": True}

DECLARED: dict[str, Relation] = {
    "families.Name.person": Relation(How.BECOMES_ALIAS),
    "families.Address.person": MOVES,
    "families.Birth.person": MOVES,
    "families.Contact.person": MOVES,
    "families.Identifier.person": MOVES,
    "families.Relationship.person": MOVES,
    "families.Relationship.child": MOVES,
    "families.ParentalResponsibility.person": MOVES,
    "families.ParentalResponsibility.child": MOVES,
    "families.LivesWith.person": MOVES,
    "families.LivesWith.child": MOVES,
    "families.Enrolment.person": Relation(How.MOVES_IF_FREE, once_with=("child_id",), while_=RUNNING),
    "families.Enrolment.child": Relation(How.MOVES_IF_FREE, once_with=("person_id",), while_=RUNNING),
    "consent.Asking.child": MOVES,
    "consent.Asking.answered_by": MOVES,
    "consent.Decision.child": MOVES,
    "consent.Withdrawal.child": MOVES,
    "consent.Withdrawal.by_person": MOVES,
    "consent.CompetenceJudgement.child": MOVES,
    "consent.Settlement.child": MOVES,
    "consent.Cover.child": MOVES,
    # The entry says that its record was joined; pairs, joins, searches and looks tell what was done with which record.
    "child_index.Entry.child": STAYS,
    "child_index.Duplicate.child_a": STAYS,
    "child_index.Duplicate.child_b": STAYS,
    "child_index.Join.kept": STAYS,
    "child_index.Join.joined": STAYS,
    "child_index.SearchResult.child": STAYS,
    "child_index.BreakGlass.child": STAYS,
    "child_index.Shield.child": Relation(How.MOVES_IF_FREE, while_={"ends__isnull": True}),
    "child_index.Involvement.child": MOVES,
    "child_index.Indication.child": MOVES,
    "child_index.StatutoryInvolvement.child": MOVES,
    "child_index.Enquiry.child": MOVES,
    "child_index.Contradiction.child": MOVES,
    "child_index.Brokering.child": MOVES,
    "child_index.BrokerQuestion.child": MOVES,
    "child_index.BeyondMatch.child": STAYS,
    "child_index.Mediated.child": STAYS,
    "child_index.Gap.child": Relation(How.MOVES_IF_FREE, once_with=("kind",), while_={"closed_at__isnull": True}),
    "child_index.Transfer.child": Relation(How.MOVES_IF_FREE, while_={"ended_at__isnull": True}),
    "child_index.StayingOn.child": Relation(How.MOVES_IF_FREE, while_={"ended_at__isnull": True}),
    "child_index.LegalHold.child": Relation(How.MOVES_IF_FREE, while_={"lifted_at__isnull": True}),
    "child_index.Archiving.child": STAYS,
    "child_index.ToldValue.child": MOVES,
    # Derived; made anew after each joining.
    "child_index.SearchName.child_id": STAYS,
    "child_index.SearchValue.child_id": STAYS,
    "child_index.SearchCard.child_id": STAYS,
    "episodes.Episode.child": MOVES,
    "episodes.Concern.child": MOVES,
    "episodes.SafeguardingReport.child": MOVES,
    "team_around_child.Member.person": MOVES,
    "plans.Action.owner_person": MOVES,
    "plans.OfferChange.by_person": MOVES,
    "plans.PlanAgreement.person": MOVES,
    "meetings.Invitee.person": Relation(How.MOVES_IF_FREE, once_with=("meeting_id",)),
    "attachments.Attachment.child_id": MOVES,
    "notifications.Notice.child_id": MOVES,
    "exchange.StagedRow.child_id": MOVES,
    "retention.Purge.child_id": STAYS,
    "exchange.StagedRow.pair_child_id": STAYS,
    "exchange.Written.child_id": STAYS,
    # Sealed: the audit tells for ever which record was looked at.
    "audit.About.child_id": STAYS,
}


def relations() -> Iterator[tuple[str, type[models.Model], Any]]:
    """Every field of ours that stands for a person: foreign keys, and numbers named after one."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("teamaround."):
            for each in model._meta.local_fields:
                if _stands_for_person(each):
                    yield f"{model._meta.label}.{each.name}", model, each


def _stands_for_person(each: Any) -> bool:
    if each.related_model is not None:
        return bool(each.related_model is Person)
    return isinstance(each, models.BigIntegerField) and each.name.endswith(("child_id", "person_id"))


def undeclared() -> list[str]:
    """Relations of which nobody has said what becomes of them."""
    return [label for label, _model, _field in relations() if label not in DECLARED]

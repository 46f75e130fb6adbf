"""Reaching a service that the index does not show: ask, ask the service, pass on what it allows (DUD-23).

Whoever asks learns at most words that the service agreed to. That there is no such service, that it refused and that
it kept silent look alike, on every page and until the same day (`rules.brokered_word`).
"""

import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.child_index import access_services as access
from teamaround.child_index.involving import running
from teamaround.child_index.models import Brokering, BrokerQuestion, Involvement
from teamaround.child_index.rules import brokered_word
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.local_settings.values import value

Answer = BrokerQuestion.Answer


def ask(*, by: Actor, child: Person, question: str) -> Brokering:
    """Ask the index team whether anybody else can be reached; nothing here looks whether there is. Raises Refused."""
    if not question.strip():
        raise Problem(_("Write why you want to reach them, and how you can be reached."), field="question")
    days = datetime.timedelta(days=value(child.authority_id, "broker_days"))
    with doing(access.ASK_BROKER, by=by, children=[child.pk]):
        return Brokering.objects.create(
            authority_id=child.authority_id,
            child=child,
            asked_by_id=by.post_id,
            question=question,
            asked_at=clock.now(),
            answer_by=clock.today() + days,
        )


def word_of(brokering: Brokering) -> str:
    """What whoever asked is told today."""
    return brokered_word(agreed=bool(brokering.agreed), answer_by=brokering.answer_by, today=clock.today())


def waiting(actor: Actor) -> QuerySet[Brokering]:
    """What the broker has not settled, oldest first."""
    rows = Brokering.objects.filter(authority_id=actor.authority_id, settled_at__isnull=True)
    return rows.select_related("child", "asked_by__practitioner", "asked_by__agency").order_by("answer_by", "pk")


def hidden_services(brokering: Brokering) -> QuerySet[Involvement]:
    """For the broker alone: services of this child that others are not shown."""
    kinds = ~Q(sensitive="") | ~Q(agency__sensitive="")
    rows = Involvement.objects.filter(running(), kinds, child_id=brokering.child_id)
    return rows.select_related("agency", "post__practitioner").order_by("agency__name", "pk")


def ask_service(*, by: Actor, brokering: Brokering, service: Involvement) -> BrokerQuestion:
    """The broker asks one of the services. Raises Refused or Problem."""
    if service.child_id != brokering.child_id:
        raise Problem(_("Choose a service of this child."), field="service")
    codes = {"brokering": brokering.pk, "agency": service.agency_id}
    with doing(access.BROKER, by=by, children=[brokering.child_id], codes=codes):
        if Brokering.objects.select_for_update().get(pk=brokering.pk).settled_at is not None:
            raise Problem(_("This is settled already."))
        if brokering.questions.filter(to_agency_id=service.agency_id).exists():
            raise Problem(_("That service has been asked already."), field="service")
        return BrokerQuestion.objects.create(
            authority_id=brokering.authority_id,
            child_id=brokering.child_id,
            brokering=brokering,
            to_agency_id=service.agency_id,
            to_post_id=service.post_id,
            asked_by_id=by.own_post_id,
            asked_at=clock.now(),
        )


def answer_broker(*, by: Actor, question: BrokerQuestion, answer: str, words: str) -> BrokerQuestion:
    """The service answers the broker, and nobody else. Raises Refused or Problem."""
    if answer not in Answer.values:
        raise Problem(_("Choose an answer."), field="answer")
    if answer == Answer.GIVE and not words.strip():
        raise Problem(_("Write the name and number they may have."), field="words")
    codes = {"question": question.pk, "answer": answer}
    with doing(access.ANSWER_BROKER, by=by, children=[question.child_id], codes=codes):
        locked = BrokerQuestion.objects.select_for_update().get(pk=question.pk)
        if locked.answered_at is not None:
            raise Problem(_("Somebody has answered this already."))
        locked.answer, locked.words = answer, words
        locked.answered_by_id, locked.answered_at = by.own_post_id, clock.now()
        locked.save()
        return locked


def settle(*, by: Actor, brokering: Brokering, agreed: str) -> Brokering:
    """Pass on the words agreed with a service, or nothing. Raises Refused or Problem.

    Words go only where a service said yes. Nothing is told before the day, so that the time tells nothing either.
    """
    agreed = agreed.strip()
    if agreed and not brokering.questions.filter(answer__in=[Answer.GIVE, Answer.RING]).exists():
        raise Problem(_("No service has said yes. Leave this empty: nothing is passed on."), field="agreed")
    codes = {"brokering": brokering.pk, "told": bool(agreed)}
    with doing(access.BROKER, by=by, children=[brokering.child_id], codes=codes):
        locked = Brokering.objects.select_for_update().get(pk=brokering.pk)
        if locked.settled_at is not None:
            raise Problem(_("This is settled already."))
        locked.agreed, locked.settled_by_id, locked.settled_at = agreed, by.own_post_id, clock.now()
        locked.save()
        return locked


def put_away(*, by: Actor, brokering: Brokering) -> Brokering:
    """Whoever asked has read what came of it. Raises Refused or Problem."""
    if brokering.asked_by_id != by.post_id or word_of(brokering) == "waiting":
        raise Problem(_("There is no answer for you here yet."))
    with doing(access.OWN_ANSWERS, by=by, codes={"brokering": brokering.pk}) as draft:
        draft.about(brokering.child_id)
        locked = Brokering.objects.select_for_update().get(pk=brokering.pk)
        locked.read_at = locked.read_at or clock.now()
        locked.save()
        return locked

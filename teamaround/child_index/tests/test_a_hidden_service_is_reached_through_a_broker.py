"""No such service, a refusal and silence look alike to whoever asks, byte for byte and on the same day (DUD-23)."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.child_index import brokering
from teamaround.child_index.models import Brokering
from teamaround.child_index.tests.sameness import shown
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.notifications.worktray import rows
from teamaround.practice_data.cast import MAKER, make_involvement

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
WHY = "May I ring whoever sees her?"


def with_camhs(cast):
    with recording(by=MAKER, action="test.camhs"):
        return make_involvement(
            cast.kayleigh, cast.camhs, cast.posts["sensitive_worker"], sensitive="mental_health",
            sensitive_basis="consent",
        )  # fmt: skip


def asked_service(cast, wish):
    return brokering.ask_service(by=cast.index_team, brokering=wish, service=with_camhs(cast))


def refused(cast, wish):
    brokering.answer_broker(by=cast.sensitive_worker, question=asked_service(cast, wish), answer="no", words="Not now")
    brokering.settle(by=cast.index_team, brokering=wish, agreed="")


STORIES = {
    "nobody there": lambda cast, wish: brokering.settle(by=cast.index_team, brokering=wish, agreed=""),
    "refused": refused,
    "silence": asked_service,
}


def what_the_asker_sees(cast, client, story):
    """The child's page, the form, sending it, the worktray and the answer, before and after the day."""
    lead = sign_in(client, cast.posts["lead"])
    child = {"child_ref": cast.kayleigh.ref}
    pages = [reverse("desks:child", kwargs=child), reverse("child_index:ask_broker", kwargs=child)]
    seen = [shown(lambda page=page: lead.get(page)) for page in pages]
    seen.append(shown(lambda: lead.post(pages[1], {"question": WHY})))
    wish = Brokering.objects.get()
    STORIES[story](cast, wish)
    answer = reverse("child_index:brokered", kwargs={"brokering_ref": wish.ref})
    pages += [reverse("desks:worktray"), answer]
    seen += [shown(lambda page=page: lead.get(page)) for page in pages]
    with clock.freeze(clock.now() + 5 * DAY):
        sign_in(client, cast.posts["lead"])
        seen += [shown(lambda page=page: lead.get(page)) for page in pages]
    return [(each.status, each.leads_to, each.text) for each in seen]


@pytest.mark.parametrize("story", list(STORIES))
def test_no_story_is_told_from_another(cast, client, story):
    found = {}
    for each in ("nobody there", story):
        point = transaction.savepoint()
        found[each] = what_the_asker_sees(cast, client, each)
        transaction.savepoint_rollback(point)
        client.logout()
    assert found["nobody there"] == found[story]
    assert "There is nothing that we can pass on" in found[story][-1][2]
    assert "There is nothing that we can pass on" not in found[story][4][2]


def test_the_agreed_words_reach_whoever_asked(cast, client):
    wish = brokering.ask(by=cast.lead, child=cast.kayleigh, question=WHY)
    question = asked_service(cast, wish)
    assert any("May Sam Okafor reach you" in row.title for row in rows(cast.sensitive_worker))
    with pytest.raises(Problem, match="No service has said yes"):
        brokering.settle(by=cast.index_team, brokering=wish, agreed="Esther, 01632 960100")
    brokering.answer_broker(by=cast.sensitive_worker, question=question, answer="ring", words="")
    brokering.settle(by=cast.index_team, brokering=wish, agreed="Somebody rings you on Monday.")
    page = reverse("child_index:brokered", kwargs={"brokering_ref": wish.ref})
    assert "Somebody rings you on Monday." in sign_in(client, cast.posts["lead"]).get(page).content.decode()
    assert sign_in(client, cast.posts["member"]).get(page).status_code == 404


@pytest.mark.parametrize("who", ["same_agency", "other_lead", "coordinator", "lead"])
def test_only_the_service_that_was_asked_answers(cast, who):
    question = asked_service(cast, brokering.ask(by=cast.lead, child=cast.kayleigh, question=WHY))
    with pytest.raises(Refused):
        brokering.answer_broker(by=cast.actors[who], question=question, answer="no", words="")


@pytest.mark.parametrize("who", ["coordinator", "lead", "neighbour_index_team"])
def test_only_the_own_index_team_is_broker(cast, who):
    wish = brokering.ask(by=cast.lead, child=cast.kayleigh, question=WHY)
    with pytest.raises(Refused):
        brokering.settle(by=cast.actors[who], brokering=wish, agreed="")


def test_a_brother_of_the_case_cannot_be_asked_about(cast):
    with pytest.raises(Refused):
        brokering.ask(by=cast.lead, child=cast.tyler, question=WHY)

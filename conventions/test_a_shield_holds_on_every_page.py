"""A shielded child on every page of the site: address, number and school stand nowhere for those who may not see.

Walked by everybody who can open some page of the child, and checked against the same walk by the one who leads: the
near miss is a health visitor in the same team, and one of the same agency who helps a brother.
"""

import datetime

import pytest
from django.urls import reverse

from conventions.test_no_address_opens_another_childs_record import addresses, with_references
from teamaround.agencies.factories import enter_by_link, sign_in
from teamaround.agencies.models import Agency
from teamaround.audit.recording import recording
from teamaround.child_index import search_rows, shield_actions
from teamaround.child_index.models import Indication, Search, SearchCard, SearchName, SearchResult, SearchValue
from teamaround.episodes.models import Episode
from teamaround.families.models import Address, Enrolment, LivesWith, ParentalResponsibility, Relationship
from teamaround.kit import clock
from teamaround.meetings.calendar import entry
from teamaround.meetings.models import Meeting
from teamaround.notifications.models import Notice
from teamaround.practice_data.cast import MAKER, join, lead, make_child, make_episode, make_involvement
from teamaround.practice_data.cast_records import add_records

pytestmark = pytest.mark.django_db
SECRETS = ("Mill Race", "MB4 7QX", "MB47QX", "07700 900481", "07700900481", "Ines Quill", "01632 960777", "01632960777")
WITHOUT = ("member", "manager", "coordinator", "other_manager", "other_agency", "same_agency", "other_lead", "reviewer",
           "director", "neighbour_worker", "administrator", "social_worker")  # fmt: skip


@pytest.fixture
def hidden(cast):
    cast.refs = add_records(cast)
    with recording(by=MAKER, action="test.hidden"):
        academy = Agency.objects.create(authority=cast.authority, key="academy", name="The Academy", kind="school")
        make_involvement(
            cast.kayleigh, academy, None, kind="universal", worker_name="Ines Quill", telephone="01632 960777"
        )
        Indication.objects.create(
            authority=cast.authority, child=cast.kayleigh, kind="lead", post=cast.posts["lead"], record_ref="x",
            starts=clock.today(),
        )  # fmt: skip
        _brother(cast)
    search_rows.rebuild([cast.kayleigh.pk])
    shield_actions.put_on(
        by=cast.actors["index_team"], child=cast.kayleigh, parts=["entry"], reason="violence",
        words="He looks for them.", review_on=datetime.date(2026, 9, 1),
    )  # fmt: skip
    with recording(by=MAKER, action="test.searches"):
        for who in ("other_agency", "same_agency", "other_lead", "social_worker", "coordinator"):
            _search(cast, who)
    return cast


def _brother(cast):
    """Finn lives in the same home and is helped by somebody of Priya's agency."""
    finn = cast.people["finn"] = make_child(cast.authority, "Finn", "Moss", datetime.date(2022, 1, 1))
    tie = {"authority": cast.authority, "person": cast.mother, "child": finn, "source": "family"}
    LivesWith.objects.create(recorded_at=clock.now(), **tie)
    ParentalResponsibility.objects.create(recorded_at=clock.now(), **tie)
    Relationship.objects.create(recorded_at=clock.now(), kind="mother", **tie)
    home = {"lines": "14 Mill Race", "postcode": "MB4 7QX", "source": "family", "recorded_at": clock.now()}
    Address.objects.create(authority=cast.authority, person=finn, **home)
    episode = make_episode(cast, finn, cast.posts["other_lead"], cast.localities["canalside"])
    Episode.objects.filter(pk=episode.pk).update(group=cast.episodes["kayleigh"].group)
    lead(episode, cast.posts["other_lead"], "lead")
    join(episode, cast.posts["other_lead"])


def _search(cast, who):
    post = cast.posts[who]
    made = Search.objects.create(
        authority=cast.authority, post=post, account_id=post.practitioner.account_id, reason="worry",
        sealed_terms="", outcome="match", at=clock.now(),
    )  # fmt: skip
    facts = {"rank": 1, "score": "0.99", "word": "match", "reasons": [], "limited": True}
    SearchResult.objects.create(search=made, child=cast.kayleigh, **facts)


def paths(cast):
    """Every address with the references of the shielded child, then with the brother's, then those without any."""
    for refs in (cast.refs, cast.refs | {"child_ref": cast.finn.ref}):
        yield from (path for _name, path in with_references(refs) if path)
    yield from (route for name, route, keywords in addresses() if not keywords and "leave" not in name)


def told(client, cast):
    """Where which secret stands, on every page that opens."""
    found = set()
    for path in paths(cast):
        answer = client.get(path, follow=True)
        if answer.status_code == 200 and not answer.streaming:
            text = answer.content.decode(errors="ignore")
            found |= {(path, secret) for secret in SECRETS if secret in text}
    return found


@pytest.mark.parametrize("who", WITHOUT)
def test_nobody_who_may_not_see_is_told_anything(client, hidden, who):
    assert told(sign_in(client, hidden.posts[who]), hidden) == set()


def test_who_leads_is_told_all_of_it(client, hidden):
    """Or the test above would prove nothing."""
    secrets = {secret for _path, secret in told(sign_in(client, hidden.posts["lead"]), hidden)}
    assert {"Mill Race", "MB4 7QX", "07700 900481", "Ines Quill", "01632 960777"} <= secrets


def test_the_other_parent_is_told_nothing(client, hidden):
    with recording(by=MAKER, action="test.enrol"):
        made = Enrolment.objects.create(
            authority=hidden.authority, person=hidden.father, child=hidden.kayleigh, capacity="carer",
            mobile="07700 900999", mobile_digits="07700900999", confirmed_at=clock.now(), number_digest="",
            enrolled_by=hidden.posts["lead"],
        )  # fmt: skip
    enter_by_link(client, "family", made.pk)
    assert client.get(reverse("desks:family_page")).status_code == 200
    assert told(client, hidden) == set()


def test_search_rows_notices_and_calendars_hold_none_of_it(hidden):
    with recording(by=MAKER, action="test.place"):
        Meeting.objects.update(place="14 Mill Race, MB4 7QX")
    rows = [*SearchCard.objects.values(), *SearchName.objects.values(), *SearchValue.objects.values()]
    rows += Notice.objects.values("values")
    text = f"{rows} {[entry(meeting).decode() for meeting in Meeting.objects.all()]}"
    assert [secret for secret in SECRETS if secret in text.upper() or secret in text] == []
    assert "sign in to see where" in text

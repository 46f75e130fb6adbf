"""Ring, text only, leave a message, never: said when a number is added, obeyed by bar, notices and links (step 4)."""

import pytest

from teamaround.access.doing import Refused
from teamaround.audit.recording import recording
from teamaround.families import reaching, safe_contact
from teamaround.families.models import Contact
from teamaround.families.versions import Stale
from teamaround.kit.problems import Problem
from teamaround.notifications import contacts
from teamaround.notifications.delivery import deliver
from teamaround.notifications.models import Notice
from teamaround.notifications.outbox import send_to_contact, send_to_number
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
NUMBER = "07700 900481"


def row(cast):
    return Contact.objects.get(person=cast.mother, ends=None)


def make_safe(cast, safe, by="lead", **more):
    return reaching.change_safe(by=cast.actors[by], child=cast.kayleigh, contact=row(cast), safe=safe, **more)


def add(cast, value, safe="text", kind="telephone", by="lead", person="mother"):
    return reaching.add_contact(
        by=cast.actors[by], child=cast.kayleigh, person=cast.people[person], kind=kind, value=value, safe=safe
    )


def notice(contact):
    with recording(by=MAKER, action="test.notice"):
        return send_to_contact("families.code", contact_id=contact.pk, authority_id=contact.authority_id, secret="1")


@pytest.mark.parametrize(
    ("safe", "state", "why"),
    [("ring", "dropped", "ring_only"), ("text", "sent", ""), ("message", "sent", ""), ("never", "dropped", "never")],
)
def test_each_notice_obeys_what_is_safe_when_it_goes(cast, safe, state, why):
    first = row(cast)
    waiting = notice(first)
    if safe != "text":
        make_safe(cast, safe)
    deliver()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.why) == (state, why)


@pytest.mark.parametrize(
    ("safe", "label", "link"),
    [
        ("ring", "Mother", "tel:07700900481"),
        ("text", "Mother, by text only", "sms:07700900481"),
        ("message", "Mother, leave a message", "tel:07700900481"),
    ],
)
def test_the_bar_says_how_beside_the_number_and_its_link_does_just_that(cast, safe, label, link):
    if safe != "text":
        make_safe(cast, safe)
    fact = safe_contact.carer_fact(cast.lead, cast.kayleigh)
    assert (str(fact.label), fact.telephone_url, fact.telephone) == (label, link, NUMBER)
    assert safe_contact.cautions(cast.lead, cast.kayleigh) == []


def test_never_is_a_warning_and_no_number_to_ring(cast):
    make_safe(cast, "never", words="He reads her phone")
    fact = safe_contact.carer_fact(cast.lead, cast.kayleigh)
    assert (fact.telephone, fact.telephone_url, fact.strong) == ("", "", "Donna Moss")
    [caution] = safe_contact.cautions(cast.lead, cast.kayleigh)
    assert (caution.title, caution.text) == ("Never use 07700 900481.", "He reads her phone")


def test_never_stops_a_message_to_the_same_number_by_any_way(cast):
    make_safe(cast, "never")
    with recording(by=MAKER, action="test.notice"):
        sent = send_to_number("families.code", number="+44 7700 900481", authority_id=cast.authority.pk, secret="1")
    deliver()
    sent.refresh_from_db()
    assert (sent.state, sent.why) == ("dropped", Notice.Why.NEVER)


def test_readers_outside_the_team_see_no_number_and_no_warning(cast):
    make_safe(cast, "never")
    assert safe_contact.carer_fact(cast.other_manager, cast.kayleigh) is None
    assert safe_contact.cautions(cast.other_manager, cast.kayleigh) == []


def test_how_it_was_safe_before_stays_as_history(cast):
    make_safe(cast, "ring")
    rows = Contact.objects.filter(person=cast.mother).order_by("pk")
    assert [(row.safe, row.ends is None) for row in rows] == [("text", False), ("ring", True)]


def test_two_who_change_it_at_once_see_each_other(cast):
    seen = row(cast)
    make_safe(cast, "ring")
    again = {"by": cast.deputy, "child": cast.kayleigh, "contact": seen, "safe": "never"}
    with pytest.raises(Stale, match="Sam Okafor changed this.*“Ring”"):
        reaching.change_safe(based_on=str(seen.pk), **again)
    assert reaching.change_safe(**again).safe == "never"


def test_a_number_that_is_no_longer_used_is_not_changed_and_gets_nothing(cast):
    old = row(cast)
    with recording(by=MAKER, action="test.end"):
        Contact.objects.update(ends="2026-03-01")
    with pytest.raises(Problem, match="no longer used"):
        reaching.change_safe(by=cast.lead, child=cast.kayleigh, contact=old, safe="ring")
    assert contacts.reach(old.pk) is None and contacts.reach(0) is None


@pytest.mark.parametrize("value", ["07700 900481", "+44 7700 900481", "07700900481"])
def test_one_number_however_written_is_added_once(cast, value):
    with pytest.raises(Problem, match="written already"):
        add(cast, value)


@pytest.mark.parametrize(
    ("value", "kind", "safe", "says"),
    [
        ("12345", "telephone", "ring", "6 to 15 digits"),
        ("0" * 16, "telephone", "ring", "6 to 15 digits"),
        ("donna", "email", "text", "name@school.org"),
        ("07700 900999", "telephone", "", "how it is safe"),
        ("07700 900999", "pigeon", "ring", "telephone or e-mail"),
    ],
)
def test_what_cannot_be_used_is_not_kept(cast, value, kind, safe, says):
    with pytest.raises(Problem, match=says):
        add(cast, value, safe, kind)
    assert Contact.objects.count() == 1


def test_an_unknown_way_to_use_it_is_refused(cast):
    with pytest.raises(Problem, match="how it is safe"):
        make_safe(cast, "shout")


def test_an_email_address_is_kept(cast):
    assert add(cast, "donna@moss.example", kind="email").digits == ""


@pytest.mark.parametrize("who", ["other_lead", "same_agency", "manager"])
def test_the_near_misses_may_not(cast, who):
    with pytest.raises(Refused):
        add(cast, "07700 900777", by=who)
    with pytest.raises(Refused):
        make_safe(cast, "ring", by=who)


def test_a_child_who_lives_with_nobody_known_has_no_such_line(cast):
    assert safe_contact.carer_fact(cast.deputy, cast.teenager) is None

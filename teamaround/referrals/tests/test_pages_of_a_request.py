"""The pages: ask, choose what goes along, preview, send, answer; once even when sent twice; bad input is told."""

import pytest
from django.urls import reverse

from teamaround.access.roles import Role
from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.episodes import entries
from teamaround.kit.forms import new_submission_key
from teamaround.practice_data.cast import MAKER, make_post
from teamaround.referrals import actions, answering
from teamaround.referrals.factories import prepared, sent
from teamaround.referrals.models import Referral, State

pytestmark = pytest.mark.django_db


def page(name, **refs):
    return reverse(f"referrals:{name}", kwargs=refs)


def asking(cast, **more):
    key = new_submission_key()
    return {
        "agency": cast.agencies["housing"].ref, "what": "Look at the damp", "family_words": "It smells",
        "urgency": "usual", "family_said": "yes", "family_who": "Donna", "submission_key": key,
    } | more  # fmt: skip


def test_asking_keeps_a_draft_and_leads_to_what_goes_along(client, cast):
    sign_in(client, cast.posts["lead"])
    answer = client.post(page("ask", child_ref=cast.kayleigh.ref), asking(cast))
    made = Referral.objects.get()
    assert (made.state, made.family_words) == (State.DRAFT, "It smells")
    assert answer.url == page("along", referral_ref=made.ref)


def test_the_same_form_twice_makes_one_request(client, cast):
    sign_in(client, cast.posts["lead"])
    data = asking(cast)
    first = client.post(page("ask", child_ref=cast.kayleigh.ref), data)
    assert client.post(page("ask", child_ref=cast.kayleigh.ref), data).url == first.url
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"what": " "}, "Write something in “What help do you ask for?”"),
        ({"agency": "nobody"}, "Choose one of the answers"),
        ({"family_who": ""}, "Write who of the family said yes."),
        ({"urgency": "soonish"}, "Choose one of the answers"),
        ({"what": "x" * 10_001}, "The most it can hold is 10,000"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(client, cast, given, sentence):
    sign_in(client, cast.posts["lead"])
    answer = client.post(page("ask", child_ref=cast.kayleigh.ref), asking(cast, **given))
    assert sentence in answer.content.decode()
    assert not Referral.objects.exists()


def test_words_of_a_script_are_shown_as_words(client, cast):
    made = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"], what="<script>x</script>")
    sign_in(client, cast.posts["lead"])
    text = client.get(page("one", referral_ref=made.ref)).content.decode()
    assert "&lt;script&gt;x&lt;/script&gt;" in text


def test_the_preview_is_what_the_service_reads(client, cast):
    row = entries.add_entry(
        by=cast.actors["member"], episode=cast.episodes["kayleigh"], kind="visit", words="Water on the wall"
    )
    made = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    sign_in(client, cast.posts["lead"])
    client.post(
        page("along", referral_ref=made.ref),
        {"rows": [f"row:{row.ref}"], "family": ["contact"], "who": "", "submission_key": new_submission_key()},
    )
    preview = client.get(page("one", referral_ref=made.ref)).content.decode()
    client.post(page("send", referral_ref=made.ref), {"submission_key": new_submission_key()})
    sign_in(client, cast.posts["other_agency"])
    read = client.get(page("answer", referral_ref=made.ref)).content.decode()
    for words in ("Water on the wall", "07700 900481, by text only", "She works nights"):
        assert words in preview and words in read


def test_pressing_send_twice_sends_once(client, cast):
    made = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    sign_in(client, cast.posts["lead"])
    data = {"submission_key": new_submission_key()}
    for _time in range(2):
        assert client.post(page("send", referral_ref=made.ref), data).status_code == 302
    assert made.changes.count() == 1


def test_what_cannot_be_sent_yet_is_told_on_the_page(client, cast):
    made = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"], family_said="not_yet")
    sign_in(client, cast.posts["lead"])
    assert "Nobody has asked the family yet" in client.get(page("one", referral_ref=made.ref)).content.decode()
    answer = client.post(page("send", referral_ref=made.ref), {"submission_key": ""}, follow=True)
    assert "Ask the family first" in answer.content.decode()


def test_yes_no_begun_and_over_from_the_pages(client, cast):
    made = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    sign_in(client, cast.posts["other_agency"])
    client.post(page("answer", referral_ref=made.ref), {"words": "On Monday", "submission_key": new_submission_key()})
    day = {"on-day": "3", "on-month": "3", "on-year": "2026", "submission_key": new_submission_key()}
    client.post(page("start", referral_ref=made.ref), day)
    over = {"outcome": "helped", "words": "Dry", "submission_key": new_submission_key()}
    assert client.post(page("end", referral_ref=made.ref), over).url == reverse("desks:worktray")
    assert Referral.objects.get().state == State.ENDED
    assert client.get(page("answer", referral_ref=made.ref)).status_code == 404


def test_a_no_that_names_another_service_leads_to_asking_it(client, cast):
    made = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    answering.decline(
        by=cast.actors["other_agency"], referral=made, reason="not_our_work", instead="They do",
        instead_agency=cast.agencies["family_support"],
    )  # fmt: skip
    sign_in(client, cast.posts["lead"])
    text = client.get(page("one", referral_ref=made.ref)).content.decode()
    assert "Ask Marlbeck Family Support instead" in text
    start = client.get(page("ask", child_ref=cast.kayleigh.ref), {"agency": cast.family_support.ref, "again": made.ref})
    assert "A visit about the damp" in start.content.decode()


def test_a_request_that_was_sent_is_changed_no_more(client, cast):
    made = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    sign_in(client, cast.posts["lead"])
    for name in ("change", "along"):
        assert client.get(page(name, referral_ref=made.ref)).url == page("one", referral_ref=made.ref)


def test_buttons_of_whoever_asked(client, cast):
    made = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    sign_in(client, cast.posts["lead"])
    client.post(page("chase", referral_ref=made.ref), {"submission_key": new_submission_key()})
    client.post(page("withdraw", referral_ref=made.ref), {"words": "", "submission_key": new_submission_key()})
    assert list(made.changes.order_by("pk").values_list("verb", flat=True)) == ["send", "chase", "withdraw"]
    again = client.post(page("settle", referral_ref=made.ref), {"submission_key": ""}, follow=True)
    assert "This cannot be done now" in again.content.decode()


def test_the_list_of_a_child_and_its_pages_stay_cheap(client, cast, django_assert_max_num_queries):
    for agency in ("housing", "council", "family_support"):
        made = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies[agency])
    sign_in(client, cast.posts["lead"])
    for path in (
        page("of_child", child_ref=cast.kayleigh.ref),
        page("one", referral_ref=made.ref),
        page("ask", child_ref=cast.kayleigh.ref),
    ):
        with django_assert_max_num_queries(24):
            assert client.get(path).status_code == 200


def test_a_closed_help_asks_nobody(client, cast):
    from teamaround.episodes.actions import close
    from teamaround.kit.problems import Problem

    close(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], reason="outcomes_met")
    sign_in(client, cast.posts["lead"])
    assert client.get(page("ask", child_ref=cast.kayleigh.ref)).status_code == 302
    with pytest.raises(Problem, match="is closed"):
        cast.episodes["kayleigh"].refresh_from_db()
        prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])


def test_the_draft_of_another_service_begins_anew_with_what_goes_along(cast):
    made = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    actions.choose(by=cast.actors["lead"], referral=made, keys=["contact"], to_post=cast.posts["other_agency"])
    wanted = actions.Wanted(agency=cast.agencies["council"], what="The same", family_said="not_yet")
    changed = actions.change(by=cast.actors["lead"], referral=made, wanted=wanted)
    assert (changed.agency, changed.chosen, changed.to_post) == (cast.agencies["council"], [], None)


def test_the_familys_answer_can_be_written_down_later(client, cast):
    made = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"], family_said="not_yet")
    actions.choose(by=cast.actors["lead"], referral=made, keys=["contact"])
    sign_in(client, cast.posts["lead"])
    assert "A visit about the damp" in client.get(page("change", referral_ref=made.ref)).content.decode()
    client.post(page("change", referral_ref=made.ref), asking(cast))
    made.refresh_from_db()
    assert (made.family_said, made.family_who, made.chosen) == ("yes", "Donna", ["contact"])


def test_a_no_from_the_page_shuts_the_request_to_the_service(client, cast):
    made = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    sign_in(client, cast.posts["other_agency"])
    no = {"reason": "full", "instead": "Try the hub", "instead_agency": cast.family_support.ref, "submission_key": "k"}
    assert client.post(page("decline", referral_ref=made.ref), no | {"instead": ""}).status_code == 200
    assert client.post(page("decline", referral_ref=made.ref), no).url == reverse("desks:worktray")
    made.refresh_from_db()
    assert (made.state, made.instead_agency) == (State.DECLINED, cast.family_support)
    assert client.get(page("answer", referral_ref=made.ref)).status_code == 404


@pytest.mark.parametrize("who", ["", "team", "post"])
def test_a_team_or_a_person_can_be_asked(client, cast, who):
    with recording(by=MAKER, action="test.post"):
        there = make_post(
            cast.housing, Role.PRACTITIONER, "Ida", "Lund", "Officer", locality=cast.localities["canalside"]
        )
    made = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    sign_in(client, cast.posts["lead"])
    chosen = {"": "", "team": "team:canalside", "post": f"post:{there.ref}"}[who]
    client.post(page("along", referral_ref=made.ref), {"who": chosen, "family": ["contact"], "submission_key": "k"})
    text = client.get(page("one", referral_ref=made.ref)).content.decode()
    assert {"": "Marlbeck Homes, 0", "team": "the Canalside team", "post": "Ida Lund, Marlbeck Homes"}[who] in text
    again = client.get(page("along", referral_ref=made.ref)).content.decode()
    assert 'value="contact" checked' in again
    assert not chosen or f'value="{chosen}" selected' in again


def test_how_it_stands_is_said_in_words(client, cast, freeze_at):
    made = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    freeze_at(days=15)
    sign_in(client, cast.posts["lead"])
    text = client.get(page("of_child", child_ref=cast.kayleigh.ref)).content.decode()
    assert "No answer came. It was due 1 day ago." in text
    assert "They have not told us yet" in client.get(page("one", referral_ref=made.ref)).content.decode()


def test_what_stays_here_is_counted_on_the_page(client, cast):
    entries.add_entry(
        by=cast.actors["lead"], episode=cast.episodes["kayleigh"], kind="visit", words="Ours", audience="agency"
    )
    made = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    sign_in(client, cast.posts["lead"])
    text = client.get(page("along", referral_ref=made.ref)).content.decode()
    assert "1 row of the story is not offered" in text and "Ours" not in text

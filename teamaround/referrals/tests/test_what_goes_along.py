"""Pieces for one service: what may go, what is written down, what is protected (DUD-23, DUD-60, facts.md c)."""

import pytest
from django.http import Http404

from teamaround.assessments.actions import complete
from teamaround.assessments.factories import whole, write
from teamaround.audit.recording import recording
from teamaround.child_index.models import Involvement, Shield
from teamaround.episodes import actions as episode_actions
from teamaround.episodes.factories import covered, said_about, written
from teamaround.families.models import Contact
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import MAKER
from teamaround.referrals import actions, answering, contents, queries
from teamaround.referrals.factories import prepared

pytestmark = pytest.mark.django_db


def offered(cast, agency="housing"):
    return contents.offered(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies[agency])


def send_with(cast, *keys, agency="housing", **more):
    made = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies[agency], **more)
    actions.choose(by=cast.actors["lead"], referral=made, keys=keys)
    return actions.send(by=cast.actors["lead"], referral=made)


def test_rows_that_may_not_go_are_counted_not_offered(cast):
    written(cast.actors["lead"], cast.episodes["kayleigh"], "For all")
    written(cast.actors["lead"], cast.episodes["kayleigh"], "For us", audience="agency")
    found = offered(cast)
    assert ([piece.words for piece in found.of("row")], found.kept_back) == (["For all"], 1)


def test_a_row_goes_with_what_it_means_and_what_was_done(cast):
    row = written(cast.actors["lead"], cast.episodes["kayleigh"], "Wet", significance="She coughs", done="Rang them")
    made = send_with(cast, f"row:{row.ref}")
    piece = made.pieces.get()
    assert piece.words == "Wet\nFor the child: She coughs\nDone: Rang them"
    assert (piece.byline, piece.entry) == ("Sam Okafor, Hazel Bank Primary", row)


def test_what_was_sent_stays_as_it_read_then(cast):
    from teamaround.episodes.entries import correct_entry

    row = written(cast.actors["lead"], cast.episodes["kayleigh"], "Wet")
    made = send_with(cast, f"row:{row.ref}")
    correct_entry(by=cast.actors["lead"], entry=row, words="Dry")
    assert [piece.words for piece in contents.sent(cast.actors["other_agency"], made)] == ["Wet"]


def test_what_may_no_longer_go_is_left_out_when_it_is_sent(cast):
    row = written(cast.actors["lead"], cast.episodes["kayleigh"], "Therapy", sensitive="mental_health")
    said_about(
        cast.episodes["kayleigh"], cast.agencies["school"], "agreed", information="sensitive", sensitive="mental_health"
    )
    assert not send_with(cast, f"row:{row.ref}").pieces.exists()


def test_the_level_goes_with_its_name(cast):
    episode_actions.set_level(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], level=2, why="Damp")
    assert send_with(cast, "level").pieces.get().words == "2 of 4: Extra help, since 3 March."


def test_a_number_that_became_unsafe_is_shown_no_more(cast):
    made = send_with(cast, "contact")
    assert "07700 900481, by text only" in contents.sent(cast.actors["other_agency"], made)[0].words
    with recording(by=MAKER, action="test.never"):
        Contact.objects.update(safe=Contact.Safe.NEVER)
    assert "07700" not in contents.sent(cast.actors["other_agency"], made)[0].words


def test_of_a_protected_child_no_place_and_no_number_goes(cast):
    with recording(by=MAKER, action="test.shield"):
        Shield.objects.create(
            authority=cast.authority, child=cast.kayleigh, reason_code="violence", starts=clock.today(),
            review_on=clock.today(),
        )  # fmt: skip
    assert "Ask whoever sent this request" in offered(cast).of("contact")[0].words


@pytest.mark.parametrize(
    ("said", "family", "word"),
    [("refused", "yes", "does not want"), ("", "not_yet", "Ask the family first"), ("", "no", "does not want")],
)
def test_the_familys_answer_stops_it_at_the_moment_of_sending(cast, said, family, word):
    made = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"], family_said=family)
    if said:
        said_about(cast.episodes["kayleigh"], cast.agencies["housing"], said)
    with pytest.raises(Problem, match=word):
        actions.send(by=cast.actors["lead"], referral=made)


def test_agreement_on_record_or_a_duty_carry_it(cast):
    assert send_with(cast, agency="health_visiting", family_said="not_yet").basis == "agreement"
    covered(cast.episodes["kayleigh"], cast.agencies["housing"])
    assert send_with(cast, family_said="no").basis == "duty"


@pytest.mark.parametrize(("duty", "basis"), [(False, "consent"), (True, "significant_harm")])
def test_a_sensitive_service_is_named_on_its_basis(cast, duty, basis):
    if duty:
        covered(cast.episodes["kayleigh"], cast.agencies["camhs"])
    made = send_with(cast, agency="camhs")
    answering.accept(by=cast.actors["sensitive_worker"], referral=made)
    named = Involvement.objects.get(child=cast.kayleigh, post=cast.posts["sensitive_worker"])
    assert (named.sensitive, named.sensitive_basis) == ("mental_health", basis)


@pytest.mark.parametrize("field", ["what", "urgency", "family_said", "family_who"])
def test_what_is_missing_is_named(cast, field):
    with pytest.raises(Problem) as told:
        prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"], **{field: " "})
    assert told.value.field == field


def test_a_sent_request_is_changed_no_more(cast):
    made = send_with(cast)
    with pytest.raises(Problem, match="has been sent"):
        actions.choose(by=cast.actors["lead"], referral=made, keys=["contact"])


def test_what_does_not_exist_is_not_found(cast):
    for load in (queries.load_referral, queries.load_received):
        with pytest.raises(Http404):
            load(cast.actors["lead"], "nonsense")


def test_a_request_to_a_sensitive_service_is_not_found_by_the_team(cast):
    made = send_with(cast, agency="camhs")
    with pytest.raises(Http404):
        queries.load_referral(cast.actors["member"], made.ref)


@pytest.fixture
def assessed(cast):
    """A finished assessment, with a part that the therapist wrote and the address."""
    by = cast.actors["lead"]
    made = whole(by, cast.kayleigh)
    write(by, made, "address", "14 Mill Race")
    return complete(by=by, assessment=made)


def test_parts_of_a_finished_assessment_go_whole_with_their_authors(cast, assessed):
    words = {piece.title: piece.words for piece in offered(cast).of("part")}
    said = next(text for text in words.values() if "A warm family in too little room" in text)
    assert "Sam Okafor" in said and "You" not in said
    assert any("14 Mill Race" in text for text in words.values())


def test_a_draft_never_goes(cast):
    whole(cast.actors["lead"], cast.kayleigh)
    assert offered(cast).of("part") == []


def test_the_address_of_a_protected_child_is_in_no_part(cast, assessed):
    with recording(by=MAKER, action="test.shield"):
        Shield.objects.create(
            authority=cast.authority, child=cast.kayleigh, reason_code="violence", starts=clock.today(),
            review_on=clock.today(),
        )  # fmt: skip
    assert not any("Mill Race" in piece.words for piece in offered(cast).pieces)


def test_a_child_of_whose_home_nothing_is_known_has_no_contact_to_send(cast):
    assert contents.offered(cast.actors["deputy"], cast.episodes["teenager"], cast.agencies["housing"]).pieces == ()

"""Three questions on one page, prefilled, read back, sent once; near misses get no page (issue 2 step 5)."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.attachments import files
from teamaround.audit.recording import recording
from teamaround.consent import actions, offers, rules
from teamaround.consent.models import Asking, Decision
from teamaround.consent.queries import sensitive_kinds
from teamaround.consent.standing import standing
from teamaround.families.models import LivesWith
from teamaround.practice_data.cast import MAKER, make_involvement, make_person
from teamaround.practice_data.cast_parts import told

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20 + b"IEND\xaeB`\x82"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "attachments"


@pytest.fixture
def lead(client, cast):
    return sign_in(client, cast.posts["lead"])


def at(cast, name="agreement", child="kayleigh", **more):
    return reverse(f"consent:{name}", kwargs={"child_ref": cast.people[child].ref, **more})


def filled(cast, **change):
    return {
        "submission_key": "key-1", "assess": "agreed", "agencies": [cast.school.ref, cast.health_visiting.ref],
        "explained": list(rules.EXPLAINED), "who": cast.mother.ref, "evidence": "screen", "signed_name": "D Moss",
    } | change  # fmt: skip


def names_in_view(html):
    """Fields that are neither folded away nor shown only under another answer."""
    form = html[html.index("data-kit-keeps") :]
    form = form[: form.index("</form>")]
    open_parts = re.sub(r"<details.*?</details>", "", form, flags=re.DOTALL)
    open_parts = re.sub(r'<div class="govuk-\w+__conditional.*?(?=<div class="govuk-\w+__item"|</fieldset>)', "",
                        open_parts, flags=re.DOTALL)  # fmt: skip
    return dict.fromkeys(re.findall(r'(?:input|textarea|select)[^>]* name="(\w+)"(?![^>]*type="hidden")', open_parts))


def test_three_questions_and_who_said_it_are_all_that_is_in_view(cast, lead):
    html = lead.get(at(cast)).content.decode()
    shown = [name for name in names_in_view(html) if name not in {"submission_key", "csrfmiddlewaretoken"}]
    assert shown == ["explained", "assess", "agencies", "keep_out", "who", "evidence"]


def test_the_page_asks_few_questions_of_the_database(cast, lead, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        lead.get(at(cast))


def test_those_involved_are_ticked_but_not_one_the_family_did_not_want(cast, lead):
    with recording(by=MAKER, action="child_index.involve"):
        make_involvement(cast.kayleigh, cast.housing, cast.posts["other_agency"])
    lead.post(at(cast), filled(cast, not_wanted=[cast.housing.ref]))
    form = lead.get(at(cast)).context["form"]
    assert cast.school.ref in form["agencies"].value()
    assert cast.housing.ref not in form["agencies"].value()
    assert form["not_wanted"].value() == [cast.housing.ref]


def test_it_is_read_back_and_the_side_bar_says_so(cast, lead):
    answer = lead.post(at(cast), filled(cast, keep_out="Not about Alfie", discuss="agreed"), follow=True)
    page = answer.content.decode()
    assert "Donna Moss said yes on 3 March. We may assess together until" in page
    assert "It may be talked about at a group of agencies." in page
    assert "To be kept out: “Not about Alfie”" in page
    assert "In force, with limits" in page


def test_an_agency_the_family_does_not_want_is_named(cast, lead):
    page = lead.post(at(cast), filled(cast, not_wanted=[cast.housing.ref]), follow=True).content.decode()
    assert "Marlbeck Homes may not know." in page


def test_sent_twice_it_is_written_once(cast, lead):
    before = Asking.objects.count()
    places = {lead.post(at(cast), filled(cast)).headers["Location"] for _time in range(2)}
    assert (len(places), Asking.objects.count() - before) == (1, 1)


def test_what_nobody_asked_is_no_refusal(cast, lead):
    lead.post(at(cast), filled(cast))
    newest = Asking.objects.order_by("-pk").first()
    assert newest.decisions.get(purpose="discuss").answer == "not_asked"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"assess": ""}, "Choose an answer"),
        ({"who": ""}, "Choose an answer"),
        ({"signed_name": ""}, "Let them sign on the screen, or type the name"),
        ({"evidence": "spoken"}, "name the witness"),
        ({"explained": []}, "explain also: what a common assessment is for"),
        ({"who": "other", "who_name": ""}, "Say who answered"),
        ({"assess": "not_asked", "who": "other"}, "Choose why it was not asked"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(cast, lead, change, sentence):
    page = lead.post(at(cast), filled(cast, keep_out="Not about Alfie", **change)).content.decode()
    assert sentence in page and "There is a problem" in page
    assert "Not about Alfie" in page


def test_the_child_answers_only_when_somebody_judged_it(cast, lead):
    page = lead.post(at(cast), filled(cast, who=cast.kayleigh.ref)).content.decode()
    assert "First judge whether Kayleigh understands" in page


@pytest.mark.parametrize(("who", "right"), [("mother", "responsibility"), ("father", "responsibility")])
def test_the_right_comes_from_our_record(cast, lead, who, right):
    lead.post(at(cast), filled(cast, who=cast.people[who].ref))
    assert Asking.objects.order_by("-pk").first().right == right


@pytest.mark.parametrize(("born", "offered"), [(None, True), (1960, True), (2012, False)])
def test_grown_ups_at_home_are_offered_but_no_brother(cast, lead, born, offered):
    with recording(by=MAKER, action="families.change"):
        day = datetime.date(born, 1, 1) if born else None
        other = make_person(cast.authority, "Alex", "Moss", day, sex="M")
        LivesWith.objects.create(authority=cast.authority, person=other, child=cast.kayleigh, **told())
    lead.post(at(cast), filled(cast, who=other.ref))
    newest = Asking.objects.order_by("-pk").first()
    assert (newest.answered_by == other and newest.right == "carer") is offered


@pytest.mark.parametrize(("said", "right"), [("", "other"), ("carer", "carer")])
def test_of_somebody_else_the_worker_says_it(cast, lead, said, right):
    lead.post(at(cast), filled(cast, who="other", who_name="Gran", right=said))
    newest = Asking.objects.order_by("-pk").first()
    assert (newest.right, newest.answered_by, newest.answered_by_name) == (right, None, "Gran")


def test_a_sensitive_service_is_offered_only_to_those_it_covers(cast, client):
    with recording(by=MAKER, action="child_index.involve"):
        make_involvement(cast.kayleigh, cast.camhs, cast.posts["sensitive_worker"])
    assert "CAMHS" not in sign_in(client, cast.posts["lead"]).get(at(cast)).content.decode()
    actions.cover(
        by=cast.actors["lead"], child=cast.kayleigh, agency=cast.school, basis="significant_harm", reasons="x",
        sensitive="mental_health",
    )  # fmt: skip
    form = client.get(at(cast)).context["form"]
    assert cast.camhs.ref in dict(form.fields["agencies"].choices)
    assert cast.camhs.ref not in form["agencies"].value()
    told = client.post(at(cast), filled(cast, agencies=[cast.school.ref, cast.camhs.ref]), follow=True)
    assert "Hazel Bank Primary and Marlbeck CAMHS may know that a service of a sensitive kind" in told.content.decode()
    member = sign_in(client, cast.posts["member"])
    assert "sensitive kind" not in member.get(at(cast, "sharing")).content.decode()


def test_a_conversation_is_opened_under_its_own_child_only(cast, lead):
    ref = cast.kayleigh.askings.get().ref
    assert lead.get(at(cast, "read_back", asking_ref=ref)).status_code == 200
    assert lead.get(at(cast, "read_back", "tyler", asking_ref=ref)).status_code == 404


def test_the_side_bar_says_nothing_of_it_to_those_who_may_not_read_it(cast):
    assert offers.agreement_fact(cast.actors["lead"], cast.kayleigh).status.words == "In force"
    assert offers.agreement_fact(cast.actors["other_lead"], cast.kayleigh) is None


def test_the_agreement_of_somebody_without_a_post_covers_no_sensitive_service(cast):
    assert sensitive_kinds(cast.actors["carer"], [cast.kayleigh.pk]) == {cast.kayleigh.pk: frozenset()}


@pytest.mark.parametrize("who", ["other_lead", "same_agency", "other_agency", "neighbour_worker", "manager"])
@pytest.mark.parametrize("name", ["agreement", "withdraw", "competence", "cover", "print_form"])
def test_the_near_miss_gets_no_page(cast, client, who, name):
    made = sign_in(client, cast.posts[who])
    before = Decision.objects.count()
    assert made.get(at(cast, name)).status_code in {403, 404}
    assert made.post(at(cast, name), filled(cast)).status_code in {403, 404}
    assert Decision.objects.count() == before


def test_the_printed_form_asks_the_same_and_ticks_nothing(cast, lead):
    page = lead.get(at(cast, "print_form")).content.decode()
    assert "Hazel Bank Primary" in page and "☑" not in page
    assert all(str(words) in page for words in rules.EXPLAINED.values())


def test_where_nothing_was_asked_yet_the_page_says_what_that_means(cast, client):
    page = sign_in(client, cast.posts["deputy"]).get(at(cast, "sharing", "teenager")).content.decode()
    assert "No agreement is recorded yet" in page and "Nothing has been asked yet." in page
    assert "They take it back" not in page


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"assess": "refused", "signed_name": ""}, "The family did not agree."),
        ({"assess": "not_asked", "why_not_asked": "later"}, "could not ask yet"),
    ],
)
def test_refused_and_not_asked_are_shown_without_blame(cast, client, how, sentence):
    deputy = sign_in(client, cast.posts["deputy"])
    given = filled(cast, who="other", who_name="Dad", agencies=[], **how)
    assert deputy.post(at(cast, child="teenager"), given).status_code == 302
    assert sentence in deputy.get(at(cast, "sharing", "teenager")).content.decode()


class TestTakingBack:
    def test_everything_or_one_agency_is_offered(self, cast, lead):
        page = lead.get(at(cast, "withdraw")).content.decode()
        assert "Everything" in page and "Only that Hazel Bank Primary may know" in page

    def test_one_agency_in_the_familys_own_words(self, cast, lead):
        given = {"submission_key": "k", "what": cast.health_visiting.ref, "who": cast.mother.ref, "words": "Too many"}
        page = lead.post(at(cast, "withdraw"), given, follow=True).content.decode()
        assert "Taken back. It counts from now on." in page
        assert "Marlbeck Health Visiting may no longer know." in page
        assert "Donna Moss took agreement back: “Too many”" in page

    def test_twice_sent_is_once_done(self, cast, lead):
        given = {"submission_key": "k", "what": "all", "who": cast.mother.ref}
        assert {lead.post(at(cast, "withdraw"), given).status_code for _time in range(2)} == {302}
        assert cast.kayleigh.withdrawals.get().by_person == cast.mother


class TestTheSignature:
    def test_drawn_on_the_screen_it_is_kept_and_opens(self, cast, lead):
        drawn = SimpleUploadedFile("signature.png", PNG, "image/png")
        lead.post(at(cast), filled(cast, signature=drawn, signed_name=""))
        kept = Asking.objects.order_by("-pk").first().attachment_ref
        assert files.read(kept) == PNG
        page = lead.get(at(cast, "sharing")).content.decode()
        address = reverse("attachments:agreement", args=[kept])
        assert f'href="{address}"' in page and "The signature" in page
        assert lead.get(address).headers["Content-Type"] == "image/png"

    @pytest.mark.parametrize(
        ("name", "content"), [("signature.png", b"GIF89a not a picture"), ("a.svg", PNG), ("s.png", PNG[:9])]
    )
    def test_anything_but_a_picture_is_refused_and_nothing_is_kept(self, cast, lead, name, content):
        before = Asking.objects.count()
        answer = lead.post(at(cast), filled(cast, signature=SimpleUploadedFile(name, content), signed_name=""))
        assert answer.status_code == 200 and "There is a problem" in answer.content.decode()
        assert Asking.objects.count() == before

    def test_lines_that_were_drawn_come_back_with_an_error(self, cast, lead):
        given = filled(cast, explained=[], **{"signature-strokes": "[[[1,2],[3,4]]]"})
        assert "[[[1,2],[3,4]]]" in lead.post(at(cast), given).content.decode()

    def test_on_paper_it_may_come_later_once(self, cast, lead):
        read_back = lead.post(at(cast), filled(cast, evidence="paper", signed_name=""), follow=True)
        assert "The signed paper is not here yet." in read_back.content.decode()
        made = Asking.objects.order_by("-pk").first()
        address = at(cast, "paper", asking_ref=made.ref)
        assert address in lead.get(at(cast, "sharing")).content.decode()
        for key, words in (("a", "The signed paper is kept."), ("b", "The signed paper is there already.")):
            given = {"submission_key": key, "paper": SimpleUploadedFile("form.png", PNG)}
            assert words in lead.post(address, given, follow=True).content.decode()

    def test_paper_belongs_to_what_was_signed_on_paper(self, cast, lead):
        lead.post(at(cast), filled(cast))
        address = at(cast, "paper", asking_ref=Asking.objects.order_by("-pk").first().ref)
        given = {"submission_key": "a", "paper": SimpleUploadedFile("form.png", PNG)}
        assert "This was not signed on paper." in lead.post(address, given).content.decode()

    def test_the_near_miss_can_add_none(self, cast, client):
        address = at(cast, "paper", asking_ref=cast.kayleigh.askings.get().ref)
        made = sign_in(client, cast.posts["other_lead"])
        given = {"submission_key": "a", "paper": SimpleUploadedFile("form.png", PNG)}
        assert {made.get(address).status_code, made.post(address, given).status_code} <= {403, 404}


def test_a_judgement_and_a_duty_are_walked(cast, client):
    deputy = sign_in(client, cast.posts["deputy"])
    answers = dict.fromkeys(rules.COMPETENCE_QUESTIONS, "yes")
    given = {"submission_key": "j", "word": "competent", "why": "She weighed it up", **answers}
    assert deputy.post(at(cast, "competence", "teenager"), given).status_code == 302
    given = {
        "submission_key": "d", "agency": cast.housing.ref, "basis": "duty", "reasons": "She must be safe",
        "ends-day": "1", "ends-month": "6", "ends-year": "2026",
    }  # fmt: skip
    assert deputy.post(at(cast, "cover"), given).status_code == 302
    page = deputy.get(at(cast, "sharing", "teenager")).content.decode()
    assert "Lorraine Peck judged about deciding alone: Jodie understands and may decide. She weighed it up" in page
    assert "Marlbeck Homes: A duty in law" in deputy.get(at(cast, "sharing")).content.decode()
    assert standing(cast.kayleigh.pk).word == "agreed"

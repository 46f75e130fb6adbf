"""A file opens for those whom the purpose's action allows, as a download, and the look is recorded."""

import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import clear_url_caches, path, reverse, set_urlconf

from teamaround.access import registry
from teamaround.access.doing import doing
from teamaround.agencies.factories import sign_in
from teamaround.attachments import actions, files, purposes, queries, sweeping, views
from teamaround.attachments.models import Attachment
from teamaround.audit.models import About, Event
from teamaround.audit.protected import Unrecorded
from teamaround.kit.problems import Problem

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nsigned by Donna\n%%EOF\n"
PURPOSE = purposes.Purpose("test-paper", "consent.read")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "attachments"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def one_purpose(monkeypatch):
    from config import urls

    monkeypatch.setattr(purposes, "_purposes", {PURPOSE.key: PURPOSE})
    opened = path("test-paper/<str:ref>/", views.view_for(PURPOSE), name="test_paper")
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, opened])
    clear_url_caches()
    set_urlconf(None)
    yield
    clear_url_caches()


def keep(cast, child="kayleigh", name="agreement.pdf", content=PDF, purpose=PURPOSE.key):
    by, person = cast.actors["lead" if child == "kayleigh" else "other_lead"], cast.people[child]
    with doing(registry.get("consent.ask"), by=by, children=[person.pk]):
        file = SimpleUploadedFile(name, content)
        return actions.store(child_id=person.pk, authority_id=person.authority_id, file=file, purpose=purpose, by=by)


def open_as(client, cast, who, attachment):
    return sign_in(client, cast.posts[who]).get(reverse("test_paper", args=[attachment.ref]))


def test_somebody_of_the_team_gets_the_bytes_as_a_download(client, cast):
    answer = open_as(client, cast, "member", keep(cast))
    assert answer.content == PDF
    assert answer.headers["Content-Disposition"] == 'attachment; filename="agreement.pdf"'
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_look_names_child_and_file(client, cast):
    attachment = keep(cast)
    open_as(client, cast, "member", attachment)
    event = Event.objects.filter(action="consent.read").latest("pk")
    assert event.codes == {"attachment": attachment.pk}
    assert About.objects.filter(event_id=event.pk, child_id=cast.kayleigh.pk).exists()


@pytest.mark.parametrize("who", ["other_lead", "other_agency", "neighbour_worker", "index_team", "former"])
def test_others_do_not_and_may_not_know(client, cast, who):
    assert open_as(client, cast, who, keep(cast)).status_code in {403, 404}


def test_the_near_miss_opens_the_paper_of_the_own_child_only(client, cast):
    assert open_as(client, cast, "other_lead", keep(cast, "tyler")).status_code == 200
    assert open_as(client, cast, "other_lead", keep(cast)).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client, cast):
    assert client.get(reverse("test_paper", args=[keep(cast).ref])).status_code == 302


def test_an_address_of_another_purpose_names_nothing(client, cast):
    attachment = keep(cast)
    purposes.register("test-other", action="consent.read")
    from django.http import Http404

    with pytest.raises(Http404):
        queries.loader_for("test-other")(cast.actors["lead"], ref=attachment.ref)


def test_a_file_that_was_damaged_is_not_found(client, cast, media):
    attachment = keep(cast)
    (media / attachment.ref).write_bytes(b"x")
    assert open_as(client, cast, "lead", attachment).status_code == 404


def test_a_post_is_refused(client, cast):
    address = reverse("test_paper", args=[keep(cast).ref])
    assert sign_in(client, cast.posts["lead"]).post(address).status_code == 405


def test_the_row_tells_what_was_stored(cast):
    row = keep(cast, name="../x/My form.exe")
    assert (row.name, row.kind, row.size, row.added_by) == (
        "My form.pdf",
        "application/pdf",
        len(PDF),
        cast.posts["lead"],
    )
    assert queries.of_child(cast.kayleigh.pk, PURPOSE.key) == [row]
    assert queries.of_child(cast.tyler.pk, PURPOSE.key) == []


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00 a program"])
def test_what_is_refused_leaves_nothing(cast, media, content):
    with pytest.raises(Problem):
        keep(cast, name="form.pdf", content=content)
    assert not Attachment.objects.exists() and not media.exists()


def test_outside_an_action_nothing_is_stored(cast):
    file = SimpleUploadedFile("a.pdf", PDF)
    with pytest.raises(Unrecorded):
        actions.store(
            child_id=1, authority_id=cast.authority.pk, file=file, purpose=PURPOSE.key, by=cast.actors["lead"]
        )


def test_an_unknown_purpose_is_refused(cast):
    with pytest.raises(KeyError):
        keep(cast, purpose="nothing")


def test_a_purpose_has_one_action():
    with pytest.raises(ValueError, match="twice"):
        purposes.register(PURPOSE.key, action="plans.read")


def test_what_an_undone_action_left_is_swept_after_a_day(cast, media):
    row = keep(cast)
    for name in ("lost", "half.part", "young"):
        (media / name).write_bytes(b"x")
    for name in (row.ref, "lost", "half.part"):
        os.utime(media / name, (time.time() - 100_000,) * 2)
    assert sweeping.sweep() == 2
    assert {name for name, _ in files.stored()} == {row.ref, "young"}

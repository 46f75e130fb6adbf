"""Sending a file, seeing what it would do, applying, setting aside, undoing: the pages of the index team."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from teamaround.agencies.factories import sign_in
from teamaround.exchange import jobs, sealed_files
from teamaround.exchange.factories import applied, file_of, matched, row, text_of
from teamaround.exchange.models import Delivery
from teamaround.families.models import Person

pytestmark = pytest.mark.django_db
CY = row(NHS_NUMBER="9990000034", FORENAMES="Cy", SURNAME="Teal", DATE_OF_BIRTH="20110504", ADDRESS_1="1 Elm Way")


@pytest.fixture
def team(client, cast, settings, tmp_path):
    settings.VAR = tmp_path
    return sign_in(client, cast.posts["index_team"])


def send(team, content, name="autumn.csv", layout="gp_list", key="one"):
    file = SimpleUploadedFile(name, content)
    day = {"as_of-day": "1", "as_of-month": "3", "as_of-year": "2026"}
    return team.post("/deliveries/bring/", {"layout": layout, "file": file, "submission_key": key, **day})


def test_a_file_that_is_sent_is_read_and_matched_in_the_background(team, job):
    page = send(team, text_of([CY]).encode())
    delivery = Delivery.objects.get()
    assert page.url == f"/deliveries/{delivery.ref}/"
    assert (delivery.state, delivery.row_count, delivery.brought_by.name) == ("matched", 1, "Jan Brook")
    assert not Person.objects.filter(given="Cy").exists()


def test_nothing_of_the_file_stays_behind(team, job, settings):
    send(team, text_of([CY]).encode())
    assert list((settings.VAR / "deliveries").glob("*")) == []


def test_while_it_waits_the_file_cannot_be_read_by_others(settings, tmp_path):
    settings.VAR = tmp_path
    content = text_of([CY] * 9_000).encode()
    sealed_files.keep("abc", [content])
    assert b"Teal" not in (tmp_path / "deliveries" / "abc.sealed").read_bytes()
    opened, lines = sealed_files.Opened("abc"), []
    while line := opened.readline():
        lines.append(line)
    assert b"".join(lines) == content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no column"),
        (b"a,b\n1,2\n", "no column"),
        ("NHS_NUMBER,FORENAMES\n".encode("utf-16"), "UTF-16"),
    ],
)
def test_a_file_of_another_kind_is_told_at_the_field(team, job, content, words):
    page = send(team, content or b"\n").content.decode()
    assert words in page
    assert Delivery.objects.count() == 0


def test_a_file_that_is_too_large_is_told_kindly(team, job, monkeypatch):
    from teamaround.exchange.forms import BringForm

    monkeypatch.setattr(BringForm.base_fields["file"], "megabytes", 0)
    assert "is larger than" in send(team, text_of([CY]).encode()).content.decode()


def test_a_picture_is_no_file_of_children(team, job):
    assert "is not a kind of file" in send(team, b"\x89PNG", name="me.png").content.decode()


def test_the_same_file_again_is_told_with_its_day(team, job):
    send(team, text_of([CY]).encode())
    page = send(team, text_of([CY]).encode(), key="two").content.decode()
    assert "This very file was brought in" in page
    assert Delivery.objects.count() == 1


def test_it_is_applied_and_undone_from_its_page(team, job):
    send(team, text_of([CY]).encode())
    address = f"/deliveries/{Delivery.objects.get().ref}/"
    team.post(f"{address}apply/", {"submission_key": "apply"})
    assert Person.objects.get(given="Cy").entry.state == "active"
    team.post(f"{address}undo/", {"submission_key": "undo", "words": "The wrong term."})
    assert Person.objects.get(given="Cy").entry.state == "archived"
    assert "1 children it brought are taken out" in team.get(address).content.decode()


def test_a_file_that_is_set_aside_changes_nothing(team, job, tmp_path):
    delivery = matched(job, file_of(tmp_path, [CY]))
    team.post(f"/deliveries/{delivery.ref}/set-aside/", {"submission_key": "aside", "words": "Last year's."})
    delivery.refresh_from_db()
    assert (delivery.state, delivery.stopped_because) == ("stopped", ["Last year's."])


def test_what_was_turned_away_can_be_downloaded(team, job, tmp_path):
    delivery = matched(job, file_of(tmp_path, [CY, ["=2+2", "Bo", "Roe"]]))
    page = team.get(f"/deliveries/{delivery.ref}/rejects.csv")
    assert page.content.decode().splitlines()[1].startswith("2,'=2+2,row,")


def test_the_worktray_leads_to_it(team, job, tmp_path):
    matched(job, file_of(tmp_path, [CY]))
    assert "File from General practices" in team.get("/worktray/").content.decode()


def test_the_list_and_the_navigation_lead_to_it(team, job, tmp_path):
    delivery = applied(job, file_of(tmp_path, [CY]))
    page = team.get("/deliveries/").content.decode()
    assert f'href="/deliveries/{delivery.ref}/"' in page
    assert 'href="/deliveries/"' in team.get("/worktray/").content.decode()


@pytest.mark.parametrize("who", ["lead", "manager", "coordinator", "reviewer"])
def test_nobody_else_opens_them(client, cast, job, tmp_path, who):
    delivery = matched(job, file_of(tmp_path, [CY]))
    sign_in(client, cast.posts[who])
    addresses = ("", "bring/", f"{delivery.ref}/", f"{delivery.ref}/changes/", f"{delivery.ref}/apply/")
    assert {client.get(f"/deliveries/{address}").status_code for address in addresses} <= {403, 404}


def test_pages_take_few_statements(team, job, tmp_path, django_assert_max_num_queries):
    delivery = applied(job, file_of(tmp_path, [CY]))
    for address in ("", f"{delivery.ref}/", f"{delivery.ref}/changes/"):
        with django_assert_max_num_queries(24):
            team.get(f"/deliveries/{address}")


def test_two_workers_never_work_on_one_file(team, job, tmp_path):
    send(team, text_of([CY]).encode())
    Delivery.objects.all()
    delivery = Delivery.objects.get()
    from teamaround.audit.recording import recording

    with recording(by=job, action="exchange.import"):
        Delivery.objects.filter(pk=delivery.pk).update(state="matching", reached=0)
    assert jobs._taken(delivery.pk) is not None
    assert jobs._taken(delivery.pk) is None

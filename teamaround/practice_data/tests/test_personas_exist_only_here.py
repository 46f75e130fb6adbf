"""One-click sign-in as anybody of the town; impossible in production (issue 2 step 1)."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from teamaround.access.roles import Kind
from teamaround.agencies.checks import personas_only_on_ones_own_machine
from teamaround.audit.models import Event
from teamaround.families.models import Enrolment
from teamaround.practice_data import personas

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "TEAMAROUND_SECRET_KEY": "s" * 60,
    "TEAMAROUND_DATA_KEY": "d" * 60,
    "TEAMAROUND_AUDIT_KEY": "a" * 60,
    "TEAMAROUND_PUBLIC_HOST": "teamaround.example.org",
}


def in_production(code):
    """Runs Python with production settings; returns what it printed and whether it failed."""
    words = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    environment = {**os.environ, **PRODUCTION}
    environment.pop("COVERAGE_PROCESS_START", None)
    done = subprocess.run(words, env=environment, cwd=settings.ROOT, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def test_production_has_no_such_address():
    failed, said = in_production(
        "from teamaround.access.checks import every_view\n"
        "paths = [path for path, view in every_view()]\n"
        "assert any('/worktray/' in path for path in paths)\n"
        "print([path for path in paths if 'persona' in path or '/kit/' in path])"
    )
    assert (failed, said.strip()) == (0, "[]")


def test_production_cannot_even_import_the_views():
    failed, said = in_production("import teamaround.practice_data.persona_views")
    assert failed and "settings.PERSONAS is off" in said


def test_production_has_no_command_for_them():
    failed, said = in_production("from django.core.management import call_command; call_command('personas')")
    assert failed and "There are no personas here" in said


def test_a_persona_flag_in_a_session_counts_for_nothing_in_production():
    failed, said = in_production(
        "from types import SimpleNamespace as N\n"
        "from teamaround.agencies import second_factor\n"
        "from django.contrib.auth.models import AnonymousUser\n"
        "print(second_factor.used(N(session={'persona': True}, user=AnonymousUser())))"
    )
    assert (failed, said.strip()) == (0, "False")


@pytest.mark.parametrize(
    ("setting", "value"),
    [("ALLOWED_HOSTS", ["teamaround.example.org"]), ("SESSION_COOKIE_SECURE", True), ("SECURE_SSL_REDIRECT", True)],
)
def test_the_site_does_not_start_with_personas_in_public(settings, setting, value):
    assert personas_only_on_ones_own_machine() == []
    setattr(settings, setting, value)
    assert [problem.id for problem in personas_only_on_ones_own_machine()] == ["agencies.E001"]
    settings.PERSONAS = False
    assert personas_only_on_ones_own_machine() == []


@pytest.mark.django_db
def test_one_click_signs_in_with_everything_open(client, cast):
    answer = client.post(reverse("personas:be"), {"key": "sam.okafor", "next": "/directory/"})
    assert answer.headers["Location"] == "/directory/"
    page = client.get(reverse("desks:worktray"))
    assert (page.status_code, page.wsgi_request.actor.name) == (200, "Sam Okafor")
    assert Event.objects.get(action="agencies.sign_in").codes == {"by": "persona"}


@pytest.mark.django_db
def test_a_name_nobody_has_is_not_found(client, cast):
    assert client.post(reverse("personas:be"), {"key": "sam"}).status_code == 404
    assert client.post(reverse("personas:be_family"), {"enrolment": "x"}).status_code == 404
    assert client.get(reverse("personas:be")).status_code == 405


@pytest.mark.django_db
def test_being_another_leaves_nothing_of_the_first(client, cast):
    client.post(reverse("personas:be"), {"key": "sam.okafor"})
    row = Enrolment.objects.get(person=cast.people["mother"])
    client.post(reverse("personas:be_family"), {"enrolment": row.pk})
    assert client.get(reverse("desks:help")).wsgi_request.actor.kind is Kind.FAMILY


@pytest.mark.django_db
def test_the_page_says_what_there_is_to_see(client, cast):
    page = client.get(reverse("personas:list")).content.decode()
    assert "Leads 1 child" in page and "Be Sam Okafor" in page and "Be Donna Moss" in page


@pytest.mark.django_db
def test_searching_finds_by_name_job_and_agency(cast):
    assert [one.name for one in personas.everybody("okafor")] == ["Sam Okafor"]
    assert "Dave Hinchliffe" in [one.name for one in personas.everybody("marlbeck homes")]
    assert personas.everybody("zzz") == [] and personas.families("zzz") == []


@pytest.mark.django_db
def test_the_command_prints_about_ten(cast, capsys):
    call_command("personas")
    said = capsys.readouterr().out
    assert "sam.okafor" in said and 4 <= len(said.splitlines()) <= 11


@pytest.mark.django_db
def test_the_command_says_when_the_town_is_empty(capsys, settings):
    call_command("personas")
    assert "Nobody lives in the town yet" in capsys.readouterr().out
    settings.PERSONAS = False
    with pytest.raises(CommandError):
        call_command("personas")

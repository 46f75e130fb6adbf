"""One click signs in as anybody of the town. For one's own machine: importing this elsewhere fails."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teamaround.access.gate import Gated, gate
from teamaround.agencies import sessions, sign_in
from teamaround.agencies.models import Account
from teamaround.families.models import Enrolment
from teamaround.practice_data import personas as people

if not settings.PERSONAS:
    raise ImproperlyConfigured("personas belong to practice towns on one's own machine; settings.PERSONAS is off")

BACKEND = "django.contrib.auth.backends.ModelBackend"


@gate("desks.public", records=False)
def personas(request: Gated) -> HttpResponseBase:
    words = request.GET.get("words", "")[:80].strip()
    context = {
        "title": _("Who would you like to be?"),
        "words": words,
        "groups": people.by_role(people.everybody(words)),
        "families": people.families(words),
        "next": request.GET.get("next", ""),
    }
    return TemplateResponse(request, "practice_data/personas.html", context)


@require_POST
@gate("desks.public", records=False)
def become(request: Gated) -> HttpResponseBase:
    """Sign in as a practitioner, as if password and second factor had been given."""
    account = Account.objects.filter(username=request.POST.get("key", ""), is_active=True).first()
    if account is None:
        raise Http404
    logout(request)
    login(request, account, backend=BACKEND)
    request.session[sessions.PERSONA] = True
    sessions.begin(request.session)
    sign_in.record("agencies.sign_in", account.pk, by="persona")
    return redirect(_next(request))


def _next(request: Gated) -> str:
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else reverse("desks:start")


@require_POST
@gate("desks.public", records=False)
def become_family(request: Gated) -> HttpResponseBase:
    """Open a family's page, as if link and code had been used."""
    number = request.POST.get("enrolment", "")
    row = Enrolment.objects.filter(pk=number, ended_at__isnull=True).first() if number.isdigit() else None
    if row is None:
        raise Http404
    sessions.begin_link(request, "family", row.pk)
    return redirect("desks:family_page")

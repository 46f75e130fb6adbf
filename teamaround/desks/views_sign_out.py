"""Sign out everywhere: asked once, with what follows spelled out."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teamaround.access.gate import Gated, gate
from teamaround.agencies import signing_out


@gate("desks.public", records=False)
def everywhere(request: Gated) -> HttpResponseBase:
    """Every machine and telephone on which this account is signed in, this one too."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    if request.method == "POST":
        number = signing_out.everywhere(request.user.pk)
        logout(request)
        words = ngettext(
            "You are signed out on %(number)s machine.", "You are signed out on %(number)s machines.", number
        )
        messages.success(request, words % {"number": number})
        return redirect("account_login")
    return TemplateResponse(request, "desks/sign_out_everywhere.html", {"title": _("Sign out everywhere")})

"""Every address of the site. Each view declares its action (teamaround/access/gate.py)."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config import sign_in_urls

PACKAGES = (
    # prefix, package, module with its addresses
    ("family/", "desks", "family_urls"),
    ("children/", "child_index", "urls"),
    ("people/", "families", "urls"),
    ("agreement/", "consent", "urls"),
    ("help-for-a-child/", "episodes", "urls"),
    ("assessments/", "assessments", "urls"),
    ("lead-professional/", "lead_professional", "urls"),
    ("team/", "team_around_child", "urls"),
    ("plans/", "plans", "urls"),
    ("meetings/", "meetings", "urls"),
    ("insight/", "monitoring", "urls"),
    ("exchange/", "exchange", "urls"),
    ("attachments/", "attachments", "urls"),
    ("notices/", "notifications", "urls"),
    # Last, because their addresses take what is left over: /children/<ref>/ must not hide /children/search/.
    ("", "agencies", "urls"),
    ("", "desks", "urls"),
)


def _there(package: str, module: str) -> bool:
    return find_spec(f"teamaround.{package}.{module}") is not None


urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", include(sign_in_urls)),
    *(
        path(prefix, include(f"teamaround.{package}.{module}"))
        for prefix, package, module in PACKAGES
        if _there(package, module)
    ),
]

if settings.PERSONAS:
    # Only on one's own machine: one-click sign-in, and every component of the look on one page.
    urlpatterns += [
        path(prefix, include(f"teamaround.{package}.{module}"))
        for prefix, package, module in (
            ("personas/", "practice_data", "persona_urls"),
            ("kit/", "kit", "urls"),
        )
        if _there(package, module)
    ]

handler400 = "teamaround.desks.views_errors.bad_request"
handler403 = "teamaround.desks.views_errors.forbidden"
handler404 = "teamaround.desks.views_errors.not_found"
handler500 = "teamaround.desks.views_errors.broken"

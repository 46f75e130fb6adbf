"""Every address of the site. Each view declares its action (teamaround/access/gate.py)."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config import sign_in_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", include(sign_in_urls)),
    path("family/", include("teamaround.desks.family_urls")),
    path("children/", include("teamaround.child_index.urls")),
    path("who-this-is/", include("teamaround.families.urls")),
    path("agreement/", include("teamaround.consent.urls")),
    path("help-for-a-child/", include("teamaround.episodes.urls")),
    path("assessments/", include("teamaround.assessments.urls")),
    path("lead-professional/", include("teamaround.lead_professional.urls")),
    path("team/", include("teamaround.team_around_child.urls")),
    path("plans/", include("teamaround.plans.urls")),
    path("requests/", include("teamaround.referrals.urls")),
    path("meetings/", include("teamaround.meetings.urls")),
    path("insight/", include("teamaround.monitoring.urls")),
    path("deliveries/", include("teamaround.exchange.urls")),
    path("attachments/", include("teamaround.attachments.urls")),
    path("notices/", include("teamaround.notifications.urls")),
    # Last, because their addresses take what is left over: /children/<ref>/ must not hide /children/search/.
    path("", include("teamaround.agencies.urls")),
    path("", include("teamaround.desks.urls")),
]

if settings.PERSONAS:
    # Only on one's own machine: one-click sign-in, and every component of the look on one page.
    urlpatterns += [
        path("personas/", include("teamaround.practice_data.persona_urls")),
        path("kit/", include("teamaround.kit.urls")),
    ]

handler400 = "teamaround.desks.views_errors.bad_request"
handler403 = "teamaround.desks.views_errors.forbidden"
handler404 = "teamaround.desks.views_errors.not_found"
handler500 = "teamaround.desks.views_errors.broken"

"""Start, choice of post, worktray and the public pages."""

from django.urls import path

from teamaround.desks import views_child, views_family, views_sign_out, views_start

app_name = "desks"
urlpatterns = [
    path("", views_start.start, name="start"),
    path("healthz", views_start.healthz, name="healthz"),
    path("second-step/", views_start.second_step, name="second_step"),
    path("post/", views_start.choose_post, name="choose_post"),
    path("stay/", views_start.stay, name="stay"),
    path("leave/", views_start.leave, name="leave"),
    path("sign-out-everywhere/", views_sign_out.everywhere, name="sign_out_everywhere"),
    path("worktray/", views_start.worktray, name="worktray"),
    path("our-page/", views_family.page, name="family_page"),
    path("children/", views_child.children, name="children"),
    path("accessibility/", views_start.accessibility, name="accessibility"),
    path("privacy/", views_start.privacy, name="privacy"),
    path("help/", views_start.help_page, name="help"),
    path("children/<str:child_ref>/", views_child.child, name="child"),
]

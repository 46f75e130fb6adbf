from django.urls import path

from teamaround.consent import views, views_settling

app_name = "consent"

urlpatterns = [
    path("<str:child_ref>/", views.sharing, name="sharing"),
    path("<str:child_ref>/ask/", views.agreement, name="agreement"),
    path("<str:child_ref>/ask/print/", views.print_form, name="print_form"),
    path("<str:child_ref>/written/<str:asking_ref>/", views.read_back, name="read_back"),
    path("<str:child_ref>/written/<str:asking_ref>/paper/", views.paper, name="paper"),
    path("<str:child_ref>/take-back/", views.withdraw, name="withdraw"),
    path("<str:child_ref>/competence/", views.competence, name="competence"),
    path("<str:child_ref>/differ/", views_settling.settle, name="settle"),
    path("<str:child_ref>/duty/", views.cover, name="cover"),
]

from django.urls import path

from teamaround.lead_professional import views

app_name = "lead_professional"

urlpatterns = [
    path("away/", views.away, name="away"),
    path("invitation/<str:invitation_ref>/", views.answer, name="answer"),
    path("part/<str:appointment_ref>/end/", views.end, name="end"),
    path("<str:child_ref>/", views.page, name="page"),
    path("<str:child_ref>/ask/", views.invite, name="invite"),
]

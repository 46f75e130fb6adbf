from django.urls import path

from teamaround.lead_professional import views

app_name = "lead_professional"

urlpatterns = [
    path("away/", views.away, name="away"),
    path("back/", views.back, name="back"),
    path("invitation/<str:invitation_ref>/", views.answer, name="answer"),
    path("invitation/<str:invitation_ref>/take-back/", views.withdraw, name="withdraw"),
    path("part/<str:appointment_ref>/agreed/", views.agree, name="agree"),
    path("part/<str:appointment_ref>/end/", views.end, name="end"),
    path("<str:child_ref>/", views.page, name="page"),
    path("<str:child_ref>/ask/", views.invite, name="invite"),
]

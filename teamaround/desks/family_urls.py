"""The family's side, under /family/."""

from django.urls import path

from teamaround.desks import views_family, views_family_meetings

app_name = "family"

urlpatterns = [
    path("", views_family.ask, name="ask"),
    path("asked/", views_family.asked, name="asked"),
    path("open/<str:token>/", views_family.open_link, name="open"),
    path("words/", views_family.words, name="words"),
    path("offer/<str:offer_ref>/", views_family.answer, name="answer"),
    path("meeting/<str:meeting_ref>/", views_family_meetings.minutes, name="minutes"),
    path("meeting/<str:meeting_ref>/answer/", views_family_meetings.answer, name="meeting_answer"),
    path("meeting/<str:meeting_ref>/paper/", views_family_meetings.minutes_paper, name="minutes_paper"),
    path("enrol/<str:child_ref>/", views_family.enrol, name="enrol"),
    path("enrol/<str:child_ref>/code/", views_family.enrol_code, name="enrol_code"),
    path("preview/<str:child_ref>/", views_family.preview, name="preview"),
]

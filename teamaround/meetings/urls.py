from django.urls import path

from teamaround.meetings import views, views_minutes

app_name = "meetings"

urlpatterns = [
    path("", views.mine, name="list"),
    path("invitation/", views.answer_by_link, name="answer_by_link"),
    path("thanks/", views.thanks, name="thanks"),
    path("link/<str:token>/", views.by_link, name="by_link"),
    path("about/<str:child_ref>/", views.of_child, name="of_child"),
    path("about/<str:child_ref>/call/", views.call, name="call"),
    path("<str:meeting_ref>/", views.meeting, name="meeting"),
    path("<str:meeting_ref>/answer/", views.answer, name="answer"),
    path("<str:meeting_ref>/move/", views.move, name="move"),
    path("<str:meeting_ref>/call-off/", views_minutes.call_off, name="call_off"),
    path("<str:meeting_ref>/minutes/", views_minutes.write, name="minutes"),
    path("<str:meeting_ref>/minutes/came/", views_minutes.attendance, name="attendance"),
    path("<str:meeting_ref>/minutes/send/", views_minutes.send, name="send"),
]

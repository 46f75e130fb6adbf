from django.urls import path

from teamaround.meetings import views, views_answering, views_calling, views_minutes

app_name = "meetings"

urlpatterns = [
    path("", views.mine, name="list"),
    path("invitation/", views_answering.answer_by_link, name="answer_by_link"),
    path("thanks/", views_answering.thanks, name="thanks"),
    path("link/<str:token>/", views_answering.by_link, name="by_link"),
    path("about/<str:child_ref>/", views.of_child, name="of_child"),
    path("about/<str:child_ref>/call/", views_calling.call, name="call"),
    path("<str:meeting_ref>/", views.meeting, name="meeting"),
    path("<str:meeting_ref>/answer/", views_answering.answer, name="answer"),
    path("<str:meeting_ref>/agenda/", views_calling.change_agenda, name="agenda"),
    path("<str:meeting_ref>/move/", views_calling.move, name="move"),
    path("<str:meeting_ref>/call-off/", views_calling.call_off, name="call_off"),
    path("<str:meeting_ref>/minutes/", views_minutes.write, name="minutes"),
    path("<str:meeting_ref>/minutes/copies/", views_minutes.preview, name="copies"),
    path("<str:meeting_ref>/minutes/send/", views_minutes.send, name="send"),
]

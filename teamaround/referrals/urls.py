from django.urls import path

from teamaround.referrals import views, views_answer, views_heard

app_name = "referrals"

urlpatterns = [
    path("about/<str:child_ref>/", views.of_child, name="of_child"),
    path("about/<str:child_ref>/ask/", views.ask, name="ask"),
    path("for-action/<str:action_ref>/", views.for_action, name="for_action"),
    path("<str:referral_ref>/", views.one, name="one"),
    path("<str:referral_ref>/change/", views.change, name="change"),
    path("<str:referral_ref>/along/", views.along, name="along"),
    path("<str:referral_ref>/send/", views.send, name="send"),
    path("<str:referral_ref>/chase/", views.chase, name="chase"),
    path("<str:referral_ref>/heard/", views_heard.heard, name="heard"),
    path("<str:referral_ref>/settle/", views.settle, name="settle"),
    path("<str:referral_ref>/withdraw/", views.withdraw, name="withdraw"),
    path("<str:referral_ref>/answer/", views_answer.answer, name="answer"),
    path("<str:referral_ref>/answer/no/", views_answer.decline, name="decline"),
    path("<str:referral_ref>/answer/begun/", views_answer.start, name="start"),
    path("<str:referral_ref>/answer/over/", views_answer.end, name="end"),
]

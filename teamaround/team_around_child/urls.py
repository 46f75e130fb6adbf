from django.urls import path

from teamaround.team_around_child import views

app_name = "team_around_child"

urlpatterns = [
    path("<str:child_ref>/member/<str:member_ref>/leave/", views.leave, name="leave"),
    path("<str:child_ref>/member/<str:member_ref>/part/", views.part, name="part"),
    path("<str:child_ref>/", views.page, name="page"),
    path("<str:child_ref>/add/", views.add, name="add"),
]

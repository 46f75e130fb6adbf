"""The directory, and words that could not be sent."""

from django.urls import path

from teamaround.agencies import views, views_delegates, views_people

app_name = "agencies"
urlpatterns = [
    path("directory/", views.directory, name="directory"),
    path("people/", views_people.people, name="people"),
    path("people/new/", views_people.take_on, name="take_on"),
    path("people/posts/<str:post_ref>/end/", views_people.end_post, name="end_post"),
    path("people/posts/<str:post_ref>/link/", views_people.send_link, name="send_link"),
    path("people/<str:person_ref>/", views_people.person, name="person"),
    path("people/<str:person_ref>/post/", views_people.give_post, name="give_post"),
    path("people/<str:person_ref>/training/", views_people.note_qualification, name="note_qualification"),
    path("people/<str:person_ref>/second-step/", views_people.forget_second_factor, name="forget_second_factor"),
    path("welcome/<str:account_ref>/<str:token>/", views_people.choose_password, name="choose_password"),
    path("delegates/", views_delegates.delegates, name="delegates"),
    path("delegates/<str:delegation_ref>/end/", views_delegates.end_delegation, name="end_delegation"),
    path("unsent/", views.unsent_words, name="unsent"),
    path("unsent/<str:ref>/leave/", views.leave_unsent, name="leave_unsent"),
]

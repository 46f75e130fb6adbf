"""The directory, and words that could not be sent."""

from django.urls import path

from teamaround.agencies import views

app_name = "agencies"
urlpatterns = [
    path("directory/", views.directory, name="directory"),
    path("unsent/", views.unsent_words, name="unsent"),
    path("unsent/<str:ref>/leave/", views.leave_unsent, name="leave_unsent"),
]

"""One address for each purpose: `reverse("attachments:signed_agreement", args=[ref])`."""

from django.urls import path

from teamaround.attachments import purposes, views

app_name = "attachments"
urlpatterns = [
    path(f"{purpose.key}/<str:ref>/", views.view_for(purpose), name=purpose.key) for purpose in purposes.every_purpose()
]

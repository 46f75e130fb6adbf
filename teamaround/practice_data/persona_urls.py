"""One-click sign-in. Included by config/urls.py only where settings.PERSONAS is on."""

from django.urls import path

from teamaround.practice_data import persona_views

app_name = "personas"
urlpatterns = [
    path("", persona_views.personas, name="list"),
    path("be/", persona_views.become, name="be"),
    path("be-family/", persona_views.become_family, name="be_family"),
]

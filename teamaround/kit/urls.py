"""Addresses of the kit: staying signed in, and in development the style page."""

from django.conf import settings
from django.urls import path

from teamaround.kit import views

app_name = "kit"
urlpatterns = [path("keep", views.keep, name="keep")]
if settings.PERSONAS:
    urlpatterns += [
        path("", views.style_page, name="style"),
        path("<slug:sheet>/", views.style_page, name="sheet"),
    ]

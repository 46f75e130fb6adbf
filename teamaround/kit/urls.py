"""The style page. Included by config/urls.py only where settings.PERSONAS is on."""

from django.urls import path

from teamaround.kit import views

app_name = "kit"
urlpatterns = [
    path("", views.style_page, name="style"),
    path("<slug:sheet>/", views.style_page, name="sheet"),
]

from django.urls import path

from teamaround.notifications import views

app_name = "notifications"
urlpatterns = [path("<str:ref>/", views.not_told, name="not_told")]

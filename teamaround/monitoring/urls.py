from django.urls import path

from teamaround.monitoring import views

app_name = "monitoring"

urlpatterns = [
    path("", views.page, name="page"),
    path("figures.csv", views.download, name="download"),
]

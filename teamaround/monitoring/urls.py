from django.urls import path

from teamaround.monitoring import views, worth_views

app_name = "monitoring"

urlpatterns = [
    path("", views.page, name="page"),
    path("figures.csv", views.download, name="download"),
    path("index/", worth_views.page, name="worth"),
    path("index/figures.csv", worth_views.download, name="worth_download"),
]

"""Addresses of the pages about files."""

from django.urls import path

from teamaround.exchange import views, views_rows

app_name = "exchange"

urlpatterns = [
    path("", views.deliveries, name="deliveries"),
    path("bring/", views.bring, name="bring"),
    path("<str:delivery_ref>/", views.delivery, name="delivery"),
    path("<str:delivery_ref>/apply/", views.apply, name="apply"),
    path("<str:delivery_ref>/set-aside/", views.set_aside, name="set_aside"),
    path("<str:delivery_ref>/undo/", views.undo, name="undo"),
    path("<str:delivery_ref>/rejects.csv", views.rejects, name="rejects"),
    path("<str:delivery_ref>/changes/", views_rows.changes, name="changes"),
    path("<str:delivery_ref>/review/", views_rows.review, name="review"),
    path("<str:delivery_ref>/rows/<int:row_number>/", views_rows.row, name="row"),
]

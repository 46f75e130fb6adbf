from django.urls import path

from teamaround.child_index import views, views_involved, views_places, views_shield
from teamaround.child_index.urls_of_entry import pages_of_entries
from teamaround.child_index.urls_of_pairs import pages_of_pairs
from teamaround.child_index.urls_of_services import pages_of_services

app_name = "child_index"

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/<str:search_ref>/", views.results, name="results"),
    path("search/<str:search_ref>/change/", views.change, name="change"),
    path("look-for/", views.look_for, name="look_for"),
    path("look-for/<str:words_ref>/", views.found_words, name="found_words"),
    path("add/<str:search_ref>/", views.add, name="add"),
    path("enquiry/<str:enquiry_ref>/", views_involved.answer, name="answer"),
    path("reviews/", views_involved.reviews, name="reviews"),
    path("reviews/<str:look_ref>/", views_involved.review, name="review"),
    path("shields/", views_shield.shields, name="shields"),
    path("<str:child_ref>/places/", views_places.places, name="places"),
    path("<str:child_ref>/places/left/", views_places.off_roll, name="off_roll"),
    path("<str:child_ref>/shield/", views_shield.shield, name="shield"),
    path("<str:child_ref>/shield/lift/", views_shield.lift, name="lift"),
    path("<str:child_ref>/behind/", views_shield.behind, name="behind"),
    path("<str:child_ref>/limited/", views.limited, name="limited"),
    path("<str:child_ref>/ask/", views_involved.enquire, name="enquire"),
    path("<str:child_ref>/emergency/", views_involved.emergency, name="emergency"),
]
urlpatterns = pages_of_services + urlpatterns + pages_of_pairs + pages_of_entries

"""Addresses of the index team's and the reviewers' pages: pairs, joins, held entries, searching that stands out."""

from django.urls import path

from teamaround.child_index import views_habits, views_involved, views_pairs

pages_of_pairs = [
    path("same/", views_pairs.queue, name="pairs"),
    path("same/<str:pair_ref>/", views_pairs.pair, name="pair"),
    path("joined/<str:join_ref>/", views_pairs.undo, name="undo"),
    path("held/", views_pairs.held_entries, name="held"),
    path("held/<str:child_ref>/", views_pairs.held_entry, name="held_entry"),
    path("asked/<str:enquiry_ref>/", views_involved.asked, name="asked"),
    path("<str:child_ref>/ask-index-team/", views_involved.broker, name="broker"),
    path("search-question/", views_habits.explain, name="explain"),
    path("search-review/<str:alert_ref>/", views_habits.review, name="review_searching"),
]

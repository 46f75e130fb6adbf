"""Pages of the entry: moves between authorities."""

from django.urls import URLPattern, path

from teamaround.child_index import views_moves

pages_of_entries: list[URLPattern] = [
    path("moves/", views_moves.moves, name="moves"),
    path("moves/<str:transfer_ref>/", views_moves.answer_move, name="answer_move"),
    path("moves/<str:transfer_ref>/back/", views_moves.withdraw, name="withdraw_move"),
    path("<str:child_ref>/moved-away/", views_moves.ask, name="ask_move"),
    path("<str:child_ref>/move/", views_moves.offer, name="offer_move"),
]

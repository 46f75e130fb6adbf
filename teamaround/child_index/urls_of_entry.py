"""Pages of the entry: moves between authorities, the scope, the archive, what the index team looks after."""

from django.urls import URLPattern, path

from teamaround.child_index import views_desk, views_entry, views_moves

pages_of_entries: list[URLPattern] = [
    path("desk/", views_desk.desk, name="desk"),
    path("moves/", views_moves.moves, name="moves"),
    path("moves/<str:transfer_ref>/", views_moves.answer_move, name="answer_move"),
    path("moves/<str:transfer_ref>/back/", views_moves.withdraw, name="withdraw_move"),
    path("scope/", views_desk.show_scope, name="scope"),
    path("scope/decide/", views_desk.decide_scope, name="decide_scope"),
    path("holds/", views_desk.holds, name="holds"),
    path("archive/", views_entry.archive, name="archive"),
    path("archive/<str:child_ref>/", views_entry.archived, name="archived"),
    path("told/<str:told_ref>/", views_entry.settle_value, name="settle_value"),
    path("<str:child_ref>/entry/", views_entry.entry, name="entry"),
    path("<str:child_ref>/entry/told/", views_entry.tell_value, name="tell_value"),
    path("<str:child_ref>/entry/stay/", views_entry.stay, name="stay"),
    path("<str:child_ref>/entry/hold/", views_entry.hold, name="hold"),
    path("<str:child_ref>/died/", views_entry.death, name="death"),
    path("<str:child_ref>/moved-away/", views_moves.ask, name="ask_move"),
    path("<str:child_ref>/move/", views_moves.offer, name="offer_move"),
]

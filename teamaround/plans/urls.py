from django.urls import path

from teamaround.plans import views, views_doing, views_showing

app_name = "plans"

urlpatterns = [
    path("need/<str:need_ref>/", views.change_need, name="change_need"),
    path("need/<str:need_ref>/rank/", views.rank, name="rank"),
    path("need/<str:need_ref>/action/", views_doing.add_action, name="add_action"),
    path("need/<str:need_ref>/offer/", views_doing.add_offer, name="add_offer"),
    path("action/<str:action_ref>/", views_doing.progress, name="progress"),
    path("action/<str:action_ref>/change/", views_doing.change_action, name="change_action"),
    path("offer/<str:offer_ref>/", views_doing.offer, name="offer"),
    path("<str:child_ref>/", views.plan, name="plan"),
    path("<str:child_ref>/begin/", views.begin, name="begin"),
    path("<str:child_ref>/need/", views.add_need, name="add_need"),
    path("<str:child_ref>/who-agrees/", views.agree, name="agree"),
    path("<str:child_ref>/agreed/", views.agreed, name="agreed"),
    path("<str:child_ref>/review/", views_doing.review_plan, name="review"),
    path("<str:child_ref>/going-well/", views.going_well, name="going_well"),
    path("<str:child_ref>/show/", views_showing.show_family, name="show_family"),
    path("<str:child_ref>/show/paper/", views_showing.family_paper, name="family_paper"),
    path("<str:child_ref>/print/", views_showing.print_page, name="print"),
    path("<str:child_ref>/paper/", views_showing.paper, name="paper"),
]

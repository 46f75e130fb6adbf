"""Who a child is and who belongs to the family: pages of "Change who this is"."""

from django.urls import path

from teamaround.families import views, views_members

app_name = "families"

urlpatterns = [
    path("<str:child_ref>/", views.who, name="who"),
    path("<str:child_ref>/name/", views.name, name="name"),
    path("<str:child_ref>/other-name/", views.other_name, name="other_name"),
    path("<str:child_ref>/birth/", views.birth, name="birth"),
    path("<str:child_ref>/born/", views.born, name="born"),
    path("<str:child_ref>/address/", views.address, name="address"),
    path("<str:child_ref>/number/", views.number, name="number"),
    path("<str:child_ref>/ended/", views.ended, name="ended"),
    path("<str:child_ref>/contact/", views_members.contact, name="contact"),
    path("<str:child_ref>/safe/", views_members.safe, name="safe"),
    path("<str:child_ref>/family/", views_members.member, name="member"),
    path("<str:child_ref>/family/<str:person_ref>/", views_members.ties, name="ties"),
    path("<str:child_ref>/family/<str:person_ref>/name/", views_members.member_name, name="member_name"),
    path("<str:child_ref>/family/<str:person_ref>/end/", views_members.member_end, name="member_end"),
]

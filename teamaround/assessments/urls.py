from django.urls import path

from teamaround.assessments import views, views_checklist, views_copies, views_finishing, views_joining, views_section

app_name = "assessments"

urlpatterns = [
    path("join/<str:request_ref>/", views_joining.answer_join, name="answer_join"),
    path("draft-key/", views_section.draft_key, name="draft_key"),
    path("join/<str:request_ref>/answer/", views_joining.join_answer, name="join_answer"),
    path("record/<str:assessment_ref>/", views.paper, name="paper"),
    path("record/<str:assessment_ref>/read/", views.read, name="read"),
    path("record/<str:assessment_ref>/supplement/", views.supplement, name="supplement"),
    path("record/<str:assessment_ref>/review/", views.review, name="review"),
    path("record/<str:assessment_ref>/invite/", views_joining.invite, name="invite"),
    path("record/<str:assessment_ref>/complete/", views_finishing.complete, name="complete"),
    path("record/<str:assessment_ref>/share/", views_finishing.share, name="share"),
    path("record/<str:assessment_ref>/print/", views_copies.practitioners_copy, name="print"),
    path("record/<str:assessment_ref>/family/<str:audience>/", views_copies.family_page, name="family_page"),
    path("record/<str:assessment_ref>/family/<str:audience>/pdf/", views_copies.family_copy, name="family_copy"),
    path("record/<str:assessment_ref>/part/<str:section>/", views_section.section, name="section"),
    path("record/<str:assessment_ref>/part/<str:section>/keep/", views_section.keep, name="keep"),
    path("record/<str:assessment_ref>/part/<str:section>/here/", views_section.here, name="here"),
    path("<str:child_ref>/", views.overview, name="overview"),
    path("<str:child_ref>/start/", views.start, name="start"),
    path("<str:child_ref>/checklist/", views_checklist.checklist, name="checklist"),
    path("<str:child_ref>/ask-to-join/", views_joining.ask_to_join, name="ask_to_join"),
]

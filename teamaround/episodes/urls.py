from django.urls import path

from teamaround.episodes import views, views_story, views_worries

app_name = "episodes"

urlpatterns = [
    path("worry/", views_worries.note_concern, name="note_concern"),
    path("worry/<str:child_ref>/", views_worries.note_concern, name="note_concern_about"),
    path("safeguarding/", views_worries.report, name="report_safeguarding"),
    path("safeguarding/<str:child_ref>/", views_worries.report, name="report_safeguarding_about"),
    path("report/<str:report_ref>/", views_worries.decide, name="decide"),
    path("report/<str:report_ref>/who/", views_worries.identify, name="identify"),
    path("look-again/<str:look_ref>/", views.look_again, name="look_again"),
    path("entry/<str:entry_ref>/correct/", views_story.correct, name="correct"),
    path("<str:child_ref>/open/", views.open_help, name="open"),
    path("<str:child_ref>/story/", views_story.story, name="story"),
    path("<str:child_ref>/story/add/", views_story.add, name="add"),
    path("<str:child_ref>/story/choose/", views_story.choose, name="choose"),
    path("<str:child_ref>/story/paper/", views_story.paper, name="paper"),
    path("<str:child_ref>/story/paper.pdf", views_story.paper_pdf, name="paper_pdf"),
    path("<str:child_ref>/level/", views.level, name="level"),
    path("<str:child_ref>/close/", views.close, name="close"),
    path("<str:child_ref>/reopen/", views.reopen, name="reopen"),
]

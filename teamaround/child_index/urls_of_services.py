from django.urls import path

from teamaround.child_index import views_beyond, views_brokering, views_contradicting, views_gaps, views_own

pages_of_services = [
    path("index/mine/", views_own.own, name="own"),
    path("index/mine/<str:involvement_ref>/ended/", views_own.ended, name="ended"),
    path("index/searched/<str:search_ref>/", views_own.led_to, name="led_to"),
    path("index/wrong/", views_contradicting.queue, name="contradictions"),
    path("index/wrong/<str:contradiction_ref>/", views_contradicting.resolve, name="resolve"),
    path("index/wrong/<str:contradiction_ref>/answer/", views_contradicting.reported, name="reported"),
    path("index/reaching/", views_brokering.queue, name="brokerings"),
    path("index/reaching/<str:brokering_ref>/", views_brokering.broker, name="broker_one"),
    path("index/reaching/<str:brokering_ref>/answer/", views_brokering.asked, name="brokered"),
    path("index/may-they/<str:broker_ref>/", views_brokering.answer, name="answer_broker"),
    path("index/elsewhere/", views_beyond.search, name="search_beyond"),
    path("index/elsewhere/found/<str:beyond_ref>/", views_beyond.found, name="beyond_found"),
    path("index/elsewhere/ask/<str:match_ref>/", views_beyond.ask_there, name="ask_there"),
    path("index/elsewhere/answer/<str:match_ref>/", views_beyond.answered, name="answered_there"),
    path("index/across/", views_beyond.log, name="beyond"),
    path("index/across/<str:match_ref>/", views_beyond.from_elsewhere, name="from_elsewhere"),
    path("index/told/<str:mediated_ref>/", views_beyond.mediated, name="mediated"),
    path("index/missing/", views_gaps.gap_list, name="gaps"),
    path("index/missing/<str:gap_ref>/", views_gaps.gap, name="gap"),
    path("index/answers/", views_gaps.times, name="times"),
    path("<str:child_ref>/around/", views_own.around, name="around"),
    path("<str:child_ref>/working/", views_own.working, name="working"),
    path("<str:child_ref>/also-working/", views_own.for_agency, name="for_agency"),
    path("<str:child_ref>/wrong/", views_contradicting.report, name="report_contradiction"),
    path("<str:child_ref>/reach/", views_brokering.ask, name="ask_broker"),
    path("<str:child_ref>/asks-me/", views_beyond.mediate, name="mediate"),
]

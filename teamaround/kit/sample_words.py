"""Prose of the style page: invented, and data like the rest, so not translated."""

from django.utils.safestring import mark_safe

SAY = {
    "happening": mark_safe(
        "Kayleigh has missed 9 of the last 30 school mornings, since the family moved into one room at Gran’s in "
        "January. Six actions were agreed on 5 February: 2 are done, 3 are under way and <strong>1 is late</strong>, "
        "the housing visit due last Friday."
    ),
    "well": "Reads to Alfie every night. Gran is close by.",
    "morning": "Good morning, Sam",
    "waits": mark_safe(
        "Tuesday 3 March. <strong>Three things wait for you</strong>; the first will take about two minutes."
    ),
    "kayleigh": "Kayleigh Moss, 6",
    "kayleigh_now": "Plan under way, 1 action late. Review on Thursday 12 March.",
    "reece": "Reece Tully, 10",
    "reece_now": "Plan under way, all on time.",
    "good_news": "Reece’s attendance rose from 71% to 93% since November.",
    "found": "3 children may be the one you mean",
    "typed": (("Name", "Kaylee Moss"), ("Born", "5 April 2019"), ("Your reason", "worry at holiday club")),
    "score": "Each thing you typed adds or takes away.",
    "recorded": "Your name, the time and your reason.",
    "saved": "✓ Saved at 10.42am",
    "think": "how she makes herself understood, what she follows, who understands her.",
    "sources": ("seen by me", "said by Kayleigh", "said by a parent"),
    "agreed": mark_safe(
        "Agreed on Thursday 5 February. Donna and Kayleigh put the needs in this order. "
        "<strong>6 actions: 2 done, 3 under way, 1 late.</strong>"
    ),
    "agree": "Donna, Kayleigh, Gran, the school, health and family support",
    "in_part": "Housing: “We will visit, but cannot promise a date for a home.”",
    "month": "Marlbeck East: February 2026",
    "hello": "Hello Donna",
    "page_of": "Kayleigh’s page",
    "true_thing": mark_safe(
        "This is Kayleigh’s page. Mornings are going better. "
        "<strong>Last week she was on time 4 days out of 5.</strong>"
    ),
    "ring_sam": "Ring Sam",
    "wrote": "You, Kayleigh and Sam talked on 26 January and wrote it down together.",
    "kind": "Kayleigh is kind, reads well and loves swimming.",
    "small": "Home is too small. School mornings are hard.",
    "dave": "Dave, housing",
    "dave_does": "Comes to see your home. It should have been Friday 27 February. Sam is asking.",
    "ruth": "Ruth, school nurse",
    "ruth_does": "Checked Kayleigh’s ears. Both hear well.",
    "answers": ("Yes, we have them", "Not yet", "We do not want them now"),
    "plan_for": "The plan for Kayleigh",
    "printed": "Printed by Sam Okafor on Tuesday 3 March 2026.",
    "reason": "Opening a child is recorded: your name, the time and your reason.",
    "agreed_title": "The plan is agreed",
    "agreed_text": "Donna and five agencies have a copy. The review is on Thursday 12 March.",
    "offered": "Offered 24 February",
    "late": "4 days late",
}

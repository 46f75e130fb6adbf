"""How each table with words or facts about a person is tied to the children it is about.

A path leads from a row to the id of a child; those of PEOPLE lead to anybody of the family who is destroyed with the
child. A row about several children keeps its words until all of them are destroyed. A table that is not listed fails a
test.
"""

EPISODE = "episode__child_id"
GROUP = "group__episodes__child_id"
NEED = "need__serves__episode__child_id"
PLAN = "plan__serves__episode__child_id"
MEETING = "meeting__serves__episode__child_id"
ASSESSMENT = "assessment__episode__child_id"

NOT_ABOUT_CHILDREN: dict[str, str] = {
    "agencies.Account": "somebody who works here",
    "agencies.Practitioner": "somebody who works here",
    "agencies.Post": "somebody who works here",
    "agencies.Unsent": "gone after 24 hours",
    "audit.Event": "ids and codes, sealed for ever",
    "audit.Detail": "destroyed with its key by audit.removal",
    "child_index.SearchAlert": "about whoever searched",
    "exchange.Delivery": "about a whole file",
}

PEOPLE: dict[str, str] = {
    "families.Person": "pk",
    "families.Name": "person_id",
    "families.Address": "person_id",
    "families.Birth": "person_id",
    "families.Contact": "person_id",
    "families.Identifier": "person_id",
}

PATHS: dict[str, str] = {
    "families.Relationship": "child_id",
    "families.LivesWith": "child_id",
    "families.Enrolment": "child_id",
    "consent.Asking": "child_id",
    "consent.Withdrawal": "child_id",
    "consent.Settlement": "child_id",
    "consent.CompetenceJudgement": "child_id",
    "consent.Cover": "child_id",
    "child_index.SearchName": "child_id",
    "child_index.SearchValue": "child_id",
    "child_index.SearchCard": "child_id",
    "child_index.Involvement": "child_id",
    "child_index.Search": "results__child_id",
    "child_index.SearchResult": "child_id",
    "child_index.Duplicate": "child_a_id child_b_id",
    "child_index.PairDecision": "pair__child_a_id pair__child_b_id",
    "child_index.Enquiry": "child_id",
    "child_index.Shield": "child_id",
    "child_index.StatutoryInvolvement": "child_id",
    "child_index.Transfer": "child_id",
    "child_index.StayingOn": "child_id",
    "child_index.Archiving": "child_id",
    "child_index.LegalHold": "child_id",
    "child_index.ToldValue": "child_id",
    "child_index.Contradiction": "child_id",
    "child_index.Brokering": "child_id",
    "child_index.BrokerQuestion": "child_id",
    "child_index.BeyondMatch": "child_id",
    "child_index.Mediated": "child_id",
    "child_index.Gap": "child_id",
    "episodes.Episode": "child_id",
    "episodes.StateChange": EPISODE,
    "episodes.Concern": "child_id",
    "episodes.SafeguardingReport": "child_id",
    "episodes.LookAgain": EPISODE,
    "episodes.LevelOfNeed": EPISODE,
    "episodes.Entry": EPISODE,
    "assessments.Answer": ASSESSMENT,
    "assessments.JoinRequest": ASSESSMENT,
    "assessments.ChecklistDecision": ASSESSMENT,
    "lead_professional.Invitation": EPISODE,
    "lead_professional.Appointment": EPISODE,
    "team_around_child.Member": GROUP,
    "plans.Plan": "serves__episode__child_id",
    "plans.Need": "serves__episode__child_id",
    "plans.Reading": NEED,
    "plans.Action": NEED,
    "plans.ActionProgress": f"action__{NEED}",
    "plans.Offer": NEED,
    "plans.PlanAgreement": PLAN,
    "plans.Review": PLAN,
    "plans.ReviewComment": f"review__{PLAN}",
    "plans.ReviewLine": f"review__{PLAN}",
    "referrals.Referral": EPISODE,
    "referrals.SentPiece": f"referral__{EPISODE}",
    "referrals.ReferralChange": f"referral__{EPISODE}",
    "meetings.Meeting": "serves__episode__child_id",
    "meetings.AgendaItem": MEETING,
    "meetings.Invitee": MEETING,
    "meetings.Item": MEETING,
    "attachments.Attachment": "child_id",
    "exchange.StagedRow": "child_id",
    "exchange.Written": "child_id",
    "notifications.Notice": "child_id",
}

KEPT: dict[str, str] = {
    "episodes.Episode": "close_reason",
    "plans.Need": "type_key",
    "child_index.Shield": "reason_code",
}
"""Codes of closed lists that stay, so that counts of years gone by stay right. They tell nothing without a name."""

ALSO: dict[str, dict[str, object]] = {
    "child_index.Involvement": {"sensitive": ""},
    "episodes.Entry": {"system_values": {}},
}
"""Emptied besides the classified fields: what a constraint ties to them, names in sentences of the system."""

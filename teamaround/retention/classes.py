"""What each field may hold: the ground for keeping, hiding and erasing. A field that is not listed fails a test.

Text, JSON and dates of case data are listed by model; what is left (keys, choices, yes/no, numbers, moments) says
nothing about a person by itself and is operational.
"""

from enum import StrEnum


class Class(StrEnum):
    """Identifying: tells who. Sensitive: special facts. Free text: anybody may have written anything. Operational."""

    IDENTIFYING = "identifying"
    SENSITIVE = "sensitive"
    FREE_TEXT = "free_text"
    OPERATIONAL = "operational"


IDENTIFYING = {
    "agencies.Account": "username first_name last_name email",
    "agencies.Practitioner": "given family email",
    "agencies.Post": "telephone",
    "families.Person": "given family known_as born expected_on died_on",
    "families.Name": "given family",
    "families.Address": "lines postcode uprn sealed",
    "families.Birth": "born expected_on",
    "families.Contact": "value digits sealed",
    "families.Identifier": "value",
    "families.Enrolment": "mobile mobile_digits",
    "consent.Asking": "answered_by_name interpreter witness signed_name",
    "consent.Withdrawal": "by_name",
    "child_index.SearchName": "family_sound first_sound family_initial first_initial family first day",
    "child_index.SearchValue": "value day",
    "child_index.SearchCard": "card",
    "child_index.Involvement": "worker_name telephone",
    "child_index.Search": "sealed_terms",
    "child_index.SearchResult": "reasons",
    "child_index.Duplicate": "reasons",
    "episodes.Concern": "child_words",
    "episodes.SafeguardingReport": "child_words person_told",
    "episodes.Entry": "author_words",
    "assessments.Answer": "author_words source_words",
    "plans.ActionProgress": "by_words",
    "attachments.Attachment": "name",
    "exchange.StagedRow": "source_id data problems",
    "notifications.Notice": "sealed_to",
}
SENSITIVE = {
    "families.Person": "first_language interpreter ethnicity",
    "families.Relationship": "kind",
    "families.LivesWith": "share",
    "consent.Asking": "language",
    "consent.CompetenceJudgement": "answers",
    "child_index.Involvement": "job_title sensitive_basis how_often",
    "child_index.Shield": "reason_code",
    "child_index.StatutoryInvolvement": "team telephone",
    "episodes.StateChange": "outcomes",
    "episodes.Episode": "close_reason",
    "assessments.Answer": "value",
    "plans.Need": "type_key",
    "audit.Event": "children codes body",
    "audit.Detail": "sealed",
}
FREE_TEXT = {
    "agencies.Unsent": "sealed",
    "families.Contact": "words",
    "consent.Asking": "keep_out",
    "consent.Withdrawal": "words",
    "consent.CompetenceJudgement": "why",
    "consent.Cover": "reasons",
    "child_index.Enquiry": "question answer",
    "child_index.Shield": "words",
    "episodes.StateChange": "words",
    "episodes.Concern": "words",
    "episodes.SafeguardingReport": "words family_told",
    "episodes.LookAgain": "words",
    "episodes.LevelOfNeed": "why",
    "episodes.Entry": "words significance done",
    "assessments.JoinRequest": "words answer_words",
    "assessments.ChecklistDecision": "reason",
    "lead_professional.Invitation": "family_wish wish_not_followed_because summary",
    "lead_professional.Appointment": "family_wish wish_not_followed_because",
    "team_around_child.Member": "part",
    "plans.Plan": "going_well",
    "plans.Need": "words whose_words",
    "plans.Reading": "said_by",
    "plans.Action": "what outcome",
    "plans.ActionProgress": "words",
    "plans.Offer": "what",
    "plans.PlanAgreement": "words",
    "plans.Review": "present notes",
    "plans.ReviewComment": "words",
    "plans.ReviewLine": "words",
    "meetings.Meeting": "place how_to_take_part no_family_words",
    "meetings.Invitee": "written_part",
    "meetings.Item": "words",
}
OPERATIONAL = {
    "audit.Event": "actor_kind actor_name action basis policy_version commitment nonce digest",
    "audit.OwnerKey": "owner wrapped",
    "audit.Removal": "receipt",
    "audit.Batch": "root previous chain signature",
    "audit.Leaf": "digest",
    "audit.Submission": "key result",
    "local_settings.Setting": "key value from_date decided_by",
    "agencies.Authority": "key name",
    "agencies.Locality": "key name",
    "agencies.Agency": "key name telephone address postcode describes",
    "agencies.Account": "password",
    "agencies.Post": "job_title hours_to_ring starts ends",
    "agencies.Qualification": "on until",
    "agencies.Delegation": "starts ends",
    "agencies.Unsent": "bound_to path",
    "notifications.Notice": "kind values sealed_secret",
    "attachments.Attachment": "kind sha256 purpose",
    "families.Name": "starts ends source",
    "families.Address": "starts ends source",
    "families.Contact": "starts ends source",
    "families.Birth": "starts ends source",
    "families.Identifier": "starts ends source scheme check_word",
    "families.Relationship": "starts ends source",
    "families.ParentalResponsibility": "starts ends source",
    "families.LivesWith": "starts ends source",
    "families.Enrolment": "number_digest ended_because",
    "families.PageLink": "token_digest",
    "consent.Asking": "explained attachment_ref",
    "consent.Decision": "why_not until",
    "consent.CompetenceJudgement": "on",
    "consent.Cover": "starts ends",
    "child_index.Entry": "source",
    "child_index.Shield": "starts review_on ends end_reason",
    "child_index.SearchValue": "kind",
    "child_index.NameCount": "kind name",
    "child_index.Involvement": "starts ends last_contact confirmed_on source",
    "child_index.Indication": "record_ref starts ends",
    "child_index.StatutoryInvolvement": "starts ends",
    "child_index.Search": "outcome",
    "child_index.SearchResult": "score word",
    "child_index.Enquiry": "answer_by",
    "child_index.BreakGlass": "reason_code finding",
    "child_index.Duplicate": "score",
    "episodes.Episode": "opened_on closed_on",
    "episodes.StateChange": "verb reason_code",
    "episodes.Concern": "expires_on",
    "episodes.LookAgain": "due_on",
    "episodes.LevelOfNeed": "on",
    "episodes.Entry": "happened_on system_key system_values",
    "assessments.Assessment": "instrument version first_contact_until",
    "assessments.Answer": "section question visit_on page_key",
    "assessments.Contributor": "sections",
    "assessments.Presence": "section question",
    "lead_professional.Invitation": "decline_code",
    "lead_professional.Appointment": "starts ends end_reason",
    "lead_professional.Absence": "starts ends",
    "team_around_child.Serving": "starts ends leave_reason",
    "plans.NeedType": "key area name element aim taxonomy starts ends",
    "plans.Plan": "next_review_on",
    "plans.Need": "met_on",
    "plans.Reading": "on",
    "plans.Action": "due_on done_on",
    "plans.Offer": "offered_on started_on family_answered_on",
    "plans.Review": "held_on next_on",
    "plans.ReviewComment": "whose why_none",
    "meetings.Meeting": "no_family_code",
    "meetings.Invitee": "token_digest",
    "exchange.Delivery": "layout file_name sha256",
    "exchange.StagedRow": "score",
}
TABLES = {
    Class.IDENTIFYING: IDENTIFYING,
    Class.SENSITIVE: SENSITIVE,
    Class.FREE_TEXT: FREE_TEXT,
    Class.OPERATIONAL: OPERATIONAL,
}


def class_of(model_label: str, field: str) -> Class | None:
    """The class of a field, or None when nobody has said."""
    for each, table in TABLES.items():
        if field in table.get(model_label, "").split():
            return each
    return None

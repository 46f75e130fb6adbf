"""Who leads, the team, the services that were asked, and the meetings of a story."""

import datetime
from typing import Any

from teamaround.episodes.models import Audience, Entry, Episode, State
from teamaround.families.models import Person
from teamaround.lead_professional.models import Basis, Invitation
from teamaround.meetings.models import Invitee, Meeting
from teamaround.practice_data.town_loader import helping, leading, meeting
from teamaround.practice_data.town_loader.files import Row
from teamaround.practice_data.town_loader.leading import DEPUTY, LEAD
from teamaround.practice_data.town_loader.story import Story

BASES = {
    "family_choice": Basis.FAMILY_WISH,
    "knows_best": Basis.KNOWS_FAMILY,
    "most_contact": Basis.CONTACT,
    "wrote_assessment": Basis.KNOWS_FAMILY,
    "co_ordinates": Basis.MAIN_NEED,
    "agreed_at_meeting": Basis.AGREED_AT_MEETING,
}
ENDINGS = {
    "handover": "handed_over",
    "sickness": "handed_over",
    "left_post": "left_post",
    "episode_closed": "closed",
    "family_wish": "family_wish",
    "team_decision": "need_changed",
    "moved_away": "closed",
}
DECLINED = {
    "caseload": "caseload",
    "not_known_to_family": "not_known",
    "leaving": "leaving",
    "absence": "leaving",
    "conflict": "conflict",
}
LEFT = {"closed": "closed", "left": "left_post", "moved": "left_post", "wish": "family_wish"}
NO_FAMILY = {"declined": "they_asked", "not_safe": "harm"}


def add_leads(story: Story) -> None:
    """Appointments with their deputies, who was asked, who said no, who was away."""
    for row in story.rows("team"):
        _member(story, row)
    for row in story.rows("lead"):
        for episode in story.about(row):
            _lead(story, episode, row)
        for away in row.get("absent", []):
            days = story.town.days
            leading.be_away(
                story.scope, story.post(row["practitioner"]), days.date(away["from"]), days.maybe(away.get("to"))
            )
    for row in story.rows("closing"):
        episode = story.episodes[row["episode"]]
        if episode.state == State.CLOSED:
            story.team_of(episode).end(story.town.days.date(row["day"]), "closed", episode)


def _lead(story: Story, episode: Episode, row: Row) -> None:
    days, post = story.town.days, story.post(row["practitioner"])
    starts, ends = days.date(row["from"]), days.maybe(row.get("to"))
    because = ENDINGS[row.get("ended_because", "episode_closed")] if ends else ""
    shared: dict[str, Any] = {
        "basis": BASES[row["basis"]],
        "family_wish": row["family_wish"],
        "wish_not_followed_because": "" if row["wish_followed"] else row.get("wish_why", ""),
        "starts": starts,
        "ends": ends,
        "end_reason": because,
        "made_at": days.moment(row["from"], "16:50"),
    }
    held = [(LEAD, post)] + ([(DEPUTY, story.post(row["deputy"]))] if "deputy" in row else [])
    for part, who in held:
        leading.appoint(story.scope, episode, part, who, **shared)
        leave = "closed" if because == "closed" else "part_done"
        story.team_of(episode).join(who, str(part.label), [episode], starts, ends, leave, by=post)
    asked = days.moment(row["from"], "16:20")
    answered = {"answer": Invitation.Answer.ACCEPTED, "answered_at": shared["made_at"]}
    leading.ask_to_lead(story.scope, episode, post, episode.opened_by, asked, basis=shared["basis"], **answered)
    for no in row.get("declined", []):
        code = DECLINED.get(no["reason"], "other")
        said = {"answer": Invitation.Answer.DECLINED, "decline_code": code, "answered_at": days.moment(no["day"])}
        who, at = story.post(no["practitioner"]), days.moment(no["day"], "15:40")
        leading.ask_to_lead(story.scope, episode, who, episode.opened_by, at, basis=shared["basis"], **said)
        if episode is story.one(row, no["words"]):
            kind, on = Entry.Kind.OBSERVATION, days.date(no["day"])
            helping.add_entry(story.scope, episode, kind, on, who, no["words"], days.moment(no["day"]))


def _member(story: Story, row: Row) -> None:
    days = story.town.days
    who = story.who(row.get("practitioner") or row.get("agency") or row["who"])
    starts, ends = days.date(row["from"]), days.maybe(row.get("to"))
    words = row.get("left_because", "").lower()
    because = next((code for word, code in LEFT.items() if word in words), "part_done")
    for episode in story.about(row):
        team = story.team_of(episode)
        team.join(who, row["part"], [episode], starts, ends, because, by=episode.opened_by)


def add_requests(story: Story) -> None:
    """Services that were asked: told in the chronology, with the answer or that none came."""
    days = story.town.days
    for row in story.rows("request"):
        agency, by = story.agency(row["agency"]), story.post(row["asked_by"])
        words = f"Asked of {agency.name} – {row['what']}"
        day, said = row["day"], " ".join(part for part in (row.get("words", ""),) if part)
        reply = f"Answered: {said}" if said else ("Accepted." if row.get("answer") == "accepted" else "")
        kind, episode = Entry.Kind.CALL, story.one(row, row["what"])
        helping.add_entry(story.scope, episode, kind, days.date(day), by, words, days.moment(day, "16:40"), done=reply)
        for step in row.get("escalated", []):
            on, at = days.date(step["day"]), days.moment(step["day"], "16:40")
            text = f"Taken to {story.name(step['to'])} – {step['words']}"
            helping.add_entry(story.scope, episode, Entry.Kind.CALL, on, by, text, at)


def add_transfers(story: Story) -> None:
    """A family that moved: told in the chronology; once accepted, the other authority is responsible."""
    days = story.town.days
    for row in story.rows("transfer"):
        accepted = row.get("accepted_by")
        by = story.post(accepted) if accepted else story.first.opened_by
        on, at = days.date(row["day"]), days.moment(row["day"])
        helping.add_entry(story.scope, story.first, Entry.Kind.EVENT, on, by, row["words"], at)


def add_meetings(story: Story) -> None:
    for row in story.rows("meeting"):
        _meeting(story, row)


def _meeting(story: Story, row: Row) -> None:
    days, state = story.town.days, Meeting.State.PLANNED
    if row["held"] or row["day"] <= 0:
        state = Meeting.State.HELD if row["held"] else Meeting.State.CANCELLED
    first = row["kind"] == "team" and row is next(m for m in story.rows("meeting") if m["kind"] == "team")
    purpose = Meeting.Purpose.FIRST if first else Meeting.Purpose.OTHER
    called = days.moment(min(row["day"] - 12, -1), "11:00")
    starts = days.on(days.date(row["day"]), row["time"])
    family = any(one["who"] in story.people for one in row["invited"])
    code = row.get("without_family", "" if family else "not_reached")
    made = meeting.call_meeting(
        story.scope,
        story.group,
        story.about(row),
        story.post(row["called_by"]),
        called,
        starts,
        purpose=Meeting.Purpose.REVIEW if row["kind"] == "review" else purpose,
        place=row["place"],
        how_to_take_part=f"{row['purpose'].rstrip('.')}. {row['authority']}",
        state=state,
        no_family_code=NO_FAMILY.get(code, code),
        no_family_words=row.get("without_family_words", ""),
        minutes_sent_at=days.moment(row["day"] + 2) if row["held"] and row["day"] < -2 else None,
    )
    for one in row["invited"]:
        _invitee(story, made, row, one, called)
    if row["held"]:
        _minutes(story, made, row)


def _invitee(story: Story, made: Meeting, row: Row, one: Row, called: datetime.datetime) -> None:
    answers = {"yes": Invitee.Answer.COMING, "no": Invitee.Answer.DECLINED}
    answer = Invitee.Answer.WRITING if one.get("written") else answers.get(one["answer"], "")
    came = one.get("attended", one["answer"] == "yes") if row["held"] else None
    at = story.town.days.moment(min(row["day"] - 9, 0), "09:10")
    who = story.who(one["who"])
    meeting.invite(story.scope, made, who, answer, max(at, called), one.get("written", ""), came)


def _minutes(story: Story, made: Meeting, row: Row) -> None:
    by = story.post(row.get("minutes_by") or row["called_by"])
    minutes = meeting.Minutes(story.scope, made, by, story.town.days.moment(row["day"], "17:30"))
    minutes.tell(story.about(row), sum(1 for one in meeting.invitees(story.scope, made) if one.attended))
    for item in row.get("item", []):
        text = f"{item['title'].rstrip('.')} – {item['text']}"
        hidden = any(isinstance(story.who(key), Person) for key in item.get("not_for", []))
        everyone = item["audience"] == "everyone" and not hidden
        minutes.add(text, Audience.EVERYONE if everyone else Audience.TEAM)
    for decision in row.get("decision", []):
        minutes.add(decision["text"], decision=True)

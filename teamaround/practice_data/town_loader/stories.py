"""The twelve stories written by hand, from their files."""

from teamaround.practice_data.town_loader import (
    story_assessments,
    story_help,
    story_people,
    story_plans,
    story_work,
)
from teamaround.practice_data.town_loader.files import Row
from teamaround.practice_data.town_loader.story import Story
from teamaround.practice_data.town_loader.town import Town


def add_story(town: Town, file: Row) -> Story:
    """One family over eight months. Who leads comes before the plan, which is made by whoever leads."""
    story = Story(town, town.scope("story", file["about"]["key"]), file)
    story_people.add_people(story)
    story_help.add_episodes(story)
    story_help.add_agreement(story)
    story_help.add_shared_without_agreement(story)
    story_help.add_reports(story)
    story_assessments.add_checklists(story)
    story_assessments.add_assessments(story)
    story_work.add_leads(story)
    story_work.add_meetings(story)
    story_plans.add_plans(story)
    story_work.add_requests(story)
    story_work.add_transfers(story)
    story_help.add_story_rows(story)
    story_help.add_enquiries(story)
    story_people.add_enrolments(story)
    return story

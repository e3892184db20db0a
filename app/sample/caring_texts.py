"""What is said while customers are seen in the demo, and which customer is meant where."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from app.sample.ground import Customer, Ground, Project
from app.sample.pace import HOUR
from app.sample.story import Step, Story
from app.sample.texts import read_sample


@cache
def caring_texts() -> Mapping[str, Any]:
    """Return the texts of ``resources/sample/caring.json`` by their headings."""
    return dict(read_sample("caring"))


def plants_of(ground: Ground) -> list[tuple[Customer, Project]]:
    """Return every plant that stands by now, with whose it is."""
    return [(one, project) for one in ground.customers for project in one.projects if project.free_until is not None]


def owner_of(ground: Ground, place: int) -> tuple[Customer, Project] | None:
    """Return the customer at ``place`` among those with a plant that stands by now, and that plant; None for none."""
    known = plants_of(ground)
    return known[place % len(known)] if known else None


def in_the_afternoon(story: Story, days_ago: int, step: Step) -> None:
    """Let a step happen so many days before the end, after the day's calls; on the last day an hour before the end."""
    moment: datetime = story.office_hour(story.day_before(days_ago)) + 4 * HOUR
    story.at(min(moment, story.until - HOUR), step)

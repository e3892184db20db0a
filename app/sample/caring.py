"""How customers are seen in the demo: everything of the care of customers, planned part by part."""

from app.sample.complaining import Complaining
from app.sample.ground import Ground
from app.sample.inspecting import Inspecting
from app.sample.judging import Judging
from app.sample.story import Story
from app.sample.teaching import Teaching
from app.sample.visiting import Visiting


class Caring:
    """Plans visits, inspections, complaints, trainings and what the department keeps and reports of them."""

    def __init__(self, story: Story, ground: Ground) -> None:
        complaining = Complaining(story, ground)
        self._parts = (
            Visiting(story, ground, complaining),
            Inspecting(story, ground),
            complaining,
            Teaching(story, ground),
            Judging(story, ground),
        )

    def plan(self) -> None:
        """Plan it all."""
        for part in self._parts:
            part.plan()

"""Trainings, surveys given out by themselves, and calls and letters that no other record holds (N3, N5, N6)."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from app.forms.correspondence import CorrespondenceForm, SettlingForm
from app.forms.on_site import SurveyRoundForm
from app.forms.trainings import TraineeForm, TrainingEntry, TrainingHoldingForm
from app.sample.caring_texts import caring_texts, in_the_afternoon, owner_of, plants_of
from app.sample.ground import Customer, Ground, Project
from app.sample.pace import MINUTE
from app.sample.story import Story
from app.sample.texts import company, customers
from app.services.care.correspondence import save_correspondence, settle_correspondence
from app.services.care.trainings import hold_training, save_training
from app.services.papers import issue_paper
from app.services.trips.surveys import give_out_surveys
from models.enums import Direction, Medium, TrainingAudience

REGISTER = "training_register"
HELD = (118, 47, 19)  # days before the end, in the order of the texts
PLANNED_AHEAD = timedelta(days=6)
HISTORY, TAUGHT_AFTER = 424, 9  # days
WROTE = (52, 23, 9, 4, 1)
GIVEN_OUT = 28
SURVEYED = (3, 10, 14)


class Teaching:
    """Plans what is taught, asked and said."""

    def __init__(self, story: Story, ground: Ground) -> None:
        self._story, self._ground = story, ground
        self._context = story.context

    def plan(self) -> None:
        """Plan it all."""
        texts = caring_texts()
        for place, (told, days_ago) in enumerate(zip(texts["trainings"], HELD, strict=True)):
            in_the_afternoon(self._story, days_ago, partial(self._teach, told, place * 2, held=True))
        in_the_afternoon(self._story, 3, partial(self._teach, texts["trainings"][0], 13, held=False))
        for customer in customers():
            for plant in customer.projects:
                if plant.handed_over is not None and TAUGHT_AFTER < plant.handed_over < HISTORY:
                    teach = partial(self._teach_after_handover, plant.name)
                    in_the_afternoon(self._story, plant.handed_over - TAUGHT_AFTER, teach)
        for place, (told, days_ago) in enumerate(zip(texts["correspondence"], WROTE, strict=True)):
            in_the_afternoon(self._story, days_ago, partial(self._write, told, place + 2))
        in_the_afternoon(self._story, GIVEN_OUT, self._ask)

    def _teach_after_handover(self, name: str) -> None:
        """Whose plant was handed over is taught soon after (N5)."""
        found = next((pair for pair in plants_of(self._ground) if pair[1].text.name == name), None)
        if found is not None:
            self._hold(found, caring_texts()["trainings"][0])

    def _teach(self, told: Mapping[str, Any], place: int, *, held: bool) -> None:
        found = owner_of(self._ground, place)
        if found is None:
            return
        if held:
            self._print(REGISTER, self._hold(found, told))
        else:
            save_training(self._context, form=self._entry(found, told, self._story.today() + PLANNED_AHEAD))

    def _hold(self, found: tuple[Customer, Project], told: Mapping[str, Any]) -> int:
        today = self._story.today()
        form = self._entry(found, told, today)
        training = save_training(self._context, form=form)
        done = TrainingHoldingForm(
            held_on=today, teacher=form.teacher, hours=form.hours, attendees=form.attendees, result=told["result"]
        )
        hold_training(self._context, record_id=training, version=self._story.version_of(training), form=done)
        return training

    def _entry(self, found: tuple[Customer, Project], told: Mapping[str, Any], day: date) -> TrainingEntry:
        audience = TrainingAudience(told["audience"])
        is_ours = audience is TrainingAudience.STAFF
        return TrainingEntry(
            audience=audience,
            customer_id=None if is_ours else found[0].id,
            project_id=None if is_ours else found[1].id,
            topic=told["title"],
            planned_on=day,
            place=told["place"],
            teacher=self._ground.people[1].name,
            hours=Decimal(told["hours"]),
            content=told["content"],
            material=told["material"],
            attendees=self._ours() if is_ours else tuple(_trainee(*row) for row in told["people"]),
        )

    def _ours(self) -> tuple[TraineeForm, ...]:
        return tuple(TraineeForm(staff_id=person.id) for person in self._ground.people[2:7])

    def _write(self, told: Mapping[str, Any], place: int) -> None:
        found = owner_of(self._ground, place)
        if found is None:
            return
        now = self._story.clock.now()
        form = CorrespondenceForm(
            direction=Direction(told["direction"]),
            medium=Medium(told["medium"]),
            at=now - 10 * MINUTE,
            handled_by=company().secretary,
            customer_id=found[0].id,
            counterpart=told["counterpart"],
            their_no=told.get("their_no", ""),
            title=told["subject"],
            text=told["text"],
            to_do=told["to_do"],
            due_on=now.date() + timedelta(days=3) if told["to_do"] else None,
        )
        record_id = save_correspondence(self._context, form=form)
        if told["result"]:
            self._story.at(now + timedelta(days=1), partial(self._settle, record_id, told["result"]))

    def _settle(self, record_id: int, result: str) -> None:
        form = SettlingForm(at=self._story.clock.now(), result=result)
        version = self._story.version_of(record_id)
        settle_correspondence(self._context, record_id=record_id, version=version, form=form)

    def _ask(self) -> None:
        owners = [owner_of(self._ground, place) for place in SURVEYED]
        ids = tuple(dict.fromkeys(found[0].id for found in owners if found is not None))
        if ids:
            give_out_surveys(self._context, form=SurveyRoundForm(sent_on=self._story.today(), customer_ids=ids))

    def _print(self, form_id: str, record_id: int) -> None:
        if self._context.printer is not None:
            issue_paper(self._context, form_id=form_id, record_id=record_id)


def _trainee(name: str, post: str, score: int) -> TraineeForm:
    return TraineeForm(name=name, post=post, score=score)

"""Making trainings and rounds of surveys for tests (N3, N5)."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.on_site import SurveyForm
from app.forms.trainings import TraineeForm, TrainingEntry, TrainingHoldingForm
from app.queries.care.trainings import TrainingDetails, training_details
from app.services.care.trainings import cancel_training, hold_training, reopen_training, save_training
from app.services.trips.surveys import save_survey
from models.enums import TrainingAudience
from models.projects.project import Project
from tests.factories import make_project, make_staff, stored, version_of
from tests.remembered import remembered

FRIDAY, THURSDAY = date(2026, 3, 6), date(2026, 3, 5)  # the tests' clock stands on that Friday
OPERATORS = (
    TraineeForm(name="王建国", post="设备科长", phone="139 0000 2468"),
    TraineeForm(name="李敏", post="运行班长"),
)


def training_entry(context: Context, **fields: Any) -> TrainingEntry:
    """Return the form of a training of a project's operators, planned for today."""
    usual: dict[str, Any] = {
        "topic": "EDI 装置操作与维护", "planned_on": FRIDAY, "place": "化水车间", "teacher": "陈安",
        "hours": Decimal("4"), "content": "启停、加药、反洗、故障处理", "material": "操作手册 2 份",
        "attendees": OPERATORS,
    }  # fmt: skip
    if not {"customer_id", "dispatch_id", "project_id", "audience"} & set(fields):
        fields["project_id"] = make_project(context)
    if fields.get("project_id") and "customer_id" not in fields:
        fields["customer_id"] = stored(context, Project, fields["project_id"]).customer_id
    return TrainingEntry(**{**usual, **fields})


@remembered
def make_training(context: Context, **fields: Any) -> int:
    """Return the id of a training that is planned."""
    return save_training(context, form=training_entry(context, **fields))


@remembered
def make_staff_training(context: Context, *people: int, **fields: Any) -> int:
    """Return the id of a training of our people, of one of them unless they are given."""
    named = tuple(TraineeForm(staff_id=one) for one in people or (make_staff(context),))
    return make_training(context, audience=TrainingAudience.STAFF, attendees=named, **fields)


def hold(context: Context, training: int, **fields: Any) -> None:
    """Record that a training was held today, with those it was planned for."""
    known = training_read(context, training).attendees
    there = tuple(
        TraineeForm(staff_id=one.staff_id, name=one.name, post=one.post, phone=one.phone, score=90) for one in known
    )
    usual: dict[str, Any] = {"held_on": FRIDAY, "teacher": "陈安", "hours": Decimal("4"), "attendees": there}
    form = TrainingHoldingForm(**{**usual, **fields})
    hold_training(context, record_id=training, version=version_of(context, training), form=form)


def reopen(context: Context, training: int, reason: str = "人员登记有误") -> None:
    """Open a held training for correction."""
    reopen_training(context, record_id=training, version=version_of(context, training), reason=reason)


def cancel(context: Context, training: int, reason: str = "用户推迟") -> None:
    """Cancel a training."""
    cancel_training(context, record_id=training, version=version_of(context, training), reason=reason)


def training_read(context: Context, training: int) -> TrainingDetails:
    """Return a training as it is shown."""
    return training_details(context, training)


@remembered
def make_own_survey(context: Context, customer_id: int, sent_on: date = THURSDAY) -> int:
    """Return the id of a survey that was given out to a customer, of no dispatch."""
    return save_survey(context, form=SurveyForm(customer_id=customer_id, sent_on=sent_on))


def full_training(context: Context) -> int:
    """Return the id of a held training with all that its register can say."""
    training = make_training(context)
    hold(context, training, result="操作考核合格，能独立启停与日常维护")
    return training


MAKERS = {"training_register": full_training}

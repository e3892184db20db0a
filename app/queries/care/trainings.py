"""Reading trainings: one in full, and the forms (N5)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.context import Context
from app.forms.trainings import TraineeForm, TrainingEntry
from app.queries.material.stock import local_day
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.records.typed import typed_form
from app.queries.trade.order_parts import Linked
from app.rules.permissions import Permission
from app.rules.trips.on_site import OnSiteFacts
from models.care.training import Training, TrainingAttendee
from models.enums import TrainingAudience, TrainingState
from models.people.dispatch import Dispatch
from models.projects.project import Project


@dataclass(frozen=True, slots=True)
class TraineeLine:
    """One who is taught, or was: one of our people, or somebody of the customer."""

    staff_id: int | None
    name: str
    post: str
    phone: str
    score: int | None
    note: str


@dataclass(frozen=True, slots=True)
class TrainingDetails:
    """One training in full."""

    id: int
    version: int
    number: str
    title: str
    state: TrainingState
    audience: TrainingAudience
    planned_on: date
    held_on: date | None
    place: str
    teacher: str
    hours: Decimal | None
    content: str
    material: str
    result: str
    attendees: tuple[TraineeLine, ...]
    dispatch: Linked | None
    customer: Linked | None
    project: Linked | None
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_AROUND = ("dispatch", "customer", "project")
_OWN = (
    "id", "version", "title", "audience", "planned_on", "held_on", "place", "teacher", "hours", "content", "material",
    "result",
)  # fmt: skip


def training_details(context: Context, record_id: int) -> TrainingDetails:
    """Read one training with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Training, record_id)
        known = linked_records(session, named_ids(found, _AROUND), context.actor)
        return TrainingDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            state=TrainingState(found.state),
            attendees=tuple(map(_line, found.attendees)),
            **named_links(found, _AROUND, known),
            **closing_parts(context, session, found, OnSiteFacts()),
        )


def _line(row: TrainingAttendee) -> TraineeLine:
    return TraineeLine(**{name: getattr(row, name) for name in TraineeLine.__slots__})


def training_form(context: Context, record_id: int) -> TrainingEntry:
    """Read a training into the form that changes it until it was held."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        found = existing(session, Training, record_id)
        people = tuple(typed_form(row, TraineeForm) for row in found.attendees)
        return typed_form(found, TrainingEntry, topic=found.title, attendees=people, reason="")


def new_training_form(
    context: Context, *, project_id: int | None = None, dispatch_id: int | None = None
) -> TrainingEntry:
    """Return the form of a training that is planned now, of a project's people or on a dispatch where one is given."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        today = local_day(session, context.clock.now())
        if dispatch_id is not None:
            trip = existing(session, Dispatch, dispatch_id)
            return TrainingEntry(
                planned_on=today, dispatch_id=trip.id, customer_id=trip.customer_id, project_id=trip.project_id
            )
        if project_id is not None:
            project = existing(session, Project, project_id)
            return TrainingEntry(planned_on=today, customer_id=project.customer_id, project_id=project.id)
        return TrainingEntry(planned_on=today)

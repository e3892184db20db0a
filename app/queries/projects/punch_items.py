"""Reading what is left over of a project: one item in full, its forms, and what a department is reminded of (C10.3)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.forms.handovers import ItemsForm, PunchItemForm
from app.i18n import N_, _
from app.queries.material.stock import local_day
from app.queries.projects.handovers import ItemLine, item_line
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.records.typed import typed_form
from app.queries.trade.order_parts import Linked
from app.rules.permissions import Permission
from app.rules.projects.handover import HandoverFacts, due_words
from models.enums import PunchState, RecordKind
from models.projects.handover import PunchItem
from models.projects.project import Project
from models.record import Record


@dataclass(frozen=True, slots=True)
class PunchItemDetails:
    """One item in full; ``handover`` is the one it was left over at, None for what was found later."""

    id: int
    number: str
    version: int
    title: str
    state: PunchState
    project_id: int
    department: str
    responsible: str
    found_on: date
    deadline_on: date
    detail: str
    reminded_at: datetime | None
    closed_on: date | None
    closing: str
    customer: Linked | None
    project: Linked | None
    site: Linked | None
    handover: Linked | None
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_AROUND = ("customer", "project", "site", "handover")
_OWN = (
    "id", "version", "title", "project_id", "department", "responsible", "found_on", "deadline_on", "detail",
    "reminded_at", "closed_on", "closing",
)  # fmt: skip


def punch_item_details(context: Context, record_id: int) -> PunchItemDetails:
    """Read one item with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, PunchItem, record_id)
        closing = closing_parts(context, session, found, HandoverFacts())
        if found.state == PunchState.OPEN:
            may = context.actor.may(Permission.EDIT_PROJECTS)
            remind = NextStep("remind", N_("Remind the department"), "", may, ())
            moving = NextStep("move", N_("Move the deadline"), "", may, ())
            closing["steps"] = (remind, *closing["steps"], moving)
        return PunchItemDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            state=PunchState(found.state),
            **named_links(found, _AROUND, linked_records(session, named_ids(found, _AROUND), context.actor)),
            **closing,
        )


def punch_item_form(context: Context, record_id: int) -> PunchItemForm:
    """Read an item into the form that corrects it."""
    context.require(Permission.EDIT_PROJECTS)
    with context.read() as session:
        return typed_form(existing(session, PunchItem, record_id), PunchItemForm)


def new_items_form(context: Context, *, project_id: int | None = None) -> ItemsForm:
    """Return the form of what is left over: found on the day of the handover where it is known, else today."""
    context.require(Permission.EDIT_PROJECTS)
    with context.read() as session:
        today = local_day(session, context.clock.now())
        if project_id is None:
            return ItemsForm(found_on=today)
        project = existing(session, Project, project_id)
        return ItemsForm(project_id=project.id, found_on=project.handed_over_on or today)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a department still has to do; ``text`` says it in words that can be sent."""

    department: str
    items: tuple[ItemLine, ...]
    text: str


def reminder_of(context: Context, record_id: int) -> Reminder:
    """Return all open items of the department that answers for one, in all projects, by their deadlines."""
    context.require(Permission.EDIT_PROJECTS)
    with context.read() as session:
        department = existing(session, PunchItem, record_id).department
        today = local_day(session, context.clock.now())
        items, projects = _open_items(session, department)
        said = [
            _item_words(place, item, project, today)
            for place, (item, project) in enumerate(zip(items, projects, strict=True), start=1)
        ]
        head = _("To {department}: these items left over at handover are still open.").format(department=department)
        return Reminder(department, items, "\n".join((head, *said, _("Please tell us by when each is done."))))


def _open_items(session: Session, department: str) -> tuple[tuple[ItemLine, ...], tuple[str, ...]]:
    project = Record.__table__.alias("of_project")
    wanted = (
        select(PunchItem, project.c.title)
        .outerjoin(project, project.c.id == PunchItem.project_id)
        .where(PunchItem.kind == RecordKind.PUNCH_ITEM, PunchItem.department == department)
        .where(PunchItem.state == PunchState.OPEN)
    )
    rows = session.execute(wanted.order_by(PunchItem.deadline_on, PunchItem.id)).all()
    return tuple(item_line(row[0]) for row in rows), tuple(row[1] or "" for row in rows)


def _item_words(place: int, item: ItemLine, project: str, today: date) -> str:
    """Say of one item what is to be done where, by whom and when, and that it is late."""
    who = _(", ").join(part for part in (item.responsible, due_words(item.deadline_on, today)) if part)
    text = _("{place}. {project}: {item} ({who}; {number})")
    return text.format(place=place, project=project, item=item.title, who=who, number=item.number)

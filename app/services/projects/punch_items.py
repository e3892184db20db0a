"""Items left over at handover (遗留问题): entered, reminded of, put off, closed (C10.3)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.formatting import date_text
from app.forms.handovers import ItemClosingForm, ItemMovingForm, ItemsForm, PunchItemForm, ReminderForm
from app.i18n import _
from app.rules.inputs import clean_line, clean_text, plausible_day
from app.rules.permissions import Permission
from app.rules.projects.handover import HandoverFacts, check_deadline, check_lines
from app.services.moves import move
from app.services.past_days import past_day
from app.services.promises.keeping import drop_all, settle, settle_correction
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.enums import EventKind, HandoverState, PunchState, RecordKind
from models.projects.handover import Handover, PunchItem
from models.projects.project import Project

LONGEST_TEXT, LONGEST_NAME = 4000, 60
CLAUSE = "C10.3"


@use_case(Permission.EDIT_PROJECTS)
def save_punch_item(context: Context, *, form: PunchItemForm, record_id: int | None = None) -> int:
    """Enter something left over of a project, or correct it while it is open; returns its id.

    It has its number at once. Its deadline is moved by a step of its own. Invalid at the field that is empty, lies in
    the future, or before the day it was found.
    """
    with context.write() as session:
        item = load(session, PunchItem, record_id, form.version) if record_id else _new(session, form.project_id)
        if item.state != PunchState.OPEN:
            raise Invalid(_("This item is closed and is not changed any more."), clause=CLAUSE)
        known = item.deadline_on if record_id else None
        _write(session, item, form)
        if known is not None and item.deadline_on != known:
            raise Invalid(_("Move the deadline by its own step, with a reason."), field="deadline_on", clause=CLAUSE)
        _store(session, item, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return item.id


@use_case(Permission.EDIT_PROJECTS)
def save_punch_items(context: Context, *, form: ItemsForm) -> tuple[int, ...]:
    """Enter several things left over of a project at once, all or none; returns their ids in the order of the lines.

    Invalid at ``found_on``, or at ``lines``, naming the line, where one is incomplete or there is none.
    """
    with context.write() as session:
        found_on = past_day(session, form.found_on, field="found_on", missing=_("Enter when it was found."))
        ids = []
        for line in check_lines(form.lines, found_on):
            item = _new(session, form.project_id)
            told = PunchItemForm(
                title=line.title,
                department=line.department,
                responsible=line.responsible,
                found_on=found_on,
                deadline_on=line.deadline_on,
            )
            _write(session, item, told)
            _store(session, item, EventKind.REGISTERED)
            ids.append(item.id)
        return tuple(ids)


def _store(session: Session, item: PunchItem, event: EventKind) -> None:
    session.add(item)
    session.flush()
    log(session, item, event)
    settle(session, item)


def _new(session: Session, project_id: int | None) -> PunchItem:
    if project_id is None:
        raise Invalid(_("Choose the project."), field="project_id")
    project = load(session, Project, project_id)
    item = PunchItem(state=PunchState.OPEN, **fresh(session))
    item.number = next_number(session, RecordKind.PUNCH_ITEM)
    item.project_id, item.customer_id, item.site_id = project.id, project.customer_id, project.site_id
    opened = select(Handover.id).where(Handover.project_id == project.id, Handover.state != HandoverState.CANCELLED)
    item.handover_id = session.scalar(opened)
    return item


def _write(session: Session, item: PunchItem, form: PunchItemForm) -> None:
    item.title = required(form.title, _("Say what is left over."), field="title")
    item.department = required(form.department, _("Enter the department that answers for it."), field="department")
    item.responsible = clean_line(form.responsible, field="responsible", limit=LONGEST_NAME)
    item.detail = clean_text(form.detail, field="detail", limit=LONGEST_TEXT)
    item.found_on = past_day(session, form.found_on, field="found_on", missing=_("Enter when it was found."))
    item.deadline_on = _deadline(item.found_on, form.deadline_on)
    item.sort_at = session.info["now"] if item.sort_at is None else item.sort_at


def _deadline(found_on: date, day: date | None) -> date:
    return check_deadline(found_on, plausible_day(day, field="deadline_on"))


@use_case(Permission.EDIT_PROJECTS)
def remind_items(context: Context, *, form: ReminderForm) -> None:
    """Note that a department was reminded of open items (C10.3), and what it said."""
    told = clean_text(form.text, field="text", limit=LONGEST_TEXT)
    if not form.item_ids:
        raise Invalid(_("Choose what the department is reminded of."), field="item_ids", clause=CLAUSE)
    with context.write() as session:
        for item_id in form.item_ids:
            item = load(session, PunchItem, item_id)
            if item.state != PunchState.OPEN:
                raise Invalid(_("This item is closed; nobody has to be reminded."), field="item_ids", clause=CLAUSE)
            item.reminded_at = session.info["now"]
            log(session, item, EventKind.ITEM_REMINDED, told, counterpart=item.department)


@use_case(Permission.EDIT_PROJECTS)
def move_item(context: Context, *, record_id: int, version: int, form: ItemMovingForm) -> None:
    """Move the deadline of an item, with a reason; a miss stays on record and takes the manager (invariant 7)."""
    why = required(form.reason, _("Give the reason."), field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        item = load(session, PunchItem, record_id, version)
        if item.state != PunchState.OPEN:
            raise Invalid(_("This item is closed and is not changed any more."), clause=CLAUSE)
        former = item.deadline_on
        item.deadline_on = _deadline(item.found_on, form.deadline_on)
        days = f"{date_text(former)} → {date_text(item.deadline_on)}"
        log(session, item, EventKind.ITEM_MOVED, f"{days}\n{why}")
        settle_correction(session, item, context.actor, why)


@use_case(Permission.EDIT_PROJECTS)
def close_item(context: Context, *, record_id: int, version: int, form: ItemClosingForm) -> None:
    """Close an item with how it was done; Invalid for a day in the future or before it was found."""
    how = required(form.closing, _("Enter how it was done."), field="closing", limit=LONGEST_TEXT)
    with context.write() as session:
        item = load(session, PunchItem, record_id, version)
        day = past_day(session, form.closed_on, field="closed_on", missing=_("Enter when it was done."))
        if day < item.found_on:
            raise Invalid(_("This lies before the day it was found."), field="closed_on", clause=CLAUSE)
        move(context, session, item, "close", HandoverFacts(), text=how)
        item.closed_on, item.closing = day, how
        log(session, item, EventKind.ITEM_CLOSED, how)
        settle(session, item)


@use_case(Permission.EDIT_PROJECTS)
def reopen_item(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Open a closed item again, for a reason."""
    why = required(reason, _("Give the reason."), field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        item = load(session, PunchItem, record_id, version)
        move(context, session, item, "reopen", HandoverFacts(), text=why)
        item.closed_on, item.closing = None, ""
        settle(session, item)


@use_case(Permission.CANCEL_RECORD)
def cancel_item(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel an item entered by mistake, with a reason; it keeps its number."""
    why = required(reason, _("Give the reason."), field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        item = load(session, PunchItem, record_id, version)
        move(context, session, item, "cancel", HandoverFacts(), text=why)
        drop_all(session, item, why)

"""Reading handovers of projects and what is left over: the list, one handover in full, and the forms (C10.1, C10.3)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select, union_all
from sqlalchemy.orm import Session

from app.context import Actor, Context
from app.forms.handovers import HandoverForm
from app.i18n import N_
from app.queries.lists.kinds_list import KindsList
from app.queries.lists.record_list import of_kind, overdue, record
from app.queries.material.stock import local_day
from app.queries.money.letters_sent import SENT
from app.queries.projects.handover_money import ProjectMoney, money_of_project
from app.queries.projects.handover_papers import CARD
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import (
    CommitmentLine,
    EventLine,
    NextStep,
    PaperLine,
    ScanLine,
    papers_of_record,
)
from app.queries.records.typed import typed_form
from app.queries.trade.order_parts import Linked
from app.rules.permissions import Permission
from app.rules.projects.handover import HandoverFacts
from models.enums import CommitmentKind, HandoverState, LetterState, PunchState, RecordKind, TrainingState
from models.money.letter import Letter
from models.projects.handover import Handover, PunchItem
from models.projects.project import Project
from models.record import Record

_item = PunchItem.__table__


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A line of the list: a handover, or something left over, which a ``department`` answers for; ``state`` is a code
    of the kind's own vocabulary.
    """

    id: int
    number: str
    kind: RecordKind
    name: str
    department: str
    responsible: str
    customer: str
    project: str
    state: str
    reminded_at: datetime | None
    due_at: datetime | None
    due_kind: CommitmentKind | None
    created_at: datetime


def _of_item(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column that only items have."""
    return select(column).where(_item.c.id == record.c.id).correlate(record).scalar_subquery()


def _in(*states: str) -> ColumnElement[bool]:
    return record.c.state.in_([str(state) for state in states])


_department = _of_item(_item.c.department)
HANDOVERS = KindsList(
    kind=RecordKind.HANDOVER,
    others=(RecordKind.PUNCH_ITEM,),
    row=HandoverRow,
    columns={
        "created_at": record.c.sort_at,
        "department": _department,
        "responsible": _of_item(_item.c.responsible),
        "reminded_at": _of_item(_item.c.reminded_at),
    },
    orders={"due_at": record.c.due_at, "department": _department},
    views={
        "handover": of_kind(record, RecordKind.HANDOVER),
        "punch_item": of_kind(record, RecordKind.PUNCH_ITEM),
        "open": or_(_in(HandoverState.OPEN, PunchState.OPEN), record.c.due_at.is_not(None)),  # or owes something
        "overdue": overdue,
        "reviewed": _in(HandoverState.REVIEWED),
        "closed": _in(PunchState.CLOSED),
    },
    uncounted=frozenset({"reviewed", "closed"}),
)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """Something left over of a project (C10.3)."""

    id: int
    number: str
    title: str
    department: str
    responsible: str
    found_on: date
    deadline_on: date
    state: PunchState
    reminded_at: datetime | None
    closed_on: date | None


def items_of(session: Session, project_id: int) -> tuple[ItemLine, ...]:
    """Return what was left over of a project, open ones first, by their deadlines; without cancelled ones."""
    known = (PunchItem.project_id == project_id, PunchItem.state != PunchState.CANCELLED)
    order = (PunchItem.state != PunchState.OPEN, PunchItem.deadline_on, PunchItem.id)
    return tuple(map(item_line, session.scalars(select(PunchItem).where(*known).order_by(*order))))


def open_items_of(session: Session, project_id: int) -> tuple[ItemLine, ...]:
    """Return what is still to be done of what was left over of a project, by its deadline (C10.3)."""
    return tuple(line for line in items_of(session, project_id) if line.state is PunchState.OPEN)


def item_line(item: PunchItem) -> ItemLine:
    """Return an item as a line."""
    return ItemLine(
        item.id,
        item.number or "",
        item.title,
        item.department,
        item.responsible,
        item.found_on,
        item.deadline_on,
        PunchState(item.state),
        item.reminded_at,
        item.closed_on,
    )


@dataclass(frozen=True, slots=True)
class HandoverDetails:
    """One handover in full: ``items`` left over, ``card`` the warranty card that was issued, ``notices`` the collection
    notices written for it and ``money`` what its contract comes to, both empty for those who may not see money;
    ``trainings`` of the customer's people that are planned or were held (N5).
    """

    id: int
    number: str
    version: int
    title: str
    state: HandoverState
    project_id: int
    customer_id: int
    noticed_on: date
    handed_over_on: date
    notice_no: str
    reviewed_at: datetime | None
    reviewed_by: str
    summary: str
    customer: Linked | None
    project: Linked | None
    site: Linked | None
    items: tuple[ItemLine, ...]
    money: ProjectMoney | None
    notices: tuple[Linked, ...]
    card: PaperLine | None
    trainings: tuple[Linked, ...]
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int

    @property
    def open_items(self) -> tuple[ItemLine, ...]:
        """What is still to be done."""
        return tuple(line for line in self.items if line.state is PunchState.OPEN)


_AROUND = ("customer", "project", "site")
_OWN = (
    "id", "version", "title", "project_id", "customer_id", "noticed_on", "handed_over_on", "notice_no", "reviewed_at",
    "reviewed_by", "summary",
)  # fmt: skip


def handover_details(context: Context, record_id: int) -> HandoverDetails:
    """Read one handover with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Handover, record_id)
        actor, project_id = context.actor, found.project_id or 0
        around, card = _letters_and_trainings(session, found), card_of(session, project_id)
        letters = tuple(one for one in around if one.kind is RecordKind.LETTER)
        trainings = tuple(one for one in around if one.kind is RecordKind.TRAINING)
        facts = HandoverFacts(tuple(one.number for one in letters if one.state in SENT))
        money = money_of_project(session, project_id) if actor.may(Permission.VIEW_MONEY) else None
        closing = closing_parts(context, session, found, facts)
        more = _more_steps(found, money, letters, card, actor)
        closing["steps"] = (*closing["steps"], *more, *_training_steps(found, trainings, actor))
        return HandoverDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            state=HandoverState(found.state),
            **named_links(found, _AROUND, linked_records(session, named_ids(found, _AROUND), actor)),
            items=items_of(session, project_id),
            money=money,
            notices=letters if actor.may(Permission.VIEW_MONEY) else (),
            card=card,
            trainings=trainings,
            **closing,
        )


def _letters_and_trainings(session: Session, found: Handover) -> tuple[Linked, ...]:
    """Return the collection notices written for a handover, and the trainings of its project (N5), in one reading."""
    one, letter = Record.__table__.c, Letter.__table__.c
    told = select(one.id, one.kind, one.number, one.title, one.state)
    notices = told.join(Letter.__table__, letter.id == one.id).where(
        letter.handover_id == found.id, one.state != LetterState.CANCELLED.value
    )
    trainings = told.where(
        one.kind == RecordKind.TRAINING,
        one.project_id == found.project_id,
        one.state != TrainingState.CANCELLED.value,
    )
    rows = sorted(session.execute(union_all(notices, trainings)), key=lambda row: int(row.id))
    return tuple(Linked(row.id, row.kind, row.number or "", row.title, row.state) for row in rows)


def card_of(session: Session, project_id: int) -> PaperLine | None:
    """Return the warranty card that was issued for a project, None before (N5)."""
    issued = papers_of_record(session, (project_id,))
    return next((line for line in issued if line.form == CARD), None)


def _more_steps(
    found: Handover, money: ProjectMoney | None, letters: tuple[Linked, ...], card: PaperLine | None, actor: Actor
) -> tuple[NextStep, ...]:
    """Return what is done of a handover beside its arrows: items, the collection notice, the warranty card."""
    if found.state == HandoverState.CANCELLED:
        return ()
    steps = [NextStep("add_items", N_("Enter items left over"), "items", actor.may(Permission.EDIT_PROJECTS), ())]
    if money is not None and not letters:
        may = actor.may(Permission.EDIT_COLLECTION)
        steps.append(NextStep("draft_notice", N_("Draft the collection notice"), "", may, ()))
    if card is None:
        steps.append(NextStep("print_card", N_("Print the warranty card"), "", actor.may(Permission.ISSUE_PAPER), ()))
    return tuple(steps)


def _training_steps(found: Handover, trainings: tuple[Linked, ...], actor: Actor) -> tuple[NextStep, ...]:
    """Return the planning of the training of the customer's people, where none is planned or was held (N5)."""
    if trainings or found.state == HandoverState.CANCELLED:
        return ()
    return (NextStep("plan_training", N_("Plan the training"), "", actor.may(Permission.EDIT_CARE), ()),)


def handover_form(context: Context, record_id: int) -> HandoverForm:
    """Read a handover into the form that corrects it."""
    context.require(Permission.EDIT_PROJECTS)
    with context.read() as session:
        return typed_form(existing(session, Handover, record_id), HandoverForm, reason="")


def new_handover_form(context: Context, *, project_id: int | None = None) -> HandoverForm:
    """Return the form of a notice that came today, of a project where one is given, with its handover date."""
    context.require(Permission.EDIT_PROJECTS)
    with context.read() as session:
        today = local_day(session, context.clock.now())
        if project_id is None:
            return HandoverForm(noticed_on=today)
        project = existing(session, Project, project_id)
        return HandoverForm(project_id=project.id, noticed_on=today, handed_over_on=project.handed_over_on)

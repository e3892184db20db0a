"""Reading inspections: one in full, and the forms of its steps (N3, N4)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.forms.inspections import ConclusionForm, FindingForm, InspectionRecordForm
from app.i18n import N_, _, ngettext
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.records.typed import typed_form
from app.queries.trade.order_parts import Linked
from app.rules.gates import KeepingFacts
from app.rules.permissions import Permission
from models.care.inspection import Inspection, InspectionPlan
from models.enums import Finding, InspectionState
from models.people.dispatch import Dispatch
from models.projects.equipment import Equipment

OPEN = (InspectionState.PLANNED,)
DONE = (InspectionState.RECORDED, InspectionState.REPORTED)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item: ``equipment`` is "" for the plant as a whole, ``request`` what a fault has become."""

    position: int
    equipment_id: int | None
    equipment: str
    area: str
    item: str
    standard: str
    finding: Finding | None
    reading: str
    note: str
    request: Linked | None

    @property
    def is_open_fault(self) -> bool:
        """True for a fault that has not become a request."""
        return self.finding is Finding.FAULT and self.request is None


@dataclass(frozen=True, slots=True)
class InspectionDetails:
    """One inspection in full; ``min_persons`` and ``starts_on`` are those of its plan."""

    id: int
    number: str
    version: int
    title: str
    state: InspectionState
    planned_on: date
    due_on: date
    min_persons: int
    starts_on: date
    inspected_at: datetime | None
    inspectors: str
    persons: int | None
    met: str
    running: str
    conclusion: str
    advice: str
    recorded_at: datetime | None
    items: tuple[ItemLine, ...]
    customer_id: int
    project_id: int
    site_id: int | None
    plan_id: int
    plan: Linked | None
    dispatch: Linked | None
    customer: Linked | None
    project: Linked | None
    site: Linked | None
    created_at: datetime
    created_by: str
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_AROUND = ("plan", "dispatch", "customer", "project", "site")
_CLOSING = ("commitments", "steps", "papers", "scans", "events", "event_count")
_READ = ("number", "state", "items", "min_persons", "starts_on", *_AROUND, *_CLOSING)
_OWN = tuple(one.name for one in fields(InspectionDetails) if one.name not in _READ)


def inspection_details(context: Context, record_id: int) -> InspectionDetails:
    """Read one inspection with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Inspection, record_id)
        plan = existing(session, InspectionPlan, found.plan_id)
        closing = closing_parts(context, session, found, KeepingFacts())
        closing["steps"] = (*closing["steps"], *_more_steps(found, context))
        return InspectionDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            state=InspectionState(found.state),
            min_persons=plan.min_persons,
            starts_on=plan.starts_on,
            items=item_lines(session, found, context),
            **named_links(found, _AROUND, linked_records(session, named_ids(found, _AROUND), context.actor)),
            **closing,
        )


def item_lines(session: Session, found: Inspection, context: Context) -> tuple[ItemLine, ...]:
    """Return the items of an inspection in their order."""
    requests = linked_records(session, (row.request_id for row in found.items), context.actor)
    names = equipment_names(session, found)
    return tuple(
        ItemLine(
            row.position, row.equipment_id, names.get(row.equipment_id or 0, ""), row.area, row.item, row.standard,
            row.finding, row.reading, row.note, requests.get(row.request_id or 0),
        )
        for row in found.items
    )  # fmt: skip


def equipment_names(session: Session, found: Inspection) -> Mapping[int, str]:
    """Return by id what the equipment of an inspection is called, with its model."""
    ids = {row.equipment_id for row in found.items if row.equipment_id is not None}
    pieces = session.scalars(select(Equipment).where(Equipment.id.in_(ids)))
    return {one.id: " ".join(part for part in (one.title, one.model) if part) for one in pieces}


def _more_steps(found: Inspection, context: Context) -> tuple[NextStep, ...]:
    """Return what can be done besides the arrows: conclude, send people, move the day, correct."""
    may_edit = context.actor.may(Permission.EDIT_CARE)
    if found.state in OPEN:
        return (
            NextStep("send", N_("Send people"), "dispatch", may_edit, ()),
            NextStep("move", N_("Agree another day"), "day", may_edit, ()),
        )
    if found.state in DONE:
        may_issue = context.actor.may(Permission.ISSUE_PAPER)
        print_report = NextStep("print_report", N_("Print the report"), "paper", may_issue, ())
        conclude = NextStep("conclude", N_("Write the conclusion"), "conclusion", may_edit, ())
        first = (print_report, conclude) if found.conclusion else (conclude,)
        return (*first, NextStep("correct", N_("Correct the record"), "findings", may_edit, ()))
    return ()


def record_form(context: Context, record_id: int) -> InspectionRecordForm:
    """Read an inspection into the form that puts it on record, or corrects it; the people of its dispatch went."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        found = existing(session, Inspection, record_id)
        findings = tuple(
            FindingForm(position=row.position, finding=row.finding, reading=row.reading, note=row.note)
            for row in found.items
        )
        form = typed_form(found, InspectionRecordForm, findings=findings, accepted=frozenset(), reason="")
        if found.inspected_at is not None:
            return form
        names = _travellers(session, found.dispatch_id)
        proposed = replace(form, inspected_at=context.clock.now())
        return replace(proposed, inspectors="、".join(names), persons=len(names)) if names else proposed


def _travellers(session: Session, dispatch_id: int | None) -> tuple[str, ...]:
    dispatch = session.get(Dispatch, dispatch_id) if dispatch_id is not None else None
    return tuple(person.name for person in dispatch.people) if dispatch is not None else ()


def conclusion_form(context: Context, record_id: int) -> ConclusionForm:
    """Read the conclusion of an inspection; before there is one, a proposal from what was found."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        found = existing(session, Inspection, record_id)
        if found.conclusion:
            return typed_form(found, ConclusionForm)
        return ConclusionForm(conclusion=proposed_conclusion(found))


def proposed_conclusion(found: Inspection) -> str:
    """Return in a sentence or two what was found, to begin a conclusion with."""
    counted = Counter(row.finding for row in found.items)
    looked = len(found.items) - counted[Finding.NOT_DONE]
    text = ngettext("{count} item was looked at", "{count} items were looked at", looked).format(count=looked)
    parts = [
        said.format(count=counted[finding])
        for finding, said in (
            (Finding.ATTENTION, _("{count} to be watched")),
            (Finding.FAULT, _("{count} faults")),
            (Finding.NOT_DONE, _("{count} not looked at")),
        )
        if counted[finding]
    ]
    return _("{looked}: {found}.").format(looked=text, found=_(", ").join(parts) or _("all in order"))

"""Reading spot checks: one in full, the forms that change it, and the list of assessments and checks (N6)."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from app.context import Context
from app.forms.assessment import SpotCheckForm
from app.queries.lists.kinds_list import KindsList
from app.queries.lists.record_list import of_kind, overdue, record
from app.queries.material.stock import local_day
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.records.typed import typed_form
from app.queries.trade.order_parts import Linked
from app.rules.care.assessment_gates import AssessmentFacts
from app.rules.permissions import Permission
from models.care.assessment import SpotCheck
from models.enums import AssessmentState, CommitmentKind, RecordKind, SpotCheckState

KINDS = (RecordKind.ASSESSMENT, RecordKind.SPOT_CHECK)
_OVER = tuple(state.value for state in (AssessmentState.CONFIRMED, SpotCheckState.CLOSED))
_is_over = record.c.state.in_(_OVER)


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """A line of the list: a month's assessment or a spot check; ``state`` is a code of the kind's own vocabulary."""

    id: int
    number: str
    kind: RecordKind
    name: str
    customer: str
    project: str
    state: str
    created_at: datetime
    due_at: datetime | None
    due_kind: CommitmentKind | None


ASSESSMENTS = KindsList(
    kind=RecordKind.ASSESSMENT,
    others=KINDS[1:],
    row=AssessmentRow,
    columns={"created_at": record.c.sort_at},
    orders={"due_at": record.c.due_at},
    views={
        **{kind.value: of_kind(record, kind) for kind in KINDS},
        "open": ~_is_over,
        "overdue": overdue,
        "over": _is_over,
    },
    uncounted=frozenset({"over"}),
    permission=Permission.VIEW_ASSESSMENT,
)


@dataclass(frozen=True, slots=True)
class SpotCheckDetails:
    """One spot check in full: of a ``person``'s work, of a record (``subject``), or of both."""

    id: int
    number: str
    version: int
    title: str
    state: SpotCheckState
    checked_on: date
    checker: str
    is_good: bool
    finding: str
    demand: str
    due_on: date | None
    put_right_on: date | None
    result: str
    staff: Linked | None
    subject: Linked | None
    customer: Linked | None
    project: Linked | None
    created_at: datetime
    created_by: str
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_AROUND = ("staff", "subject", "customer", "project")
_CLOSING = ("commitments", "steps", "papers", "scans", "events", "event_count")
_READ = ("number", "state", *_AROUND, *_CLOSING)
_OWN = tuple(one.name for one in fields(SpotCheckDetails) if one.name not in _READ)


def spot_check_details(context: Context, record_id: int) -> SpotCheckDetails:
    """Read one spot check with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_ASSESSMENT)
    with context.read() as session:
        found = existing(session, SpotCheck, record_id)
        return SpotCheckDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            state=SpotCheckState(found.state),
            **named_links(found, _AROUND, linked_records(session, named_ids(found, _AROUND), context.actor)),
            **closing_parts(context, session, found, AssessmentFacts()),
        )


def spot_check_form(context: Context, record_id: int) -> SpotCheckForm:
    """Read a spot check into the form that corrects it."""
    context.require(Permission.CHECK_WORK)
    with context.read() as session:
        return typed_form(existing(session, SpotCheck, record_id), SpotCheckForm, reason="")


def new_spot_check_form(context: Context) -> SpotCheckForm:
    """Return the form of a check made today by whoever works here."""
    context.require(Permission.CHECK_WORK)
    with context.read() as session:
        today = local_day(session, context.clock.now())
    return SpotCheckForm(checked_on=today, checker=context.actor.display_name)

"""Reading months' assessments: one in full with its lines and totals, and the forms that change it (N6)."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Actor, Context
from app.forms.assessment import AssessmentForm
from app.i18n import N_
from app.queries.material.stock import local_day
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.trade.order_parts import Linked
from app.rules.care.assessing import JudgedLine, Person, PersonTotal, totals
from app.rules.care.assessment_gates import AssessmentFacts
from app.rules.care.assessment_items import item_name
from app.rules.permissions import Permission
from app.rules.spans import month_beside
from models.care.assessment import Assessment, AssessmentItem, AssessmentLine
from models.enums import AssessmentSource, AssessmentState, LineVerdict


@dataclass(frozen=True, slots=True)
class AssessedLine:
    """A line: whom, for which ``item``, since what happened on which day; ``source`` is the record it came from, None
    for a line by hand. ``amount`` is what its points come to in yuan.
    """

    id: int
    staff_id: int | None
    person: str
    item: str
    kind: AssessmentSource
    source: Linked | None
    happened_on: date
    text: str
    proposed: int
    points: int
    amount: Decimal
    verdict: LineVerdict
    reason: str


@dataclass(frozen=True, slots=True)
class AssessmentDetails:
    """The assessment of one month in full; ``lines`` by person and day, ``totals`` those of the counted ones."""

    id: int
    number: str
    version: int
    title: str
    state: AssessmentState
    month: date
    with_amounts: bool
    remark: str
    gathered_at: datetime | None
    confirmed_at: datetime | None
    confirmed_by: str
    lines: tuple[AssessedLine, ...]
    totals: tuple[PersonTotal, ...]
    created_at: datetime
    created_by: str
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int

    @property
    def unjudged(self) -> int:
        """How many lines nobody has judged yet."""
        return sum(line.verdict is LineVerdict.PROPOSED for line in self.lines)


_CLOSING = ("commitments", "steps", "papers", "scans", "events", "event_count")
_READ = ("number", "state", "lines", "totals", *_CLOSING)
_OWN = tuple(one.name for one in fields(AssessmentDetails) if one.name not in _READ)


def assessment_details(context: Context, record_id: int) -> AssessmentDetails:
    """Read one assessment with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_ASSESSMENT)
    with context.read() as session:
        found = existing(session, Assessment, record_id)
        links = linked_records(session, (line.source_id for line in found.lines), context.actor)
        items = item_rows(session, found.lines)
        lines = (_line(line, items[line.item_id], links.get(line.source_id or 0)) for line in found.lines)
        closing = closing_parts(context, session, found, gate_facts(found))
        closing["steps"] = (*_steps(found, context.actor), *closing["steps"])
        return AssessmentDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            state=AssessmentState(found.state),
            lines=tuple(sorted(lines, key=lambda one: (one.person, one.staff_id or 0, one.happened_on, one.id))),
            totals=totals(judged_lines(found)),
            **closing,
        )


def _steps(found: Assessment, actor: Actor) -> Iterable[NextStep]:
    """Yield what is done with the lines before it is confirmed."""
    if found.state != AssessmentState.DRAFT:
        return
    judges = actor.may(Permission.CONFIRM_ASSESSMENT)
    if found.lines:
        yield NextStep("judge", N_("Judge the lines"), "judging", judges, ())
    if gate_facts(found).unjudged:
        yield NextStep("count_all", N_("Count all"), None, judges, ())
    yield NextStep("add_line", N_("Add a line by hand"), "line", judges, ())
    yield NextStep("gather", N_("Look for further lines"), None, actor.may(Permission.EDIT_CARE), ())


def gate_facts(found: Assessment) -> AssessmentFacts:
    """Return what the gates of an assessment look at."""
    return AssessmentFacts(sum(line.verdict is LineVerdict.PROPOSED for line in found.lines))


def judged_lines(found: Assessment) -> tuple[JudgedLine, ...]:
    """Return the lines of an assessment as the totals take them."""
    return tuple(map(judged, found.lines))


def judged(line: AssessmentLine) -> JudgedLine:
    """Return one line as the totals take it."""
    return JudgedLine(Person(line.staff_id, line.person), line.verdict, line.proposed, line.points, line.amount)


def item_rows(session: Session, lines: Iterable[AssessmentLine]) -> dict[int, AssessmentItem]:
    """Return by id the items that these lines name."""
    wanted = select(AssessmentItem).where(AssessmentItem.id.in_({line.item_id for line in lines}))
    return {one.id: one for one in session.scalars(wanted)}


def _line(line: AssessmentLine, item: AssessmentItem, source: Linked | None) -> AssessedLine:
    return AssessedLine(
        id=line.id,
        staff_id=line.staff_id,
        person=line.person,
        item=item_name(item.code, item.name),
        kind=item.source if line.source_id is not None else AssessmentSource.BY_HAND,
        source=source,
        happened_on=line.happened_on,
        text=line.text,
        proposed=line.proposed,
        points=line.points,
        amount=judged(line).sum,
        verdict=line.verdict,
        reason=line.reason,
    )


def new_assessment_form(context: Context) -> AssessmentForm:
    """Return the form of the assessment of the last month."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        return AssessmentForm(month=month_beside(local_day(session, context.clock.now()), -1)[0])


def assessment_form(context: Context, record_id: int) -> AssessmentForm:
    """Read an assessment into the form that changes its remark."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        found = existing(session, Assessment, record_id)
        return AssessmentForm(month=found.month, remark=found.remark, version=found.version)

"""Writing what stands on a draft of an issue slip, or of a red one; plain functions inside a use case."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.forms.material.slips import SlipForm, SlipLineForm
from app.i18n import _
from app.queries.material.slip_facts import coming_back, left_of
from app.queries.material.stock import local_day
from app.queries.records.lookup import AnyRecord, existing
from app.rules.inputs import clean_line, clean_text, plausible_day
from app.rules.material.slips import (
    CLAUSE,
    HANDED_OUT,
    MOST_LINES,
    Wanted,
    back_problem,
    check_destination,
    line_problem,
    past_day_question,
)
from app.rules.material.valuation import ZERO
from app.services.keeping import in_use
from app.services.use_case import required
from models.enums import DispatchState, OrderState, RequestState, SlipKind
from models.material.need import MaterialNeed
from models.material.part import Part
from models.material.shipment import PackedItem
from models.material.slip import Slip, SlipLine
from models.people.dispatch import Dispatch
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request
from models.trade.order import ServiceOrder

TEXT_LIMIT = 4000
FINISHED_REQUESTS = frozenset({RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED})
OVER_ORDERS = frozenset({OrderState.SETTLED, OrderState.CANCELLED})
OVER_DISPATCHES = frozenset({DispatchState.CLOSED, DispatchState.CANCELLED})


def write_issue(session: Session, slip: Slip, form: SlipForm) -> None:
    """Write a slip by which goods leave; Invalid at the field of the form that is wrong."""
    check_destination(form)
    slip.slip_kind, slip.handing_over = form.slip_kind, form.handing_over
    _write_common(slip, form)
    _write_days(session, slip, form)
    _write_sources(session, slip, form)
    slip.title = _title(session, slip)
    slip.lines = _issue_lines(session, slip, form.lines)


def _write_days(session: Session, slip: Slip, form: SlipForm) -> None:
    """Write when the goods are needed and when what is lent is due back; a day that is past is confirmed."""
    needed_on = plausible_day(form.needed_on, field="needed_on")
    due_back_on = plausible_day(form.due_back_on, field="due_back_on") if form.slip_kind is SlipKind.LOAN else None
    today = local_day(session, session.info["now"])
    question = past_day_question((needed_on, due_back_on), (slip.needed_on, slip.due_back_on), today)
    if question and not form.past_day:
        raise Invalid(question, field="past_day", clause=CLAUSE)
    slip.needed_on, slip.due_back_on = needed_on, due_back_on


def write_red(session: Session, slip: Slip, form: SlipForm) -> None:
    """Write a red slip: why, and what of the slip ``reverses_id`` comes back, at most what is still out."""
    required(form.purpose, _("Write down why it comes back."), field="purpose", limit=TEXT_LIMIT)
    original = existing(session, Slip, form.reverses_id or 0)
    _check_reversible(original)
    slip.reverses_id = original.id
    _write_common(slip, form)
    for name in ("slip_kind", "request_id", "order_id", "dispatch_id", "handing_over", "customer_id", "project_id"):
        setattr(slip, name, getattr(original, name))
    slip.site_id, slip.title = original.site_id, original.title
    slip.lines = _red_lines(session, slip, original, form.lines)


def _check_reversible(original: Slip) -> None:
    if original.is_red or original.state not in HANDED_OUT:
        raise Invalid(_("Only goods that were issued come back by a red slip."), field="reverses_id", clause=CLAUSE)
    if original.slip_kind is SlipKind.LOAN:
        raise Invalid(_("What was lent is brought back as a loan."), field="reverses_id", clause="N4")


def _write_common(slip: Slip, form: SlipForm) -> None:
    slip.picker_name = clean_line(form.picker_name, field="picker_name", limit=60)
    slip.department = clean_line(form.department, field="department", limit=60)
    slip.purpose = clean_text(form.purpose, field="purpose", limit=TEXT_LIMIT)


# what it is for --------------------------------------------------------------------------------------------------


def _write_sources(session: Session, slip: Slip, form: SlipForm) -> None:
    """Write what the goods are for; who names an order or a dispatch names its request as well."""
    dispatch = _source(session, Dispatch, form.dispatch_id, slip.dispatch_id, OVER_DISPATCHES, "dispatch_id")
    order = _source(session, ServiceOrder, form.order_id, slip.order_id, OVER_ORDERS, "order_id")
    followed = {one.request_id for one in (dispatch, order) if one is not None and one.request_id is not None}
    named = followed | ({form.request_id} if form.request_id is not None else set())
    if len(named) > 1:
        raise Invalid(_("These belong to different requests."), field="request_id", clause=CLAUSE)
    request_id = next(iter(named), None)
    request = _source(session, Request, request_id, slip.request_id, FINISHED_REQUESTS, "request_id")
    slip.dispatch_id, slip.order_id, slip.request_id = form.dispatch_id, form.order_id, request_id
    own: Record | None = request or order
    _check_project(own, form.project_id)
    project_id = own.project_id if own is not None and own.project_id is not None else form.project_id
    project = in_use(session, Project, project_id, field="project_id") if project_id is not None else None
    _check_owner(own, project)
    slip.project_id = project_id
    slip.customer_id = own.customer_id if own is not None else project.customer_id if project is not None else None
    slip.site_id = (dispatch or own or project).site_id if dispatch or own or project else None  # type: ignore[union-attr]


def _check_project(own: Record | None, project_id: int | None) -> None:
    if own is not None and project_id is not None and own.project_id not in (None, project_id):
        raise Invalid(_("The request or order belongs to another project."), field="project_id", clause=CLAUSE)


def _check_owner(own: Record | None, project: Project | None) -> None:
    if own is not None and project is not None and own.customer_id != project.customer_id:
        raise Invalid(_("This project belongs to another customer."), field="project_id", clause=CLAUSE)


def _source(
    session: Session, model: type[AnyRecord], record_id: int | None, kept: int | None, over: frozenset[str], field: str
) -> AnyRecord | None:
    """Return the record that a slip is for; Invalid for one that is over, unless the slip names it already."""
    if record_id is None:
        return None
    found = existing(session, model, record_id)
    if found.state in over and record_id != kept:
        text = _("{name} is over; nothing is issued for it any more.").format(name=found.number or found.title)
        raise Invalid(text, field=field, clause=CLAUSE)
    return found


def _title(session: Session, slip: Slip) -> str:
    """A slip is called as what it is for: the request, the order, else its purpose, else the project."""
    source = slip.request_id or slip.order_id
    if source is not None:
        return session.get_one(Record, source).title
    told = " ".join(slip.purpose.split())[:100]
    return told or session.get_one(Record, slip.project_id or 0).title


# items -----------------------------------------------------------------------------------------------------------


def _issue_lines(session: Session, slip: Slip, forms: tuple[SlipLineForm, ...]) -> list[SlipLine]:
    if len(forms) > MOST_LINES:
        raise Invalid(_("At most {count} lines fit here.").format(count=MOST_LINES), field="lines")
    known = {line.line_no: line for line in slip.lines}
    next_no = max(known, default=0) + 1
    lines = []
    for place, form in enumerate(forms, start=1):
        line = known.pop(form.line_no, None)
        if line is None:
            line = SlipLine(line_no=next_no)
            next_no += 1
        _write_line(session, slip, line, form, place)
        lines.append(line)
    _unpack(session, known.values())
    return lines


def _unpack(session: Session, gone: Collection[SlipLine]) -> None:
    """Take items that leave a slip out of packages: only a shipment that was cancelled may have packed a draft."""
    if not gone:
        return
    for packed in session.scalars(select(PackedItem).where(PackedItem.slip_line_id.in_([line.id for line in gone]))):
        session.delete(packed)
    session.flush()


def _write_line(session: Session, slip: Slip, line: SlipLine, form: SlipLineForm, place: int) -> None:
    problem = line_problem(form, place)
    if problem or form.part_id is None or form.quantity is None:
        raise Invalid(problem, field="lines", clause=CLAUSE)
    in_use(session, Part, form.part_id, field="lines", kept=line.part_id)
    if form.need_id is not None:
        _check_need(session, slip, form, place)
    line.part_id, line.quantity, line.need_id = form.part_id, form.quantity, form.need_id
    _write_marks(line, form)


def _check_need(session: Session, slip: Slip, form: SlipLineForm, place: int) -> None:
    need = session.get(MaterialNeed, form.need_id)
    if need is None or need.record_id not in (slip.request_id, slip.order_id):
        text = _("Line {place}: this need is not one of the request or order of the slip.").format(place=place)
        raise Invalid(text, field="lines", clause="C6.1")
    if form.part_id not in (need.part_id, need.chosen_id):
        text = _("Line {place}: this is another part than looking in stock said.").format(place=place)
        raise Invalid(text, field="lines", clause="C6.1")


def _write_marks(line: SlipLine, form: SlipLineForm) -> None:
    line.serial_no = clean_line(form.serial_no, field="lines", limit=200)
    line.batch = clean_line(form.batch, field="lines", limit=60)
    line.remark = clean_line(form.remark, field="lines", limit=200)


def _red_lines(session: Session, slip: Slip, original: Slip, forms: tuple[SlipLineForm, ...]) -> list[SlipLine]:
    issued = {line.line_no: line for line in original.lines}
    known = {line.line_no: line for line in slip.lines}
    numbers = [form.line_no for form in forms]
    if len(set(numbers)) < len(numbers) or not set(numbers) <= issued.keys():
        raise Invalid(_("A red slip names items of the slip it reverses, each once."), field="lines", clause=CLAUSE)
    lines = []
    for form in sorted(forms, key=lambda one: one.line_no):
        line = known.get(form.line_no) or SlipLine(line_no=form.line_no)
        line.part_id, line.batch = issued[form.line_no].part_id, issued[form.line_no].batch
        line.quantity = form.quantity or ZERO
        line.serial_no = clean_line(form.serial_no, field="lines", limit=200)
        line.remark = clean_line(form.remark, field="lines", limit=200)
        lines.append(line)
    check_back(session, slip, original.id, lines)
    return lines


def check_back(session: Session, slip: Slip, original_id: int, lines: list[SlipLine]) -> None:
    """Refuse more than is still out: what was issued, less what came back and what other red slips will bring."""
    left, coming = left_of(session, original_id), coming_back(session, original_id, slip.id)
    for line in lines:
        part = session.get_one(Part, line.part_id)
        there = left[line.line_no].quantity if line.line_no in left else ZERO
        out = Wanted(part.title, there - coming.get(line.line_no, ZERO), part.unit)
        problem = back_problem(line.quantity, out)
        if problem:
            raise Invalid(problem, field="lines", clause=CLAUSE)

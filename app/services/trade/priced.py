"""Writing what quotations and orders share: whose it is, the lines with their sums, and the terms."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.errors import Invalid
from app.formatting import local
from app.forms.trade import PricedForm, PricedLineForm
from app.i18n import _
from app.queries.approvals.limits import read_limits
from app.queries.promises.facts import FINISHED
from app.queries.records.lookup import existing
from app.queries.trade.priced import LINE, price_sums
from app.queries.trade.tax_rates import rates_in_use
from app.rules.classification import CLAUSE as CLASS_CLAUSE
from app.rules.classification import is_paid_work
from app.rules.inputs import clean_line, clean_phone, clean_text
from app.rules.trade.amounts import check_percent, check_sum
from app.rules.trade.lines import FIELD, checked_lines, checked_sums
from app.rules.trade.revisions import LINES
from app.services.keeping import in_use
from app.services.material.need_lines import forget_needs
from app.services.projects.projects import site_of
from app.services.use_case import required
from models.material.part import Part
from models.parties.customer import Customer
from models.projects.project import Project
from models.requests.request import Request
from models.trade.priced import PricedLine, PricedRecord
from models.trade.quotation import QuotationRevision

TEXT_LIMIT = 4000
LONGEST_CREDIT = 730  # days; more is a slip of the finger
_LINES_OF_TEXT = ("lead_time", "delivery", "warranty")
_TEXTS = ("terms_reason", "exclusions", "remark")


def write_priced(session: Session, record: PricedRecord, form: PricedForm) -> None:
    """Let a record say what its form says: owner, contact, lines, discount, terms, and the sums of it all.

    With a request the customer is the request's, and so is the project unless it has none. Invalid at the form's field
    (lines: "lines") for what is missing, absurd or contradicts itself; for a request that is finished, or confirmed as
    free without a paid line (C3.2). NotFound for records that are gone.
    """
    record.title = required(form.title, _("Write down what it is about."), field="title")
    request = _request_of(session, record, form.request_id)
    _write_owner(session, record, form, request)
    record.contact_name = clean_line(form.contact_name, field="contact_name", limit=60)
    record.contact_phone = clean_phone(form.contact_phone, field="contact_phone", limit=40)
    _write_terms(session, record, form)
    _write_lines(session, record, form)
    sum_up(record)


def _request_of(session: Session, record: PricedRecord, request_id: int | None) -> Request | None:
    if request_id is None:
        record.request_id = None
        return None
    request = existing(session, Request, request_id)
    if record.request_id != request_id:
        refuse_finished(request)
    refuse_free(request)
    record.request_id = request.id
    return request


def refuse_finished(request: Request) -> None:
    """Raise Invalid for a request that is closed, cancelled or merged: nothing more is offered for it."""
    if request.state in FINISHED:
        raise Invalid(_("This request is finished; nothing is quoted or ordered for it any more."), field="request_id")


def refuse_free(request: Request) -> None:
    """Raise Invalid for a request whose work is free in all its lines: there is nothing to be paid (C3.2)."""
    own = [line.service_class for line in request.lines]
    if request.confirmed_class is not None and not is_paid_work(request.confirmed_class, own):
        message = _(
            "{number} was confirmed as free and no line of it is paid: there is nothing to quote or to order. If the "
            "customer pays for part of it, give that line a class of its own first."
        )
        raise Invalid(message.format(number=request.number), field="request_id", clause=CLASS_CLAUSE)


def _write_owner(session: Session, record: PricedRecord, form: PricedForm, request: Request | None) -> None:
    customer_id = form.customer_id or (request.customer_id if request else None)
    if customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id")
    if request is not None and request.customer_id != customer_id:
        raise Invalid(_("This request is another customer's."), field="customer_id")
    customer = in_use(session, Customer, customer_id, field="customer_id", kept=record.customer_id)
    project_id = form.project_id or (request.project_id if request else None)
    if project_id is not None:
        _check_project(session, customer.id, project_id, request)
    record.site_id = site_of(session, customer.id, form.site_id, kept=record.site_id)
    record.customer_id, record.project_id = customer.id, project_id


def _check_project(session: Session, customer_id: int, project_id: int, request: Request | None) -> None:
    if existing(session, Project, project_id).customer_id != customer_id:
        raise Invalid(_("This project belongs to another customer."), field="project_id")
    if request is not None and request.project_id not in (None, project_id):
        raise Invalid(_("The request is about another project."), field="project_id")


def _write_terms(session: Session, record: PricedRecord, form: PricedForm) -> None:
    today = local(session.info["now"], ZoneInfo(settings_of(session).text("zone"))).date()
    limits = read_limits(session, today)
    advance = limits.usual_advance if form.advance_percent is None else form.advance_percent
    record.advance_percent = check_percent(advance, field="advance_percent")
    record.balance_days = limits.usual_balance_days if form.balance_days is None else form.balance_days
    if not 0 <= record.balance_days <= LONGEST_CREDIT:
        message = _("Enter a number of days from 0 to {most}.").format(most=LONGEST_CREDIT)
        raise Invalid(message, field="balance_days", clause="C9.2")
    record.large, record.invoice_type = form.large, form.invoice_type
    for name in _LINES_OF_TEXT:
        setattr(record, name, clean_line(getattr(form, name), field=name, limit=200))
    for name in _TEXTS:
        setattr(record, name, clean_text(getattr(form, name), field=name, limit=TEXT_LIMIT))


def _write_lines(session: Session, record: PricedRecord, form: PricedForm) -> None:
    named = [_named_by_part(session, record, line) for line in form.lines]
    lines = checked_lines(named, rates_in_use(session))
    discount = check_sum(form.discount or Decimal(0), field="discount")
    checked_sums(lines, discount)
    record.discount = discount
    record.lines = _rows(session, record, lines)


def _named_by_part(session: Session, record: PricedRecord, line: PricedLineForm) -> PricedLineForm:
    """A line that names a part need not repeat what the part is called."""
    if line.part_id is None:
        return line
    kept = next((row.part_id for row in record.lines if row.line_no == line.line_no), None)
    part = in_use(session, Part, line.part_id, field=FIELD, kept=kept)
    if line.name.strip():
        return line
    own = {name: getattr(line, name) or getattr(part, name) for name in ("spec", "brand", "unit")}
    return replace(line, name=part.title, **own)


def _rows(session: Session, record: PricedRecord, lines: Sequence[PricedLineForm]) -> list[PricedLine]:
    known = {row.line_no: row for row in record.lines}
    next_no = _next_line_no(session, record)
    rows = []
    for position, line in enumerate(lines, start=1):
        row = known.pop(line.line_no, None) if line.line_no else PricedLine(line_no=next_no)
        if row is None:
            raise Invalid(_("Line {place} is not one of these lines.").format(place=position), field=FIELD)
        next_no += not line.line_no
        row.position = position
        for name in LINE[1:]:
            setattr(row, name, getattr(line, name))
        rows.append(row)
    forget_needs(session, record, known.keys())
    return rows


def _next_line_no(session: Session, record: PricedRecord) -> int:
    """Return a number that no line had in this or a former revision, so that a comparison never mixes two lines."""
    highest = max((row.line_no for row in record.lines), default=0)
    if inspect(record).persistent:
        former = session.scalars(select(QuotationRevision.content).where(QuotationRevision.quotation_id == record.id))
        highest = max([highest, *(line["line_no"] for content in former for line in content[LINES])])
    return highest + 1


def sum_up(record: PricedRecord) -> None:
    """Write the sums of the lines again; call it after whatever changed one."""
    found = price_sums(record)
    record.total, record.net_total, record.cost_total, record.margin = found.total, found.net, found.cost, found.margin

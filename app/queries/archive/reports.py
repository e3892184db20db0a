"""Reading reports: one in full, and which spans there is something to report on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.formatting import local
from app.i18n import using_language
from app.papers.form import load_form
from app.queries.care.customer_quarter import quarters_with_service
from app.queries.lists.paging import within
from app.queries.people.duty import duty_spans
from app.queries.records.lookup import existing
from app.rules.care.periods import PERIODIC, Period, span_of, title_of
from app.rules.permissions import Permission
from app.rules.spans import Span, month_beside, month_of, span_name
from models.enums import BasicState, RecordKind
from models.money.receipt import Receipt
from models.record import Record
from models.report import Report
from models.trips.service_receipt import WorkHours

_record = Record.__table__
CUSTOMER_REPORT = "customer_report"


@dataclass(frozen=True, slots=True)
class ReportDetails:
    """One report: its paper, the local days it covers (both included), who had it made when."""

    id: int
    version: int
    form: str
    since: date
    until: date
    created_at: datetime
    created_by: str
    state: BasicState


def report_details(context: Context, record_id: int) -> ReportDetails:
    """Read one report; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Report, record_id)
        return ReportDetails(
            found.id, found.version, found.form, found.since, found.until, found.created_at, found.created_by,
            BasicState(found.state),
        )  # fmt: skip


def report_title(form_id: str, since: date, until: date, language: str, customer: str = "") -> str:
    """Return what a report is called: the title of its form, the ``customer`` it is about and its span; a periodic one
    by its period.
    """
    if form_id == PERIODIC:
        with using_language(language):
            return title_of(since, until)
    told = (load_form(form_id).title.text(language), customer, span_name(since, until))
    return " ".join(part for part in told if part)


def reportable(context: Context, form_id: str) -> tuple[tuple[str, str], ...]:
    """Return name and title of every span that a report of this form has something to say of, in order of time; of one
    about a customer each customer's quarters.
    """
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        settings = settings_of(session)
        if form_id == CUSTOMER_REPORT:
            return tuple(_of_customers(session, settings.text("paper_language")))
        zone, language = ZoneInfo(settings.text("zone")), settings.text("paper_language")
        return tuple(
            (span_name(since, until), report_title(form_id, since, until, language))
            for since, until in _SPANS.get(form_id, months_with_requests)(session, zone)
        )


def _of_customers(session: Session, language: str) -> Iterator[tuple[str, str]]:
    for number, name, span in quarters_with_service(session):
        yield f"{number} {span_name(*span)}", report_title(CUSTOMER_REPORT, *span, language, name)


def _spans_on_duty(session: Session, _zone: ZoneInfo) -> Iterable[Span]:
    return duty_spans(session)


def _days_with_sheets(session: Session, _zone: ZoneInfo) -> Iterable[Span]:
    """Every day for which a sheet was made; that of any other day is made when it is asked for by its date."""
    made = select(Report.since, Report.until).where(Report.form == "today_sheet").order_by(Report.since)
    return [(row.since, row.until) for row in session.execute(made)]


def _months_with_hours(session: Session, _zone: ZoneInfo) -> Iterable[Span]:
    """Every month in which somebody worked on site (N1)."""
    days = session.scalars(select(WorkHours.worked_on).distinct().order_by(WorkHours.worked_on))
    return tuple(dict.fromkeys(month_of(day) for day in days))


def _months_with_receipts(session: Session, _zone: ZoneInfo) -> Iterable[Span]:
    """Every month in which money came in; the ageing of any other day is made when it is asked for by its date."""
    days = session.scalars(select(Receipt.received_on).distinct().order_by(Receipt.received_on))
    return tuple(dict.fromkeys(month_of(day) for day in days))


def _periods(session: Session, zone: ZoneInfo) -> Iterable[Span]:
    """Every month with requests, and the quarters, half-years and years these make up."""
    months = tuple(months_with_requests(session, zone))
    return tuple(dict.fromkeys(span_of(since, period) for period in Period for since, _until in months))


# The spans of a report that has others than the months with requests.
_SPANS: Mapping[str, Callable[[Session, ZoneInfo], Iterable[Span]]] = {
    "duty_roster": _spans_on_duty,
    "today_sheet": _days_with_sheets,
    "overtime_sheet": _months_with_hours,
    "ar_ageing_report": _months_with_receipts,
    PERIODIC: _periods,
}


def months_with_requests(session: Session, zone: ZoneInfo) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of every month in which a request was received, in order of time."""
    month = _month_of_first(session, zone, None)
    while month is not None:
        yield month
        month = _month_of_first(session, zone, month_beside(month[0], 1)[0])


def _month_of_first(session: Session, zone: ZoneInfo, since: date | None) -> tuple[date, date] | None:
    """Return the month of the first request received from a local day on: one look into the index each."""
    of_kind = _record.c.kind == literal(RecordKind.REQUEST, _record.c.kind.type)
    first = select(func.min(_record.c.sort_at)).where(of_kind, *within(_record.c.sort_at, since, None, zone))
    found = session.scalar(first)
    return month_of(local(found, zone).date()) if found else None

"""Reading periodic reports: the list, one in full with its figures, and what they are pictured by (N6, N8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.forms.periodic_reports import HEADINGS, PRICED
from app.queries.care.indicators import Figure, read_figures
from app.queries.lists.paging import ListFilter
from app.queries.lists.record_list import RecordList, overdue, record
from app.queries.lists.table_list import Looking
from app.queries.promises.figures import ClassMonth, requests_by_class
from app.queries.records.lookup import existing
from app.queries.records.record_parts import (
    CommitmentLine,
    EventLine,
    PaperLine,
    ScanLine,
    commitments_of,
    counted_events_of,
    filed_of_record,
)
from app.rules.care.periods import PERIODIC, Period, compared, period_of
from app.rules.permissions import Permission
from app.rules.spans import Span, month_beside, month_of, span_name
from models.enums import BasicState, CommitmentKind, RecordKind
from models.report import Report

report = Report.__table__
LEAST_MONTHS = 6  # of a picture, so that one month stands among others


@dataclass(frozen=True, slots=True)
class PeriodicReportRow:
    """A line of the list; without a number it was not issued yet."""

    id: int
    number: str
    name: str
    span: str
    period: Period
    until: date
    is_issued: bool
    due_at: datetime | None
    due_kind: CommitmentKind | None
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class PeriodicReports(RecordList[PeriodicReportRow]):
    """The reports that are periodic among all."""

    def _conditions(
        self, wanted: ListFilter, looking: Looking, order: ColumnElement[Any] | None = None
    ) -> list[ColumnElement[bool]]:
        return [*super()._conditions(wanted, looking, order), report.c.form == PERIODIC]

    def _all_counted(self) -> ColumnElement[bool]:
        return and_(super()._all_counted(), report.c.form == PERIODIC)


def _period(row: Any, _looking: Looking) -> Period:
    return period_of(row.since, row.until) or Period.MONTH


def _issued(row: Any, _looking: Looking) -> bool:
    return bool(row.number)


PERIODIC_REPORTS = PeriodicReports(
    kind=RecordKind.REPORT,
    row=PeriodicReportRow,
    own=report,
    columns={"since": report.c.since, "created_at": record.c.created_at},
    derived={
        "span": lambda row, _looking: span_name(row.since, row.until),
        "period": _period,
        "is_issued": _issued,
    },
    orders={"until": report.c.until, "due_at": record.c.due_at},
    views={
        "draft": record.c.number.is_(None),
        "issued": record.c.number.is_not(None),
        "overdue": overdue,
    },
    uncounted=frozenset({"issued"}),
)


@dataclass(frozen=True, slots=True)
class PeriodicReportDetails:
    """One periodic report in full; figures are those of now, ``months`` what its picture shows.

    Texts by heading, "" for what names sums where money is not for whoever reads.
    """

    id: int
    version: int
    number: str
    title: str
    state: BasicState
    since: date
    until: date
    period: Period
    created_at: datetime
    created_by: str
    texts: Mapping[str, str]
    figures: tuple[Figure, ...]
    months: tuple[ClassMonth, ...]
    commitments: tuple[CommitmentLine, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int

    @property
    def span(self) -> Span:
        """First and last day."""
        return self.since, self.until

    @property
    def is_issued(self) -> bool:
        """Whether its paper was issued."""
        return bool(self.number)


def periodic_report_details(context: Context, record_id: int) -> PeriodicReportDetails:
    """Read one periodic report with its figures; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return _details(context, session, existing(session, Report, record_id))


def _details(context: Context, session: Session, found: Report) -> PeriodicReportDetails:
    priced = context.actor.may(Permission.VIEW_MONEY)
    events, event_count = counted_events_of(session, (found.id,))
    papers, scans = filed_of_record(session, (found.id,))
    return PeriodicReportDetails(
        id=found.id,
        version=found.version,
        number=found.number or "",
        title=found.title,
        state=BasicState(found.state),
        since=found.since,
        until=found.until,
        period=period_of(found.since, found.until) or Period.MONTH,
        created_at=found.created_at,
        created_by=found.created_by,
        texts=texts_of(found, priced=priced),
        figures=read_figures(session, compared(found.since, found.until), priced=priced),
        months=months_of(session, (found.since, found.until)),
        commitments=commitments_of(session, found.id, context.clock.now()),
        papers=papers,
        scans=scans,
        events=events,
        event_count=event_count,
    )


def texts_of(found: Report, *, priced: bool) -> Mapping[str, str]:
    """Return what is written under each heading, "" for nothing; those with sums only if ``priced``."""
    written = {one.key: one.text for one in found.texts}
    return {key: written.get(key, "") if priced or key not in PRICED else "" for key in HEADINGS}


def months_of(session: Session, span: Span) -> tuple[ClassMonth, ...]:
    """Return the requests by class of the months of a span; those before a month stand beside it."""
    months = span[1].month - span[0].month + 1
    shown = LEAST_MONTHS if months == 1 else months
    last = month_of(span[1])[0]
    spans = [month_beside(last, -back) for back in reversed(range(shown))]
    return requests_by_class(session, spans, ZoneInfo(settings_of(session).text("zone")))

"""Periodic reports: opened for a month, quarter, half-year or year, written by the secretary; those of spans that have
just ended are drafted (N6, N8).
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.formatting import local
from app.forms.periodic_reports import HEADINGS, NewReportForm, ReportTextsForm
from app.i18n import _
from app.queries.care.windows import Window, window
from app.rules.care.periods import PERIODIC, check_period, just_ended
from app.rules.inputs import clean_text
from app.rules.permissions import Permission
from app.rules.spans import parse_span
from app.services.reports import open_report
from app.services.use_case import load, log, use_case
from models.enums import EventKind, RecordKind
from models.record import Record
from models.report import Report, ReportText

TEXT_LIMIT = 10_000
_WORKED = (RecordKind.REQUEST, RecordKind.DISPATCH)


@use_case(Permission.ISSUE_PAPER)
def open_periodic_report(context: Context, *, since: date, until: date) -> int:
    """Return the id of the report over a calendar month, quarter, half-year or year, made now if there is none yet.

    It is owed some working days after its span has ended. Invalid for other days, and for a span not yet begun.
    """
    return open_report(context, form_id=PERIODIC, since=since, until=until)


@use_case(Permission.EDIT_CARE)
def open_report_of(context: Context, *, form: NewReportForm) -> int:
    """Return the id of the report over the span that a person chose; Invalid at ``span`` for what is none."""
    span = parse_span(form.span)
    if span is None:
        message = _("Write a month as 2026-02, a quarter as 2026-Q1, a half-year as 2026-H1, a year as 2026.")
        raise Invalid(message, field="span")
    try:
        check_period(*span, local(context.clock.now(), context.zone).date())
    except Invalid as error:
        raise Invalid(error.message, field="span") from error
    return open_report(context, form_id=PERIODIC, since=span[0], until=span[1])


@use_case(Permission.EDIT_CARE)
def write_report(context: Context, *, record_id: int, form: ReportTextsForm) -> int:
    """Write the texts of a periodic report; returns its id. Conflict when somebody else wrote in the meantime."""
    texts = {key: clean_text(getattr(form, key), field=key, limit=TEXT_LIMIT) for key in HEADINGS}
    with context.write() as session:
        report = load(session, Report, record_id, form.version)
        if report.form != PERIODIC:
            raise Invalid(_("This report has no texts of its own."))
        _write_texts(report, texts)
        log(session, report, EventKind.EDITED)
        return report.id


def _write_texts(report: Report, texts: dict[str, str]) -> None:
    """Write what is said under each heading; one that is left empty has no row."""
    kept = {one.key: one for one in report.texts}
    for position, (key, text) in enumerate(texts.items(), start=1):
        if key in kept and text:
            kept[key].text = text
        elif key in kept:
            report.texts.remove(kept[key])
        elif text:
            report.texts.append(ReportText(position=position, key=key, text=text))


@use_case(Permission.ISSUE_PAPER)
def draft_reports(context: Context) -> tuple[int, ...]:
    """Open the reports of the month, quarter, half-year and year that have just ended, where the department had work in
    them; returns the ids of those that were not there yet.
    """
    now, zone = context.clock.now(), context.zone
    with context.read() as session:
        ended = (window(span, now, zone) for span in just_ended(local(now, zone).date()))
        wanted = [within for within in ended if _is_wanted(session, within)]
    return tuple(open_periodic_report(context, since=one.since, until=one.until) for one in wanted)


def _is_wanted(session: Session, within: Window) -> bool:
    """Tell whether a span has no report yet, and a request or a dispatch in it."""
    of_span = (Report.form == PERIODIC, Report.since == within.since, Report.until == within.until)
    if session.scalar(select(Report.id).where(*of_span).limit(1)) is not None:
        return False
    work = (select(Record.id).where(Record.kind == kind, within.holds(Record.sort_at)).limit(1) for kind in _WORKED)
    return any(session.scalar(one) is not None for one in work)

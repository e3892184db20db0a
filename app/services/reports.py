"""Reports: papers about many records, each a record of its own, made once for its form and span of days."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid, NotFound
from app.i18n import _
from app.papers.definitions import paper
from app.queries.archive.reports import report_title
from app.queries.records.lookup import existing
from app.queries.search import by_number
from app.rules.permissions import Permission
from app.rules.spans import check_span, parse_span
from app.services.use_case import fresh, use_case
from models.enums import BasicState, RecordKind
from models.report import Report


@use_case(Permission.ISSUE_PAPER)
def open_report(context: Context, *, form_id: str, since: date, until: date) -> int:
    """Return the id of the report over these local days (both included), made now if there is none yet.

    Its number comes with the first issue of its paper. Invalid for a span longer than a year, and for one of several
    days where the paper is daily.
    """
    definition = paper(form_id)
    if definition.kind is not RecordKind.REPORT:
        raise Invalid(_("This paper is made for another kind of record."))
    if definition.daily and since != until:
        raise Invalid(_("This paper covers one day."), field="until")
    check_span(since, until)
    with context.write() as session:
        found = _find(session, form_id, since, until)
        return found.id if found else _make(session, form_id, since, until)


@use_case(Permission.ISSUE_PAPER)
def report_named(context: Context, *, form_id: str, name: str) -> int:
    """Return the id of the report that a person names: by its number, or by its span.

    A span is written "2026-03", "2026-03-06" or "2026-03-01..2026-03-15"; it makes the report if there is none yet.
    NotFound for a number that no report of this form has.
    """
    span = parse_span(name)
    if span is not None:
        return open_report(context, form_id=form_id, since=span[0], until=span[1])
    with context.read() as session:
        found = existing(session, Report, by_number(session, RecordKind.REPORT, name).id)
        if found.form != form_id:
            raise NotFound(_("There is no record {number}.").format(number=name))
        return found.id


def _find(session: Session, form_id: str, since: date, until: date) -> Report | None:
    return session.scalar(select(Report).where(Report.form == form_id, Report.since == since, Report.until == until))


def _make(session: Session, form_id: str, since: date, until: date) -> int:
    language = settings_of(session).text("paper_language")
    title = report_title(form_id, since, until, language)
    report = Report(title=title, state=BasicState.ACTIVE, form=form_id, since=since, until=until, **fresh(session))
    session.add(report)
    session.flush()
    return report.id

"""Reports: papers about many records, each a record of its own, made once for its form and span of days."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid, NotFound
from app.formatting import local
from app.i18n import _
from app.papers.definitions import paper
from app.queries.archive.reports import report_title
from app.queries.records.lookup import existing
from app.queries.search import by_number
from app.rules.care.periods import PERIODIC, check_period
from app.rules.permissions import Permission
from app.rules.spans import MONTHS_OF, check_span, parse_span, part_of_year
from app.services.promises import keeping
from app.services.use_case import fresh, use_case
from models.enums import BasicState, RecordKind
from models.parties.customer import Customer
from models.report import Report


@use_case(Permission.ISSUE_PAPER)
def open_report(context: Context, *, form_id: str, since: date, until: date, customer_id: int | None = None) -> int:
    """Return the id of the report over these local days (both included), made now if there is none yet.

    Its number comes with the first issue of its paper. Invalid for a span longer than a year, for one of several days
    where the paper is daily, and for one that is no whole month, quarter, half-year or year where it is periodic. A
    paper about one customer needs ``customer_id`` and a quarter that has begun.
    """
    definition = paper(form_id)
    if definition.kind is not RecordKind.REPORT:
        raise Invalid(_("This paper is made for another kind of record."))
    if definition.daily and since != until:
        raise Invalid(_("This paper covers one day."), field="until")
    today = local(context.clock.now(), context.zone).date()
    if definition.of_customer:
        _check_quarter(since, until, today, customer_id)
    if form_id == PERIODIC:
        check_period(since, until, today)
    check_span(since, until)
    with context.write() as session:
        owner = existing(session, Customer, customer_id or 0) if definition.of_customer else None
        found = _find(session, form_id, since, until, owner)
        return found.id if found else _make(session, form_id, since, until, owner)


def _check_quarter(since: date, until: date, today: date, customer_id: int | None) -> None:
    """Raise Invalid unless a report about one customer says about which one, and covers a quarter that has begun."""
    if customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id")
    if (since, until) != part_of_year(since, MONTHS_OF["Q"]):
        raise Invalid(_("This report covers a quarter."), field="until", clause="N3")
    if since > today:
        raise Invalid(_("This quarter has not begun yet."), field="since", clause="N3")


@use_case(Permission.ISSUE_PAPER)
def report_named(context: Context, *, form_id: str, name: str) -> int:
    """Return the id of the report that a person names: by its number, or by its span.

    A span is written "2026-03", "2026-Q1", "2026-H1", "2026", "2026-03-06" or "2026-03-01..2026-03-15"; it makes the
    report if there is none yet. One about a customer is named by the customer's number and the quarter:
    "KH-2026-0001 2026-Q1". NotFound for a number that no report of this form has.
    """
    number, _space, last = name.strip().rpartition(" ")
    span = parse_span(last)
    if span is not None and paper(form_id).of_customer:
        with context.read() as session:
            customer_id = by_number(session, RecordKind.CUSTOMER, number.strip()).id if number else None
        return open_report(context, form_id=form_id, since=span[0], until=span[1], customer_id=customer_id)
    span = parse_span(name)
    if span is not None:
        return open_report(context, form_id=form_id, since=span[0], until=span[1])
    with context.read() as session:
        found = existing(session, Report, by_number(session, RecordKind.REPORT, name).id)
        if found.form != form_id:
            raise NotFound(_("There is no record {number}.").format(number=name))
        return found.id


def _find(session: Session, form_id: str, since: date, until: date, owner: Customer | None) -> Report | None:
    days = (Report.since == since, Report.until == until)
    key = owner.id if owner is not None else 0
    return session.scalar(select(Report).where(Report.form == form_id, *days, Report.customer_key == key))


def _make(session: Session, form_id: str, since: date, until: date, owner: Customer | None) -> int:
    language = settings_of(session).text("paper_language")
    title = report_title(form_id, since, until, language, owner.title if owner is not None else "")
    report = Report(title=title, state=BasicState.ACTIVE, form=form_id, since=since, until=until, **fresh(session))
    if owner is not None:
        report.customer_key, report.customer_id = owner.id, owner.id
    session.add(report)
    session.flush()
    keeping.settle(session, report)
    return report.id

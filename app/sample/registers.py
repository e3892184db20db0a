"""What the department prints over many requests: each month its page of the register, each day the work sheet."""

from collections.abc import Iterable

from sqlalchemy import select

from app.context import Context
from app.formatting import local
from app.papers.content import PaperMark
from app.papers.definitions import PAPERS, PaperDefinition
from app.queries.archive.papers import paper_outlook
from app.rules.spans import month_beside
from app.services.papers import issue_paper
from app.services.reports import open_report
from models.record import Record

FORM, TODAY, OVERTIME, AGEING = "request_register", "today_sheet", "overtime_sheet", "ar_ageing_report"
OF_MONEY = ("collection_file",)
OF_TRIPS = (
    "cash_advance", "travel_expense_claim", "ticket_sheet", "hazard_list", "emergency_plan", "hazard_notice",
    "safety_briefing", "incident_report", "service_receipt", "satisfaction_survey", "trip_report", "fault_analysis",
    "confidentiality_agreement", "confidentiality_training",
)  # fmt: skip
MOST_TRIED = 40  # records, the newest first, until one has such a paper


def print_register(context: Context) -> None:
    """Print last month's page of the register of requests, where the context has a printer."""
    if context.printer is None:
        return
    since, until = month_beside(local(context.clock.now(), context.zone).date(), -1)
    report = open_report(context, form_id=FORM, since=since, until=until)
    issue_paper(context, form_id=FORM, record_id=report)


def print_of_trips(context: Context) -> None:
    """Print each paper of trips, hazards and confidentiality once, for the newest record that has it, and last month's
    overtime.
    """
    if context.printer is None:
        return
    since, until = month_beside(local(context.clock.now(), context.zone).date(), -1)
    overtime = open_report(context, form_id=OVERTIME, since=since, until=until)
    issue_paper(context, form_id=OVERTIME, record_id=overtime)
    _print_newest(context, OF_TRIPS)


def print_of_money(context: Context) -> None:
    """Print what customers owe by age today, and each paper of collection once, for the newest record that has it."""
    if context.printer is None:
        return
    today = local(context.clock.now(), context.zone).date()
    report = open_report(context, form_id=AGEING, since=today.replace(day=1), until=today)
    issue_paper(context, form_id=AGEING, record_id=report)
    _print_newest(context, OF_MONEY)


def _print_newest(context: Context, form_ids: Iterable[str]) -> None:
    for form_id in form_ids:
        found = next((one for one in _newest(context, PAPERS[form_id]) if _is_ready(context, form_id, one)), None)
        if found is not None:
            issue_paper(context, form_id=form_id, record_id=found)


def _newest(context: Context, definition: PaperDefinition) -> list[int]:
    wanted = select(Record.id).where(Record.kind == definition.kind, Record.state.in_(definition.states))
    with context.read() as session:
        return list(session.scalars(wanted.order_by(Record.id.desc()).limit(MOST_TRIED)))


def _is_ready(context: Context, form_id: str, record_id: int) -> bool:
    return paper_outlook(context, form_id=form_id, record_id=record_id).mark is PaperMark.NONE


def print_today(context: Context) -> None:
    """Print the work sheet of the day, where the context has a printer."""
    if context.printer is None:
        return
    today = local(context.clock.now(), context.zone).date()
    report = open_report(context, form_id=TODAY, since=today, until=today)
    issue_paper(context, form_id=TODAY, record_id=report)

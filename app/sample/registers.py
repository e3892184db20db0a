"""What the department prints over many requests: each month its page of the register, each day the work sheet."""

from app.context import Context
from app.formatting import local
from app.rules.spans import month_beside
from app.services.papers import issue_paper
from app.services.reports import open_report

FORM, TODAY = "request_register", "today_sheet"


def print_register(context: Context) -> None:
    """Print last month's page of the register of requests, where the context has a printer."""
    if context.printer is None:
        return
    since, until = month_beside(local(context.clock.now(), context.zone).date(), -1)
    report = open_report(context, form_id=FORM, since=since, until=until)
    issue_paper(context, form_id=FORM, record_id=report)


def print_today(context: Context) -> None:
    """Print the work sheet of the day, where the context has a printer."""
    if context.printer is None:
        return
    today = local(context.clock.now(), context.zone).date()
    report = open_report(context, form_id=TODAY, since=today, until=today)
    issue_paper(context, form_id=TODAY, record_id=report)

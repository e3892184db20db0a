"""The register that the department has printed: the page of the last whole month, as the secretary does each month."""

from app.context import Context
from app.formatting import local
from app.rules.spans import month_beside
from app.services.papers import issue_paper
from app.services.reports import open_report

FORM = "request_register"


def print_register(context: Context) -> None:
    """Print last month's page of the register of requests, where the context has a printer."""
    if context.printer is None:
        return
    since, until = month_beside(local(context.clock.now(), context.zone).date(), -1)
    report = open_report(context, form_id=FORM, since=since, until=until)
    issue_paper(context, form_id=FORM, record_id=report)

"""Periodic reports with all there is to print (N8)."""

from collections.abc import Callable
from datetime import date

from app.context import Context
from app.forms.periodic_reports import HEADINGS, PRICED, ReportTextsForm
from app.queries.care.report_texts import texts_form
from app.rules.care.periods import PERIODIC
from app.services.care.periodic_reports import open_periodic_report, write_report
from models.enums import Severity
from tests.complaint_factories import make_complaint
from tests.factories import make_classed_request, make_customer, make_project
from tests.money_factories import make_owed_contract
from tests.remembered import remembered


@remembered
def full_report(context: Context) -> int:
    """Return the id of the report of March: a key project, something owed, a text under every heading."""
    customer = make_customer(context)
    project = make_project(context, customer_id=customer, name="中水回用站", manager_name="孙工")
    about = {"customer_id": customer, "project_id": project}
    make_classed_request(context, **about, severity=Severity.MAJOR)
    make_complaint(context, **about)
    make_owed_contract(context, **about)
    report = open_periodic_report(context, since=date(2026, 3, 1), until=date(2026, 3, 31))
    texts = {key: f"本期情况正常（{place}）" for place, key in enumerate(HEADINGS, start=1)}
    texts |= {key: f"{texts[key]}，合计 ¥12,600.00" for key in PRICED}
    write_report(context, record_id=report, form=ReportTextsForm(**texts, version=texts_form(context, report).version))
    return report


MAKERS: dict[str, Callable[[Context], int]] = {PERIODIC: full_report}

"""An inspection and a customer's quarter with all there is to print (N3, N4)."""

from datetime import date, timedelta

from app.context import Context
from app.services.care.inspections import take_up_fault
from app.services.reports import open_report
from models.care.inspection import Inspection
from models.record import Record
from tests.complaint_factories import make_complaint
from tests.dispatch_factories import finish_now, left_undone, make_arrived_trip
from tests.factories import make_request, stored, version_of
from tests.inspection_factories import conclude, found, make_inspection, make_plan, record
from tests.paper_factories import plant
from tests.return_factories import make_swap
from tests.visit_factories import do_visit, make_visit


def _inspected(context: Context, project: int) -> int:
    """Return an inspection of a project with a fault that has become a request, and its conclusion."""
    inspection = make_inspection(context, make_plan(context, project_id=project))
    record(context, inspection, findings=found(context, inspection, item_3="机械密封滴漏，约 10 滴/分"))
    conclude(context, inspection)
    customer = stored(context, Inspection, inspection).customer_id
    request = make_request(context, customer_id=customer, project_id=project, text="2# 给水泵机械密封滴漏")
    version = version_of(context, inspection)
    take_up_fault(context, record_id=inspection, version=version, position=3, request_id=request)
    return inspection


def full_inspection(context: Context) -> int:
    """Return an inspection of a plant under contract at which a fault was found."""
    return _inspected(context, plant(context)["project_id"])


def full_quarter(context: Context) -> int:
    """Return the report of a customer's quarter in which something of every kind was done, and something is open."""
    trip = make_arrived_trip(context)
    finish_now(context, trip, left_undone())
    sent = stored(context, Record, trip)
    about = {"customer_id": sent.customer_id, "project_id": sent.project_id}
    _inspected(context, sent.project_id or 0)
    early = context.clock.now() - timedelta(days=20)
    make_swap(context, make_request(context, received_at=early, **about), name="机械密封", spec="MG1-45")
    make_complaint(context, **about)
    do_visit(context, make_visit(context, **about), problems="3# 泵轻微渗漏", suggestions="备件常备现场")
    since, until = date(2026, 1, 1), date(2026, 3, 31)
    return open_report(context, form_id="customer_report", since=since, until=until, customer_id=sent.customer_id)


MAKERS = {
    "inspection_record": full_inspection,
    "inspection_report": full_inspection,
    "customer_report": full_quarter,
}

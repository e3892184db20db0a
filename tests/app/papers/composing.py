"""Papers of a department as it works: records with all there is to print, and their papers composed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.context import Actor, Context
from app.forms.people import DutyForm, DutyTurnForm, TravellerForm
from app.i18n import using_language
from app.labels import label
from app.papers.compose import ComposedPaper, compose, print_order
from app.papers.content import PaperContent
from app.papers.definitions import PAPERS
from app.services.people.dispatches import plan_dispatch
from app.services.people.duty import save_duty
from app.services.reports import open_report
from app.services.trade.quotations import revise_quotation, save_quotation
from models.enums import DutyShift, Role
from models.record import Record
from tests.ageing_paper_factories import MAKERS as AGEING
from tests.assessment_factories import MAKERS as ASSESSMENTS
from tests.briefing_paper_factories import MAKERS as BRIEFINGS
from tests.care_voice_factories import MAKERS as TRAININGS
from tests.complaint_paper_factories import MAKERS as COMPLAINTS
from tests.contact_paper_factories import MAKERS as CONTACTS
from tests.dispute_paper_factories import MAKERS as DISPUTES
from tests.factories import (
    agree,
    dispatch_form,
    local_time,
    make_classed_request,
    make_customer,
    make_department,
    make_equipment,
    make_project,
    make_site,
    make_staff,
    version_of,
)
from tests.handover_factories import MAKERS as HANDOVERS
from tests.hazard_paper_factories import MAKERS as HAZARDS
from tests.inspection_paper_factories import MAKERS as INSPECTIONS
from tests.letter_paper_factories import MAKERS as LETTERS
from tests.material_paper_factories import MAKERS as MATERIAL
from tests.on_site_paper_factories import ON_SITE
from tests.paper_factories import full_order, full_quotation, full_rate_card, profitable_order
from tests.quotation_factories import LABOUR, SEAL, approve, make_quotation, quotation_form_of, submit
from tests.report_factories import MAKERS as REPORTS
from tests.secrecy_paper_factories import MAKERS as SECRECY
from tests.trip_paper_factories import MAKERS as TRIP_MONEY
from tests.visit_paper_factories import MAKERS as VISITS


def composed_paper(
    context: Context, form_id: str, record_id: int, language: str = "zh_CN", by: str = "周敏"
) -> ComposedPaper:
    """Return a record's paper as ``by`` would print it now."""
    order = replace(print_order(context, PAPERS[form_id], language), printed_by=by)
    with context.read() as session, using_language(language):
        return compose(session, session.get_one(Record, record_id), order)


def composed(context: Context, form_id: str, record_id: int, language: str = "zh_CN") -> PaperContent:
    """Return the content of a record's paper as it would be printed now."""
    return composed_paper(context, form_id, record_id, language).content


def owners(context: Context) -> dict[str, Any]:
    """Return customer, site, project and equipment of one plant."""
    customer = make_customer(context, name="滨江热电有限责任公司")
    place = {"province": "浙江省", "city": "宁波市", "address": "滨江大道 1288 号", "name": "化水车间"}
    site = make_site(context, customer_id=customer, km=Decimal("86.5"), **place)
    project = make_project(context, customer_id=customer, site_id=site, contract_no="HT-2024-31", name="补给水站")
    equipment = make_equipment(context, project_id=project, model="EDI-40", serial_no="0812")
    return {"customer_id": customer, "site_id": site, "project_id": project, "equipment_id": equipment}


def full_request(context: Context, **fields: Any) -> int:
    """Return a classed request with all there is to print."""
    usual = {"contact_name": "王工", "contact_phone": "139 0000 2468", "owner_name": "周敏", "urgent": True}
    return make_classed_request(context, **{**owners(context), **usual, **fields})


def full_dispatch(context: Context, *, settled: bool = True, **request: Any) -> int:
    """Return a dispatch of four days: the lead, a colleague of another department, and a manufacturer's man."""
    sent, lent = make_department(context, name="工程一部"), make_department(context, name="电气部")
    lead = make_staff(context, department_id=sent, name="张伟", post="高级工程师")
    other = make_staff(context, department_id=lent, name="刘洋")
    people = (
        TravellerForm(staff_id=lead, is_lead=True),
        TravellerForm(staff_id=other),
        TravellerForm(name="李工", organisation="凯泉泵业"),
    )
    start = local_time("2026-03-09 08:30")
    times = {"starts_at": start, "ends_at": start + timedelta(days=3, hours=9)}
    form = dispatch_form(context, request_id=full_request(context, **request), people=people, **times)
    dispatch = plan_dispatch(context, form=form)
    if settled:
        agree(context, dispatch, sent, lent)
    return dispatch


def march_register(context: Context) -> int:
    """Return the report of the requests received in March 2026, of which there is one."""
    full_request(context)
    return open_report(context, form_id="request_register", since=date(2026, 3, 1), until=date(2026, 3, 31))


def sheet_of_friday(context: Context) -> int:
    """Return the report of the work sheet of 6 March 2026."""
    return open_report(context, form_id="today_sheet", since=date(2026, 3, 6), until=date(2026, 3, 6))


def full_sheet(context: Context) -> int:
    """Return the work sheet of a day on which an answer is owed."""
    full_request(context)
    return sheet_of_friday(context)


def october_roster(context: Context) -> int:
    """Return the report of the duty roster of the first week of October 2026, on which one night is taken."""
    since, until = date(2026, 10, 1), date(2026, 10, 7)
    turn = DutyTurnForm(since, DutyShift.NIGHT, name="张伟", phone="139 0000 1111", note="住厂")
    save_duty(context, form=DutyForm(since, until, (turn,)))
    return open_report(context, form_id="duty_roster", since=since, until=until)


def revised_approval(context: Context) -> int:
    """Return the approval of a quotation's second revision: large, below the floor, on unusual terms, with a line below
    cost; the manager has said yes, the leader is asked.
    """
    membrane = replace(SEAL, name="反渗透膜元件", spec="BW30-400", unit="支", quantity=Decimal(24))
    dear = replace(membrane, unit_price=Decimal(2950), unit_cost=Decimal(1900))
    terms = {"advance_percent": Decimal(50), "terms_reason": "年度框架客户，信用良好"}
    usual = {"title": "反渗透膜元件更换", "customer_id": make_customer(context, name="滨江热电有限责任公司"), **terms}
    record_id = make_quotation(context, lines=(dear,), **usual)
    approve_for_all(context, submit(context, record_id))
    revise_quotation(context, record_id=record_id, version=version_of(context, record_id), reason="客户要求降价")
    cheap = replace(dear, line_no=1, unit_price=Decimal(2600))
    lines = (cheap, replace(LABOUR, unit_cost=Decimal(1100)))
    form = quotation_form_of(context, lines=lines, version=version_of(context, record_id), **usual)
    save_quotation(context, form=form, record_id=record_id)
    asked = submit(context, record_id)
    approve(context, asked, "长期客户，带动药剂合同")
    return asked


def approve_for_all(context: Context, approval_id: int) -> None:
    """Give the manager's yes, then the leader's."""
    manager = context.actor
    for role in (Role.MANAGER, Role.LEADER):
        context.actor = Actor(role.value, label(role), frozenset({role}))
        approve(context, approval_id, "同意")
    context.actor = manager


MAKERS = {
    "service_work_order": full_dispatch,
    "business_trip_form": full_dispatch,
    "request_slip": full_request,
    "request_register": march_register,
    "duty_roster": october_roster,
    "today_sheet": full_sheet,
    "approval_sheet": revised_approval,
    "quotation": full_quotation,
    "margin_sheet": full_quotation,
    "service_agreement": full_order,
    "order_profit": profitable_order,
    "rate_card": full_rate_card,
    **AGEING,
    **COMPLAINTS,
    **DISPUTES,
    **LETTERS,
    **MATERIAL,
    **ASSESSMENTS,
    **BRIEFINGS,
    **HAZARDS,
    **HANDOVERS,
    **ON_SITE,
    **TRIP_MONEY,
    **REPORTS,
    **SECRECY,
    **VISITS,
    **CONTACTS,
    **TRAININGS,
    **INSPECTIONS,
}

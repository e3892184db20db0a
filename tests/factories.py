"""Records as they occur in the department, made through the services as a person would make them.

Every function fills in what it is not given, and makes the records that its record needs. Names are counted up, so that
two records made without a name never clash.
"""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from app.context import Context
from app.forms.parties import CustomerForm, PartnerForm, SiteForm
from app.forms.people import DepartmentForm, DispatchForm, StaffForm, TravellerForm
from app.forms.projects import ContractForm, EquipmentForm, ProjectForm
from app.forms.requests import RequestForm
from app.papers.content import PaperContent, PrintedPaper, Ticks
from app.queries.requests.requests import request_details
from app.services.parties.customers import save_customer, save_site
from app.services.parties.partners import save_partner
from app.services.people.dispatches import agree_dispatch, plan_dispatch, record_department_agreed
from app.services.people.staff import save_department, save_staff
from app.services.projects.contracts import save_contract
from app.services.projects.equipment import save_equipment
from app.services.projects.projects import save_project
from app.services.requests.classing import confirm_class
from app.services.requests.moving import move_request, solve_request
from app.services.requests.registering import register_request
from app.services.requests.steps import (
    record_arrival,
    record_customer_contacted,
    record_file_consulted,
    record_follow_up,
    record_handed_over,
    record_quotation_sent,
    record_reply,
    record_visit_answer,
)
from models.enums import CommitmentKind, CommitmentState, PartnerRole
from models.record import Record
from tests.remembered import remembered

ZONE = ZoneInfo("Asia/Shanghai")
FRIDAY = datetime(2026, 3, 6, 14, 0, tzinfo=ZONE)
RecordT = TypeVar("RecordT", bound=Record)
_numbers = count(1)


def local_time(text: str) -> datetime:
    """Return the moment "2026-03-06 14:00" on Shanghai's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def stored(context: Context, model: type[RecordT], record_id: int) -> RecordT:
    """Read one record as it stands in the database now."""
    with context.read() as session:
        return session.get_one(model, record_id)


def version_of(context: Context, record_id: int) -> int:
    """Return the stored version of a record."""
    return stored(context, Record, record_id).version


def plain_printer(content: PaperContent) -> PrintedPaper:
    """Lay out nothing: the "PDF" is what the paper says, as JSON."""
    values = {k: sorted(v.chosen) if isinstance(v, Ticks) else v for k, v in content.values.items()}
    said = [content.number, content.mark, content.print_count, content.copies, content.missing, values]
    return PrintedPaper(json.dumps(said, ensure_ascii=False).encode(), pages=len(content.copies))


@remembered
def make_customer(context: Context, **fields: Any) -> int:
    """Return the id of a new customer."""
    return save_customer(context, form=CustomerForm(**{"name": f"用户{next(_numbers)}有限公司", **fields}))


@remembered
def make_site(context: Context, **fields: Any) -> int:
    """Return the id of a new site with an address, of a new customer unless one is given."""
    customer = fields.pop("customer_id", None) or make_customer(context)
    usual = {"name": "化水车间", "address": "宁波市北仑区滨江大道 1288 号", "km": Decimal("86.5")}
    return save_site(context, form=SiteForm(customer_id=customer, **{**usual, **fields}))


@remembered
def make_partner(context: Context, **fields: Any) -> int:
    """Return the id of a new partner, a manufacturer unless roles are given."""
    usual = {"name": f"配套{next(_numbers)}有限公司", "roles": frozenset({PartnerRole.MANUFACTURER})}
    return save_partner(context, form=PartnerForm(**{**usual, **fields}))


@remembered
def make_project(context: Context, **fields: Any) -> int:
    """Return the id of a new project handed over 2025-08-01 with twelve months' warranty."""
    number = f"XM-{next(_numbers):04}"
    customer = fields.pop("customer_id", None) or make_customer(context)
    usual = {"number": number, "name": f"水处理站 {number}", "handed_over_on": date(2025, 8, 1)}
    return save_project(context, form=ProjectForm(customer_id=customer, **{**usual, **fields}))


@remembered
def make_contract(context: Context, **fields: Any) -> int:
    """Return the id of a new contract: a supplement where ``main_id`` is given, else a main one of a new customer."""
    customer = None if fields.get("main_id") else fields.pop("customer_id", None) or make_customer(context)
    usual = {"number": f"HT-{next(_numbers):04}", "name": "供货合同", "customer_id": customer}
    return save_contract(context, form=ContractForm(**{**usual, **fields}))


@remembered
def make_equipment(context: Context, **fields: Any) -> int:
    """Return the id of a new piece of equipment."""
    project = fields.pop("project_id", None) or make_project(context)
    return save_equipment(context, form=EquipmentForm(project_id=project, **{"name": "EDI 装置", **fields}))


@remembered
def make_request(context: Context, **fields: Any) -> int:
    """Return the id of a request received an hour ago, of a new customer unless one is given."""
    customer = fields.pop("customer_id", None) or make_customer(context)
    usual = {"received_at": context.clock.now() - timedelta(hours=1), "text": "2# 泵机械密封泄漏"}
    return register_request(context, form=RequestForm(customer_id=customer, **{**usual, **fields}))


@remembered
def do_analysis(context: Context, request_id: int) -> None:
    """Record both steps of C3.1."""
    now = context.clock.now()
    record_file_consulted(context, record_id=request_id, at=now, person="周敏")
    record_customer_contacted(context, record_id=request_id, at=now, person="周敏", counterpart="王工", text="已停机")


@remembered
def make_classed_request(context: Context, **fields: Any) -> int:
    """Return the id of a request whose proposed class has been confirmed."""
    request_id = make_request(context, **fields)
    do_analysis(context, request_id)
    details = request_details(context, request_id)
    confirm_class(
        context,
        record_id=request_id,
        version=details.version,
        service_class=details.proposed_class,
        basis=details.proposed_basis,
    )
    return request_id


@remembered
def make_request_in_hand(context: Context, **fields: Any) -> int:
    """Return the id of a classed request that somebody works on."""
    request_id = make_classed_request(context, **fields)
    move_request(context, record_id=request_id, version=version_of(context, request_id), action="start")
    return request_id


@remembered
def make_solved_request(context: Context, **fields: Any) -> int:
    """Return the id of a request that has been solved just now; its promises are as open as before."""
    request_id = make_request_in_hand(context, **fields)
    solve_request(context, record_id=request_id, version=version_of(context, request_id), result="已更换机械密封")
    return request_id


@remembered
def keep_promises(context: Context, request_id: int) -> None:
    """Do all that a request still owes, now: answer, be there, hand over, send the quotation, call."""
    said: dict[str, Any] = {"at": context.clock.now(), "person": "周敏", "counterpart": "王工", "text": "已告知"}
    met: dict[str, Any] = {"at": said["at"], "person": "李工", "text": ""}
    coming: dict[str, Any] = {"arrival_at": said["at"], "people": "李工"}
    for promise in request_details(context, request_id).commitments:
        if promise.state is not CommitmentState.OPEN:
            continue
        if promise.kind is CommitmentKind.REPLY:
            record_reply(context, record_id=request_id, **said)
        elif promise.kind is CommitmentKind.VISIT_ANSWER:
            record_visit_answer(context, record_id=request_id, **said, **coming)
        elif promise.kind is CommitmentKind.ARRIVAL:
            record_arrival(context, record_id=request_id, **met)
        elif promise.kind is CommitmentKind.QUOTATION:
            record_quotation_sent(context, record_id=request_id, **said)
        elif promise.kind is CommitmentKind.PARTS:
            record_handed_over(context, record_id=request_id, line_no=promise.slot, **met)
        else:
            record_follow_up(context, record_id=request_id, satisfied=True, **said)


@remembered
def close_request(context: Context, request_id: int) -> None:
    """Close a solved request, after everything it owed has been done."""
    keep_promises(context, request_id)
    move_request(context, record_id=request_id, version=version_of(context, request_id), action="close")


@remembered
def make_department(context: Context, **fields: Any) -> int:
    """Return the id of a new department that lends people."""
    usual = {"name": f"工程{next(_numbers)}部", "manager_name": "赵建国"}
    return save_department(context, form=DepartmentForm(**{**usual, **fields}))


@remembered
def make_staff(context: Context, **fields: Any) -> int:
    """Return the id of a new person, of a new department unless one is given."""
    department = fields.pop("department_id", None) or make_department(context)
    return save_staff(context, form=StaffForm(department_id=department, **{"name": f"张伟{next(_numbers)}", **fields}))


def dispatch_form(context: Context, *staff_ids: int, **fields: Any) -> DispatchForm:
    """Return the form of a dispatch from tomorrow 08:00 to 18:00, the first of the staff leading."""
    people = tuple(TravellerForm(staff_id=staff, is_lead=index == 0) for index, staff in enumerate(staff_ids))
    start = (context.clock.now() + timedelta(days=1)).astimezone(ZONE).replace(hour=8, minute=0)
    usual = {"content": "更换机械密封", "starts_at": start, "ends_at": start + timedelta(hours=10), "people": people}
    return DispatchForm(**{**usual, **fields})


@remembered
def make_dispatch(context: Context, *staff_ids: int, **fields: Any) -> int:
    """Return the id of a planned dispatch for a classed request with a site."""
    if "request_id" not in fields:
        customer = make_customer(context)
        site = make_site(context, customer_id=customer)
        fields["request_id"] = make_classed_request(context, customer_id=customer, site_id=site)
    staff = staff_ids or (make_staff(context),)
    return plan_dispatch(context, form=dispatch_form(context, *staff, **fields))


@remembered
def agree(context: Context, dispatch_id: int, *department_ids: int) -> str:
    """Record the departments' word and settle the dispatch; returns its number."""
    for department in department_ids:
        record_department_agreed(
            context, record_id=dispatch_id, department_id=department, agreed_by="赵建国", at=context.clock.now()
        )
    return agree_dispatch(context, record_id=dispatch_id, version=version_of(context, dispatch_id))


@remembered
def make_agreed_dispatch(context: Context, **fields: Any) -> int:
    """Return the id of a settled dispatch of one person lent by one department."""
    department = make_department(context)
    dispatch = make_dispatch(context, make_staff(context, department_id=department), **fields)
    agree(context, dispatch, department)
    return dispatch

"""What comes home from site with all there is to print."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.on_site import ReceiptPartForm, WorkHoursForm
from app.forms.people import TravellerForm
from app.services.people.dispatches import plan_dispatch
from app.services.reports import open_report
from models.enums import AgainWilling, DispatchState, OldPartGoes, Rating
from models.people.dispatch import Dispatch
from models.requests.request import Request
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
    stored,
)
from tests.on_site_factories import analyse_fault, answer, make_receipt, make_survey, report, sign

PARTS = (
    ReceiptPartForm(
        name="机械密封", spec="109-45 SiC/SiC/EPDM", serial_no="MS-2603-118", old_serial_no="MS-2101-044",
        quantity=Decimal(2), price=Decimal("680.00"), old_goes=OldPartGoes.TAKEN_BACK,
    ),
    ReceiptPartForm(
        name="O 型圈", spec="φ60×3.1 EPDM", quantity=Decimal(4), price=Decimal("12.50"),
        old_goes=OldPartGoes.CUSTOMER,
    ),
)  # fmt: skip


def full_trip(context: Context) -> int:
    """Return the id of a settled trip of two people and a manufacturer's man, from Thursday to Sunday."""
    customer = make_customer(context)
    place = {"province": "浙江省", "city": "宁波市", "address": "滨江大道 1288 号", "name": "化水车间"}
    site = make_site(context, customer_id=customer, km=Decimal("86.5"), **place)
    project = make_project(context, customer_id=customer, site_id=site, contract_no="HT-2024-31", name="补给水站")
    pump = make_equipment(context, project_id=project, name="原水泵", model="CR 45-3", serial_no="0812")
    about = {"customer_id": customer, "site_id": site, "project_id": project, "equipment_id": pump}
    request = make_classed_request(context, text="2#原水泵机封漏水", contact_name="王工", **about)
    department = make_department(context)
    staff = [make_staff(context, department_id=department, name=name) for name in ("张伟", "刘洋")]
    maker = TravellerForm(name="李工", organisation="凯泉泵业")
    people = (*(TravellerForm(staff_id=one, is_lead=one == staff[0]) for one in staff), maker)
    times = {"starts_at": local_time("2026-03-03 08:30"), "ends_at": local_time("2026-03-06 18:00")}
    dispatch = plan_dispatch(context, form=dispatch_form(context, request_id=request, people=people, **times))
    agree(context, dispatch, department)
    return dispatch


def full_receipt(context: Context, *, signed: bool = True, **fields: Any) -> int:
    """Return the id of a receipt of 2,610 yuan of free work, with parts, hours, and the customer's word."""
    trip = full_trip(context)
    people = stored(context, Dispatch, trip).people
    hours = tuple(
        WorkHoursForm(
            staff_id=person.staff_id, name=person.name, worked_on=date(2026, 3, 4) + timedelta(days=day),
            normal=Decimal(8), overtime=Decimal("2.5") * day,
        )
        for person in people
        for day in range(2)
    )  # fmt: skip
    usual: dict[str, Any] = {
        "equipment_id": stored(context, Request, stored(context, Dispatch, trip).request_id).equipment_id,
        "arrived_at": local_time("2026-03-04 08:30"), "left_at": local_time("2026-03-05 20:00"),
        "fault": "2#原水泵机封漏水，每分钟约 30 滴，泵房地面积水",
        "work_done": "拆检 2#原水泵，更换机械密封两套、O 型圈四只，校正同心度，试运行 2 小时无渗漏。",
        "advice": "每月检查机封冷却水，严禁干转；备一套机封。", "hours": hours, "parts": PARTS,
        "fee_labour": Decimal(1200), "fee_parts": Decimal(1410),
    }  # fmt: skip
    receipt = make_receipt(context, trip, **{**usual, **fields})
    if signed:
        word = {"rating": Rating.SATISFIED, "comment": "到场及时，服务规范"}
        sign(context, receipt, signed_by="王建军", signed_at=local_time("2026-03-05 20:10"), **word)
    return receipt


def full_survey(context: Context) -> int:
    """Return the id of a survey that was answered, with one item of two points."""
    survey = make_survey(context, full_trip(context))
    words = {
        "best": "抢修及时，工程师技术过硬", "worst": "个别备件到货慢", "suggestions": "常用机封在厂里备一套",
        "again": AgainWilling.WILLING, "respondent": "王建军 设备部部长", "phone": "139 0000 2468",
    }  # fmt: skip
    answer(context, survey, 5, 5, 2, 4, 4, **words)
    return survey


def finished_trip(context: Context) -> int:
    """Return the id of a trip that is over, with its report, its analysis and a signed receipt."""
    full_receipt(context)
    with context.read() as session:
        trip = max(one.id for one in session.query(Dispatch))
    report(
        context, trip, course="3 月 4 日到达现场，接受安全交底，拆检 2#原水泵。\n3 月 5 日更换机封，试运行。",
        results="2#原水泵恢复运行，无渗漏。", problems="1#泵机封有轻微渗漏，建议下次停机时更换。",
        customer_word="到场及时，服务规范", suggestions="为该站备机封一套。",
    )  # fmt: skip
    analyse_fault(
        context, trip, symptom="2#原水泵机封漏水，每分钟约 30 滴。", findings="动环端面有径向裂纹，O 型圈硬化。",
        cause="冷却水中断后短时干转，端面过热开裂。", repair="更换机械密封、O 型圈，校正同心度。",
        prevention="冷却水管加装流量开关，与泵联锁；每月巡检。", responsibility="用户操作，非质量问题",
    )  # fmt: skip
    return over(context, trip)


def over(context: Context, trip: int) -> int:
    """Let a trip be over, without walking its steps."""
    with context.write() as session:
        dispatch = session.get_one(Dispatch, trip)
        dispatch.state = DispatchState.RETURNED
        dispatch.departed_at, dispatch.returned_at = local_time("2026-03-03 08:30"), local_time("2026-03-06 10:00")
        dispatch.arrived_at, dispatch.finished_at = local_time("2026-03-04 08:30"), local_time("2026-03-05 20:00")
    return trip


def march_overtime(context: Context) -> int:
    """Return the report of the hours of March 2026."""
    full_receipt(context)
    return open_report(context, form_id="overtime_sheet", since=date(2026, 3, 1), until=date(2026, 3, 31))


ON_SITE = {
    "service_receipt": full_receipt,
    "satisfaction_survey": full_survey,
    "trip_report": finished_trip,
    "fault_analysis": finished_trip,
    "overtime_sheet": march_overtime,
}

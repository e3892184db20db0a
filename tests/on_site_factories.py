"""Making what comes home from site: trips, service receipts, surveys, reports."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.on_site import (
    AnswerForm,
    FaultAnalysisForm,
    HandInForm,
    ReceiptPartForm,
    RefusalForm,
    ScoreForm,
    ServiceReceiptForm,
    SigningForm,
    SurveyForm,
    TripReportForm,
    WorkHoursForm,
)
from app.queries.material.swap_forms import issued_lines
from app.queries.trips.receipt_details import ServiceReceiptDetails, service_receipt_details
from app.queries.trips.surveys import SurveyDetails, answer_sheet, survey_details
from app.services.trips.cash import hand_in_cash
from app.services.trips.receipts import save_receipt
from app.services.trips.reports import write_fault_analysis, write_trip_report
from app.services.trips.signing import refuse_receipt, sign_receipt
from app.services.trips.surveys import answer_survey, save_survey
from models.enums import OldPartGoes, PayStatus, Rating, SlipKind, WorkResult
from models.people.dispatch import Dispatch
from tests.factories import (
    agree,
    local_time,
    make_agreed_dispatch,
    make_customer,
    make_department,
    make_dispatch,
    make_project,
    make_site,
    make_staff,
    stored,
    version_of,
)
from tests.remembered import remembered
from tests.slip_factories import item, make_checked_slip, make_request_for
from tests.stock_factories import make_stocked_part

ARRIVED, LEFT = "2026-03-05 09:00", "2026-03-06 11:00"
THURSDAY, FRIDAY_DAY = date(2026, 3, 5), date(2026, 3, 6)
SIGNER = "陈主任"


@remembered
def make_trip(context: Context, **fields: Any) -> int:
    """Return the id of a settled dispatch of one person from Thursday to Friday."""
    times = {"starts_at": local_time("2026-03-05 08:00"), "ends_at": local_time("2026-03-06 18:00")}
    return make_agreed_dispatch(context, **{**times, **fields})


@remembered
def make_trip_with_parts(context: Context, quantity: int = 2) -> int:
    """Return the id of a settled dispatch for which so many seals were issued."""
    part_id = make_stocked_part(context)
    customer = make_customer(context)
    about = {"customer_id": customer, "project_id": make_project(context, customer_id=customer)}
    site = make_site(context, customer_id=customer)
    request = make_request_for(context, part_id, quantity, site_id=site, **about)
    make_checked_slip(context, item(part_id, quantity), request_id=request, slip_kind=SlipKind.WARRANTY)
    return make_trip(context, request_id=request)


@remembered
def make_trip_of_two(context: Context) -> int:
    """Return the id of a settled dispatch of two of our people."""
    department = make_department(context)
    staff = [make_staff(context, department_id=department) for _number in range(2)]
    times = {"starts_at": local_time("2026-03-05 08:00"), "ends_at": local_time("2026-03-06 18:00")}
    dispatch = make_dispatch(context, *staff, **times)
    agree(context, dispatch, department)
    return dispatch


def traveller(context: Context, dispatch_id: int) -> int:
    """Return our own person who leads a dispatch."""
    return next(one.staff_id or 0 for one in stored(context, Dispatch, dispatch_id).people if one.is_lead)


def hours_of(context: Context, dispatch_id: int, day: date = FRIDAY_DAY, **hours: Any) -> WorkHoursForm:
    """Return hours of the one who leads, 2.5 unless it says how many."""
    amounts: dict[str, Any] = {name: Decimal(str(amount)) for name, amount in (hours or {"normal": "2.5"}).items()}
    return WorkHoursForm(staff_id=traveller(context, dispatch_id), worked_on=day, **amounts)


def put_in(context: Context, dispatch_id: int, **fields: Any) -> ReceiptPartForm:
    """Return one piece of what was issued for a dispatch, put in; its old one comes back."""
    with context.read() as session:
        line = issued_lines(session, session.get_one(Dispatch, dispatch_id).request_id)[0]
    usual: dict[str, Any] = {
        "slip_line_id": line.slip_line_id, "quantity": Decimal(1), "serial_no": "B-002", "old_serial_no": "A-001",
        "price": Decimal("680.00"), "old_goes": OldPartGoes.TAKEN_BACK,
    }  # fmt: skip
    return ReceiptPartForm(**{**usual, **fields})


def receipt_form_of(context: Context, trip: int, /, **fields: Any) -> ServiceReceiptForm:
    """Return the form of a receipt that is filled in, of free work."""
    usual: dict[str, Any] = {
        "dispatch_id": trip, "arrived_at": local_time(ARRIVED), "left_at": local_time(LEFT),
        "fault": "机封漏水", "work_done": "更换机械密封，试运行正常", "result": WorkResult.RESTORED,
        "advice": "每月检查机封", "hours": (hours_of(context, trip),),
    }  # fmt: skip
    return ServiceReceiptForm(**{**usual, **fields})


@remembered
def make_receipt(context: Context, dispatch_id: int | None = None, **fields: Any) -> int:
    """Return the id of a receipt that is filled in and not signed yet, of a trip of its own unless one is given."""
    trip = dispatch_id if dispatch_id is not None else make_trip(context)
    return save_receipt(context, form=receipt_form_of(context, trip, **fields))


@remembered
def make_cash_receipt(context: Context, dispatch_id: int | None = None, **fields: Any) -> int:
    """Return the id of a receipt of 800 yuan, which the one who leads took on site."""
    trip = dispatch_id if dispatch_id is not None else make_trip(context)
    paid = {
        "fee_labour": Decimal("600.00"), "fee_travel": Decimal("200.00"), "pay_status": PayStatus.ON_SITE,
        "cash_taken": Decimal("800.00"), "cash_holder_id": traveller(context, trip),
    }  # fmt: skip
    return make_receipt(context, trip, **{**paid, **fields})


def sign(context: Context, receipt_id: int, **fields: Any) -> None:
    """Let the customer sign."""
    usual: dict[str, Any] = {
        "signed_by": SIGNER, "signer_phone": "13800000000", "signed_at": local_time("2026-03-06 11:30"),
        "rating": Rating.SATISFIED,
    }  # fmt: skip
    form = SigningForm(**{**usual, **fields})
    sign_receipt(context, record_id=receipt_id, version=version_of(context, receipt_id), form=form)


def refuse(context: Context, receipt_id: int, **fields: Any) -> None:
    """Let the customer refuse to sign."""
    usual = {"signed_by": SIGNER, "signed_at": local_time("2026-03-06 11:30"), "refusal": "对费用有异议"}
    form = RefusalForm(**{**usual, **fields})
    refuse_receipt(context, record_id=receipt_id, version=version_of(context, receipt_id), form=form)


def hand_in(context: Context, receipt_id: int, amount: str, /, **fields: Any) -> None:
    """Hand in so much of the cash."""
    usual: dict[str, Any] = {"handed_in_on": FRIDAY_DAY, "amount": Decimal(amount), "handed_to": "财务部 王会计"}
    form = HandInForm(**{**usual, **fields})
    hand_in_cash(context, record_id=receipt_id, version=version_of(context, receipt_id), form=form)


def receipt_of(context: Context, receipt_id: int) -> ServiceReceiptDetails:
    """Read a receipt."""
    return service_receipt_details(context, receipt_id)


@remembered
def make_survey(context: Context, dispatch_id: int | None = None, **fields: Any) -> int:
    """Return the id of a survey that was given out, for a trip of its own unless one, or a customer, is given."""
    trip = None if "customer_id" in fields else dispatch_id or make_trip(context)
    usual = {"dispatch_id": trip, "sent_on": FRIDAY_DAY, "respondent": SIGNER}
    return save_survey(context, form=SurveyForm(**{**usual, **fields}))


def answers_of(context: Context, survey_id: int, *points: int | None, **fields: Any) -> AnswerForm:
    """Return the answers to a survey: these points in their order, 5 for the others."""
    given = (*points, *([5] * (10 - len(points))))
    scores = tuple(
        ScoreForm(position=line.position, score=score, reason="到场晚了" if score is not None and score < 3 else "")
        for line, score in zip(answer_sheet(context, survey_id).scores, given, strict=True)
    )
    usual: dict[str, Any] = {
        "answered_on": FRIDAY_DAY, "respondent": SIGNER, "scores": scores, "recommend": 9, "recorded_by": "王秘书",
    }  # fmt: skip
    return AnswerForm(**{**usual, **fields})


def answer(context: Context, survey_id: int, *points: int | None, **fields: Any) -> None:
    """Record the answers to a survey."""
    form = answers_of(context, survey_id, *points, **fields)
    answer_survey(context, record_id=survey_id, version=version_of(context, survey_id), form=form)


def survey_read(context: Context, survey_id: int) -> SurveyDetails:
    """Read a survey."""
    return survey_details(context, survey_id)


def report(context: Context, dispatch_id: int, **fields: Any) -> None:
    """Write the report of a trip."""
    usual = {"written_by": "张伟", "written_on": FRIDAY_DAY, "course": "3 月 5 日到场", "results": "恢复运行"}
    write_trip_report(context, dispatch_id=dispatch_id, form=TripReportForm(**{**usual, **fields}))


def analyse_fault(context: Context, dispatch_id: int, **fields: Any) -> None:
    """Write the analysis of the fault that was repaired."""
    usual = {"written_by": "张伟", "written_on": FRIDAY_DAY, "symptom": "机封漏水", "cause": "机封老化"}
    write_fault_analysis(context, dispatch_id=dispatch_id, form=FaultAnalysisForm(**{**usual, **fields}))

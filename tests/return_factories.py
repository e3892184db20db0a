"""Swaps, old parts and loans as they occur in the department, taken through the services as far as a test needs."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.context import Context
from app.formatting import local
from app.forms.material.returns import (
    AppraisalForm,
    LoanBackForm,
    OldPartForm,
    ReturningForm,
    SettlementForm,
    StoringForm,
    SwapForm,
)
from app.queries.material.swap_forms import issued_lines
from app.queries.material.swaps import SwapLine, swaps_of
from app.services.material.loans import bring_back_loan
from app.services.material.old_parts import appraise, return_old_part, save_old_part, settle_old_part, store_old_part
from app.services.material.swaps import record_swap
from models.enums import Appraisal, SlipKind
from models.material.loan import Loan
from models.material.slip import SlipLine
from tests.factories import make_customer, make_project, version_of
from tests.remembered import remembered
from tests.slip_factories import item, make_checked_slip, make_request_for
from tests.stock_factories import make_stocked_part

ENGINEER, BRINGER = "王工", "王工"


def today_of(context: Context) -> date:
    """Return the local day of the test."""
    return local(context.clock.now(), context.zone).date()


@remembered
def make_issued_request(context: Context, quantity: int = 2, **fields: Any) -> int:
    """Return the id of a request under warranty for which so many seals of ten were issued."""
    part_id = make_stocked_part(context)
    customer = make_customer(context)
    about = {"customer_id": customer, "project_id": make_project(context, customer_id=customer)}
    request_id = make_request_for(context, part_id, quantity, **about, **fields)
    make_checked_slip(context, item(part_id, quantity), request_id=request_id, slip_kind=SlipKind.WARRANTY)
    return request_id


def swap_form_of(context: Context, request_id: int, **fields: Any) -> SwapForm:
    """Return the form of a swap: of one piece of the first line issued for the request, unless it says what."""
    usual: dict[str, Any] = {
        "quantity": Decimal(1), "swapped_on": today_of(context), "person": ENGINEER, "old_serial_no": "A-001",
        "new_serial_no": "B-002", "fault": "机封漏水",
    }  # fmt: skip
    if not {"slip_line_id", "part_id", "name"} & fields.keys():
        with context.read() as session:
            usual["slip_line_id"] = issued_lines(session, request_id)[0].slip_line_id
    return SwapForm(**{**usual, **fields})


@remembered
def make_swap(context: Context, request_id: int, **fields: Any) -> int:
    """Return the id of a swap."""
    return record_swap(context, request_id=request_id, form=swap_form_of(context, request_id, **fields))


def swaps(context: Context, request_id: int) -> tuple[SwapLine, ...]:
    """Return what was replaced for a request."""
    with context.read() as session:
        return swaps_of(session, request_id=request_id)


def old_part_form_of(context: Context, **fields: Any) -> OldPartForm:
    """Return the form of an old pump that has to come back."""
    usual: dict[str, Any] = {
        "name": "旧水泵", "spec": "CDM42-3", "serial_no": "P-77", "quantity": Decimal(1), "unit": "台",
        "removed_on": today_of(context), "carrier_name": ENGINEER, "fault": "轴承损坏",
    }  # fmt: skip
    return OldPartForm(**{**usual, **fields})


@remembered
def make_old_part(context: Context, **fields: Any) -> int:
    """Return the id of an old part that is due back."""
    return save_old_part(context, form=old_part_form_of(context, **fields))


@remembered
def make_returned(context: Context, **fields: Any) -> int:
    """Return the id of an old part that came back."""
    old_id = make_old_part(context, **fields)
    bring_old_part(context, old_id)
    return old_id


@remembered
def bring_old_part(context: Context, old_id: int, **fields: Any) -> None:
    """Let an old part come back."""
    form = ReturningForm(**{"person": BRINGER, "condition": "外观完好", "place": "旧件区", **fields})
    return_old_part(context, record_id=old_id, version=version_of(context, old_id), form=form)


@remembered
def make_appraised(context: Context, appraisal: Appraisal = Appraisal.REUSABLE, **fields: Any) -> int:
    """Return the id of an old part that was appraised."""
    old_id = make_returned(context, **fields)
    appraise_part(context, old_id, appraisal)
    return old_id


@remembered
def appraise_part(context: Context, old_id: int, appraisal: Appraisal, **fields: Any) -> None:
    """Appraise an old part that came back."""
    form = AppraisalForm(**{"appraisal": appraisal, "person": "赵工", "text": "检测后判定", **fields})
    appraise(context, record_id=old_id, version=version_of(context, old_id), form=form)


@remembered
def store(context: Context, old_id: int, **fields: Any) -> None:
    """Store an appraised old part."""
    store_old_part(context, record_id=old_id, version=version_of(context, old_id), form=StoringForm(**fields))


@remembered
def settle(context: Context, old_id: int, **fields: Any) -> None:
    """Settle an old part."""
    form = SettlementForm(**{"settled_on": today_of(context), "text": "作废品处理", **fields})
    settle_old_part(context, record_id=old_id, version=version_of(context, old_id), form=form)


@remembered
def make_loan(context: Context, *, quantity: int = 1, days: int = 14, **fields: Any) -> tuple[int, ...]:
    """Return the ids of stand-in machines, one for each piece lent to a customer for so many days."""
    if "part_id" not in fields:
        fields["part_id"] = make_stocked_part(
            context, on_hand=3, unit_cost=Decimal(5000), name="备用水泵", number="BYB-1"
        )
    if not {"request_id", "project_id"} & fields.keys():
        fields["project_id"] = make_project(context)
    part_id = fields.pop("part_id")
    serial_no = fields.pop("serial_no", "")
    slip_id = make_checked_slip(
        context,
        item(part_id, quantity, serial_no=serial_no),
        slip_kind=SlipKind.LOAN,
        due_back_on=today_of(context) + timedelta(days=days),
        **fields,
    )
    return loans_of(context, slip_id)


def loans_of(context: Context, slip_id: int) -> tuple[int, ...]:
    """Return what was lent by a slip."""
    with context.read() as session:
        lines = select(SlipLine.id).where(SlipLine.slip_id == slip_id)
        return tuple(session.scalars(select(Loan.id).where(Loan.slip_line_id.in_(lines)).order_by(Loan.id)))


@remembered
def bring_back(context: Context, loan_id: int, **fields: Any) -> None:
    """Let a stand-in machine come back."""
    form = LoanBackForm(**{"person": BRINGER, "condition": "清洗后完好", **fields})
    bring_back_loan(context, record_id=loan_id, version=version_of(context, loan_id), form=form)

"""The way of an approved order: signed, in force, service ended, settled, cancelled (C8.1, C9)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.context import Context
from app.errors import Blocked, Invalid, NotAllowed
from app.queries.money.receivables import instalment_details
from app.queries.trade.order_forms import new_order_form
from app.services.money.receipts import cancel_receipt, undo_allocation
from app.services.trade.order_records import record_visit
from app.services.trade.order_steps import cancel_order, end_service, put_in_force, settle_order
from app.services.trade.orders import reopen_order, save_order
from models.archive.document import Document
from models.enums import EventKind, InstalmentKind, OrderState, ReceivableState, Role
from models.projects.project import Project
from models.requests.request import Request
from tests.app.archive.scanned import picture, scan_in
from tests.conftest import OpenDesk
from tests.factories import local_time, make_project, make_request, stored, version_of
from tests.order_factories import (
    approved,
    details_of,
    make_agreement,
    make_approved_order,
    make_order,
    make_order_in_force,
    make_served_order,
    pay,
    sign,
)
from tests.quotation_factories import make_accepted_quotation


def enforce(context: Context, order_id: int, at: datetime) -> None:
    put_in_force(context, record_id=order_id, version=version_of(context, order_id), effective_at=at)


def serve(context: Context, order_id: int, at: datetime) -> None:
    end_service(context, record_id=order_id, version=version_of(context, order_id), served_at=at)


def settle(context: Context, order_id: int) -> None:
    settle_order(context, record_id=order_id, version=version_of(context, order_id))


def cancel(context: Context, order_id: int) -> None:
    cancel_order(context, record_id=order_id, version=version_of(context, order_id), reason="客户取消")


def test_c8_1_the_signed_scan_is_filed_under_service_agreements(context: Context, tmp_path: Path) -> None:
    order_id = make_approved_order(context)
    sign(context, order_id, scan=scan_in(tmp_path, "签字页.png", picture()))
    order = details_of(context, order_id)
    assert (order.signed_on, order.signed_by) == (date(2026, 3, 6), "刘经理")
    assert [scan.archive_code for scan in order.scans] == ["BM/A6-03-001"]
    assert stored(context, Document, order.scans[0].document_id).subject_id == order_id


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"signed_on": None}, "signed_on"),
        ({"signed_on": date(2026, 3, 7)}, "signed_on"),
        ({"signed_on": date(1826, 3, 7)}, "signed_on"),
        ({"signed_by": " "}, "signed_by"),
        ({"scan": Path("nothing.pdf")}, "scan"),
    ],
)
def test_a_signature_has_its_day_and_name(context: Context, fields: dict[str, Any], field: str) -> None:
    order_id = make_approved_order(context)
    with pytest.raises(Invalid) as refusal:
        sign(context, order_id, **fields)
    assert refusal.value.field == field


def test_only_what_was_approved_is_signed(context: Context) -> None:
    with pytest.raises(Invalid):
        sign(context, make_order(context))


def test_c8_1_nothing_takes_effect_before_the_customer_signed_it(context: Context) -> None:
    order_id = make_approved_order(context)
    with pytest.raises(Blocked) as refusal:
        enforce(context, order_id, context.clock.now())
    assert [(reason.clause, reason.fix) for reason in refusal.value.reasons] == [("C8.1", "record_signing")]


def test_c8_1_what_was_changed_after_the_customer_signed_is_signed_again(context: Context, tmp_path: Path) -> None:
    order_id = make_approved_order(context)
    sign(context, order_id, scan=scan_in(tmp_path, "签字页.png", picture()))
    reopen_order(context, record_id=order_id, version=version_of(context, order_id), reason="改价")
    assert details_of(context, approved(context, order_id)).signed_on is None
    with pytest.raises(Blocked) as refusal:
        enforce(context, order_id, context.clock.now())
    assert [reason.fix for reason in refusal.value.reasons] == ["record_signing"]


def test_c8_1_an_accepted_quotation_is_as_good_as_a_signature(context: Context) -> None:
    order_id = approved(
        context, save_order(context, form=new_order_form(context, quotation_id=make_accepted_quotation(context)))
    )
    enforce(context, order_id, context.clock.now())
    assert details_of(context, order_id).in_force


def test_c3_2_nothing_takes_effect_before_the_class_is_confirmed(context: Context) -> None:
    order_id = make_order(context, request_id=make_request(context))
    with pytest.raises(Blocked) as refusal:
        approved(context, order_id)
    assert [reason.clause for reason in refusal.value.reasons] == ["C3.2"]


def test_c9_1_in_force_the_instalments_have_numbers_and_the_advance_is_due_at_once(context: Context) -> None:
    order = details_of(context, make_order_in_force(context, advance_percent=Decimal(30), terms_reason="框架协议"))
    assert [(one.kind, one.state, one.due_on) for one in order.instalments] == [
        (InstalmentKind.ADVANCE, ReceivableState.OPEN, date(2026, 3, 6)),
        (InstalmentKind.BALANCE, ReceivableState.PLANNED, None),
    ]
    assert order.instalments[0].number == "YS-2026-0001"


def test_an_agreement_from_next_month_is_effective_but_not_in_force_yet(context: Context) -> None:
    order_id = make_agreement(context, local_time("2026-04-01 00:00"), starts_on=date(2026, 4, 1))
    order = details_of(context, order_id)
    assert (order.state, order.in_force) == (OrderState.EFFECTIVE, False)


@pytest.mark.parametrize(
    ("moment", "expected"), [("2026-03-06 14:00", True), ("2027-02-28 23:59", True), ("2027-03-01 00:00", False)]
)
def test_an_agreement_is_in_force_up_to_the_end_of_its_last_day(
    context: Context, clock: Any, moment: str, expected: bool
) -> None:
    order_id = make_agreement(context)
    clock.moment = local_time(moment)
    assert details_of(context, order_id).in_force is expected


@pytest.mark.parametrize(
    "moment",
    ["2026-03-05 23:59", "2027-03-08 00:00", "0001-01-01 00:00"],
    ids=["before it was signed", "past its end", "absurd"],
)
def test_an_order_takes_effect_at_a_moment_that_makes_sense(context: Context, moment: str) -> None:
    form_end = date(2026, 12, 31)
    order_id = make_approved_order(context, ends_on=form_end)
    sign(context, order_id)
    with pytest.raises(Invalid) as refusal:
        enforce(context, order_id, local_time(moment))
    assert refusal.value.field == "effective_at"


def test_c9_2_the_end_of_service_dates_the_balance(context: Context) -> None:
    order = details_of(context, make_served_order(context, advance_percent=Decimal(30), terms_reason="框架协议"))
    assert order.state is OrderState.SERVED
    assert order.instalments[1].due_on == date(2026, 3, 21)
    assert not order.in_force


@pytest.mark.parametrize("moment", ["2026-03-06 13:59", "2026-03-06 14:01"])
def test_service_ends_after_the_order_took_effect_and_not_in_the_future(context: Context, moment: str) -> None:
    with pytest.raises(Invalid) as refusal:
        serve(context, make_order_in_force(context), local_time(moment))
    assert refusal.value.field == "served_at"


def test_c8_1_an_agreement_is_not_served_while_visits_are_owed(context: Context, clock: Any) -> None:
    order_id = make_agreement(context)
    with pytest.raises(Blocked) as refusal:
        serve(context, order_id, context.clock.now())
    assert "2026-06-30" in refusal.value.message
    clock.moment = local_time("2026-12-01 10:00")
    for visit_no in (1, 2):
        record_visit(context, record_id=order_id, visit_no=visit_no, at=clock.moment, person="陈峰", text="正常")
    serve(context, order_id, clock.moment)


def test_c9_2_an_order_is_settled_when_all_of_it_is_paid(context: Context) -> None:
    order_id = make_served_order(context)
    with pytest.raises(Blocked) as refusal:
        settle(context, order_id)
    assert [reason.clause for reason in refusal.value.reasons] == ["C9.2"]
    pay(context, order_id)
    settle(context, order_id)
    assert details_of(context, order_id).state is OrderState.SETTLED


@pytest.mark.parametrize("back", ["undo", "cancel"])
def test_c9_2_an_order_is_settled_no_longer_once_its_money_was_taken_back(context: Context, back: str) -> None:
    order_id = make_served_order(context)
    pay(context, order_id)
    settle(context, order_id)
    (line,) = details_of(context, order_id).instalments
    (payment,) = instalment_details(context, line.id).payments
    receipt = payment.receipt_id
    known: dict[str, Any] = {"record_id": receipt, "version": version_of(context, receipt), "reason": "退票"}
    if back == "undo":
        undo_allocation(context, **known, instalment_id=line.id)
    else:
        cancel_receipt(context, **known)
    assert details_of(context, order_id).state is OrderState.SERVED
    pay(context, order_id)
    settle(context, order_id)


def test_a_cancelled_order_keeps_its_number_and_owes_nothing(context: Context) -> None:
    order_id = make_order_in_force(context)
    cancel(context, order_id)
    order = details_of(context, order_id)
    assert (order.number, order.state, order.instalments) == ("FW-2026-0001", OrderState.CANCELLED, ())
    assert {line.state for line in order.commitments} == {"dropped"}


def test_c9_1_an_order_for_which_money_came_in_is_not_cancelled(context: Context) -> None:
    order_id = make_order_in_force(context)
    pay(context, order_id)
    with pytest.raises(Blocked) as refusal:
        cancel(context, order_id)
    assert [reason.fix for reason in refusal.value.reasons] == ["show_receivables"]


def test_cancelling_is_the_managers(context: Context, open_desk: OpenDesk) -> None:
    order_id = make_order(context)
    with pytest.raises(NotAllowed):
        cancel(open_desk(Role.SECRETARY), order_id)


def test_c3_2_an_agreement_that_takes_effect_makes_open_requests_of_its_project_free(context: Context) -> None:
    project = make_project(context, handed_over_on=date(2020, 1, 1))
    customer = stored_customer(context, project)
    before = make_request(context, customer_id=customer, project_id=project)
    order_id = make_agreement(
        context, context.clock.now() - timedelta(hours=2), customer_id=customer, project_id=project
    )
    found = stored(context, Request, before)
    assert (found.proposed_class, found.proposed_basis) == ("free", "agreement")
    cancel(context, order_id)
    assert stored(context, Request, before).proposed_basis == "out_of_warranty"


def stored_customer(context: Context, project_id: int) -> int:
    return stored(context, Project, project_id).customer_id or 0


def test_taking_effect_and_the_end_of_service_stand_in_the_log(context: Context) -> None:
    kinds = [event.kind for event in details_of(context, make_served_order(context)).events]
    assert {EventKind.ACCEPTED, EventKind.EFFECTIVE, EventKind.SERVICE_ENDED} <= set(kinds)

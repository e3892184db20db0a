"""Service receipts: one a site, hours and parts that can be, signed or refused (N1)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Blocked, Conflict, Invalid, NotAllowed
from app.forms.on_site import ServiceReceiptForm, SigningForm, WorkHoursForm
from app.queries.material.swaps import old_parts_due, swaps_of
from app.queries.trips.receipt_forms import new_receipt_sheet, receipt_sheet
from app.queries.trips.receipts import receipts_of
from app.services.people.dispatches import cancel_dispatch
from app.services.trips.receipts import cancel_receipt, save_receipt
from app.services.trips.signing import reopen_receipt, sign_receipt
from models.enums import EventKind, OldPartGoes, PayStatus, Rating, Role, SignOffState
from models.people.dispatch import Dispatch
from tests.conftest import OpenDesk
from tests.factories import local_time, make_dispatch, make_equipment, make_project, make_staff, stored, version_of
from tests.on_site_factories import (
    FRIDAY_DAY,
    SIGNER,
    THURSDAY,
    hours_of,
    make_cash_receipt,
    make_receipt,
    make_trip,
    make_trip_of_two,
    make_trip_with_parts,
    put_in,
    receipt_form_of,
    receipt_of,
    refuse,
    sign,
    traveller,
)


def test_n1_a_receipt_has_its_number_when_it_is_made_so_that_the_blank_goes_along(context: Context) -> None:
    trip = make_trip(context)
    blank = save_receipt(context, form=new_receipt_sheet(context, trip).form)
    details = receipt_of(context, blank)
    assert (details.number, details.state, details.work_done) == ("HZ-2026-0001", SignOffState.DRAFT, "")
    assert details.fault
    with context.read() as session:
        assert [line.number for line in receipts_of(session, trip)] == ["HZ-2026-0001"]


def test_a_site_has_one_receipt_unless_it_was_cancelled(context: Context) -> None:
    trip = make_trip(context)
    first = make_receipt(context, trip)
    with pytest.raises(Invalid, match="HZ-2026-0001") as refused:
        save_receipt(context, form=receipt_form_of(context, trip))
    assert refused.value.field == "site_id"
    cancel_receipt(context, record_id=first, version=version_of(context, first), reason="打印错误")
    assert receipt_of(context, save_receipt(context, form=receipt_form_of(context, trip))).number == "HZ-2026-0002"


def test_nobody_brings_home_a_receipt_of_a_dispatch_that_was_not_settled_or_was_cancelled(context: Context) -> None:
    draft = make_dispatch(context, starts_at=local_time("2026-03-05 08:00"))
    with pytest.raises(Invalid) as refused:
        save_receipt(context, form=ServiceReceiptForm(dispatch_id=draft))
    assert refused.value.field == "dispatch_id"
    trip = make_trip(context)
    cancel_dispatch(context, record_id=trip, version=version_of(context, trip), reason="客户取消")
    with pytest.raises(Invalid):
        save_receipt(context, form=ServiceReceiptForm(dispatch_id=trip))


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("left_at", {"left_at": local_time("2026-03-05 08:00")}),
        ("left_at", {"left_at": local_time("2026-03-08 08:00")}),
        ("arrived_at", {"arrived_at": None}),
        ("cash_taken", {"cash_taken": Decimal(10)}),
        ("cash_taken", {"cash_taken": Decimal(10), "pay_status": PayStatus.ON_SITE}),
        ("cash_holder_id", {"cash_taken": Decimal(10), "pay_status": PayStatus.ON_SITE, "fee_labour": Decimal(20)}),
        ("fee_parts", {"fee_parts": Decimal("0.001")}),
        ("fee_travel", {"fee_travel": Decimal(-1)}),
        ("dispatch_id", {"dispatch_id": None}),
        ("work_done", {"work_done": "长" * 4001}),
    ],
)
def test_n1_what_cannot_be_is_refused_at_its_field(context: Context, field: str, fields: dict[str, Any]) -> None:
    trip = make_trip(context)
    with pytest.raises(Invalid) as refused:
        save_receipt(context, form=receipt_form_of(context, trip, **fields))
    assert refused.value.field == field


def test_only_a_traveller_of_ours_can_hold_the_cash(context: Context) -> None:
    trip = make_trip(context)
    with pytest.raises(Invalid) as refused:
        make_cash_receipt(context, trip, cash_holder_id=make_staff(context))
    assert refused.value.field == "cash_holder_id"


def test_equipment_of_another_customer_is_refused(context: Context) -> None:
    pump = make_equipment(context, project_id=make_project(context))
    with pytest.raises(Invalid) as refused:
        make_receipt(context, equipment_id=pump)
    assert refused.value.field == "equipment_id"


# hours -----------------------------------------------------------------------------------------------------------


def test_n1_hours_lie_within_the_trip_and_the_day(context: Context) -> None:
    trip = make_trip(context)
    for wrong in (
        hours_of(context, trip, date(2026, 3, 4)),
        hours_of(context, trip, date(2026, 3, 7)),
        hours_of(context, trip, normal=8, overtime=17),
        WorkHoursForm(staff_id=make_staff(context), worked_on=FRIDAY_DAY, normal=Decimal(1)),
        WorkHoursForm(name="没有的人", worked_on=FRIDAY_DAY, normal=Decimal(1)),
    ):
        with pytest.raises(Invalid) as refused:
            save_receipt(context, form=receipt_form_of(context, trip, hours=(wrong,)))
        assert refused.value.field == "hours"


def test_a_person_is_there_once_a_day(context: Context) -> None:
    trip = make_trip(context)
    twice = (hours_of(context, trip), hours_of(context, trip, overtime=2))
    with pytest.raises(Invalid, match="张伟") as refused:
        save_receipt(context, form=receipt_form_of(context, trip, hours=twice))
    assert refused.value.field == "hours"


def test_the_hours_on_a_cancelled_receipt_do_not_count(context: Context) -> None:
    trip = make_trip(context)
    first = make_receipt(context, trip, hours=(hours_of(context, trip, normal=8, overtime=10),))
    cancel_receipt(context, record_id=first, version=version_of(context, first), reason="重开")
    again = make_receipt(context, trip, hours=(hours_of(context, trip, normal=8, overtime=16),))
    assert receipt_of(context, again).hours[0].overtime == 16


def test_hours_of_several_people_and_days_are_kept(context: Context) -> None:
    trip = make_trip_of_two(context)
    people = [one.staff_id for one in stored(context, Dispatch, trip).people]
    days = [
        WorkHoursForm(staff_id=person, worked_on=day, normal=Decimal(8))
        for day in (FRIDAY_DAY, THURSDAY)
        for person in people
    ]
    receipt = make_receipt(context, trip, hours=tuple(days))
    assert [line.worked_on for line in receipt_of(context, receipt).hours] == [THURSDAY] * 2 + [FRIDAY_DAY] * 2


# parts -----------------------------------------------------------------------------------------------------------


def test_n1_parts_are_proposed_from_what_was_handed_out(context: Context) -> None:
    trip = make_trip_with_parts(context)
    proposed = new_receipt_sheet(context, trip).proposed
    assert [(one.name, one.quantity) for one in proposed] == [("机械密封", Decimal(2))]
    receipt = make_receipt(context, trip, parts=(replace(proposed[0], serial_no="B-002"),))
    assert receipt_of(context, receipt).parts[0].name == "机械密封"
    assert receipt_sheet(context, receipt).form.parts[0].slip_line_id == proposed[0].slip_line_id


def test_no_more_of_an_item_is_put_in_than_was_issued(context: Context) -> None:
    trip = make_trip_with_parts(context)
    with pytest.raises(Invalid) as refused:
        make_receipt(context, trip, parts=(put_in(context, trip, quantity=Decimal(3)),))
    assert (refused.value.field, refused.value.clause) == ("parts", "C6.3")


def test_n2_a_signature_records_the_swap_and_the_old_part_without_typing_twice(context: Context) -> None:
    trip = make_trip_with_parts(context)
    by_hand = replace(put_in(context, trip), slip_line_id=None, name="垫片", old_goes=OldPartGoes.CUSTOMER)
    receipt = make_receipt(context, trip, parts=(put_in(context, trip), by_hand))
    request = stored(context, Dispatch, trip).request_id
    with context.read() as session:
        assert swaps_of(session, request_id=request) == ()
    sign(context, receipt)
    with context.read() as session:
        swaps = {one.name: one for one in swaps_of(session, request_id=request)}
        due = old_parts_due(session, request_id=request)
    assert swaps["机械密封"].old_serial_no == "A-001"
    assert swaps["机械密封"].new_serial_no == "B-002"
    assert (swaps["垫片"].old_part_id, len(due)) == (None, 1)
    assert all(part.swap_id for part in receipt_of(context, receipt).parts)


def test_a_swap_recorded_already_is_proposed_and_not_recorded_again(context: Context) -> None:
    trip = make_trip_with_parts(context)
    first = make_receipt(context, trip, parts=(put_in(context, trip),))
    sign(context, first)
    reopen_receipt(context, record_id=first, version=version_of(context, first), reason="姓名写错")
    sheet = receipt_sheet(context, first)
    assert [one.swap_id is not None for one in sheet.proposed] == [True, False]  # the swap, and the seal that is left
    save_receipt(context, form=sheet.form, record_id=first)
    sign(context, first)
    with context.read() as session:
        assert len(swaps_of(session, dispatch_id=trip)) == 1


# signed, refused -------------------------------------------------------------------------------------------------


def test_n1_a_customer_signs_what_is_filled_in(context: Context) -> None:
    receipt = make_receipt(context)
    sign(context, receipt, comment="服务及时")
    details = receipt_of(context, receipt)
    assert (details.state, details.signed_by, details.rating) == (SignOffState.SIGNED, SIGNER, Rating.SATISFIED)
    assert EventKind.RECEIPT_SIGNED in {event.kind for event in details.events}


def test_n1_a_blank_receipt_is_not_signed(context: Context) -> None:
    trip = make_trip(context)
    blank = save_receipt(context, form=ServiceReceiptForm(dispatch_id=trip))
    with pytest.raises(Blocked) as refused:
        sign(context, blank)
    assert {reason.fix for reason in refused.value.reasons} == {"edit"}
    assert len(refused.value.reasons) == 3


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("signed_by", {"signed_by": " "}),
        ("rating", {"rating": None}),
        ("comment", {"rating": Rating.DISSATISFIED}),
        ("signed_at", {"signed_at": None}),
        ("signed_at", {"signed_at": local_time("2026-03-05 08:00")}),
        ("signed_at", {"signed_at": local_time("2026-03-07 08:00")}),
    ],
)
def test_a_signature_that_cannot_be_is_refused(context: Context, field: str, fields: dict[str, Any]) -> None:
    receipt = make_receipt(context)
    with pytest.raises(Invalid) as refused:
        sign(context, receipt, **fields)
    assert refused.value.field == field


def test_n1_a_refusal_needs_its_reason_and_may_be_signed_later(context: Context) -> None:
    receipt = make_receipt(context)
    with pytest.raises(Invalid) as refused:
        refuse(context, receipt, refusal=" ")
    assert refused.value.field == "refusal"
    refuse(context, receipt)
    assert receipt_of(context, receipt).refusal == "对费用有异议"
    sign(context, receipt)
    assert (receipt_of(context, receipt).state, receipt_of(context, receipt).refusal) == (SignOffState.SIGNED, "")


def test_a_signed_receipt_is_not_changed_any_more_and_opened_only_by_the_manager(
    context: Context, open_desk: OpenDesk
) -> None:
    receipt = make_receipt(context)
    sign(context, receipt)
    with pytest.raises(Invalid):
        save_receipt(context, form=receipt_sheet(context, receipt).form, record_id=receipt)
    secretary = open_desk(Role.SECRETARY)
    with pytest.raises(NotAllowed):
        reopen_receipt(secretary, record_id=receipt, version=version_of(context, receipt), reason="写错")


def test_two_desks_do_not_overwrite_each_other(context: Context) -> None:
    receipt = make_receipt(context)
    form = receipt_sheet(context, receipt).form
    save_receipt(context, form=form, record_id=receipt)
    with pytest.raises(Conflict):
        save_receipt(context, form=form, record_id=receipt)
    with pytest.raises(Conflict):
        sign_receipt(context, record_id=receipt, version=form.version, form=SigningForm(signed_by=SIGNER))


def test_a_receipt_on_which_cash_was_taken_is_not_cancelled(context: Context) -> None:
    receipt = make_cash_receipt(context)
    with pytest.raises(Blocked):
        cancel_receipt(context, record_id=receipt, version=version_of(context, receipt), reason="作废")
    assert traveller(context, receipt_of(context, receipt).around["dispatch"].id)  # type: ignore[union-attr]

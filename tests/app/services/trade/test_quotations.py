"""Quotations from draft to acceptance (C5.2, C8.2, C8.3)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked, Conflict, Invalid
from app.queries.requests.requests import request_details
from app.queries.trade.quotations import quotation_details
from app.services.trade.quotations import (
    cancel_quotation,
    save_quotation,
    submit_quotation,
    withdraw_quotation,
)
from models.approval import Approval
from models.enums import ApprovalState, EventKind, QuotationState
from models.trade.quotation import Quotation
from tests.app.archive.scanned import scan_in
from tests.factories import make_classed_request, make_customer, make_request, stored, version_of
from tests.quotation_factories import (
    LABOUR,
    SEAL,
    TODAY,
    accept,
    approve,
    make_accepted_quotation,
    make_approved_quotation,
    make_quotation,
    make_sent_quotation,
    make_submitted_quotation,
    print_quotation,
    quotation_form_of,
    send,
    submit,
)


def test_a_draft_has_no_number_and_gets_one_when_it_is_submitted(context: Context) -> None:
    record_id = make_quotation(context)
    assert stored(context, Quotation, record_id).number is None
    submit(context, record_id)
    assert stored(context, Quotation, record_id).number == "BJ-2026-0001"


def test_the_sums_of_a_draft_are_kept_with_it(context: Context) -> None:
    found = stored(context, Quotation, make_quotation(context, discount=Decimal("20.00")))
    assert (found.total, found.net_total) == (Decimal("3300.00"), Decimal("2981.93"))
    assert (found.cost_total, found.margin) == (Decimal("1700.00"), Decimal("42.99"))


def test_a_draft_is_dated_today_and_valid_as_long_as_usual(context: Context) -> None:
    found = stored(context, Quotation, make_quotation(context))
    assert (found.quoted_on, found.valid_until) == (TODAY, TODAY + timedelta(days=30))
    assert (found.advance_percent, found.balance_days) == (100, 15)


def test_a_quotation_goes_all_the_way_to_acceptance(context: Context) -> None:
    record_id = make_accepted_quotation(context)
    found = stored(context, Quotation, record_id)
    assert (found.state, found.accepted_by) == (QuotationState.ACCEPTED, "王工")
    kinds = [event.kind for event in quotation_details(context, record_id).events]
    assert {EventKind.QUOTATION_SENT, EventKind.ACCEPTED, EventKind.APPROVAL_ASKED} <= set(kinds)


@pytest.mark.parametrize("make", [make_submitted_quotation, make_approved_quotation, make_sent_quotation])
def test_c8_2_what_is_no_draft_cannot_be_edited(context: Context, make: Callable[[Context], int]) -> None:
    record_id = make(context)
    form = quotation_form_of(context, version=version_of(context, record_id))
    with pytest.raises(Invalid) as refusal:
        save_quotation(context, form=form, record_id=record_id)
    assert refusal.value.clause == "C8.2"


def test_another_desk_that_saved_first_is_not_overwritten(context: Context) -> None:
    record_id = make_quotation(context)
    form = quotation_form_of(context, version=version_of(context, record_id))
    save_quotation(context, form=form, record_id=record_id)
    with pytest.raises(Conflict):
        save_quotation(context, form=form, record_id=record_id)


def test_c3_2_nothing_is_submitted_before_the_class_is_confirmed(context: Context) -> None:
    record_id = make_quotation(context, request_id=make_request(context))
    with pytest.raises(Blocked) as refusal:
        submit(context, record_id)
    assert [reason.clause for reason in refusal.value.reasons] == ["C3.2"]


def test_c8_3_a_line_without_cost_keeps_a_quotation_from_being_submitted(context: Context) -> None:
    record_id = make_quotation(context, lines=(SEAL, replace(LABOUR, unit_cost=None)))
    with pytest.raises(Blocked, match="现场更换"):
        submit(context, record_id)


def test_c9_1_other_terms_than_usual_need_their_reason(context: Context) -> None:
    record_id = make_quotation(context, advance_percent=Decimal(50))
    with pytest.raises(Blocked) as refusal:
        submit(context, record_id)
    assert [reason.clause for reason in refusal.value.reasons] == ["C9.1"]
    submit(context, make_quotation(context, advance_percent=Decimal(50), terms_reason="老客户"))


def test_taken_back_a_quotation_keeps_its_number_and_its_approval_is_dropped(context: Context) -> None:
    record_id = make_quotation(context)
    approval_id = submit(context, record_id)
    withdraw_quotation(context, record_id=record_id, version=version_of(context, record_id), reason="改价")
    found = stored(context, Quotation, record_id)
    assert (found.state, found.number) == (QuotationState.DRAFT, "BJ-2026-0001")
    assert stored(context, Approval, approval_id).state == ApprovalState.DROPPED


def test_a_quotation_that_is_over_cannot_be_submitted(context: Context) -> None:
    record_id = make_quotation(context, quoted_on=date(2026, 1, 5), valid_until=date(2026, 3, 5))
    with pytest.raises(Blocked, match="2026-03-05"):
        submit(context, record_id)


def test_c5_2_a_quotation_is_printed_before_it_is_sent(context: Context) -> None:
    record_id = make_approved_quotation(context)
    assert [reason.fix for step in quotation_details(context, record_id).steps for reason in step.blocked] == ["print"]
    print_quotation(context, record_id)
    assert not [reason for step in quotation_details(context, record_id).steps for reason in step.blocked]


def test_c8_2_nothing_is_sent_before_it_is_approved(context: Context, clock: FixedClock) -> None:
    record_id = make_quotation(context)
    approval_id = submit(context, record_id)
    before = context.clock.now()
    clock.moment += timedelta(hours=1)
    approve(context, approval_id)
    with pytest.raises(Invalid) as refusal:
        send(context, record_id, sent_at=before)
    assert (refusal.value.field, refusal.value.clause) == ("sent_at", "C8.2")


def test_what_was_not_sent_cannot_be_accepted(context: Context) -> None:
    with pytest.raises(Invalid, match="已批准"):
        accept(context, make_approved_quotation(context))


def test_c5_2_after_the_last_day_nothing_is_accepted(context: Context, clock: FixedClock) -> None:
    record_id = make_sent_quotation(context)
    clock.moment += timedelta(days=31)
    with pytest.raises(Blocked, match="2026-04-05"):
        accept(context, record_id)
    accept(context, record_id, at=context.clock.now() - timedelta(days=1))  # said in time, written down later


def test_the_signed_acceptance_is_filed_with_the_quotation(context: Context, tmp_path: Path) -> None:
    record_id = make_sent_quotation(context)
    accept(context, record_id, scan=scan_in(tmp_path))
    details = quotation_details(context, record_id)
    assert [scan.document_id for scan in details.scans] == [details.acceptance_id]


def test_a_cancelled_quotation_keeps_its_number(context: Context) -> None:
    record_id = make_submitted_quotation(context)
    cancel_quotation(context, record_id=record_id, version=version_of(context, record_id), reason="重复")
    found = stored(context, Quotation, record_id)
    assert (found.state, found.number) == (QuotationState.CANCELLED, "BJ-2026-0001")


def test_the_request_tells_that_it_was_quoted_for_but_not_at_what_price(context: Context) -> None:
    request_id = make_classed_request(context)
    make_sent_quotation(context, request_id=request_id)
    told = {event.kind: event.text for event in request_details(context, request_id).events}
    assert told[EventKind.QUOTATION_SENT] == "BJ-2026-0001 2# 泵机械密封更换"
    assert "3,320" not in "".join(told.values())


def test_a_note_for_who_decides_stands_in_the_approval(context: Context) -> None:
    record_id = make_quotation(context)
    version = version_of(context, record_id)
    approval_id = submit_quotation(context, record_id=record_id, version=version, note="急用")
    assert stored(context, Approval, approval_id).note == "急用"


def test_a_large_order_goes_on_to_the_leader(context: Context) -> None:
    record_id = make_quotation(context, customer_id=make_customer(context), large=True)
    approve(context, submit(context, record_id))
    assert stored(context, Quotation, record_id).state == QuotationState.SUBMITTED

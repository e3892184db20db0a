"""Cash taken on site: who holds how much since when, until all of it is handed in (N1)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Blocked, Invalid, NotAllowed
from app.queries.records.keeping import open_work
from app.queries.trips.receipt_forms import receipt_sheet
from app.queries.trips.receipts import cash_holders
from app.services.trips.receipts import save_receipt
from app.services.trips.signing import reopen_receipt
from models.enums import CommitmentKind, CommitmentState, EventKind, Role
from models.people.staff import StaffMember
from tests.conftest import OpenDesk
from tests.factories import local_time, version_of
from tests.on_site_factories import (
    LEFT,
    hand_in,
    make_cash_receipt,
    make_receipt,
    make_trip,
    receipt_of,
    sign,
    traveller,
)


def test_n1_cash_is_in_hand_until_all_of_it_was_handed_in(context: Context) -> None:
    receipt = make_cash_receipt(context)
    holder = cash_holders(context)[0]
    assert (holder.since, holder.receipts[0].number) == (local_time(LEFT), "HZ-2026-0001")
    assert holder.amount == 800
    hand_in(context, receipt, "300")
    assert cash_holders(context)[0].amount == 500
    hand_in(context, receipt, "500")
    assert cash_holders(context) == ()
    assert [line.amount for line in receipt_of(context, receipt).hand_ins] == [300, 500]


def test_n1_cash_is_summed_by_person(context: Context) -> None:
    make_cash_receipt(context)
    make_cash_receipt(context)
    assert sorted(one.amount for one in cash_holders(context)) == [800, 800]
    assert len({one.id for one in cash_holders(context)}) == 2


def test_n1_never_more_than_was_taken(context: Context) -> None:
    receipt = make_cash_receipt(context)
    hand_in(context, receipt, "300")
    with pytest.raises(Invalid, match="500") as refused:
        hand_in(context, receipt, "500.01")
    assert refused.value.field == "amount"


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("handed_to", {"handed_to": " "}),
        ("handed_in_on", {"handed_in_on": None}),
        ("handed_in_on", {"handed_in_on": date(2026, 3, 7)}),
        ("handed_in_on", {"handed_in_on": date(2026, 3, 4)}),
        ("amount", {"amount": None}),
        ("amount", {"amount": Decimal(0)}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(context: Context, field: str, fields: dict[str, Any]) -> None:
    receipt = make_cash_receipt(context)
    with pytest.raises(Invalid) as refused:
        hand_in(context, receipt, "100", **fields)
    assert refused.value.field == field


def test_there_is_nothing_to_hand_in_where_nothing_was_taken(context: Context) -> None:
    receipt = make_receipt(context)
    with pytest.raises(Invalid):
        hand_in(context, receipt, "1")


def test_n1_the_clock_runs_two_working_days_and_the_last_of_it_meets_it(context: Context) -> None:
    receipt = make_cash_receipt(context)
    (owed,) = receipt_of(context, receipt).commitments
    assert (owed.kind, owed.due) == (CommitmentKind.CASH_HAND_IN, local_time("2026-03-10 17:30"))
    hand_in(context, receipt, "300")
    assert receipt_of(context, receipt).commitments[0].state is CommitmentState.OPEN
    hand_in(context, receipt, "500")
    assert receipt_of(context, receipt).commitments[0].state is CommitmentState.MET


def test_no_cash_starts_no_clock(context: Context) -> None:
    assert receipt_of(context, make_receipt(context)).commitments == ()


def test_a_receipt_is_not_opened_again_nor_lowered_once_cash_of_it_is_in(context: Context) -> None:
    receipt = make_cash_receipt(context, make_trip(context))
    hand_in(context, receipt, "300")
    form = receipt_sheet(context, receipt).form
    lowered = {**{name: getattr(form, name) for name in form.__slots__}, "cash_taken": Decimal(200)}
    with pytest.raises(Invalid) as refused:
        save_receipt(context, form=type(form)(**lowered), record_id=receipt)
    assert refused.value.field == "cash_taken"
    sign(context, receipt)
    with pytest.raises(Blocked):
        reopen_receipt(context, record_id=receipt, version=version_of(context, receipt), reason="写错")


def test_sums_are_not_for_those_who_may_not_see_money(context: Context, open_desk: OpenDesk) -> None:
    receipt = make_cash_receipt(context)
    hand_in(context, receipt, "300")
    viewer = open_desk(Role.VIEWER)
    details = receipt_of(viewer, receipt)
    assert (details.fee_total, details.cash_taken, details.cash_in_hand, details.hand_ins) == (None, None, None, ())
    assert {event.text for event in details.events if event.kind is EventKind.CASH_HANDED_IN} == {""}
    with pytest.raises(NotAllowed):
        cash_holders(viewer)


def test_n1_nobody_is_put_out_of_use_who_holds_cash(context: Context) -> None:
    trip = make_trip(context)
    receipt = make_cash_receipt(context, trip)
    person = traveller(context, trip)
    with context.read() as session:
        assert "HZ-2026-0001" in {one.name for one in open_work(session, session.get_one(StaffMember, person))}
    hand_in(context, receipt, "800")
    with context.read() as session:
        assert "HZ-2026-0001" not in {one.name for one in open_work(session, session.get_one(StaffMember, person))}

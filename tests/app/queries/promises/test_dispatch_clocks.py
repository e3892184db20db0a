"""What a trip owes: report, claim, unused parts (C7.4); each met by its record."""

from datetime import date
from decimal import Decimal

from app.context import Context
from app.forms.trip_money import CostForm
from app.queries.people.dispatches import dispatch_details
from models.enums import CommitmentKind, CommitmentState, ExpenseItem
from models.people.dispatch import Dispatch
from tests.dispatch_factories import ago, come_back_now, finish_now, make_arrived_trip
from tests.factories import local_time, stored
from tests.on_site_factories import report
from tests.slip_factories import item, make_checked_slip
from tests.stock_factories import make_stocked_part
from tests.trip_money_factories import make_claim

MEAL = CostForm(item=ExpenseItem.MEALS, spent_on=date(2026, 3, 6), quantity=Decimal(1), amount=Decimal(30))
OPEN, MET = CommitmentState.OPEN, CommitmentState.MET


def owed(context: Context, dispatch: int) -> dict[CommitmentKind, CommitmentState]:
    return {one.kind: one.state for one in dispatch_details(context, dispatch).commitments}


def make_returned_trip(context: Context, people: int = 1) -> int:
    dispatch = make_arrived_trip(context, people)
    finish_now(context, dispatch)
    come_back_now(context, dispatch)
    return dispatch


def test_c7_4_the_report_is_owed_until_it_is_written(context: Context) -> None:
    dispatch = make_returned_trip(context)
    assert owed(context, dispatch)[CommitmentKind.TRIP_REPORT] is OPEN
    report(context, dispatch)
    assert owed(context, dispatch)[CommitmentKind.TRIP_REPORT] is MET


def test_c7_4_the_claim_is_owed_until_every_one_of_ours_is_covered(context: Context) -> None:
    dispatch = make_returned_trip(context, 2)
    first, second = (one.staff_id for one in stored(context, Dispatch, dispatch).people)
    today = {"starts_at": ago(context, 300), "ends_at": local_time("2026-03-07 18:00"), "legs": (), "lines": (MEAL,)}
    make_claim(context, dispatch, staff_id=first, **today)
    assert owed(context, dispatch)[CommitmentKind.EXPENSE_CLAIM] is OPEN
    make_claim(context, dispatch, staff_id=second, **today)
    assert owed(context, dispatch)[CommitmentKind.EXPENSE_CLAIM] is MET


def test_c6_3_unused_parts_are_owed_until_they_are_back(context: Context) -> None:
    dispatch = make_arrived_trip(context)
    part = make_stocked_part(context)
    make_checked_slip(context, item(part, 2), dispatch_id=dispatch)
    finish_now(context, dispatch)
    assert CommitmentKind.UNUSED_PARTS not in owed(context, dispatch)
    come_back_now(context, dispatch)
    assert owed(context, dispatch)[CommitmentKind.UNUSED_PARTS] is OPEN
    (missing,) = next(
        line.missing for line in dispatch_details(context, dispatch).checklist if line.code == "unused_parts_back"
    )
    assert "2" in missing

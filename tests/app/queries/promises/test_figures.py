"""The figures of Today: promises kept against missed by month (N8), requests by class and month."""

from datetime import date

import pytest

from app.context import Context
from app.queries.promises.figures import ClassMonth, KeptMonth, figures
from app.services.requests.moving import cancel_request
from app.services.setup import save_settings
from models.enums import CommitmentState, Role
from tests.app.queries.promises.owing import owe
from tests.conftest import OpenDesk
from tests.factories import local_time, make_classed_request, make_customer, make_request, version_of
from tests.money_factories import make_owed_contract

MET, LATE = CommitmentState.MET, CommitmentState.MET_LATE
DONE = local_time("2026-03-01 09:00")


def kept(context: Context, month: date = date(2026, 3, 1)) -> KeptMonth:
    return next(line for line in figures(context).kept if line.month == month)


def test_the_last_six_months_are_counted_this_one_last(context: Context) -> None:
    months = [line.month for line in figures(context).kept]
    assert (months[0], months[-1], len(months)) == (date(2025, 10, 1), date(2026, 3, 1), 6)


def test_n8_the_share_kept_is_of_those_that_fell_due(context: Context) -> None:
    for day in ("02", "03", "04"):
        owe(context, f"2026-03-{day} 12:00", state=MET, met_at=DONE)
    owe(context, "2026-03-05 12:00", state=LATE, met_at=DONE)  # late
    owe(context, "2026-03-06 13:00")  # past due and still owed
    owe(context, "2026-03-06 15:00")  # still ahead: no verdict yet
    owe(context, "2026-03-06 12:00", state=CommitmentState.WAIVED)
    assert kept(context) == KeptMonth(date(2026, 3, 1), kept=3, missed=2, waived=1)
    assert kept(context).percent == 60


def test_a_miss_dropped_later_stays_a_miss_and_a_timely_drop_never_was_one(context: Context) -> None:
    owe(context, "2026-03-20 12:00", frozen="2026-02-10 12:00", state=CommitmentState.DROPPED)
    owe(context, "2026-03-05 12:00", state=CommitmentState.DROPPED)
    assert kept(context, date(2026, 2, 1)).missed == 1
    assert kept(context) == KeptMonth(date(2026, 3, 1), 0, 0, 0)


def test_invariant_7_waived_after_the_miss_it_stays_a_miss(context: Context) -> None:
    owe(context, "2026-02-10 12:00", frozen="2026-02-10 12:00", state=CommitmentState.WAIVED)
    assert kept(context, date(2026, 2, 1)) == KeptMonth(date(2026, 2, 1), kept=0, missed=1, waived=0)


def test_a_month_is_the_department_s_own(context: Context) -> None:
    owe(context, "2026-02-28 23:59:59", state=MET, met_at=DONE)
    owe(context, "2026-03-01 00:00", state=MET, met_at=DONE)
    assert (kept(context, date(2026, 2, 1)).kept, kept(context).kept) == (1, 1)


def test_a_verdict_counts_where_it_was_first_missed(context: Context) -> None:
    owe(context, "2026-03-05 12:00", frozen="2026-01-10 12:00", state=LATE, met_at=DONE)
    assert (kept(context, date(2026, 1, 1)).missed, kept(context).missed) == (1, 0)


@pytest.mark.parametrize(
    ("ratio", "percent"), [((0, 0), None), ((0, 3), 0), ((2, 1), 66), ((999, 1), 99), ((5, 0), 100)]
)
def test_a_miss_is_never_rounded_away(ratio: tuple[int, int], percent: int | None) -> None:
    assert KeptMonth(date(2026, 3, 1), *ratio, waived=0).percent == percent


def test_requests_are_counted_by_class_and_month(context: Context) -> None:
    customer = make_customer(context)
    make_request(context, customer_id=customer)
    make_classed_request(context, customer_id=customer)
    make_request(context, customer_id=customer, received_at=local_time("2026-02-03 10:00"))
    void = make_request(context, customer_id=customer)
    cancel_request(context, record_id=void, version=version_of(context, void), reason="重复")
    *_earlier, february, march = figures(context).classes
    assert february == ClassMonth(date(2026, 2, 1), free=0, paid=0, unconfirmed=1)
    assert (march, march.total) == (ClassMonth(date(2026, 3, 1), free=0, paid=1, unconfirmed=1), 2)


def test_c10_6_what_is_open_is_told_by_age_to_those_who_may_see_money(context: Context, open_desk: OpenDesk) -> None:
    make_owed_contract(context)
    ages = figures(context).ages
    assert ages is not None
    assert {band.value: amount for band, amount in ages.items() if amount} == {
        "d60": 300,
        "not_due": 600,
        "no_date": 100,
    }
    assert figures(open_desk(role=Role.VIEWER)).ages is None


def test_n8_what_is_aimed_at_is_the_department_s_own(context: Context) -> None:
    assert figures(context).target == "≥ 90 %"
    save_settings(context, values={"target_in_time": "95"})
    assert figures(context).target == "≥ 95 %"

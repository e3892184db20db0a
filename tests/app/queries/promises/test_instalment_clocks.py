"""What chasing the money of a contract owes: the retention letter, the report to the leader, the age of tails (C10)."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from app.context import Context
from app.forms.money import InstalmentForm
from models.commitment import Commitment
from models.enums import CommitmentKind, CommitmentState, HandoverState, InstalmentKind, LetterKind
from models.projects.handover import Handover
from models.projects.project import Project
from tests.app.services.requests.logs import promises_of
from tests.dispute_factories import make_dispute, make_measures, resolve, submit, verify
from tests.factories import ZONE, make_contract, make_project, stored
from tests.letter_factories import change_project, sent_letter, wait_and_send_second
from tests.letter_paper_factories import customer_of, make_debtor
from tests.money_factories import lines_of, make_receipt, set_instalments, share

OPEN, MET, DROPPED = CommitmentState.OPEN, CommitmentState.MET, CommitmentState.DROPPED
RETENTION = InstalmentForm(kind=InstalmentKind.RETENTION, percent=Decimal(10), condition="质保期满")


def owing(context: Context, form: InstalmentForm = RETENTION, **project: Any) -> tuple[int, int]:
    """Return a contract of a project and its one instalment beside the advance."""
    made = make_project(context, **project)
    customer = stored(context, Project, made).customer_id
    contract = make_contract(context, customer_id=customer, project_id=made, amount=Decimal(1000))
    rest = InstalmentForm(kind=InstalmentKind.ADVANCE, amount=Decimal(900), due_on=date(2026, 9, 1))
    set_instalments(context, contract, rest, replace(form, percent=None, amount=Decimal(100)))
    return contract, lines_of(context, contract)[1].id


def promise(context: Context, instalment: int, kind: CommitmentKind) -> Commitment | None:
    return next((one for one in promises_of(context, instalment) if one.kind is kind), None)


def due_day(context: Context, instalment: int, kind: CommitmentKind) -> str:
    """Return by which day an instalment owes something, "" where it owes it not, or not any more."""
    found = promise(context, instalment, kind)
    if found is None or found.state is DROPPED or found.due_at is None:
        return ""
    return f"{found.due_at.astimezone(ZONE):%Y-%m-%d}"


def pay_all(context: Context, contract: int, place: int, day: date = date(2026, 3, 5)) -> None:
    line = lines_of(context, contract)[place]
    make_receipt(context, customer_of(context, contract), line.open, share(line.id, line.open), received_on=day)


# C10.2: the retention letter ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("handed_over", "months", "letter"),
    [
        (date(2025, 8, 1), 12, "2026-06-30"),
        (date(2025, 4, 1), 12, "2026-02-28"),  # the warranty ends on 31 March
        (date(2026, 4, 1), 23, "2028-01-29"),
    ],
)
def test_c10_2_the_letter_is_owed_one_calendar_month_before_the_warranty_ends(
    context: Context, handed_over: date, months: int, letter: str
) -> None:
    _contract, row = owing(context, handed_over_on=handed_over, warranty_months=months)
    assert due_day(context, row, CommitmentKind.RETENTION_LETTER) == letter


def test_c10_2_an_extension_moves_it_and_taking_it_back_moves_it_back(context: Context) -> None:
    contract, row = owing(context)
    change_project(context, contract, warranty_extended_to=date(2027, 3, 31), warranty_extension_reason="停机两个月")
    assert due_day(context, row, CommitmentKind.RETENTION_LETTER) == "2027-02-28"
    change_project(context, contract, warranty_extended_to=None, warranty_extension_reason="")
    assert due_day(context, row, CommitmentKind.RETENTION_LETTER) == "2026-06-30"


def test_c10_2_what_was_out_of_warranty_before_it_came_on_record_owes_no_letter(context: Context) -> None:
    _contract, row = owing(context, handed_over_on=date(2024, 1, 10))
    assert promise(context, row, CommitmentKind.RETENTION_LETTER) is None


def test_c10_2_the_warranty_of_today_still_owes_it(context: Context) -> None:
    _contract, row = owing(context, handed_over_on=date(2025, 3, 7))
    assert due_day(context, row, CommitmentKind.RETENTION_LETTER) == "2026-02-06"


def test_c10_2_the_letter_sent_keeps_it(context: Context) -> None:
    contract = make_debtor(context)
    row = lines_of(context, contract)[2].id
    sent_letter(context, contract, LetterKind.RETENTION)
    found = promise(context, row, CommitmentKind.RETENTION_LETTER)
    assert found is not None
    assert found.state is MET


def test_c10_2_the_money_itself_keeps_it_and_a_dispute_does_not_stop_it(context: Context) -> None:
    contract, row = owing(context)
    make_dispute(context, contract, 1)
    assert due_day(context, row, CommitmentKind.RETENTION_LETTER) == "2026-06-30"
    pay_all(context, contract, 1)
    found = promise(context, row, CommitmentKind.RETENTION_LETTER)
    assert found is not None
    assert (found.state, found.met_at) == (MET, datetime(2026, 3, 5, tzinfo=ZONE))


# C10.5: the report to the leader ------------------------------------------------------------------------------------


def late_contract(context: Context, due_on: date, **project: Any) -> tuple[int, int]:
    form = InstalmentForm(kind=InstalmentKind.ACCEPTANCE, due_on=due_on)
    return owing(context, form, **project)


@pytest.mark.parametrize(
    ("due_on", "report"),
    [
        (date(2026, 3, 2), "2026-04-09"),  # 30 days later is Wednesday 1 April; 6 April is a holiday
        (date(2026, 3, 20), "2026-04-24"),
    ],
)
def test_c10_5_the_leader_is_told_five_working_days_after_thirty_days(
    context: Context, due_on: date, report: str
) -> None:
    _contract, row = late_contract(context, due_on)
    assert due_day(context, row, CommitmentKind.REPORT_UP) == report


def test_c10_5_nothing_is_reported_before_the_handover(context: Context) -> None:
    contract, row = late_contract(context, date(2026, 3, 2), handed_over_on=None, accepted_on=None)
    assert promise(context, row, CommitmentKind.REPORT_UP) is None
    change_project(context, contract, handed_over_on=date(2026, 3, 4))
    assert due_day(context, row, CommitmentKind.REPORT_UP)


def test_c10_5_a_second_letter_that_runs_out_comes_first(context: Context) -> None:
    contract = make_debtor(
        context, InstalmentForm(kind=InstalmentKind.ACCEPTANCE, percent=Decimal(100), due_on=date(2026, 3, 3))
    )
    row = lines_of(context, contract)[0].id
    before = due_day(context, row, CommitmentKind.REPORT_UP)
    wait_and_send_second(context, contract)
    after = due_day(context, row, CommitmentKind.REPORT_UP)
    assert (before, after < before) == ("2026-04-10", True)


def test_c10_5_what_is_disputed_is_not_reported_until_that_is_over(context: Context) -> None:
    contract, row = late_contract(context, date(2026, 3, 2))
    dispute = make_dispute(context, contract, 1)
    assert due_day(context, row, CommitmentKind.REPORT_UP) == ""
    verify(context, dispute)
    resolve(context, dispute)
    assert due_day(context, row, CommitmentKind.REPORT_UP)


def test_c10_5_a_proposal_submitted_keeps_it(context: Context) -> None:
    contract = make_debtor(context)
    submit(context, make_measures(context, contract))
    kinds = {one.kind: one.state for one in promises_of(context, lines_of(context, contract)[0].id)}
    assert kinds[CommitmentKind.REPORT_UP] is not OPEN


def test_c10_5_what_was_paid_in_time_was_never_to_be_reported(context: Context) -> None:
    contract, row = late_contract(context, date(2026, 3, 2))
    pay_all(context, contract, 1)
    found = promise(context, row, CommitmentKind.REPORT_UP)
    assert found is None or found.state in (MET, DROPPED)


# C10.6: the age of tails --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "limit"),
    [
        (InstalmentForm(kind=InstalmentKind.TAIL, due_on=date(2025, 8, 31)), "2026-02-28"),
        (InstalmentForm(kind=InstalmentKind.TAIL, condition="用户付款计划"), "2026-02-01"),
        (InstalmentForm(kind=InstalmentKind.BALANCE, due_on=date(2026, 1, 10)), "2026-07-10"),
        (InstalmentForm(kind=InstalmentKind.ACCEPTANCE, due_on=date(2026, 1, 10)), ""),
        (RETENTION, ""),
    ],
)
def test_c10_6_a_tail_stays_under_six_months_from_its_due_day_or_the_handover(
    context: Context, form: InstalmentForm, limit: str
) -> None:
    _contract, row = owing(context, form)
    assert due_day(context, row, CommitmentKind.TAIL_AGE) == limit


def test_c10_6_the_target_is_a_month_earlier_and_the_money_keeps_it(context: Context) -> None:
    contract, row = owing(context, InstalmentForm(kind=InstalmentKind.TAIL, due_on=date(2026, 1, 10)))
    found = promise(context, row, CommitmentKind.TAIL_AGE)
    assert found is not None
    assert found.target_at is not None
    assert f"{found.target_at.astimezone(ZONE):%Y-%m-%d}" == "2026-06-10"
    pay_all(context, contract, 1)
    found = promise(context, row, CommitmentKind.TAIL_AGE)
    assert found is not None
    assert found.state is MET


# C10.1: the project's form ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "opens"), [(date(2026, 3, 4), True), (date(2026, 2, 4), True), (date(2026, 2, 3), False)]
)
def test_c10_1_a_handover_day_typed_into_the_project_opens_the_review_while_it_is_news(
    context: Context, day: date, opens: bool
) -> None:
    contract, _row = owing(context, handed_over_on=None, accepted_on=None)
    change_project(context, contract, handed_over_on=day)
    with context.read() as session:
        found = session.scalars(select(Handover)).all()
    assert [(one.state, one.handed_over_on) for one in found] == ([(HandoverState.OPEN, day)] if opens else [])

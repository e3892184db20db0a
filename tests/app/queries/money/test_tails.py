"""Tails by age against six months, and what is told of their causes (C10.6)."""

from datetime import date
from decimal import Decimal

from app.context import Context
from app.queries.money.tails import Tail, open_tails
from app.rules.money.tails import TailAge
from app.services.money.causes import note_cause
from app.services.money.contacts import void_contact
from app.services.promises.keeping import settle
from models.enums import CommitmentKind
from models.money.receivable import Instalment
from tests.ageing_factories import dispute_over, make_contract_with, owing, talk_about
from tests.app.services.requests.logs import promises_of
from tests.factories import local_time
from tests.money_factories import lines_of, make_receipt, share

TODAY = date(2026, 3, 6)


def read(context: Context, on: date = TODAY) -> list[Tail]:
    with context.read() as session:
        return list(open_tails(session, on))


def test_c10_6_tails_older_than_six_months_or_about_to_be_are_called_out(context: Context) -> None:
    make_contract_with(context)
    found = read(context)
    ages = [TailAge.OVER, TailAge.SOON, TailAge.RUNNING, TailAge.NO_DATE]
    assert [tail.age for tail in found] == ages
    assert [tail.limit for tail in found if tail.is_called_out] == [date(2026, 2, 20), date(2026, 3, 25)]
    assert [tail.days for tail in found] == [198, 162, 50, 0]


def test_c10_6_retention_and_orders_are_no_tails(context: Context) -> None:
    make_contract_with(context)
    assert sum(tail.open for tail in read(context)) == 90_000


def test_c10_6_without_a_due_day_the_age_counts_from_handover(context: Context) -> None:
    contract = make_contract_with(context, handed_over_on=date(2025, 8, 1))
    undated = lines_of(context, contract)[3]
    tail = next(one for one in read(context) if one.id == undated.id)
    assert (tail.since, tail.limit, tail.age) == (date(2025, 8, 1), date(2026, 2, 1), TailAge.OVER)


def test_c10_6_the_limit_is_that_of_the_clock(context: Context) -> None:
    first = lines_of(context, make_contract_with(context))[0]
    with context.write() as session:
        settle(session, session.get_one(Instalment, first.id))
    (clock,) = (one for one in promises_of(context, first.id) if one.kind is CommitmentKind.TAIL_AGE)
    assert clock.due_at is not None
    assert clock.due_at.astimezone(context.zone).date() == read(context)[0].limit == date(2026, 2, 20)


def test_a_tail_is_as_of_its_day(context: Context) -> None:
    contract = make_contract_with(context)
    first = lines_of(context, contract)[0]
    paid_on = date(2026, 3, 4)
    make_receipt(context, owing(context, contract), 20_000, share(first.id, 20_000), received_on=paid_on)
    before, after = read(context, date(2026, 3, 3)), read(context)
    assert (before[0].id, before[0].open, before[0].age) == (first.id, Decimal(20_000), TailAge.OVER)
    assert first.id not in {tail.id for tail in after}
    assert read(context, date(2025, 8, 20))[0].age is TailAge.NOT_DUE


def test_c10_6_what_is_called_out_names_its_causes(context: Context) -> None:
    contract = make_contract_with(context)
    talk_about(context, contract, "答应月初付清", promised_on=date(2026, 3, 4), amount=Decimal(20_000))
    dispute_over(context, contract)
    first = lines_of(context, contract)[0]
    note_cause(context, record_id=first.id, text="等总包回款")
    assert read(context)[0].cause.split("\n") == [
        "等总包回款",
        "质量异议 ZY-2026-0001：出水浊度超标，拒付",
        "承诺 2026-03-04 前付 ¥20,000.00，未兑现",
        "2026-03-02 电话：答应月初付清",
    ]


def test_a_tail_without_a_date_says_what_it_waits_for(context: Context) -> None:
    make_contract_with(context)
    assert read(context)[-1].cause == "无到期日：审计结束"


def test_the_newest_note_and_the_newest_talk_count(context: Context) -> None:
    contract = make_contract_with(context)
    first = lines_of(context, contract)[0]
    for text in ("领导出差", "换了财务负责人"):
        note_cause(context, record_id=first.id, text=text)
    talk_about(context, contract, "第一次")
    later = talk_about(context, contract, "第二次", source_id=None, at=local_time("2026-03-05 09:00"))
    assert read(context)[0].cause == "换了财务负责人\n2026-03-05 电话：第二次"
    void_contact(context, contact_id=later, reason="录错")
    assert read(context)[0].cause.endswith("2026-03-02 电话：第一次")


def test_what_was_not_known_yet_is_no_cause(context: Context) -> None:
    contract = make_contract_with(context)
    talk_about(context, contract)
    dispute_over(context, contract)
    assert read(context, date(2026, 3, 1))[0].cause == ""

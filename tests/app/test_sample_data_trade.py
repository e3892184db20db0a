"""What the demo department sells: quotations, approvals, orders and money at every stage, each kind in every list."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.context import Context
from app.queries.approvals.approvals import APPROVALS
from app.queries.approvals.limits import read_limits
from app.queries.material.parts import PARTS
from app.queries.money.overdue import overdue_of
from app.queries.money.receipts import RECEIPTS
from app.queries.money.receivables import RECEIVABLES
from app.queries.promises.agenda import agenda
from app.queries.trade.order_list import ORDERS
from app.queries.trade.quotations import QUOTATIONS
from app.queries.trade.rate_cards import RATE_CARDS
from app.sample.texts import parts
from app.sample.trade_texts import trade_texts
from app.settings import BY_KEY
from models.enums import (
    ApprovalState,
    DeclineReason,
    LineKind,
    OrderKind,
    OrderState,
    PartClass,
    QuotationState,
    ReceivableState,
    RecordKind,
)
from tests.databases import Databases, ask
from tests.demo_folder import AT, demo_context, demo_folder


@pytest.fixture(scope="module")
def demo(databases: Databases) -> Iterator[Context]:
    with demo_context(demo_folder(databases)) as context:
        yield context


@pytest.mark.parametrize("found", [QUOTATIONS, ORDERS, APPROVALS, RECEIVABLES, RECEIPTS], ids=lambda one: one.kind)
def test_every_quick_view_of_its_lists_shows_something(demo: Context, found: Any) -> None:
    assert {view: count for view, count in found.count_views(demo).items() if not count} == {}


def test_parts_of_every_class_stand_in_the_list_with_price_and_cost(demo: Context) -> None:
    counts = PARTS.count_views(demo)
    assert all(counts[kind] for kind in PartClass)
    assert ask(demo.folder, "SELECT count(*) FROM part WHERE price > cost")[0][0] == 43


def test_two_rate_cards_are_there_and_one_is_valid_today(demo: Context) -> None:
    assert RATE_CARDS.count_views(demo)["valid"] == 1
    assert ask(demo.folder, "SELECT count(*) FROM rate_card") == [(2,)]


@pytest.mark.parametrize(
    ("kind", "states"),
    [
        (RecordKind.QUOTATION, QuotationState),
        (RecordKind.ORDER, OrderState),
        (RecordKind.RECEIVABLE, ReceivableState),
        (RecordKind.APPROVAL, (ApprovalState.PENDING, ApprovalState.APPROVED, ApprovalState.REFUSED)),
    ],
)
def test_records_stand_at_every_stage(demo: Context, kind: RecordKind, states: Any) -> None:
    found = {state for (state,) in ask(demo.folder, f"SELECT DISTINCT state FROM record WHERE kind = '{kind}'")}
    assert found == set(states)


@pytest.mark.parametrize(
    ("question", "least"),
    [
        ("SELECT count(DISTINCT order_kind) FROM service_order", len(OrderKind)),
        ("SELECT count(*) FROM quotation WHERE revision > 1", 1),
        ("SELECT count(DISTINCT decline_reason) FROM quotation", 3),
        ("SELECT count(*) FROM quotation WHERE acceptance_id IS NOT NULL", 2),
        ("SELECT count(*) FROM priced_record WHERE discount > 0", 2),
        ("SELECT count(*) FROM priced_record WHERE advance_percent < 10000 AND terms_reason <> ''", 3),
        ("SELECT count(*) FROM priced_record WHERE margin < 2000 AND margin > 0", 2),
        ("SELECT count(*) FROM priced_record WHERE margin < 0", 2),
        ("SELECT count(*) FROM call_off", 4),
        ("SELECT count(*) FROM order_visit WHERE done_at IS NOT NULL", 4),
        ("SELECT count(*) FROM order_cost", 20),
        ("SELECT count(*) FROM invoice", 10),
        ("SELECT count(*) FROM approval WHERE subject = 'pay_first'", 1),
        ("SELECT count(*) FROM approval_step WHERE on_paper AND role = 'leader' AND document_id IS NOT NULL", 4),
        ("SELECT count(*) FROM instalment WHERE paid > 0 AND paid < amount", 1),
        ("SELECT count(*) FROM event WHERE kind = 'talked'", 10),
    ],
)
def test_what_is_special_about_some_of_them_occurs(demo: Context, question: str, least: int) -> None:
    assert int(str(ask(demo.folder, question)[0][0])) >= least


def test_c5_2_most_quotations_were_sent_in_time_and_some_late(demo: Context) -> None:
    told = ask(demo.folder, "SELECT state, count(*) FROM commitment WHERE kind = 'quotation' GROUP BY state")
    found = {str(state): int(str(count)) for state, count in told}
    assert found["met"] > 5 * found["met_late"] > 0


def test_c8_3_a_yes_below_the_margin_floor_has_its_reason(demo: Context) -> None:
    with demo.read() as session:
        assert read_limits(session, AT.date()).margin_floor == 20
    said = "SELECT reason FROM approval_step WHERE role = 'manager' AND reason <> '' AND decision = 'approved'"
    assert len(ask(demo.folder, said)) >= 2


def test_c9_2_a_customer_owes_a_balance_that_is_overdue(demo: Context) -> None:
    customers = [int(str(one)) for (one,) in ask(demo.folder, "SELECT id FROM customer ORDER BY id")]
    with demo.read() as session:
        owing = [one for one in customers if overdue_of(session, one, AT.date())]
    assert 2 <= len(owing) <= 16


def test_nobody_paid_before_the_contract_was_signed(demo: Context) -> None:
    early = """SELECT receipt.id FROM receipt JOIN allocation ON allocation.receipt_id = receipt.id
        JOIN instalment ON instalment.id = allocation.instalment_id JOIN contract ON contract.id = instalment.source_id
        WHERE receipt.received_on < contract.signed_on"""
    assert ask(demo.folder, early) == []


def test_the_manager_has_decisions_waiting_today(demo: Context) -> None:
    waiting = [line for line in agenda(demo).waiting if line.record_kind is RecordKind.APPROVAL]
    assert {line.on_paper for line in waiting} == {True, False}


def test_its_texts_fit_together() -> None:
    texts = trade_texts()
    assert set(texts.settings) <= set(BY_KEY)
    assert set(texts.own_titles) == set(parts())
    assert set(texts.declined) >= set(DeclineReason) - {DeclineReason.OTHER}
    assert {rate.kind for rate in texts.rates} >= {LineKind.LABOUR, LineKind.TRAVEL, LineKind.FREIGHT}
    assert all(rate.cost < rate.last <= rate.price for rate in texts.rates)
    codes = [part.code for rows in (*parts().values(), texts.chemicals) for part in rows]
    assert len(codes) == len(set(codes)) == 32
    assert all(words.format(name="王工") for words in texts.talks)

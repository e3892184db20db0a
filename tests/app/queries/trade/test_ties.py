"""``check`` finds sums, approvals and revisions that no longer tie, and nothing where nothing is wrong (C5.2, C8.2)."""

from collections.abc import Callable, Mapping

import pytest
from sqlalchemy import delete, update

from app.context import Context
from app.integrity import check
from app.queries.trade.ties import untied_trade
from app.services.trade.quotations import revise_quotation
from models.base import Base
from models.trade.priced import PricedLine, PricedRecord
from models.trade.quotation import QuotationRevision
from tests.factories import make_customer, version_of
from tests.order_factories import make_order
from tests.quotation_factories import (
    accept,
    make_accepted_quotation,
    make_approved_quotation,
    make_quotation,
    make_sent_quotation,
    make_submitted_quotation,
)


def make_revised_quotation(context: Context) -> int:
    record_id = make_sent_quotation(context)
    revise_quotation(context, record_id=record_id, version=version_of(context, record_id), reason="降价")
    return record_id


def codes(context: Context) -> list[str]:
    with context.read() as session:
        return [code for code, _number, _message in untied_trade(session)]


def tamper(context: Context, model: type[Base], **values: object) -> None:
    """Change rows past every service; without values they go."""
    statement = update(model.__table__).values(**values) if values else delete(model.__table__)  # type: ignore[arg-type]
    with context.write() as session:
        session.execute(statement)


def test_everything_made_by_the_services_ties(context: Context) -> None:
    make_quotation(context)
    make_submitted_quotation(context)
    make_approved_quotation(context)
    accept(context, make_sent_quotation(context))
    make_revised_quotation(context)
    customer = make_customer(context)
    make_order(context, quotation_id=make_accepted_quotation(context, customer_id=customer), customer_id=customer)
    assert check(context) == ()


DAMAGE: Mapping[str, tuple[Callable[[Context], int], type[Base], dict[str, object], list[str]]] = {
    "a total": (make_quotation, PricedRecord, {"total": 1}, ["sums"]),
    "a margin": (make_quotation, PricedRecord, {"margin": 9000}, ["sums"]),
    "a line": (make_quotation, PricedLine, {"unit_price": 1}, ["sums"]),
    "what is reviewed": (make_submitted_quotation, PricedRecord, {"lead_time": "x"}, ["approved"]),
    "what was approved": (make_approved_quotation, PricedRecord, {"balance_days": 99}, ["approved"]),
    "what was sent": (make_sent_quotation, PricedLine, {"remark": "x"}, ["approved"]),
    "a former revision": (make_revised_quotation, QuotationRevision, {}, ["revision"]),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_what_was_altered_behind_the_programs_back_is_found(context: Context, case: str) -> None:
    make, model, values, found = DAMAGE[case]
    make(context)
    assert codes(context) == []
    tamper(context, model, **values)
    assert codes(context) == found


def test_a_former_revision_whose_price_was_altered_is_found(context: Context) -> None:
    record_id = make_revised_quotation(context)
    with context.write() as session:
        row = session.query(QuotationRevision).filter_by(quotation_id=record_id).one()
        row.content = {**row.content, "sums": {**row.content["sums"], "total": "1"}}
    assert codes(context) == ["revision"]

"""Talks about money and the promises made in them: kept, broken, taken back (C10)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.context import Context
from app.errors import Invalid
from app.forms.money import TalkForm
from app.services.money.contacts import log_contact, void_contact
from models.enums import CommitmentKind, CommitmentState, ContactWay, EventKind
from models.money.contact import CollectionContact
from models.money.receivable import Instalment
from tests.app.services.requests.logs import entries, promises_of
from tests.factories import local_time, stored
from tests.money_factories import lines_of, make_owed_contract, make_receipt, share

FORM = TalkForm(
    at=local_time("2026-03-06 09:30"),
    way=ContactWay.CALL,
    person="李秘书",
    counterpart="财务科 陈科长",
    text="答应下周安排付款",
    promised_on=date(2026, 3, 13),
)


def talk(context: Context, contract: int, **changes: object) -> int:
    customer = stored(context, Instalment, lines_of(context, contract)[0].id).customer_id
    form = replace(FORM, customer_id=customer, source_id=contract)
    return log_contact(context, form=replace(form, **changes))  # type: ignore[arg-type]


def promised(context: Context, contract: int) -> list[tuple[Decimal, CommitmentState]]:
    kind = CommitmentKind.PAYMENT_PROMISE
    return [
        (line.open, one.state)
        for line in lines_of(context, contract)
        for one in promises_of(context, line.id)
        if one.kind is kind
    ]


def test_a_promise_takes_the_oldest_first_and_has_a_clock(context: Context) -> None:
    contract = make_owed_contract(context)
    talk(context, contract, amount=Decimal(500))
    assert promised(context, contract) == [(Decimal(300), CommitmentState.OPEN), (Decimal(600), CommitmentState.OPEN)]
    told = [entries(context, line.id, EventKind.PAYMENT_PROMISED) for line in lines_of(context, contract)]
    assert [len(of_line) for of_line in told] == [1, 1, 0]
    assert ["¥300.00" in told[0][0].text, "¥200.00" in told[1][0].text] == [True, True]


def test_money_that_comes_in_keeps_the_promise(context: Context) -> None:
    contract = make_owed_contract(context)
    talk(context, contract, amount=Decimal(300))
    first = lines_of(context, contract)[0]
    customer = stored(context, Instalment, first.id).customer_id or 0
    make_receipt(context, customer, 300, share(first.id, 300), received_on=date(2026, 3, 6))
    assert promised(context, contract) == [(Decimal(0), CommitmentState.MET)]


def test_money_from_before_the_talk_keeps_nothing(context: Context) -> None:
    contract = make_owed_contract(context)
    talk(context, contract, amount=Decimal(200))
    first = lines_of(context, contract)[0]
    customer = stored(context, Instalment, first.id).customer_id or 0
    make_receipt(context, customer, 200, share(first.id, 200), received_on=date(2026, 3, 5))
    assert promised(context, contract) == [(Decimal(100), CommitmentState.OPEN)]


def test_a_talk_taken_back_leaves_no_promise(context: Context) -> None:
    contract = make_owed_contract(context)
    contact = talk(context, contract, amount=Decimal(300))
    void_contact(context, contact_id=contact, reason="录错客户")
    assert promised(context, contract) == [(Decimal(300), CommitmentState.DROPPED)]
    with context.read() as session:
        assert session.get_one(CollectionContact, contact).is_void
    with pytest.raises(Invalid):
        void_contact(context, contact_id=contact, reason="再次")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"at": None}, "at"),
        ({"at": local_time("2026-03-07 09:30")}, "at"),
        ({"text": " "}, "text"),
        ({"person": ""}, "person"),
        ({"promised_on": date(2026, 3, 5)}, "promised_on"),
        ({"promised_on": date(2036, 3, 5)}, "promised_on"),
        ({"amount": Decimal("1000.01")}, "amount"),
        ({"customer_id": None}, "customer_id"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(context: Context, changes: dict[str, object], field: str) -> None:
    contract = make_owed_contract(context)
    with pytest.raises(Invalid) as caught:
        talk(context, contract, **changes)
    assert caught.value.field == field
    assert promised(context, contract) == []

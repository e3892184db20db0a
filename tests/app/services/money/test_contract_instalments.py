"""The instalments of contracts: entered together, dated by hand, never less than what was paid (C10)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Blocked, Conflict, Invalid
from app.forms.money import ConditionForm, InstalmentForm
from app.queries.money.instalments import instalment_forms
from app.queries.projects.contracts import contract_form
from app.services.money.instalments import fulfil_condition, save_contract_instalments
from app.services.projects.contracts import save_contract
from models.enums import EventKind, InstalmentKind, ReceivableState
from models.money.receivable import Instalment
from models.projects.contract import Contract
from tests.app.services.requests.logs import entries
from tests.factories import make_contract, make_customer, stored, version_of
from tests.money_factories import (
    THREE,
    lines_of,
    make_invoice,
    make_owed_contract,
    make_receipt,
    set_instalments,
    share,
)


def forms_of(context: Context, contract: int) -> list[InstalmentForm]:
    with context.read() as session:
        return list(instalment_forms(session, contract))


def test_they_are_owed_with_numbers_at_once(context: Context) -> None:
    lines = lines_of(context, make_owed_contract(context))
    assert [line.number for line in lines] == ["YS-2026-0001", "YS-2026-0002", "YS-2026-0003"]
    assert [line.amount for line in lines] == [Decimal(300), Decimal(600), Decimal(100)]
    assert [line.state for line in lines] == [ReceivableState.OPEN, ReceivableState.OPEN, ReceivableState.PLANNED]


def test_they_carry_name_customer_and_project_of_the_contract(context: Context) -> None:
    customer = make_customer(context)
    contract = make_owed_contract(context, customer_id=customer, name="二期")
    row = stored(context, Instalment, lines_of(context, contract)[0].id)
    assert (row.title, row.customer_id, row.source_id) == ("二期", customer, contract)


def test_a_supplement_counts_into_the_total_they_have_to_come_to(context: Context) -> None:
    contract = make_owed_contract(context)
    make_contract(context, main_id=contract, amount=Decimal(200))
    with pytest.raises(Invalid, match=r"¥1,000\.00.*¥1,200\.00"):
        set_instalments(context, contract, InstalmentForm(amount=Decimal(1000)))
    set_instalments(context, contract, *forms_of(context, contract))
    assert [line.amount for line in lines_of(context, contract)] == [Decimal(360), Decimal(720), Decimal(120)]


def test_what_is_taken_out_is_cancelled_and_keeps_its_number(context: Context) -> None:
    contract = make_owed_contract(context)
    gone = lines_of(context, contract)[1].id
    first, _second, third = forms_of(context, contract)
    set_instalments(context, contract, first, replace(third, percent=Decimal(70)))
    row = stored(context, Instalment, gone)
    assert (row.state, row.number) == (ReceivableState.CANCELLED, "YS-2026-0002")
    assert [line.amount for line in lines_of(context, contract)] == [Decimal(300), Decimal(700)]


def paid(context: Context, contract: int, line: int) -> None:
    make_receipt(context, stored(context, Contract, contract).customer_id or 0, 200, share(line, 200))


def invoiced(context: Context, contract: int, line: int) -> None:
    make_invoice(context, contract, 200, share(line, 200))


@pytest.mark.parametrize("bind", [paid, invoiced])
def test_what_was_paid_or_invoiced_can_neither_be_taken_out_nor_made_less(context: Context, bind: Any) -> None:
    contract = make_owed_contract(context)
    bind(context, contract, lines_of(context, contract)[0].id)
    first, second, third = forms_of(context, contract)
    with pytest.raises(Invalid, match="YS-2026-0001"):
        set_instalments(context, contract, replace(second, percent=Decimal(90)), third)
    less = [replace(first, percent=Decimal(19)), replace(second, percent=Decimal(71)), third]
    with pytest.raises(Invalid, match=r"YS-2026-0001.*¥200\.00"):
        set_instalments(context, contract, *less)
    set_instalments(context, contract, replace(first, percent=Decimal(20)), replace(second, percent=Decimal(70)), third)
    assert lines_of(context, contract)[0].amount == Decimal(200)


@pytest.mark.parametrize(
    "forms",
    [
        (InstalmentForm(amount=Decimal(999)),),
        (InstalmentForm(percent=Decimal(100), condition="验\x00收"),),
        (InstalmentForm(percent=Decimal(100), condition="验" * 201),),
        (InstalmentForm(percent=Decimal(100), due_on=date(1, 1, 1)),),
        (InstalmentForm(percent=Decimal(100), instalment_id=4711),),
    ],
    ids=["another sum", "control character", "too long", "year 1", "unknown"],
)
def test_what_is_impossible_is_refused(context: Context, forms: tuple[InstalmentForm, ...]) -> None:
    contract = make_owed_contract(context)
    with pytest.raises(Invalid) as refusal:
        set_instalments(context, contract, *forms)
    assert refusal.value.field in ("instalments", "due_on")


def test_a_supplement_has_no_instalments_of_its_own(context: Context) -> None:
    supplement = make_contract(context, main_id=make_owed_contract(context), amount=Decimal(5))
    with pytest.raises(Invalid):
        set_instalments(context, supplement, *THREE)


def test_the_second_desk_is_told(context: Context) -> None:
    contract = make_owed_contract(context)
    with pytest.raises(Conflict):
        save_contract_instalments(context, record_id=contract, version=1, forms=THREE)


def test_a_condition_that_came_true_makes_it_due(context: Context) -> None:
    line = lines_of(context, make_owed_contract(context))[2]
    form = ConditionForm(fulfilled_on=date(2026, 3, 1), due_on=date(2026, 3, 31), version=version_of(context, line.id))
    fulfil_condition(context, record_id=line.id, form=replace(form, text="质保期满证明已签"))
    row = stored(context, Instalment, line.id)
    assert (row.state, row.due_on) == (ReceivableState.OPEN, date(2026, 3, 31))
    assert entries(context, line.id, EventKind.STATE_CHANGED)[-1].text == "条件于2026-03-01成就\n质保期满证明已签"


@pytest.mark.parametrize(
    ("field", "fulfilled", "due"),
    [
        ("fulfilled_on", None, date(2026, 4, 1)),
        ("due_on", date(2026, 3, 1), None),
        ("fulfilled_on", date(2026, 3, 7), date(2026, 4, 1)),
        ("due_on", date(2026, 3, 1), date(1, 1, 1)),
    ],
)
def test_days_that_do_not_fit_are_refused(context: Context, field: str, fulfilled: date, due: date) -> None:
    line = lines_of(context, make_owed_contract(context))[2]
    form = ConditionForm(fulfilled_on=fulfilled, due_on=due, version=version_of(context, line.id))
    with pytest.raises(Invalid) as refusal:
        fulfil_condition(context, record_id=line.id, form=form)
    assert refusal.value.field == field


def test_what_is_due_already_waits_for_nothing(context: Context) -> None:
    line = lines_of(context, make_owed_contract(context))[0]
    day = date(2026, 3, 1)
    form = ConditionForm(fulfilled_on=day, due_on=day, version=version_of(context, line.id))
    with pytest.raises((Invalid, Blocked)):
        fulfil_condition(context, record_id=line.id, form=form)


def test_another_name_of_the_contract_is_theirs_too(context: Context) -> None:
    contract = make_owed_contract(context, name="一期")
    save_contract(context, record_id=contract, form=replace(contract_form(context, contract), name="一期（改）"))
    assert stored(context, Instalment, lines_of(context, contract)[0].id).title == "一期（改）"


def test_kinds_are_kept(context: Context) -> None:
    kinds = [line.kind for line in lines_of(context, make_owed_contract(context))]
    assert kinds == [InstalmentKind.ADVANCE, InstalmentKind.ACCEPTANCE, InstalmentKind.RETENTION]

"""What customers owe by age as it occurs: tails of contracts handed over, with a talk, a promise, a dispute."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.disputes import DisputeForm
from app.forms.money import InstalmentForm, ShareForm, TalkForm
from app.services.money.contacts import log_contact
from app.services.money.disputes import register_dispute
from models.enums import InstalmentKind
from models.projects.contract import Contract
from tests.factories import local_time, make_contract, make_customer, make_project, stored
from tests.money_factories import lines_of, set_instalments
from tests.remembered import remembered

LATE, NEAR, YOUNG, RETENTION_DUE = date(2025, 8, 20), date(2025, 9, 25), date(2026, 1, 15), date(2026, 9, 1)
WITH_TAILS = (
    InstalmentForm(kind=InstalmentKind.TAIL, percent=Decimal(20), due_on=LATE),
    InstalmentForm(kind=InstalmentKind.TAIL, percent=Decimal(20), due_on=NEAR),
    InstalmentForm(kind=InstalmentKind.BALANCE, percent=Decimal(30), due_on=YOUNG),
    InstalmentForm(kind=InstalmentKind.TAIL, percent=Decimal(20), condition="审计结束"),
    InstalmentForm(kind=InstalmentKind.RETENTION, percent=Decimal(10), due_on=RETENTION_DUE),
)


@remembered
def make_contract_with(context: Context, *forms: InstalmentForm, handed_over_on: date | None = None, **of: Any) -> int:
    """Return the id of a contract of 100,000 yuan of a project, handed over where a day is given."""
    customer = of.pop("customer_id", None) or make_customer(context, name=of.pop("customer", "滨江热电有限责任公司"))
    project = make_project(context, customer_id=customer, name="补给水站", handed_over_on=handed_over_on)
    usual = {"amount": Decimal(100_000), "signed_on": date(2025, 1, 10)}
    contract = make_contract(context, customer_id=customer, project_id=project, **{**usual, **of})
    set_instalments(context, contract, *(forms or WITH_TAILS))
    return contract


def owing(context: Context, contract_id: int) -> int:
    """Return the id of the customer of a contract."""
    return stored(context, Contract, contract_id).customer_id or 0


@remembered
def talk_about(context: Context, contract_id: int, text: str = "等审计结论", **fields: Any) -> int:
    """Log a call about a contract of 2 March 2026; return its id."""
    usual = {"at": local_time("2026-03-02 10:00"), "person": "周敏", "counterpart": "陈科长"}
    customer = {"customer_id": owing(context, contract_id), "source_id": contract_id}
    return log_contact(context, form=TalkForm(text=text, **{**usual, **customer, **fields}))


@remembered
def dispute_over(context: Context, contract_id: int, place: int = 0, title: str = "出水浊度超标，拒付") -> int:
    """Return the id of a dispute of 3 March 2026 that holds back an instalment of a contract."""
    form = DisputeForm(
        customer_id=owing(context, contract_id),
        raised_on=date(2026, 3, 3),
        raised_by="设备科 王工",
        title=title,
        description="2 月以来多次超标",
        shares=(ShareForm(instalment_id=lines_of(context, contract_id)[place].id),),
    )
    return register_dispute(context, form=form)

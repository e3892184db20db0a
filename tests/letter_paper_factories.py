"""Letters to customers about money with all there is to print, made through the services."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.letters import LetterForm
from app.forms.money import InstalmentForm
from app.forms.parties import ContactForm
from app.rules.money.letter_gates import UNMATCHED_MONEY
from app.services.money.letters import draft_letter, issue_letter
from app.services.setup import save_settings
from models.enums import InstalmentKind, LetterKind
from models.projects.contract import Contract
from tests.factories import make_contract, make_customer, make_project, version_of
from tests.money_factories import lines_of, make_receipt, set_instalments, share
from tests.remembered import remembered

ACCEPTED = frozenset({UNMATCHED_MONEY})
COMPANY = {
    "bank_name": "江南清源水务工程有限公司",
    "bank_branch": "中国银行宁波北仑支行",
    "bank_account": "3901 2000 0000 1234 567",
    "letter_mark": "清源售函",
    "letter_contact": "周敏",
    "letter_phone": "0574-0000 1234",
    "letter_email": "service@example.com",
    "director_name": "李建国",
    "director_phone": "0574-0000 1000",
}
OWED = (
    InstalmentForm(kind=InstalmentKind.ADVANCE, percent=Decimal(30), clause="5.1", due_on=date(2025, 5, 10)),
    InstalmentForm(kind=InstalmentKind.ACCEPTANCE, percent=Decimal(60), clause="5.3", due_on=date(2026, 1, 15)),
    InstalmentForm(kind=InstalmentKind.RETENTION, percent=Decimal(10), clause="5.4", due_on=date(2026, 8, 31)),
)


@remembered
def set_company(context: Context) -> None:
    """Enter account, contact and mark of letters."""
    save_settings(context, values=dict(COMPANY))


@remembered
def make_debtor(context: Context, *forms: InstalmentForm, name: str = "金桥电子科技有限公司", **fields: Any) -> int:
    """Return the id of a contract of 864,010.50 yuan, handed over in August, with two instalments overdue."""
    set_company(context)
    people = (ContactForm(name="王芳", post="财务经理", mobile="139 0000 2468"),)
    customer = make_customer(context, name=name, invoice_address="浙江省宁波市北仑区滨江大道1288号", contacts=people)
    dates = {"accepted_on": date(2025, 7, 25), "warranty_months": 12}
    project = make_project(context, customer_id=customer, name="金桥电子超纯水项目", **dates)
    usual = {"name": "金桥电子超纯水系统供货与安装合同", "amount": Decimal("864010.50"), "signed_on": date(2025, 3, 6)}
    contract = make_contract(context, customer_id=customer, project_id=project, **{**usual, **fields})
    set_instalments(context, contract, *(forms or OWED))
    return contract


def customer_of(context: Context, contract_id: int) -> int:
    """Return the id of a contract's customer."""
    with context.read() as session:
        return session.get_one(Contract, contract_id).customer_id or 0


def pay(context: Context, contract_id: int, amount: str, place: int = 0) -> int:
    """Pay so much of an instalment of a contract."""
    line = lines_of(context, contract_id)[place]
    return make_receipt(context, customer_of(context, contract_id), amount, share(line.id, amount))


@remembered
def make_letter(context: Context, contract_id: int, kind: LetterKind, **fields: Any) -> int:
    """Return the id of a draft to the customer of a contract."""
    form = LetterForm(
        customer_id=customer_of(context, contract_id),
        letter_kind=kind,
        contract_id=contract_id if kind in (LetterKind.COLLECTION_NOTICE, LetterKind.RETENTION) else None,
        **fields,
    )
    return draft_letter(context, form=form)


def issued(context: Context, letter_id: int) -> int:
    """Issue a letter; returns its id."""
    issue_letter(context, record_id=letter_id, version=version_of(context, letter_id), accepted=ACCEPTED)
    return letter_id


def full_letter(context: Context) -> int:
    """Return an issued first dunning letter about two instalments, of which one is paid in part."""
    contract = make_debtor(context)
    pay(context, contract, "100000")
    return issued(context, make_letter(context, contract, LetterKind.DUNNING_1))


MAKERS: dict[str, Callable[[Context], int]] = {"letter": full_letter}

"""The ageing of receivables and the file of a contract with all there is to print (C10)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from app.context import Context
from app.forms.money import DeductionForm
from app.services.money.causes import note_cause
from app.services.money.deductions import save_deduction
from app.services.reports import open_report
from tests.ageing_factories import dispute_over, make_contract_with, owing, talk_about
from tests.factories import version_of
from tests.letter_paper_factories import set_company
from tests.money_factories import lines_of, make_invoice, make_owed_contract, make_receipt, share
from tests.paper_factories import with_letterhead
from tests.remembered import remembered

FORM, FILE = "ar_ageing_report", "collection_file"
MARCH = (date(2026, 3, 1), date(2026, 3, 6))


@remembered
def full_file(context: Context) -> int:
    """Return a contract with an invoice, a receipt, a deduction, a letter, a broken promise and a dispute."""
    with_letterhead(context)
    set_company(context)
    contract = make_contract_with(context, number="HT-2025-7", handed_over_on=date(2025, 8, 1))
    first, second = lines_of(context, contract)[:2]
    make_invoice(context, contract, 40_000, share(first.id, 20_000), share(second.id, 20_000))
    make_receipt(context, owing(context, contract), 5_000, share(first.id, 5_000), payer="滨江热电")
    form = DeductionForm(amount=Decimal(800), agreed_on=date(2026, 3, 2), agreed_with="王工", reason="现场整改费用")
    save_deduction(context, instalment_id=second.id, version=version_of(context, second.id), form=form)
    talk_about(context, contract, "答应月初付清尾款", promised_on=date(2026, 3, 4), amount=Decimal(14_000))
    dispute_over(context, contract, 1)
    note_cause(context, record_id=first.id, text="等总包回款")
    return contract


def full_ageing(context: Context) -> int:
    """Return the report of the first days of March 2026 on two customers."""
    full_file(context)
    make_owed_contract(context)
    return open_report(context, form_id=FORM, since=MARCH[0], until=MARCH[1])


MAKERS: dict[str, Callable[[Context], int]] = {FORM: full_ageing, FILE: full_file}

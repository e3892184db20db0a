"""Contracts with their instalments and receipts in bulk: contracts first, then what is owed, then what came in."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from itertools import chain
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import money
from app.forms.money import InstalmentForm
from app.imports.kinds.contract_lines import ReceiptDraft
from app.imports.kinds.contracts import ContractDraft
from app.queries.promises.deadlines import read_deadlines
from app.queries.promises.facts import many_promise_facts
from app.rules.trade.pricing import ZERO
from app.services.imports.bulk import Bulk
from app.services.money.instalments import checked_instalment, date_instalment, set_state, settle_handovers
from app.services.promises.keeping import settle_from
from app.services.use_case import fresh, log, next_number
from models.enums import BasicState, EventKind, ReceiptState, ReceivableState, RecordKind
from models.money.receipt import Allocation, Receipt
from models.money.receivable import Instalment
from models.parties.customer import Customer
from models.projects.contract import Contract
from models.projects.project import Project


def add_contracts(bulk: Bulk, drafts: Sequence[ContractDraft]) -> None:
    """Add contracts that were checked, or the instalments of ones that are there; each row is written once."""
    contracts = [_contract(bulk, draft) for draft in drafts]
    bulk.identify(contracts)
    rows = [
        [_instalment(bulk.session, contract, form, place) for place, form in enumerate(draft.instalments, start=1)]
        for contract, draft in zip(contracts, drafts, strict=True)
    ]
    receipts = [[_receipt(bulk, draft, receipt) for receipt in draft.receipts] for draft in drafts]
    owing = list(chain.from_iterable(rows))
    bulk.identify([*owing, *chain.from_iterable(receipts)])
    bulk.session.add_all([*contracts, *owing, *chain.from_iterable(receipts)])
    for contract, draft, owed, received in zip(contracts, drafts, rows, receipts, strict=True):
        for record in (contract, *owed, *received):
            bulk.log(record, draft.rows)
        for receipt, told in zip(received, draft.receipts, strict=True):
            for place, amount in told.shares:
                _allocate(bulk.session, receipt, owed[place], amount)
    _settle(bulk.session, owing)
    bulk.save(())
    settle_handovers(bulk.session, {row.project_id for row in owing if row.project_id is not None})


def _contract(bulk: Bulk, draft: ContractDraft) -> Contract:
    form, session = draft.form, bulk.session
    if draft.contract_id is not None:
        contract = bulk.get(Contract, draft.contract_id)
        contract.signed_on = contract.signed_on or form.signed_on
        contract.amount = form.amount if contract.amount is None else contract.amount
        contract.version += 1
        return contract
    customer = bulk.customer(draft.customer)
    project = bulk.get(Project, form.project_id) if form.project_id else None
    contract = Contract(state=BasicState.ACTIVE, number=form.number, **fresh(session))
    contract.title = form.name or (project.title if project else customer.title)
    contract.customer_id = customer.id
    contract.signed_on, contract.amount = form.signed_on, form.amount
    if project is not None:
        contract.project_id, contract.site_id = project.id, project.site_id
        project.version += 1  # its form shows the main contract
    return contract


def _instalment(session: Session, contract: Contract, form: InstalmentForm, place: int) -> Instalment:
    form = checked_instalment(form)
    row = Instalment(source_id=contract.id, position=place, state=ReceivableState.PLANNED, **fresh(session))
    row.number = next_number(session, RecordKind.RECEIVABLE)
    row.title, row.customer_id = contract.title, contract.customer_id
    row.project_id, row.site_id = contract.project_id, contract.site_id
    row.instalment_kind, row.percent = form.kind, form.percent
    row.amount, row.paid, row.deducted = form.amount or ZERO, ZERO, ZERO
    row.condition, row.clause, row.owner_name = form.condition, form.clause, form.owner_name
    date_instalment(session, row, form.due_on)
    return row


def _receipt(bulk: Bulk, draft: ContractDraft, told: ReceiptDraft) -> Receipt:
    session = bulk.session
    customer: Customer = bulk.customer(draft.customer)
    receipt = Receipt(state=ReceiptState.BOOKED, amount=told.amount, allocated=ZERO, **fresh(session))
    receipt.number = next_number(session, RecordKind.RECEIPT)
    receipt.customer_id = customer.id
    receipt.title = receipt.payer = told.payer or customer.title
    receipt.received_on, receipt.voucher_no = told.received_on, told.voucher_no
    zone = ZoneInfo(settings_of(session).text("zone"))
    receipt.sort_at = datetime.combine(told.received_on, time.min, zone).astimezone(UTC)
    return receipt


def _allocate(session: Session, receipt: Receipt, row: Instalment, amount: Decimal) -> None:
    """Both sides say what was paid, and their sums follow (invariant 1)."""
    now, who = session.info["now"], session.info["user_name"]
    receipt.allocations.append(Allocation(instalment_id=row.id, amount=amount, allocated_at=now, allocated_by=who))
    receipt.allocated += amount
    row.paid += amount
    if row.paid == row.amount:
        row.settled_on = max(row.settled_on or receipt.received_on, receipt.received_on)
    set_state(row)
    sums = {"amount": str(amount), "receipt": receipt.number, "instalment": row.number}
    told = money(amount)
    log(session, row, EventKind.MONEY_RECEIVED, f"{receipt.number} {told}", data=sums)
    log(session, receipt, EventKind.MONEY_RECEIVED, f"{row.number} {told}", data=sums)


def _settle(session: Session, owing: Sequence[Instalment]) -> None:
    """Let new instalments owe what they owe; they have no promises yet."""
    book, told = read_deadlines(session), many_promise_facts(session, owing)
    for row in owing:
        settle_from(session, row, told[row], book, {})

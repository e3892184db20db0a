"""The collection file of a contract (合同催收情况表, collection_file): what it owes and all that was done (C10).

It has nothing of the day on which it is printed, so that a page printed twice without a change in between is a reprint.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import MISSING, date_text, money
from app.i18n import _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row
from app.papers.sources import TITLE_LIMIT
from app.queries.money.contract_history import HistoryEntry, contract_history
from app.queries.money.instalments import invoiced_sums
from app.rules.trade.pricing import ZERO
from models.enums import BasicState, InstalmentKind, ReceivableState
from models.money.receivable import Instalment
from models.parties.customer import Contact, Customer
from models.projects.contract import Contract
from models.projects.project import Project
from models.record import Record

ISSUED_FROM = frozenset({BasicState.ACTIVE})


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return facts and history of a contract with its supplements; runs inside ``using_language`` of the paper's
    language.
    """
    contracts = _family(session, session.get_one(Contract, record.id))
    owed = _owed(session, [one.id for one in contracts])
    invoiced = invoiced_sums(session, [row.id for row in owed])
    values = {**_facts(session, contracts, owed), **_sums(contracts, owed, invoiced)}
    rows = {
        "instalments": tuple(_instalment(row, invoiced.get(row.id, ZERO)) for row in owed),
        "history": tuple(_rows(contract_history(session, contracts, owed))),
    }
    title = _("Collection file of {contract}").format(contract=contracts[0].number or contracts[0].title)
    return Filled(title[:TITLE_LIMIT], values, rows)


def _family(session: Session, contract: Contract) -> Sequence[Contract]:
    """Return the main contract and its supplements, whichever of them was asked for."""
    main = session.get_one(Contract, contract.main_id) if contract.main_id is not None else contract
    supplements = select(Contract).where(Contract.main_id == main.id).order_by(Contract.signed_on, Contract.id)
    return (main, *session.scalars(supplements))


def _owed(session: Session, source_ids: Sequence[int]) -> Sequence[Instalment]:
    live = (Instalment.number.is_not(None), Instalment.state != ReceivableState.CANCELLED.value)
    of_them = select(Instalment).where(Instalment.source_id.in_(source_ids), *live)
    return session.scalars(of_them.order_by(Instalment.source_id, Instalment.position)).all()


def _facts(session: Session, contracts: Sequence[Contract], owed: Sequence[Instalment]) -> dict[str, FieldValue]:
    main, *supplements = contracts
    project = session.get(Project, main.project_id) if main.project_id is not None else None
    customer = session.get(Customer, main.customer_id) if main.customer_id is not None else None
    warranty = (project.warranty_extended_to or project.warranty_end_on) if project is not None else None
    return {
        "contract_no": main.number or MISSING,
        "contract_name": main.title,
        "signed_on": date_text(main.signed_on),
        "customer_name": customer.title if customer is not None else MISSING,
        "project_name": project.title if project is not None else MISSING,
        "supplements": _(", ").join(one.number or one.title for one in supplements) or MISSING,
        "handed_over_on": date_text(project.handed_over_on if project is not None else None),
        "warranty_end": date_text(warranty),
        "owner": _(", ").join(dict.fromkeys(row.owner_name for row in owed if row.owner_name)) or MISSING,
        "contact": _contact(session, main.customer_id),
    }


def _contact(session: Session, customer_id: int | None) -> str:
    first = session.scalars(
        select(Contact).where(Contact.party_id == customer_id).order_by(Contact.id).limit(1)
    ).first()
    return " ".join(part for part in (first.name, first.mobile or first.phone) if part) if first else MISSING


def _sums(
    contracts: Sequence[Contract], owed: Sequence[Instalment], invoiced: dict[int, Decimal]
) -> dict[str, FieldValue]:
    retention = [row.open_amount for row in owed if row.instalment_kind is InstalmentKind.RETENTION]
    return {
        "amount": money(sum((one.amount or ZERO for one in contracts), ZERO)),
        "invoiced": money(sum(invoiced.values(), ZERO)),
        "paid": money(sum((row.paid for row in owed), ZERO)),
        "deducted": money(sum((row.deducted for row in owed), ZERO)),
        "open": money(sum((row.open_amount for row in owed), ZERO)),
        "retention": money(sum(retention, ZERO)),
    }


def _instalment(row: Instalment, invoiced: Decimal) -> Row:
    return {
        "number": row.number or "",
        "kind": label(row.instalment_kind),
        "due": date_text(row.due_on) if row.due_on is not None else row.condition,
        "amount": _figure(row.amount),
        "invoiced": _figure(invoiced),
        "paid": _figure(row.paid),
        "deducted": _figure(row.deducted),
        "open": _figure(row.open_amount),
        "settled": date_text(row.settled_on),
    }


def _figure(amount: Decimal) -> str:
    return money(amount) if amount else MISSING


def _rows(history: Sequence[HistoryEntry]) -> Iterator[Row]:
    for entry in history:
        yield {
            "day": date_text(entry.day),
            "what": entry.what,
            "text": entry.text,
            "amount": money(entry.amount) if entry.amount is not None else "",
            "who": entry.who,
        }

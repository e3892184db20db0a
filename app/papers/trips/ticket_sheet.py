"""The voucher sheet (原始单据粘贴单, ticket_sheet): tickets and invoices of a claim by number, and room to glue them
(C7.4). It has no gate.
"""

from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.formatting import date_text, local, money
from app.i18n import _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, day_of, zone_of
from app.papers.sources import TITLE_LIMIT
from app.papers.trips.money import person_values
from models.enums import ExpenseState
from models.record import Record
from models.trips.expense import Expense, ExpenseLeg, ExpenseLine

ISSUED_FROM = frozenset(ExpenseState) - {ExpenseState.CANCELLED}


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a sheet; runs inside ``using_language`` of the paper's language."""
    claim = session.get_one(Expense, record.id)
    zone = zone_of(session)
    person = person_values(session, claim, "claimant")
    del person["position"]
    legs, lines = [leg for leg in claim.legs if leg.sheets], [line for line in claim.lines if line.sheets]
    values: dict[str, FieldValue] = {
        **person,
        "doc_date": day_of(claim.created_at, zone),
        "claim_no": claim.number or "",
        "sheets": str(sum(leg.sheets for leg in legs) + sum(line.sheets for line in lines)),
        "amount": money(sum((leg.fare for leg in legs), Decimal(0)) + sum((line.amount for line in lines), Decimal(0))),
    }
    numbers = count(1)
    rows = (*(_ticket(leg, next(numbers), zone) for leg in legs), *(_invoice(line, next(numbers)) for line in lines))
    return Filled(_("Voucher sheet: {title}").format(title=claim.title)[:TITLE_LIMIT], values, {"papers": rows})


def _ticket(leg: ExpenseLeg, number: int, zone: ZoneInfo) -> Row:
    day = date_text(local(leg.departs_at, zone).date())
    kind = f"{label(leg.transport)} {leg.origin}→{leg.destination}"
    return _row(number, day, kind, leg.ticket_no, leg.sheets, leg.fare)


def _invoice(line: ExpenseLine, number: int) -> Row:
    day = date_text(line.spent_on) if line.spent_on else ""
    return _row(number, day, label(line.item), line.invoice_no, line.sheets, line.amount)


def _row(number: int, day: str, kind: str, paper_no: str, sheets: int, amount: Decimal) -> Row:
    return {
        "seq": str(number),
        "date": day,
        "kind": kind,
        "number": paper_no,
        "sheets": str(sheets),
        "amount": money(amount),
    }

"""What the papers of quotations and orders say alike: sums, parties, account, contact, and when they may be issued."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import MISSING, money, quantity, rmb_capitals
from app.i18n import N_, _
from app.labels import label
from app.papers.content import FieldValue
from app.queries.trade.priced import PricedLineView
from app.rules.gate import BlockReason
from app.rules.trade.pricing import Sums
from app.rules.trade.tax_rates import rate_text
from models.enums import LineKind
from models.parties.customer import Contact
from models.record import Record
from models.trade.priced import PricedRecord

CLAUSE = "C8.2"
Row = dict[str, str]


def approval_gate(record: Record, *, draft: str, submitted: str) -> tuple[BlockReason, ...]:
    """Return that a record in one of these states still waits for its approval; nothing once it had it, or was
    cancelled.
    """
    if record.state == draft:
        return (BlockReason(CLAUSE, N_("It has not been submitted for approval yet"), fix="submit"),)
    if record.state == submitted:
        return (BlockReason(CLAUSE, N_("It has not been approved yet"), fix="show_approval"),)
    return ()


def sum_values(sums: Sums) -> dict[str, FieldValue]:
    """Return every sum that a customer gets to see, to the fen as stored; the figure in capitals is the total."""
    freight = sums.of_kind(LineKind.FREIGHT)
    return {
        "subtotal": money(sums.subtotal),
        "discount": money(sums.discount) if sums.discount else MISSING,
        "freight": money(freight) if freight else MISSING,
        "net_total": money(sums.net),
        "tax_total": money(sums.tax),
        "total": money(sums.total),
        "total_caps": rmb_capitals(sums.total, prefix=""),  # the label says 人民币
    }


def breakdown(sums: Sums) -> str:
    """Return what of the prices is material, labour, travel …, with tax before discount; "" where it is all one."""
    kinds = dict.fromkeys(line.kind for line in sums.lines)
    if len(kinds) < 2:
        return ""
    part = _("{kind} {sum}")
    named = (kind for kind in LineKind if kind in kinds)
    return _("; ").join(part.format(kind=label(kind), sum=money(sums.of_kind(kind))) for kind in named)


def line_row(position: int, line: PricedLineView) -> Row:
    """Return what every table of lines says of one."""
    return {
        "seq": str(position),
        "name": line.name,
        "unit": line.unit,
        "qty": quantity(line.quantity),
        "price": money(line.unit_price),
        "amount": money(line.sums.amount),
    }


def rates_text(rates: Iterable[Decimal]) -> str:
    """Return the tax rates that lines name, each once: "13 %, 6 %"."""
    return _(", ").join(rate_text(rate) for rate in dict.fromkeys(rates))


def account_values(session: Session) -> Mapping[str, str]:
    """Return our account from the settings; without an account name it is the company's."""
    settings = settings_of(session)
    return {
        "bank_name": settings.text("bank_name") or settings.text("company_name"),
        "bank_branch": settings.text("bank_branch"),
        "bank_account": settings.text("bank_account"),
    }


def contact_of(session: Session, record: PricedRecord) -> Contact | None:
    """Return the contact of the customer that a record names, None for somebody who is not on its list."""
    if not record.contact_name:
        return None
    named = select(Contact).where(Contact.party_id == record.customer_id, Contact.name == record.contact_name)
    return session.scalars(named.order_by(Contact.id).limit(1)).first()


def joined(*parts: str) -> str:
    """Return what there is of these, in one line."""
    return "　".join(part for part in parts if part)

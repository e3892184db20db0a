"""The travel expense claim (差旅费报销单, travel_expense_claim) on 241 × 140 paper (C7.4).

Gate: checked by after-sales. What does not match the trip, or is over the standard, is printed with its reason.
"""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.formatting import date_text, local, money, quantity, rmb_capitals
from app.i18n import N_, _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, day_of, zone_of
from app.papers.sources import TITLE_LIMIT
from app.papers.trips.money import person_values, trip_number
from app.queries.trips.expense_facts import marks_of
from app.rules.gate import BlockReason
from models.enums import ExpenseState
from models.record import Record
from models.trips.advance import Advance
from models.trips.expense import Expense, ExpenseLeg, ExpenseLine

ISSUED_FROM = frozenset({ExpenseState.CHECKED, ExpenseState.TO_FINANCE, ExpenseState.PAID})


def gate(_session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return that after-sales has not checked the claim (C7.4)."""
    if record.state in ISSUED_FROM:
        return ()
    return (BlockReason("C7.4", N_("After-sales has not checked the claim yet"), fix="edit"),)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a claim; runs inside ``using_language`` of the paper's language."""
    claim = session.get_one(Expense, record.id)
    zone = zone_of(session)
    person = person_values(session, claim, "claimant")
    if claim.persons > 1:
        person["claimant"] = _("{name}, {count} people").format(name=person["claimant"], count=claim.persons)
    values: dict[str, FieldValue] = {
        **person,
        **_trip(session, claim, zone),
        **_sums(session, claim),
        "marks": _remarks(session, claim),
    }
    rows = {
        "legs": tuple(_leg(leg, zone) for leg in claim.legs),
        "others": tuple(_cost(line) for line in claim.lines),
    }
    return Filled(_("Expense claim: {title}").format(title=claim.title)[:TITLE_LIMIT], values, rows)


def _remarks(session: Session, claim: Expense) -> str:
    """Return what is marked, and how it is explained or why it is deducted."""
    marked = _("; ").join(mark.line for mark in marks_of(session, claim))
    reasons = [claim.over_standard.replace("\n", " "), claim.deduction_reason]
    words = (marked, *(_("Explained: {reason}").format(reason=reason) for reason in reasons if reason))
    return "　".join(word for word in words if word)


def _trip(session: Session, claim: Expense, zone: ZoneInfo) -> dict[str, FieldValue]:
    first, last = (local(moment, zone).date() for moment in (claim.starts_at, claim.ends_at))
    sheets = sum(leg.sheets for leg in claim.legs) + sum(line.sheets for line in claim.lines)
    return {
        "doc_date": day_of(claim.checked_at or claim.created_at, zone),
        "trip_no": trip_number(session, claim.dispatch_id),
        "period": f"{date_text(first)} – {date_text(last)}",
        "days": str((last - first).days + 1),
        "pay_method": " ".join(part for part in (label(claim.method), claim.payee_account) if part),
        "attachments": str(sheets),
    }


def _sums(session: Session, claim: Expense) -> dict[str, FieldValue]:
    granted = claim.total - claim.deducted
    values: dict[str, FieldValue] = {
        "total": money(claim.total),
        "total_caps": rmb_capitals(claim.total, prefix=""),
        "deduct": money(claim.deducted),
        "approved": money(granted) if claim.checked_at else "",
        "set_off": money(claim.set_off),
        "payable": money(granted - claim.set_off) if claim.checked_at else "",
    }
    if claim.advance_id is None:
        return values
    advance = session.get_one(Advance, claim.advance_id)
    back = money(advance.open_amount + advance.refunded) if claim.checked_at else ""
    return {
        **values,
        "advance_no": f"{advance.number}　{money(advance.amount)}",
        "refundable": back,
    }


def _leg(leg: ExpenseLeg, zone: ZoneInfo) -> Row:
    row = {
        "dep_at": _short(leg.departs_at, zone),
        "from": leg.origin,
        "arr_at": _short(leg.arrives_at, zone),
        "to": leg.destination,
        "transport": label(leg.transport),
        "docs": str(leg.sheets),
        "fare": money(leg.fare),
        "vat": _known(leg.vat),
    }
    if leg.allowance_days:
        days, rate = quantity(leg.allowance_days), money(leg.allowance_rate)
        row |= {"allow_days": days, "allow_rate": rate, "allow_amt": money(leg.allowance)}
    return row


def _cost(line: ExpenseLine) -> Row:
    day = date_text(line.spent_on) if line.spent_on else ""
    count = f"× {quantity(line.quantity)}" if line.quantity else ""
    return {
        "item": label(line.item),
        "docs": str(line.sheets),
        "amount": money(line.amount),
        "invoice_no": line.invoice_no,
        "vat": _known(line.vat),
        "remark": " ".join(part for part in (day, line.city, count, line.note) if part),
    }


def _known(amount: Decimal) -> str:
    """Return a sum, "" for nothing: a row without tax has an empty cell."""
    return money(amount) if amount else ""


def _short(moment: datetime, zone: ZoneInfo) -> str:
    """Return day and time without the year, which stands above."""
    return local(moment, zone).strftime("%m-%d %H:%M")

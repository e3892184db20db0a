"""The approval sheet (审批单, approval_sheet): what somebody approves on paper, with boxes to tick and room to sign.

It says what was submitted and why each word is needed (C8.2, C8.3, C9.1). What has been decided already, on screen or
on paper, is printed; the rest is left for the pen. Once the subject says something else the sheet is a draft.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import MISSING, date_time_text, local, money, quantity, rmb_capitals
from app.i18n import N_, _, pgettext
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.sources import TITLE_LIMIT, ticked
from app.queries.approvals.content import Change, changes_of, is_unchanged, number_of
from app.queries.approvals.entries import entry_of
from app.queries.approvals.summary import StepLine, summary_of
from app.queries.material.purchase_facts import BoughtItem, bought_items, estimated_total
from app.queries.money.measures_facts import proposed
from app.queries.trade.priced import PricedLineView, TermsView, price_sums, priced_lines, terms_view
from app.rules.approvals.reason_words import reason_text
from app.rules.gate import BlockReason
from app.rules.trade.pricing import Sums
from app.rules.trade.tax_rates import rate_text
from models.approval import Approval
from models.enums import ApprovalDecision, ApprovalState
from models.material.purchase import Purchase
from models.money.dispute import Measures
from models.record import Record
from models.requests.request import Request
from models.trade.priced import PricedRecord

ISSUED_FROM = frozenset({ApprovalState.PENDING, ApprovalState.APPROVED, ApprovalState.REFUSED})
BOX, TICK = "□", "√"
ROOM = "\n　\n　\n　"  # three lines for the pen
Row = dict[str, str]


def entry(session: Session, record: Record) -> str:
    """Return the catalogue entry that the sheet is filed under: that of its subject."""
    return entry_of(session.get_one(Approval, record.id))


def gate(session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return that what is to be decided says something else by now; what was decided stays on paper as it was."""
    approval = session.get_one(Approval, record.id)
    subject = session.get_one(Record, approval.subject_id)
    if approval.state != ApprovalState.PENDING or is_unchanged(approval, subject):
        return ()
    return (BlockReason("C8.2", N_("It changed since it was submitted"), fix="show_subject"),)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of the sheet; runs inside ``using_language`` of the paper's language."""
    approval = session.get_one(Approval, record.id)
    subject = session.get_one(Record, approval.subject_id)
    zone = ZoneInfo(settings_of(session).text("zone"))
    rows = {"steps": tuple(_step_row(step, zone) for step in summary_of(approval).decisions)}
    if isinstance(subject, PricedRecord) and is_unchanged(approval, subject):
        rows |= _priced_rows(session, approval, subject, zone)
    if isinstance(subject, Purchase) and is_unchanged(approval, subject):
        rows |= _bought_rows(session, subject)
    if isinstance(subject, Measures) and is_unchanged(approval, subject):
        rows |= {"figures": tuple({"item": one.title, "value": one.words} for one in proposed(subject))}
    title = _("Approval sheet: {title}").format(title=approval.title)
    return Filled(title[:TITLE_LIMIT], _values(session, approval, subject, zone), rows)


def _values(session: Session, approval: Approval, subject: Record, zone: ZoneInfo) -> dict[str, FieldValue]:
    customer = session.get(Record, subject.customer_id) if subject.customer_id else None
    request_id = subject.id if isinstance(subject, Request) else getattr(subject, "request_id", None)
    request = session.get(Request, request_id) if request_id else None
    return {
        "subject": ticked(approval.subject),
        "subject_no": number_of(subject, unchanged=is_unchanged(approval, subject)),
        "request_no": (request.number or "") if request else MISSING,
        "customer_name": customer.title if customer else MISSING,
        "about": approval.title,
        "asked_by": approval.asked_by,
        "asked_at": date_time_text(approval.asked_at, zone),
        "note": approval.note or MISSING,
    }


def _priced_rows(
    session: Session, approval: Approval, subject: PricedRecord, zone: ZoneInfo
) -> dict[str, tuple[Row, ...]]:
    sums = price_sums(subject)
    terms = terms_view(session, subject, local(approval.asked_at, zone).date())
    lines = priced_lines(session, subject, with_costs=True)
    rows = {
        "figures": tuple(_figures(sums, terms, large=subject.large)),
        "lines": tuple(_line_row(line) for line in lines),
    }
    changes = tuple(_change_row(one) for one in changes_of(session, approval, subject, with_costs=True))
    return {**rows, "changes": changes} if changes else rows


def _bought_rows(session: Session, purchase: Purchase) -> dict[str, tuple[Row, ...]]:
    """Say what the department wants to buy itself, and what it is expected to cost without tax (C6.2)."""
    total = {"item": _("Estimated without tax"), "value": money(estimated_total(purchase))}
    return {"figures": (total,), "lines": tuple(_item_row(one) for one in bought_items(session, purchase))}


def _item_row(one: BoughtItem) -> Row:
    return {"name": one.name, "quantity": one.quantity, "amount": MISSING, "cost": money(one.cost), "margin": MISSING}


def _figures(sums: Sums, terms: TermsView, *, large: bool) -> Iterator[Row]:
    told = [(_("Total with tax"), f"{money(sums.total)}　{rmb_capitals(sums.total)}")]
    if sums.discount:
        told.append((_("Discount"), money(sums.discount)))
    told.append((_("Without tax"), money(sums.net)))
    if sums.cost is not None and sums.margin is not None:
        profit = _("{profit}, margin {margin}").format(profit=money(sums.profit), margin=rate_text(sums.margin))
        told += [(_("Cost"), money(sums.cost)), (_("Profit"), profit)]
    told.append((_("Payment"), terms.payment))
    if not terms.are_usual:
        told.append((_("Differs from the usual terms"), terms.reason or MISSING))
    if large:
        told.append((_("Mark"), _("Large, special or batch supply")))
    return ({"item": item, "value": value} for item, value in told)


def _line_row(line: PricedLineView) -> Row:
    return {
        "name": " ".join(part for part in (line.name, line.spec, line.brand) if part),
        "quantity": f"{quantity(line.quantity)} {line.unit}".strip(),
        "amount": money(line.sums.total),
        "cost": money(line.sums.cost),
        "margin": MISSING if line.sums.margin is None else rate_text(line.sums.margin),
    }


def _change_row(one: Change) -> Row:
    what = _("{line}: {what}").format(line=one.line, what=one.what) if one.line else one.what
    return {"what": what, "before": one.old, "now": one.new}


def _step_row(step: StepLine, zone: ZoneInfo) -> Row:
    return {
        "role": label(step.role),
        "why": "\n".join(reason_text(reason) for reason in step.reasons),
        "opinion": _opinion(step),
        "signed": "\n".join(_signed(step, zone)),
    }


def _opinion(step: StepLine) -> str:
    """Return the boxes, ticked where it was decided, and the opinion or room for it."""
    yes = TICK if step.decision is ApprovalDecision.APPROVED else BOX
    no = TICK if step.decision is ApprovalDecision.REFUSED else BOX
    agree, disagree = pgettext("approval sheet", "Agree"), pgettext("approval sheet", "Disagree")
    said = _("Opinion: {text}").format(text=step.reason)
    return f"{yes} {agree}　　{no} {disagree}\n{said}{'' if step.decided_at else ROOM}"


def _signed(step: StepLine, zone: ZoneInfo) -> Iterator[str]:
    """Yield who decided when and how; for the pen, room to sign and the blanks of a date."""
    if step.decided_at is None:
        yield ROOM
        yield pgettext("to be written in", "Date:")
        return
    yield step.decided_by
    yield date_time_text(step.decided_at, zone)
    if step.on_paper:
        yield _("on paper, entered by {name}").format(name=step.entered_by)

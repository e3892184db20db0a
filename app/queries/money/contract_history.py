"""All that happened around the money of a contract, in order of its days: what a collection file tells (C10)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import date_text, local
from app.i18n import _, pgettext
from app.labels import label
from app.queries.money.letters_sent import SENT
from models.enums import DisputeState, InvoiceType, Measure, MeasuresState, ReceiptMethod
from models.money.contact import CollectionContact, PaymentPromise
from models.money.dispute import Dispute, DisputeClaim, Measures, MeasuresClaim
from models.money.letter import Letter, LetterLine
from models.money.receipt import Allocation, Receipt
from models.money.receivable import Deduction, Instalment, Invoice
from models.projects.contract import Contract

_UNSAID = (MeasuresState.DRAFT, MeasuresState.CANCELLED)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that happened: on which day, what it was, what came of it, the sum in yuan, who of us."""

    day: date
    what: str
    text: str
    amount: Decimal | None = None
    who: str = ""


def contract_history(
    session: Session, contracts: Sequence[Contract], instalments: Sequence[Instalment]
) -> tuple[HistoryEntry, ...]:
    """Return what happened to a contract with its supplements and their instalments, the oldest first.

    What was void is left out, as are talks about other contracts of the customer. Nothing in it depends on today.
    """
    zone = ZoneInfo(settings_of(session).text("zone"))
    ids = [row.id for row in instalments]
    numbers = {row.id: row.number or "" for row in instalments}
    entries = (
        *_signings(contracts),
        *_invoices(session, [one.id for one in contracts]),
        *_receipts(session, ids, numbers),
        *_deductions(session, ids, numbers),
        *_letters(session, ids),
        *_talks(session, contracts, zone),
        *_promises(session, ids, numbers),
        *_disputes(session, ids, zone),
        *_measures(session, ids, zone),
    )
    return tuple(sorted(entries, key=lambda entry: entry.day))


def _joined(*parts: str) -> str:
    return _("; ").join(part for part in parts if part)


def _signings(contracts: Sequence[Contract]) -> Iterator[HistoryEntry]:
    for one in contracts:
        if one.signed_on is not None:
            what = _("Contract signed") if one.main_id is None else _("Supplement signed")
            text = _joined(one.number or "", one.summary or one.title)
            yield HistoryEntry(one.signed_on, what, text, one.amount, one.created_by)


def _invoices(session: Session, record_ids: Sequence[int]) -> Iterator[HistoryEntry]:
    given = select(Invoice).where(Invoice.record_id.in_(record_ids), ~Invoice.is_void).order_by(Invoice.id)
    for one in session.scalars(given):
        text = _joined(one.number, label(InvoiceType(one.invoice_type)), one.note)
        yield HistoryEntry(one.issued_on, pgettext("money", "Invoice"), text, one.amount, one.recorded_by)


def _receipts(session: Session, ids: Sequence[int], numbers: dict[int, str]) -> Iterator[HistoryEntry]:
    paid = (
        select(Receipt.received_on, Receipt.number, Receipt.payer, Receipt.method, Allocation)
        .join(Allocation, Allocation.receipt_id == Receipt.id)
        .where(Allocation.instalment_id.in_(ids))
        .order_by(Receipt.received_on, Allocation.id)
    )
    for day, number, payer, method, share in session.execute(paid):
        pays = _("pays {number}").format(number=numbers[share.instalment_id])
        text = _joined(number or "", payer, label(ReceiptMethod(method)), pays)
        yield HistoryEntry(day, pgettext("money", "Receipt"), text, share.amount, share.allocated_by)


def _deductions(session: Session, ids: Sequence[int], numbers: dict[int, str]) -> Iterator[HistoryEntry]:
    agreed = select(Deduction).where(Deduction.instalment_id.in_(ids), ~Deduction.is_void).order_by(Deduction.id)
    for one in session.scalars(agreed):
        text = _joined(numbers[one.instalment_id], one.agreed_with, one.reason)
        yield HistoryEntry(one.agreed_on, _("Deduction"), text, one.amount, one.recorded_by)


def _letters(session: Session, ids: Sequence[int]) -> Iterator[HistoryEntry]:
    asked = _sum_of(LetterLine.outstanding, LetterLine.letter_id == Letter.id, LetterLine.instalment_id.in_(ids))
    named = select(LetterLine.letter_id).where(LetterLine.instalment_id.in_(ids))
    sent = select(Letter, asked).where(Letter.id.in_(named), Letter.state.in_(SENT)).order_by(Letter.id)
    for letter, amount in session.execute(sent):
        if letter.sent_on is not None:
            yield HistoryEntry(letter.sent_on, label(letter.letter_kind), _letter(letter), amount, letter.created_by)


def _sum_of(amount: Any, *conditions: ColumnElement[bool]) -> ScalarSelect[Any]:
    """Return what rows of a record come to, as a column."""
    return select(func.sum(amount, type_=amount.type)).where(*conditions).scalar_subquery()


def _letter(letter: Letter) -> str:
    told = [
        letter.doc_no or "",
        label(letter.send_method) if letter.send_method is not None else "",
        letter.tracking_no,
    ]
    if letter.delivered_on is not None:
        text = _("delivered {day} {to}").format(day=date_text(letter.delivered_on), to=letter.delivered_to)
        told.append(text.strip())
    if letter.reply_kind is not None:
        told.append(_("answered {day}: {kind}").format(day=date_text(letter.replied_on), kind=label(letter.reply_kind)))
        told.append(letter.reply_text)
    return _joined(*told)


def _talks(session: Session, contracts: Sequence[Contract], zone: ZoneInfo) -> Iterator[HistoryEntry]:
    customers = {one.customer_id for one in contracts if one.customer_id is not None}
    about = CollectionContact.source_id.is_(None) | CollectionContact.source_id.in_([one.id for one in contracts])
    talks = select(CollectionContact).where(
        CollectionContact.customer_id.in_(customers), about, ~CollectionContact.is_void
    )
    for talk in session.scalars(talks.order_by(CollectionContact.at, CollectionContact.id)):
        day = local(talk.at, zone).date()
        yield HistoryEntry(day, label(talk.way), _joined(talk.counterpart, talk.text), None, talk.person)


def _promises(session: Session, ids: Sequence[int], numbers: dict[int, str]) -> Iterator[HistoryEntry]:
    who = func.coalesce(CollectionContact.person, Letter.created_by, "")
    made = (
        select(PaymentPromise, who)
        .outerjoin(CollectionContact, CollectionContact.id == PaymentPromise.contact_id)
        .outerjoin(Letter, Letter.id == PaymentPromise.letter_id)
        .where(PaymentPromise.instalment_id.in_(ids), ~PaymentPromise.is_void)
    )
    for one, person in session.execute(made.order_by(PaymentPromise.made_on, PaymentPromise.id)):
        by = _("{number} by {day}").format(number=numbers[one.instalment_id], day=date_text(one.promised_on))
        yield HistoryEntry(one.made_on, _("Promise to pay"), _joined(by, _kept(one)), one.amount, person)


def _kept(promise: PaymentPromise) -> str:
    if promise.kept_on is None:
        return _("nothing came in")
    late = promise.kept_on > promise.promised_on
    return (_("paid late, on {day}") if late else _("paid on {day}")).format(day=date_text(promise.kept_on))


def _disputes(session: Session, ids: Sequence[int], zone: ZoneInfo) -> Iterator[HistoryEntry]:
    held = _sum_of(DisputeClaim.amount, DisputeClaim.dispute_id == Dispute.id, DisputeClaim.instalment_id.in_(ids))
    named = select(DisputeClaim.dispute_id).where(DisputeClaim.instalment_id.in_(ids))
    raised = select(Dispute, held).where(Dispute.id.in_(named), Dispute.state != DisputeState.CANCELLED.value)
    for dispute, amount in session.execute(raised.order_by(Dispute.raised_on, Dispute.id)):
        number, who = dispute.number or "", dispute.created_by
        told = _joined(number, dispute.title, dispute.raised_by)
        yield HistoryEntry(dispute.raised_on, _("Dispute"), told, amount, who)
        if dispute.verified_at is not None and dispute.verdict is not None:
            told = _joined(number, label(dispute.verdict), dispute.finding, dispute.measures)
            day = local(dispute.verified_at, zone).date()
            yield HistoryEntry(day, _("Dispute verified"), told, None, dispute.verified_by)
        if dispute.resolved_on is not None:
            told = _joined(number, dispute.resolution)
            who = dispute.responsible or dispute.verified_by
            yield HistoryEntry(dispute.resolved_on, _("Dispute resolved"), told, None, who)


def _measures(session: Session, ids: Sequence[int], zone: ZoneInfo) -> Iterator[HistoryEntry]:
    named = select(MeasuresClaim.measures_id).where(MeasuresClaim.instalment_id.in_(ids))
    proposed = select(Measures).where(Measures.id.in_(named), Measures.state.not_in(_UNSAID))
    for one in session.scalars(proposed.order_by(Measures.id)):
        chosen = _(", ").join(label(Measure(code)) for code in one.measures)
        if one.submitted_at is not None:
            text = _joined(one.number or "", chosen, label(MeasuresState(one.state)))
            day = local(one.submitted_at, zone).date()
            yield HistoryEntry(day, _("Stronger measures"), text, one.expected, one.responsible or one.created_by)
        if one.carried_out_on is not None:
            text, who = _joined(one.number or "", one.result), one.responsible or one.created_by
            yield HistoryEntry(one.carried_out_on, _("Measures carried out"), text, None, who)

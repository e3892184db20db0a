"""Instalments, invoices and receipts as they are entered. All amounts with tax, in yuan."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models.enums import ContactWay, InstalmentKind, InvoiceType, ReceiptMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentForm:
    """One instalment; ``instalment_id`` None adds one. It is due on a day, or waits for its condition.

    It is a share in ``percent`` of the total, which then gives the amount, or an amount of its own.
    """

    instalment_id: int | None = None
    kind: InstalmentKind = InstalmentKind.ADVANCE
    percent: Decimal | None = None
    amount: Decimal | None = None
    condition: str = ""
    clause: str = ""
    due_on: date | None = None
    owner_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentsForm:
    """The instalments of a contract, as they are edited together."""

    instalments: tuple[InstalmentForm, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionForm:
    """The condition of an instalment came true: on which day, and by when it is to be paid."""

    fulfilled_on: date | None = None
    due_on: date | None = None
    text: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareForm:
    """So much of an invoice or a receipt for one instalment."""

    instalment_id: int = 0
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceForm:
    """An invoice given to a customer."""

    number: str = ""
    invoice_type: InvoiceType = InvoiceType.SPECIAL
    issued_on: date | None = None
    amount: Decimal | None = None
    shares: tuple[ShareForm, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptForm:
    """Money that came in; ``received_on`` is the date on the bank statement. ``shares`` is what it pays, ``accepted``
    the codes of the questions (``app.rules.money.receipt_questions``) that somebody answered with yes.
    """

    customer_id: int | None = None
    received_on: date | None = None
    amount: Decimal | None = None
    method: ReceiptMethod = ReceiptMethod.TRANSFER
    payer: str = ""
    voucher_no: str = ""
    bank_reference: str = ""
    note: str = ""
    shares: tuple[ShareForm, ...] = ()
    accepted: frozenset[str] = frozenset()
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeductionForm:
    """What both sides agreed that the customer keeps of an instalment; a repair (``request_id``) may be the reason."""

    amount: Decimal | None = None
    agreed_on: date | None = None
    agreed_with: str = ""
    reason: str = ""
    request_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkForm:
    """A call, visit or message about money: when, by whom of ours, with whom of theirs, what came of it.

    With a promise (``promised_on``): so much of these instalments; without shares the promised ``amount`` is taken for
    the oldest first, without an amount for all that is open of what it was about.
    """

    customer_id: int | None = None
    source_id: int | None = None
    at: datetime | None = None
    way: ContactWay = ContactWay.CALL
    person: str = ""
    counterpart: str = ""
    text: str = ""
    promised_on: date | None = None
    amount: Decimal | None = None
    shares: tuple[ShareForm, ...] = ()

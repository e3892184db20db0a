"""Quotations, orders, rate cards and limits as they are entered. Prices are with tax, costs without, both in yuan."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from app.forms.money import InstalmentForm
from models.enums import (
    CostKind,
    DeclineReason,
    DisputeWay,
    InvoiceType,
    LimitKind,
    LineKind,
    OrderKind,
    RequestChannel,
)


@dataclass(frozen=True, slots=True)
class PricedLineForm:
    """One line of a quotation or an order; ``line_no`` 0 adds one. ``tax_rate`` in percent."""

    line_no: int = 0
    kind: LineKind = LineKind.MATERIAL
    part_id: int | None = None
    name: str = ""
    spec: str = ""
    brand: str = ""
    unit: str = ""
    quantity: Decimal | None = None
    unit_cost: Decimal | None = None
    unit_price: Decimal | None = None
    tax_rate: Decimal | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedForm:
    """What a quotation and an order share; None in ``advance_percent`` or ``balance_days`` means the usual one."""

    title: str = ""
    request_id: int | None = None
    customer_id: int | None = None
    project_id: int | None = None
    site_id: int | None = None
    contact_name: str = ""
    contact_phone: str = ""
    lines: tuple[PricedLineForm, ...] = ()
    discount: Decimal | None = None
    large: bool = False
    advance_percent: Decimal | None = None
    balance_days: int | None = None
    terms_reason: str = ""
    invoice_type: InvoiceType = InvoiceType.SPECIAL
    lead_time: str = ""
    delivery: str = ""
    warranty: str = ""
    exclusions: str = ""
    remark: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationForm(PricedForm):
    """A quotation; ``valid_until`` None means the usual validity from ``quoted_on``, which None means today."""

    quoted_on: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingForm:
    """How a quotation went out: when, to whom, by what channel."""

    sent_at: datetime | None = None
    sent_to: str = ""
    sent_by: RequestChannel = RequestChannel.EMAIL
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkForm:
    """A talk about a quotation (C5.2); ``next_on`` is when to talk again, None for the usual follow-up or none."""

    at: datetime | None = None
    person: str = ""
    counterpart: str = ""
    text: str = ""
    next_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceForm:
    """The customer's yes: when, who said it, what was said; ``scan`` is the signed quotation, filed with it."""

    at: datetime | None = None
    accepted_by: str = ""
    text: str = ""
    scan: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalForm:
    """The customer's no, with its reason."""

    at: datetime | None = None
    counterpart: str = ""
    reason: DeclineReason | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitForm:
    """A visit that a maintenance agreement promises; ``visit_no`` 0 adds one."""

    visit_no: int = 0
    planned_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderForm(PricedForm):
    """A service order or agreement; no ``instalments`` means advance and balance as its terms say."""

    order_kind: OrderKind = OrderKind.REPAIR
    quotation_id: int | None = None
    contract_id: int | None = None
    renews_id: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    sign_place: str = ""
    response_time: str = ""
    late_rate: str = ""
    dispute_way: DisputeWay = DisputeWay.PROVIDERS_COURT
    visits: tuple[VisitForm, ...] = ()
    instalments: tuple[InstalmentForm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningForm:
    """The customer's signature under an order: when, who, and the signed scan, if it is there yet."""

    signed_on: date | None = None
    signed_by: str = ""
    sign_place: str = ""
    scan: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOffForm:
    """What the customer calls off one line of an order."""

    line_no: int = 0
    called_at: datetime | None = None
    quantity: Decimal | None = None
    wanted_on: date | None = None
    called_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostForm:
    """Something that an order cost, without tax."""

    kind: CostKind = CostKind.PARTS
    text: str = ""
    quantity: Decimal | None = None
    amount: Decimal | None = None
    incurred_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLineForm:
    """One rate for one unit."""

    kind: LineKind = LineKind.LABOUR
    name: str = ""
    unit: str = ""
    price: Decimal | None = None
    cost: Decimal | None = None
    tax_rate: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateCardForm:
    """A rate card with the days on which it is valid; ``valid_to`` None means until the next one."""

    title: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
    lines: tuple[RateLineForm, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitForm:
    """A new value of a limit from a day on, with the reason."""

    kind: LimitKind | None = None
    value: Decimal | None = None
    effective_from: date | None = None
    reason: str = ""

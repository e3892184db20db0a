"""The money of a trip as it is entered: advances, expense claims, the allowance table (C7.3, C7.4). Sums in yuan."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models.enums import AdvanceMethod, CityClass, ExpenseItem, PostLevel, Transport


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceForm:
    """Money asked for by one of our people for a dispatch; ``title`` is what for. ``exception`` is the manager's reason
    why there may be a new one beside one that is not settled.
    """

    dispatch_id: int | None = None
    staff_id: int | None = None
    title: str = ""
    amount: Decimal | None = None
    method: AdvanceMethod = AdvanceMethod.TRANSFER
    payee_account: str = ""
    repay_on: date | None = None
    exception: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PayingForm:
    """Finance paid: how much (for an advance always all of it), on which day, by which voucher."""

    amount: Decimal | None = None
    paid_on: date | None = None
    voucher_no: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundForm:
    """Cash of an advance was handed back: how much, on which day, to whom; the voucher it was booked by."""

    amount: Decimal | None = None
    refunded_on: date | None = None
    person: str = ""
    voucher_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegForm:
    """One leg of the journey with its ticket and allowance; ``vat`` is what of the fare is deductible tax."""

    departs_at: datetime | None = None
    origin: str = ""
    arrives_at: datetime | None = None
    destination: str = ""
    transport: Transport = Transport.TRAIN
    ticket_no: str = ""
    sheets: int | None = 1
    fare: Decimal | None = None
    vat: Decimal | None = None
    allowance_days: Decimal | None = None
    allowance_rate: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostForm:
    """One other cost; ``quantity`` are nights or days where a standard counts."""

    item: ExpenseItem = ExpenseItem.HOTEL
    spent_on: date | None = None
    city: str = ""
    quantity: Decimal | None = None
    amount: Decimal | None = None
    vat: Decimal | None = None
    invoice_no: str = ""
    sheets: int | None = 1
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenseForm:
    """One person's claim for one dispatch; ``over_standard`` explains what is over the standard or does not match."""

    dispatch_id: int | None = None
    staff_id: int | None = None
    advance_id: int | None = None
    title: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    persons: int | None = 1
    method: AdvanceMethod = AdvanceMethod.TRANSFER
    payee_account: str = ""
    over_standard: str = ""
    legs: tuple[LegForm, ...] = ()
    lines: tuple[CostForm, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCheckForm:
    """After-sales checked a claim: what is taken off, and why; ``over_standard`` explains what is marked and stays."""

    deducted: Decimal | None = None
    deduction_reason: str = ""
    over_standard: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToFinanceForm:
    """A claim was handed to finance: on which day, to whom."""

    handed_on: date | None = None
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowanceRateForm:
    """What one class of city grants one level of post, a day and a night."""

    city_class: CityClass = CityClass.OTHER
    post_level: PostLevel = PostLevel.STAFF
    daily: Decimal | None = None
    hotel: Decimal | None = None
    local_transport: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowanceForm:
    """An allowance table; the cities of the first and second class are divided by 、 , or a new line."""

    title: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    first_cities: str = ""
    second_cities: str = ""
    rates: tuple[AllowanceRateForm, ...] = ()
    note: str = ""
    version: int = 0

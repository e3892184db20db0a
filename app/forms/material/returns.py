"""What comes back, as it is entered: swaps, old parts, loans, customers' goods, manufacturers' tasks (N2, N4, N7)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from models.enums import Appraisal


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapForm:
    """A part replaced; ``takes_back`` says that the old one has to come back, brought by ``carrier_name``."""

    equipment_id: int | None = None
    dispatch_id: int | None = None
    slip_line_id: int | None = None
    part_id: int | None = None
    name: str = ""
    spec: str = ""
    quantity: Decimal | None = None
    old_serial_no: str = ""
    new_serial_no: str = ""
    swapped_on: date | None = None
    person: str = ""
    fault: str = ""
    takes_back: bool = True
    carrier_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPartForm:
    """An old part that has to come back without a swap of ours being known; ``reason`` says why a day missed already
    was wrong.
    """

    request_id: int | None = None
    project_id: int | None = None
    equipment_id: int | None = None
    part_id: int | None = None
    name: str = ""
    spec: str = ""
    serial_no: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    removed_on: date | None = None
    carrier_name: str = ""
    fault: str = ""
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturningForm:
    """Something came back: when, brought by whom, how it looks, where it lies."""

    at: datetime | None = None
    person: str = ""
    condition: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalForm:
    """What an old part is still good for; a supplier's claim may name the task it belongs to."""

    appraisal: Appraisal | None = None
    at: datetime | None = None
    person: str = ""
    text: str = ""
    claim_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoringForm:
    """An old part is stored; ``into_stock`` takes a reusable one back into the ledger, at no cost."""

    place: str = ""
    into_stock: bool = False
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementForm:
    """How a thing was settled: on which day, what was got for it (in yuan), and how."""

    settled_on: date | None = None
    amount: Decimal | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanBackForm:
    """A stand-in machine is back: when, brought by whom, in which condition; into which bin."""

    at: datetime | None = None
    person: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanExtensionForm:
    """A later day on which a stand-in machine is due back: agreed with whom, and why."""

    due_back_on: date | None = None
    agreed_with: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsItemForm:
    """One thing that a customer brought."""

    name: str = ""
    spec: str = ""
    serial_no: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    accessories: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerGoodsForm:
    """A customer's goods with us for repair; ``reason`` says why the receipt is moved after its clock was missed."""

    customer_id: int | None = None
    project_id: int | None = None
    request_id: int | None = None
    equipment_id: int | None = None
    received_at: datetime | None = None
    received_by: str = ""
    brought_by: str = ""
    contact_phone: str = ""
    fault: str = ""
    place: str = ""
    items: tuple[GoodsItemForm, ...] = ()
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsStepForm:
    """A step of goods with us: when, by whom; ``maker_id`` and ``how`` (waybill, by hand) where they travel.

    ``scan`` is the slip that the customer signed.
    """

    at: datetime | None = None
    person: str = ""
    maker_id: int | None = None
    how: str = ""
    text: str = ""
    scan: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierClaimForm:
    """A task of a manufacturer: what is asked, by when an answer is wanted, what it costs us (in yuan).

    ``old_part_id`` is the old part that a new task claims. ``reason`` says why a fact is changed on which a clock hangs
    that was missed already.
    """

    partner_id: int | None = None
    request_id: int | None = None
    project_id: int | None = None
    equipment_id: int | None = None
    old_part_id: int | None = None
    contact_name: str = ""
    title: str = ""
    task: str = ""
    asked_at: datetime | None = None
    wanted_on: date | None = None
    cost: Decimal | None = None
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimStepForm:
    """The manufacturer's answer, or the result of a task: when, who, what."""

    at: datetime | None = None
    person: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryForm:
    """What came back of the cost (in yuan), or the reason why nothing is asked for."""

    amount: Decimal | None = None
    recovered_on: date | None = None
    cost: Decimal | None = None
    reason: str = ""

"""Purchase orders to purchasing as they are entered (C6.2). Estimates and costs without tax, in yuan."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models.enums import CostBearer, PurchaseType, PurchaseUrgency, StockAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseShareForm:
    """So much of a line for a need."""

    need_id: int = 0
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseLineForm:
    """One item to buy; ``line_no`` 0 adds one. ``answer`` None: nobody looked in stock yet (C6.1)."""

    line_no: int = 0
    part_id: int | None = None
    quantity: Decimal | None = None
    needed_on: date | None = None
    requirement: str = ""
    answer: StockAnswer | None = None
    answer_reason: str = ""
    estimate: Decimal | None = None
    shares: tuple[PurchaseShareForm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseForm:
    """A purchase order; ``own_purchase`` asks for the manager's exception, with its reason."""

    purchase_type: PurchaseType = PurchaseType.SPARE_PARTS
    urgency: PurchaseUrgency = PurchaseUrgency.NORMAL
    urgent_reason: str = ""
    cost_bearer: CostBearer = CostBearer.DEPARTMENT
    request_id: int | None = None
    order_id: int | None = None
    project_id: int | None = None
    requester: str = ""
    purpose: str = ""
    deliver_to: str = ""
    budget_item: str = ""
    own_purchase: bool = False
    own_reason: str = ""
    lines: tuple[PurchaseLineForm, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingForm:
    """Purchasing ordered it: who, when, where, under which number, when it is expected."""

    at: datetime | None = None
    person: str = ""
    supplier_id: int | None = None
    order_ref: str = ""
    expected_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedLineForm:
    """What came in of one line; ``close`` says that the rest will not come, for ``reason``."""

    line_no: int = 0
    quantity: Decimal | None = None
    unit_cost: Decimal | None = None
    batch: str = ""
    expires_on: date | None = None
    close: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivingForm:
    """Goods that came in; ``accept_more`` says that more than ordered is taken, for ``reason``."""

    at: datetime | None = None
    person: str = ""
    lines: tuple[ReceivedLineForm, ...] = ()
    accept_more: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedForm:
    """Another day by which goods on order are expected: who said so, and why."""

    expected_on: date | None = None
    person: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingBackForm:
    """A receipt that was wrong: so much of a line (of one batch, "" for what came in without) had not come in."""

    line_no: int = 0
    batch: str = ""
    quantity: Decimal | None = None
    at: datetime | None = None
    person: str = ""
    reason: str = ""

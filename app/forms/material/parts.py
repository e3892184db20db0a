"""Parts as they are entered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from models.enums import PartClass, PartFamily


@dataclass(frozen=True, slots=True, kw_only=True)
class PartForm:
    """A part: ``number`` is its code, ``price`` with tax at ``tax_rate`` percent, ``cost`` without, in yuan.

    ``attributes`` are the technical ones of its ``family`` by code, as typed; ``minimum`` is the stock below which it
    is to be bought, in its ``unit``.
    """

    number: str = ""
    name: str = ""
    spec: str = ""
    brand: str = ""
    unit: str = ""
    part_class: PartClass = PartClass.COMMON
    family: PartFamily = PartFamily.OTHER
    attributes: Mapping[str, str] = field(default_factory=dict)
    bin: str = ""
    minimum: Decimal | None = None
    shelf_life_months: int | None = None
    price: Decimal | None = None
    cost: Decimal | None = None
    tax_rate: Decimal | None = None
    note: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StockForm:
    """Stock taken on or written off by hand (opening stock, found, spoilt): ``quantity`` with its sign, ``unit_cost``
    without tax for what is taken on, None takes the moving average.
    """

    quantity: Decimal | None = None
    unit_cost: Decimal | None = None
    at: datetime | None = None
    person: str = ""
    reason: str = ""
    batch: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteForm:
    """A part that may take another's place, and why."""

    substitute_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLineForm:
    """A part that is counted; ``counted`` None is not counted yet."""

    part_id: int = 0
    counted: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountForm:
    """A stock count: what it covers (``scope``), who counted, who looked on, what was found."""

    scope: str = ""
    counted_by: str = ""
    witness: str = ""
    counted_at: datetime | None = None
    note: str = ""
    lines: tuple[CountLineForm, ...] = ()
    version: int = 0

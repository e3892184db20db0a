"""Parts as they are entered."""

from dataclasses import dataclass
from decimal import Decimal

from models.enums import PartClass


@dataclass(frozen=True, slots=True, kw_only=True)
class PartForm:
    """A part: ``number`` is its code, ``price`` with tax at ``tax_rate`` percent, ``cost`` without, in yuan."""

    number: str = ""
    name: str = ""
    spec: str = ""
    brand: str = ""
    unit: str = ""
    part_class: PartClass = PartClass.COMMON
    price: Decimal | None = None
    cost: Decimal | None = None
    tax_rate: Decimal | None = None
    note: str = ""
    version: int = 0

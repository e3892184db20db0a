"""Parts (备件) as master data: what they are and what they cost."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import LongText, RowId, Share, ShortText
from models.enums import PartClass, RecordKind
from models.record import Record
from models.types import Code, Money


class Part(Record):
    """A part; its number is the code people gave it, its title the name.

    ``price`` is what a customer pays for one ``unit``, with tax at ``tax_rate`` percent; ``cost`` without tax.
    """

    __tablename__ = "part"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    spec: Mapped[ShortText]
    brand: Mapped[ShortText]
    unit: Mapped[str] = mapped_column(String(20), default="")
    part_class: Mapped[PartClass] = mapped_column(Code(PartClass), default=PartClass.COMMON)
    price: Mapped[Decimal | None] = mapped_column(Money)
    cost: Mapped[Decimal | None] = mapped_column(Money)
    tax_rate: Mapped[Share]
    note: Mapped[LongText]

    __table_args__ = (
        CheckConstraint("price IS NULL OR price >= 0", name="price_not_negative"),
        CheckConstraint("cost IS NULL OR cost >= 0", name="cost_not_negative"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.PART}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find a part by code, name, model and brand."""
        return (self.number or "", self.title, self.spec, self.brand)

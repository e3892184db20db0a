"""Parts (备件): what they are and cost, how many there are, and what is known to take their place."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Amount, Base, LongText, Moment, Number, PrimaryKey, RowId, Share, ShortText
from models.enums import PartClass, PartFamily, RecordKind
from models.record import Record
from models.types import Code, Money, Quantity


class Part(Record):
    """A part; its number is the code people gave it, its title the name.

    ``price`` is what a customer pays for one ``unit``, with tax at ``tax_rate`` percent; ``cost`` without tax, as it
    was typed. ``attributes`` are the technical ones of its ``family``, by code, numbers as plain text in the unit of
    the attribute. ``on_hand``, ``stock_value`` (without tax; divided by ``on_hand`` the moving average cost) and
    ``idle_since`` repeat the ledger, ``reserved`` the approved slips, ``on_order`` the purchases that are still to
    come; each is written again in the transaction that changes it, and ``check`` compares them. ``idle_since`` is the
    day of the last issue, or of the first receipt while nothing was issued; None with nothing on hand.
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
    family: Mapped[PartFamily] = mapped_column(Code(PartFamily), default=PartFamily.OTHER)
    attributes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    bin: Mapped[str] = mapped_column(String(40), default="")
    minimum: Mapped[Decimal | None] = mapped_column(Quantity)
    shelf_life_months: Mapped[int | None] = mapped_column(Integer)
    on_hand: Mapped[Number] = mapped_column(default=Decimal(0))
    reserved: Mapped[Number] = mapped_column(default=Decimal(0))
    on_order: Mapped[Number] = mapped_column(default=Decimal(0))
    stock_value: Mapped[Amount] = mapped_column(default=Decimal(0))
    idle_since: Mapped[date | None] = mapped_column(Date)

    __table_args__ = (
        CheckConstraint("price IS NULL OR price >= 0", name="price_not_negative"),
        CheckConstraint("cost IS NULL OR cost >= 0", name="cost_not_negative"),
        CheckConstraint("minimum IS NULL OR minimum >= 0", name="minimum_not_negative"),
        CheckConstraint("on_hand >= 0", name="on_hand_not_negative"),
        CheckConstraint("reserved >= 0", name="reserved_not_negative"),
        CheckConstraint("on_order >= 0", name="on_order_not_negative"),
        CheckConstraint("stock_value >= 0", name="stock_value_not_negative"),
        Index("ix_part_family", "family", "id"),
        Index("ix_part_on_hand", "on_hand", "id"),
        Index("ix_part_stock_value", "stock_value", "id"),
        Index("ix_part_idle_since", "idle_since", "id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.PART}  # noqa: RUF012 (read once by the mapper)

    @property
    def free(self) -> Decimal:
        """What is on hand and not reserved; below zero when a count took reserved goods away."""
        return self.on_hand - self.reserved

    def search_parts(self) -> tuple[str, ...]:
        """Find a part by code, name, model and brand, and where it lies."""
        return (self.number or "", self.title, self.spec, self.brand, self.bin)


class PartSubstitute(Base):
    """A part that may take another's place, since somebody accepted it (C6.1); the other way round is another row."""

    __tablename__ = "part_substitute"

    id: Mapped[PrimaryKey]
    part_id: Mapped[int] = mapped_column(RowId, ForeignKey("part.id", ondelete="RESTRICT"))
    substitute_id: Mapped[int] = mapped_column(RowId, ForeignKey("part.id", ondelete="RESTRICT"))
    reason: Mapped[LongText]
    accepted_at: Mapped[Moment]
    accepted_by: Mapped[ShortText]

    __table_args__ = (
        UniqueConstraint("part_id", "substitute_id"),
        CheckConstraint("part_id <> substitute_id", name="another_part"),
        Index("ix_part_substitute_substitute_id", "substitute_id"),
    )

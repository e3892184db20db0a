"""Customers' goods with us for repair (客户物品): registered in and out (N7)."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, LongText, Moment, Number, PrimaryKey, RowId, ShortText
from models.enums import RecordKind
from models.record import Record
from models.types import UtcDateTime


class CustomerGoods(Record):
    """What a customer gave us for repair, in one go: received → at the maker → back → returned → signed.

    ``brought_by`` is who delivered it, ``received_by`` who of us took it. ``receipt_id`` is the slip the customer
    signed when it came back.
    """

    __tablename__ = "customer_goods"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    request_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    equipment_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("equipment.id", ondelete="RESTRICT"))
    received_at: Mapped[Moment]
    received_by: Mapped[ShortText]
    brought_by: Mapped[ShortText]
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    fault: Mapped[LongText]
    place: Mapped[ShortText]
    maker_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("partner.id", ondelete="RESTRICT"))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_how: Mapped[ShortText]
    back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    repair: Mapped[LongText]
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_how: Mapped[ShortText]
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_by: Mapped[ShortText]
    receipt_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("document.id", ondelete="RESTRICT"))

    items: Mapped[list["GoodsItem"]] = relationship(cascade="all, delete-orphan", order_by="GoodsItem.line_no")

    __table_args__: Any = (
        Index("ix_customer_goods_request_id", "request_id"),
        Index("ix_customer_goods_equipment_id", "equipment_id"),
        Index("ix_customer_goods_maker_id", "maker_id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.CUSTOMER_GOODS,
        "inherit_condition": id == Record.id,  # noqa: A003 (the column of this class; request_id is a record's too)
    }

    searched_by_lines = True

    def search_parts(self) -> tuple[str, ...]:
        """Find goods by number, what they are, their serial numbers and who brought them."""
        items = (text for item in self.items for text in (item.name, item.serial_no))
        return (self.number or "", self.title, self.brought_by, *items)


class GoodsItem(Base):
    """One thing that was brought, with what belongs to it (``accessories``) and how it looked."""

    __tablename__ = "goods_item"

    id: Mapped[PrimaryKey]
    goods_id: Mapped[int] = mapped_column(RowId, ForeignKey("customer_goods.id", ondelete="RESTRICT"))
    line_no: Mapped[int] = mapped_column(Integer)
    name: Mapped[ShortText]
    spec: Mapped[ShortText]
    serial_no: Mapped[str] = mapped_column(String(80), default="")
    quantity: Mapped[Number]
    unit: Mapped[str] = mapped_column(String(20), default="")
    accessories: Mapped[ShortText]
    condition: Mapped[ShortText]

    __table_args__ = (
        UniqueConstraint("goods_id", "line_no"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
    )

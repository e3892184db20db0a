"""Stock issue slips (出库领料单): goods leave by one, and what is not used comes back by a red one (C6.3)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Flag, LongText, Number, PrimaryKey, RowId, ShortText
from models.enums import HandingOver, RecordKind, SlipKind
from models.record import Record
from models.types import Code, Quantity, UtcDateTime


class Slip(Record):
    """An issue slip, or a red one (``is_red``) by which goods of the slip ``reverses_id`` come back.

    ``picker_name`` is who takes the goods and packs them. ``approved_by`` and ``checked_by`` (the keeper) are those who
    gave their word; approving reserves, checking moves the stock. ``shipment_id`` is the shipment it leaves with.
    ``due_back_on`` is when a stand-in machine is to be back (``slip_kind`` loan).
    """

    __tablename__ = "slip"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    slip_kind: Mapped[SlipKind] = mapped_column(Code(SlipKind))
    is_red: Mapped[Flag]
    reverses_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("slip.id", ondelete="RESTRICT"))
    request_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    order_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("service_order.id", ondelete="RESTRICT"))
    dispatch_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    shipment_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("shipment.id", ondelete="RESTRICT"))
    picker_name: Mapped[ShortText]
    department: Mapped[ShortText]
    handing_over: Mapped[HandingOver] = mapped_column(Code(HandingOver), default=HandingOver.CARRIED)
    purpose: Mapped[LongText]
    needed_on: Mapped[date | None] = mapped_column(Date)
    due_back_on: Mapped[date | None] = mapped_column(Date)
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by: Mapped[ShortText]
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checked_by: Mapped[ShortText]
    packed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    packed_by: Mapped[ShortText]

    lines: Mapped[list["SlipLine"]] = relationship(cascade="all, delete-orphan", order_by="SlipLine.line_no")

    __table_args__: Any = (
        CheckConstraint("is_red = (reverses_id IS NOT NULL)", name="red_reverses"),
        Index("ix_slip_reverses_id", "reverses_id"),
        Index("ix_slip_request_id", "request_id"),
        Index("ix_slip_order_id", "order_id"),
        Index("ix_slip_dispatch_id", "dispatch_id"),
        Index("ix_slip_shipment_id", "shipment_id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.SLIP,
        "inherit_condition": id == Record.id,  # noqa: A003 (the column of this class; request_id is a record's too)
    }

    def search_parts(self) -> tuple[str, ...]:
        """Find a slip by number, what it is for and who takes the goods."""
        return (self.number or "", self.title, self.purpose, self.picker_name)


class SlipLine(Base):
    """One item: ``quantity`` asked for, ``checked_quantity`` what the keeper handed out (or took back).

    ``need_id`` is the need it serves. On a red slip ``line_no`` is that of the slip it reverses. ``free_used`` is what
    of it counts as used of the free spare parts of its project's contract (C3.2), less what came back.
    """

    __tablename__ = "slip_line"

    id: Mapped[PrimaryKey]
    slip_id: Mapped[int] = mapped_column(RowId, ForeignKey("slip.id", ondelete="RESTRICT"))
    line_no: Mapped[int] = mapped_column(Integer)
    part_id: Mapped[int] = mapped_column(RowId, ForeignKey("part.id", ondelete="RESTRICT"))
    quantity: Mapped[Number]
    checked_quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    batch: Mapped[str] = mapped_column(String(60), default="")
    serial_no: Mapped[ShortText]
    need_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("material_need.id", ondelete="RESTRICT"))
    remark: Mapped[ShortText]
    free_used: Mapped[Number] = mapped_column(default=Decimal(0))

    __table_args__ = (
        UniqueConstraint("slip_id", "line_no"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("free_used >= 0 AND free_used <= quantity", name="free_used_within_quantity"),
        CheckConstraint("checked_quantity IS NULL OR checked_quantity >= 0", name="checked_not_negative"),
        CheckConstraint("checked_quantity IS NULL OR checked_quantity <= quantity", name="checked_within_quantity"),
        Index("ix_slip_line_part_id", "part_id"),
        Index("ix_slip_line_need_id", "need_id"),
    )

"""Service receipts (维修服务回执单): the work done on site as the customer signed it, hours and cash (N1)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Amount, Base, LongText, Number, PrimaryKey, RowId, ShortText
from models.enums import OldPartGoes, PayStatus, Rating, RecordKind, WorkResult
from models.record import Record
from models.types import Code, Money, UtcDateTime


class ServiceReceipt(Record):
    """One receipt for one site of a dispatch; fees and cash in yuan with tax.

    ``cash_taken`` was paid on site to ``cash_holder``; ``cash_handed_in`` of it has been handed in so far. A customer
    who did not sign refused with ``refusal``.
    """

    __tablename__ = "service_receipt"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    equipment_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("equipment.id", ondelete="RESTRICT"))
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fault: Mapped[LongText]
    work_done: Mapped[LongText]
    result: Mapped[WorkResult | None] = mapped_column(Code(WorkResult))
    advice: Mapped[LongText]
    fee_labour: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    fee_parts: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    fee_travel: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    pay_status: Mapped[PayStatus] = mapped_column(Code(PayStatus), default=PayStatus.FREE)
    cash_taken: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    cash_holder: Mapped[ShortText]
    cash_holder_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("staff_member.id", ondelete="RESTRICT"))
    cash_handed_in: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    rating: Mapped[Rating | None] = mapped_column(Code(Rating))
    comment: Mapped[LongText]
    signed_by: Mapped[ShortText]
    signer_phone: Mapped[str] = mapped_column(String(40), default="")
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refusal: Mapped[LongText]

    parts: Mapped[list["ReceiptPart"]] = relationship(
        cascade="all, delete-orphan", order_by="ReceiptPart.position", lazy="selectin"
    )
    hours: Mapped[list["WorkHours"]] = relationship(
        cascade="all, delete-orphan", order_by="WorkHours.id", lazy="selectin"
    )
    hand_ins: Mapped[list["CashHandIn"]] = relationship(
        cascade="all, delete-orphan", order_by="CashHandIn.id", lazy="selectin"
    )

    __table_args__: Any = (
        CheckConstraint("fee_labour >= 0 AND fee_parts >= 0 AND fee_travel >= 0", name="fees_not_negative"),
        CheckConstraint("cash_handed_in BETWEEN 0 AND cash_taken", name="handed_in_within_taken"),
        CheckConstraint("arrived_at IS NULL OR left_at IS NULL OR left_at >= arrived_at", name="left_after_arrival"),
        Index("ix_service_receipt_dispatch_id", "dispatch_id"),
        Index("ix_service_receipt_equipment_id", "equipment_id"),
        Index("ix_service_receipt_cash_holder_id", "cash_holder_id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.SERVICE_RECEIPT}  # noqa: RUF012 (read once by the mapper)

    @property
    def cash_in_hand(self) -> Decimal:
        """What its holder has not handed in yet, in yuan."""
        return self.cash_taken - self.cash_handed_in

    def search_parts(self) -> tuple[str, ...]:
        """Find a receipt by number, title, who signed it and who holds the cash."""
        return (self.number or "", self.title, self.signed_by, self.cash_holder)


class ReceiptPart(Base):
    """A part that was put in; ``price`` with tax for one, in yuan; ``old_goes`` tells where the old one went.

    ``slip_line_id`` is the issued item it was; ``swap_id`` the swap that tells the request and the equipment of it.
    """

    __tablename__ = "receipt_part"

    id: Mapped[PrimaryKey]
    receipt_id: Mapped[int] = mapped_column(RowId, ForeignKey("service_receipt.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(Integer)
    part_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("part.id", ondelete="RESTRICT"))
    slip_line_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("slip_line.id", ondelete="RESTRICT"))
    swap_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("part_swap.id", ondelete="SET NULL"))
    name: Mapped[ShortText]
    spec: Mapped[ShortText]
    serial_no: Mapped[str] = mapped_column(String(80), default="")
    old_serial_no: Mapped[str] = mapped_column(String(80), default="")
    quantity: Mapped[Number]
    price: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    old_goes: Mapped[OldPartGoes | None] = mapped_column(Code(OldPartGoes))

    __table_args__: Any = (
        UniqueConstraint("receipt_id", "position"),
        CheckConstraint("quantity > 0 AND price >= 0", name="sums_in_range"),
        Index("ix_receipt_part_part_id", "part_id"),
        Index("ix_receipt_part_slip_line_id", "slip_line_id"),
        Index("ix_receipt_part_swap_id", "swap_id"),
    )


class WorkHours(Base):
    """Hours of one traveller on one day: normal, overtime, and on a day off."""

    __tablename__ = "work_hours"

    id: Mapped[PrimaryKey]
    receipt_id: Mapped[int] = mapped_column(RowId, ForeignKey("service_receipt.id", ondelete="RESTRICT"))
    staff_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("staff_member.id", ondelete="RESTRICT"))
    name: Mapped[ShortText]
    worked_on: Mapped[date] = mapped_column(Date)
    normal: Mapped[Number]
    overtime: Mapped[Number]
    holiday: Mapped[Number]

    __table_args__: Any = (
        CheckConstraint("normal >= 0 AND overtime >= 0 AND holiday >= 0", name="hours_not_negative"),
        Index("ix_work_hours_receipt_id", "receipt_id"),
        Index("ix_work_hours_staff_id", "staff_id", "worked_on"),
    )


class CashHandIn(Base):
    """Cash from site that was handed in: how much, when, to whom, under which voucher."""

    __tablename__ = "cash_hand_in"

    id: Mapped[PrimaryKey]
    receipt_id: Mapped[int] = mapped_column(RowId, ForeignKey("service_receipt.id", ondelete="RESTRICT"))
    handed_in_on: Mapped[date] = mapped_column(Date)
    amount: Mapped[Amount]
    handed_to: Mapped[ShortText]
    voucher_no: Mapped[str] = mapped_column(String(60), default="")

    __table_args__: Any = (
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_cash_hand_in_receipt_id", "receipt_id"),
    )

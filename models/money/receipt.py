"""Receipts (收款) and what they are allocated to."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Amount, Base, LongText, Moment, PrimaryKey, RowId, ShortText
from models.enums import ReceiptMethod, RecordKind
from models.record import Record
from models.types import Code


class Receipt(Record):
    """Money that came in; ``received_on`` is the date on the bank statement (domain.md).

    ``allocated`` is the sum of its allocations, never more than ``amount`` (invariant 1).
    """

    __tablename__ = "receipt"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    received_on: Mapped[date] = mapped_column(Date)
    amount: Mapped[Amount]
    allocated: Mapped[Amount]
    method: Mapped[ReceiptMethod] = mapped_column(Code(ReceiptMethod), default=ReceiptMethod.TRANSFER)
    payer: Mapped[ShortText]
    voucher_no: Mapped[str] = mapped_column(String(60), default="")
    bank_reference: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[LongText]

    allocations: Mapped[list["Allocation"]] = relationship(cascade="all, delete-orphan", order_by="Allocation.id")

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("allocated BETWEEN 0 AND amount", name="allocated_within_amount"),
        Index("ix_receipt_received_on", "received_on", "id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.RECEIPT}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find a receipt by number, who paid, voucher and the bank's reference."""
        return (self.number or "", self.title, self.payer, self.voucher_no, self.bank_reference)


class Allocation(Base):
    """The part of a receipt that pays (part of) an instalment."""

    __tablename__ = "allocation"

    id: Mapped[PrimaryKey]
    receipt_id: Mapped[int] = mapped_column(RowId, ForeignKey("receipt.id", ondelete="RESTRICT"))
    instalment_id: Mapped[int] = mapped_column(RowId, ForeignKey("instalment.id", ondelete="RESTRICT"))
    amount: Mapped[Amount]
    allocated_at: Mapped[Moment]
    allocated_by: Mapped[ShortText]

    __table_args__ = (
        UniqueConstraint("receipt_id", "instalment_id"),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_allocation_instalment_id", "instalment_id"),
    )

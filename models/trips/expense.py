"""Expense claims (差旅费报销): the journey, its tickets and other costs, and how they are paid (C7.4)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Amount, Base, LongText, Number, PrimaryKey, RowId, ShortText
from models.enums import AdvanceMethod, ExpenseItem, RecordKind, Transport
from models.record import Record
from models.types import Code, Money, UtcDateTime


class Expense(Record):
    """One person's claim for one dispatch; sums in yuan with tax. The record's title is what the trip was for.

    ``total`` is the sum of its lines, ``deducted`` what the check took off; ``set_off`` of the advance is used up by
    it, ``paid`` is what finance has paid out so far. What is due is total − deducted − set_off − paid.
    """

    __tablename__ = "expense"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    staff_id: Mapped[int] = mapped_column(RowId, ForeignKey("staff_member.id", ondelete="RESTRICT"))
    advance_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("advance.id", ondelete="RESTRICT"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    persons: Mapped[int] = mapped_column(Integer, default=1)
    method: Mapped[AdvanceMethod] = mapped_column(Code(AdvanceMethod), default=AdvanceMethod.TRANSFER)
    payee_account: Mapped[ShortText]
    over_standard: Mapped[LongText]
    total: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    deducted: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    deduction_reason: Mapped[ShortText]
    set_off: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    paid: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    checked_by: Mapped[ShortText]
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    to_finance_on: Mapped[date | None] = mapped_column(Date)
    paid_on: Mapped[date | None] = mapped_column(Date)

    legs: Mapped[list["ExpenseLeg"]] = relationship(
        cascade="all, delete-orphan", order_by="ExpenseLeg.position", lazy="selectin"
    )
    lines: Mapped[list["ExpenseLine"]] = relationship(
        cascade="all, delete-orphan", order_by="ExpenseLine.position", lazy="selectin"
    )

    __table_args__: Any = (
        CheckConstraint("ends_at >= starts_at", name="ends_after_start"),
        CheckConstraint(
            "total >= 0 AND deducted BETWEEN 0 AND total AND set_off >= 0 AND paid >= 0"
            " AND set_off + paid <= total - deducted",
            name="paid_within_total",
        ),
        Index("ix_expense_dispatch_id", "dispatch_id"),
        Index("ix_expense_staff_id", "staff_id"),
        Index("ix_expense_advance_id", "advance_id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.EXPENSE}  # noqa: RUF012 (read once by the mapper)

    searched_by_lines = True

    @property
    def due(self) -> Decimal:
        """What finance still has to pay out, in yuan."""
        return self.total - self.deducted - self.set_off - self.paid

    def search_parts(self) -> tuple[str, ...]:
        """Find a claim by number, what the trip was for, and its invoice and ticket numbers."""
        papers = (*(leg.ticket_no for leg in self.legs), *(line.invoice_no for line in self.lines))
        return (self.number or "", self.title, *papers)


class ExpenseLeg(Base):
    """One leg of the journey with its ticket, and the allowance for its days; ``vat`` is deductible, in yuan."""

    __tablename__ = "expense_leg"

    id: Mapped[PrimaryKey]
    expense_id: Mapped[int] = mapped_column(RowId, ForeignKey("expense.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(Integer)
    departs_at: Mapped[datetime] = mapped_column(UtcDateTime)
    origin: Mapped[ShortText]
    arrives_at: Mapped[datetime] = mapped_column(UtcDateTime)
    destination: Mapped[ShortText]
    transport: Mapped[Transport] = mapped_column(Code(Transport), default=Transport.TRAIN)
    ticket_no: Mapped[str] = mapped_column(String(60), default="")
    sheets: Mapped[int] = mapped_column(Integer, default=1)
    fare: Mapped[Amount]
    vat: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    allowance_days: Mapped[Number]
    allowance_rate: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    allowance: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))

    __table_args__: Any = (
        UniqueConstraint("expense_id", "position"),
        CheckConstraint("fare >= 0 AND vat >= 0 AND allowance >= 0", name="sums_not_negative"),
        Index("ix_expense_leg_ticket_no", "ticket_no"),
    )


class ExpenseLine(Base):
    """One other cost: hotel, local transport, meals …; ``quantity`` are nights or days where a standard counts."""

    __tablename__ = "expense_line"

    id: Mapped[PrimaryKey]
    expense_id: Mapped[int] = mapped_column(RowId, ForeignKey("expense.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(Integer)
    item: Mapped[ExpenseItem] = mapped_column(Code(ExpenseItem))
    spent_on: Mapped[date | None] = mapped_column(Date)
    city: Mapped[ShortText]
    quantity: Mapped[Number]
    amount: Mapped[Amount]
    vat: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    invoice_no: Mapped[str] = mapped_column(String(60), default="")
    sheets: Mapped[int] = mapped_column(Integer, default=1)
    note: Mapped[ShortText]

    __table_args__: Any = (
        UniqueConstraint("expense_id", "position"),
        CheckConstraint("amount >= 0 AND vat >= 0 AND vat <= amount", name="vat_within_amount"),
        Index("ix_expense_line_invoice_no", "invoice_no"),
    )

"""Stand-in machines (备用机) lent to a customer."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import LongText, Moment, Number, RowId, ShortText
from models.enums import RecordKind
from models.record import Record
from models.types import Money, UtcDateTime


class Loan(Record):
    """A part of ours with the customer for a time; it left by the line ``slip_line_id`` of an issue slip.

    ``value`` is what it left with, in yuan without tax. It is due back on ``due_back_on``; kept, sold or lost it is
    settled, with ``settled_amount`` in yuan.
    """

    __tablename__ = "loan"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    part_id: Mapped[int] = mapped_column(RowId, ForeignKey("part.id", ondelete="RESTRICT"))
    slip_line_id: Mapped[int] = mapped_column(RowId, ForeignKey("slip_line.id", ondelete="RESTRICT"))
    request_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    quantity: Mapped[Number]
    serial_no: Mapped[str] = mapped_column(String(80), default="")
    value: Mapped[Decimal | None] = mapped_column(Money)
    lent_at: Mapped[Moment]
    due_back_on: Mapped[date] = mapped_column(Date)
    back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    brought_by: Mapped[ShortText]
    condition: Mapped[LongText]
    settled_on: Mapped[date | None] = mapped_column(Date)
    settled_amount: Mapped[Decimal | None] = mapped_column(Money)
    settlement: Mapped[LongText]

    __table_args__: Any = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        Index("ix_loan_part_id", "part_id"),
        Index("ix_loan_slip_line_id", "slip_line_id"),
        Index("ix_loan_request_id", "request_id"),
        Index("ix_loan_due_back_on", "due_back_on", "id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.LOAN,
        "inherit_condition": id == Record.id,  # noqa: A003 (the column of this class; request_id is a record's too)
    }

    def search_parts(self) -> tuple[str, ...]:
        """Find a loan by number, what was lent and its serial number."""
        return (self.number or "", self.title, self.serial_no)

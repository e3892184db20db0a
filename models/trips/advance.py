"""Cash advances (借款): money taken along on a trip, until it is set off (C7.3, C7.4)."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Amount, RowId, ShortText
from models.enums import AdvanceMethod, RecordKind
from models.record import Record
from models.types import Code, Money


class Advance(Record):
    """Money lent to one of our people (``staff_id``) for a dispatch, in yuan; the record's title is what for.

    ``set_off`` is what claims have used up, ``refunded`` what was handed back in cash; it is settled once both make up
    the amount. ``exception`` is the manager's reason for a new one beside an unsettled one.
    """

    __tablename__ = "advance"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    staff_id: Mapped[int] = mapped_column(RowId, ForeignKey("staff_member.id", ondelete="RESTRICT"))
    amount: Mapped[Amount]
    method: Mapped[AdvanceMethod] = mapped_column(Code(AdvanceMethod), default=AdvanceMethod.TRANSFER)
    payee_account: Mapped[ShortText]
    repay_on: Mapped[date | None] = mapped_column(Date)
    paid_on: Mapped[date | None] = mapped_column(Date)
    voucher_no: Mapped[str] = mapped_column(String(60), default="")
    set_off: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    refunded: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    settled_on: Mapped[date | None] = mapped_column(Date)
    exception: Mapped[ShortText]

    __table_args__: Any = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint(
            "set_off >= 0 AND refunded >= 0 AND set_off + refunded <= amount", name="settled_within_amount"
        ),
        Index("ix_advance_dispatch_id", "dispatch_id"),
        Index("ix_advance_staff_id", "staff_id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.ADVANCE}  # noqa: RUF012 (read once by the mapper)

    @property
    def open_amount(self) -> Decimal:
        """What is still to be set off or handed back, in yuan."""
        return self.amount - self.set_off - self.refunded

    def search_parts(self) -> tuple[str, ...]:
        """Find an advance by number, what for, and its voucher."""
        return (self.number or "", self.title, self.voucher_no)

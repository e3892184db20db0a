"""Tasks of supporting manufacturers (配套厂家任务): what is theirs is asked of them, its cost recovered (N7)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import LongText, Moment, RowId, ShortText
from models.enums import RecordKind
from models.record import Record
from models.types import Money, UtcDateTime


class SupplierClaim(Record):
    """What a manufacturer is asked to do; the title says what, ``task`` in full.

    ``cost`` is what it cost us and is to be recovered (二次追偿), ``recovered`` what came back, both in yuan.
    """

    __tablename__ = "supplier_claim"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    partner_id: Mapped[int] = mapped_column(RowId, ForeignKey("partner.id", ondelete="RESTRICT"))
    request_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    equipment_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("equipment.id", ondelete="RESTRICT"))
    contact_name: Mapped[ShortText]
    task: Mapped[LongText]
    asked_at: Mapped[Moment]
    asked_by: Mapped[ShortText]
    wanted_on: Mapped[date | None] = mapped_column(Date)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[ShortText]
    answer: Mapped[LongText]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    result: Mapped[LongText]
    cost: Mapped[Decimal | None] = mapped_column(Money)
    recovered: Mapped[Decimal | None] = mapped_column(Money)
    recovered_on: Mapped[date | None] = mapped_column(Date)

    __table_args__: Any = (
        CheckConstraint("cost IS NULL OR cost >= 0", name="cost_not_negative"),
        CheckConstraint("recovered IS NULL OR recovered >= 0", name="recovered_not_negative"),
        Index("ix_supplier_claim_partner_id", "partner_id"),
        Index("ix_supplier_claim_request_id", "request_id"),
        Index("ix_supplier_claim_equipment_id", "equipment_id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.SUPPLIER_CLAIM,
        "inherit_condition": id == Record.id,  # noqa: A003 (the column of this class; request_id is a record's too)
    }

    def search_parts(self) -> tuple[str, ...]:
        """Find a task by number, what is asked and whom."""
        return (self.number or "", self.title, self.task, self.contact_name)

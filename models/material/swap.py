"""Parts swapped on the customer's equipment, and what becomes of the old ones (N2)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, LongText, Moment, Number, PrimaryKey, RowId, ShortText
from models.enums import Appraisal, RecordKind
from models.record import Record
from models.types import Code, Money, UtcDateTime


class PartSwap(Base):
    """A part replaced: where, when, by whom, and the serial numbers of the old and of the new one.

    ``part_id`` is the new part where it came from our stock, ``slip_line_id`` the line it was issued by.
    ``old_part_id`` is what becomes of the old one, where it has to come back.
    """

    __tablename__ = "part_swap"

    id: Mapped[PrimaryKey]
    request_id: Mapped[int] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    equipment_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("equipment.id", ondelete="RESTRICT"))
    dispatch_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    slip_line_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("slip_line.id", ondelete="RESTRICT"))
    part_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("part.id", ondelete="RESTRICT"))
    name: Mapped[ShortText]
    spec: Mapped[ShortText]
    quantity: Mapped[Number]
    old_serial_no: Mapped[str] = mapped_column(String(80), default="")
    new_serial_no: Mapped[str] = mapped_column(String(80), default="")
    swapped_on: Mapped[date] = mapped_column(Date)
    person: Mapped[ShortText]
    fault: Mapped[LongText]
    old_part_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("old_part.id", ondelete="RESTRICT"))
    recorded_at: Mapped[Moment]
    recorded_by: Mapped[ShortText]

    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        Index("ix_part_swap_request_id", "request_id"),
        Index("ix_part_swap_equipment_id", "equipment_id"),
        Index("ix_part_swap_part_id", "part_id"),
        Index("ix_part_swap_old_part_id", "old_part_id"),
    )


class OldPart(Record):
    """An old part (旧件): due back → returned → appraised → stored or settled; its title is what it is.

    ``carrier_name`` is who has to bring it. ``claim_id`` is the task to the manufacturer when it is the supplier's;
    ``settled_amount`` what was got for it, in yuan.
    """

    __tablename__ = "old_part"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    request_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    equipment_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("equipment.id", ondelete="RESTRICT"))
    part_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("part.id", ondelete="RESTRICT"))
    spec: Mapped[ShortText]
    serial_no: Mapped[str] = mapped_column(String(80), default="")
    quantity: Mapped[Number]
    unit: Mapped[str] = mapped_column(String(20), default="")
    removed_on: Mapped[date] = mapped_column(Date)
    carrier_name: Mapped[ShortText]
    fault: Mapped[LongText]
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_by: Mapped[ShortText]
    condition: Mapped[LongText]
    appraisal: Mapped[Appraisal | None] = mapped_column(Code(Appraisal))
    appraised_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    appraised_by: Mapped[ShortText]
    appraisal_text: Mapped[LongText]
    place: Mapped[ShortText]
    claim_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("supplier_claim.id", ondelete="RESTRICT"))
    settled_on: Mapped[date | None] = mapped_column(Date)
    settled_amount: Mapped[Decimal | None] = mapped_column(Money)
    settlement: Mapped[LongText]

    __table_args__: Any = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("(appraisal IS NULL) = (appraised_at IS NULL)", name="appraisal_has_time"),
        Index("ix_old_part_request_id", "request_id"),
        Index("ix_old_part_equipment_id", "equipment_id"),
        Index("ix_old_part_part_id", "part_id"),
        Index("ix_old_part_claim_id", "claim_id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.OLD_PART,
        "inherit_condition": id == Record.id,  # noqa: A003 (the column of this class; request_id is a record's too)
    }

    def search_parts(self) -> tuple[str, ...]:
        """Find an old part by number, what it is and its serial number."""
        return (self.number or "", self.title, self.spec, self.serial_no)

"""Stock counts (盘点): what lies there against what the ledger says."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, LongText, Moment, Number, PrimaryKey, RowId, ShortText
from models.enums import RecordKind
from models.record import Record
from models.types import Quantity, UtcDateTime


class StockCount(Record):
    """A count; differences are moved once the manager has approved them.

    ``counted_by`` and ``witness`` are who counted and who looked on.
    """

    __tablename__ = "stock_count"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    scope: Mapped[ShortText]
    counted_by: Mapped[ShortText]
    witness: Mapped[ShortText]
    counted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[LongText]

    lines: Mapped[list["CountLine"]] = relationship(cascade="all, delete-orphan", order_by="CountLine.line_no")

    __mapper_args__ = {"polymorphic_identity": RecordKind.COUNT}  # noqa: RUF012 (read once by the mapper)


class CountLine(Base):
    """One part: what the ledger said when the line was made (``expected``, at ``expected_at``), what was ``counted``.

    ``reason`` explains a difference. ``bin`` is where it was looked for.
    """

    __tablename__ = "count_line"

    id: Mapped[PrimaryKey]
    count_id: Mapped[int] = mapped_column(RowId, ForeignKey("stock_count.id", ondelete="RESTRICT"))
    line_no: Mapped[int] = mapped_column(Integer)
    part_id: Mapped[int] = mapped_column(RowId, ForeignKey("part.id", ondelete="RESTRICT"))
    bin: Mapped[str] = mapped_column(String(40), default="")
    expected: Mapped[Number]
    expected_at: Mapped[Moment]
    counted: Mapped[Decimal | None] = mapped_column(Quantity)
    reason: Mapped[ShortText]

    __table_args__ = (
        UniqueConstraint("count_id", "line_no"),
        UniqueConstraint("count_id", "part_id"),
        CheckConstraint("counted IS NULL OR counted >= 0", name="counted_not_negative"),
        Index("ix_count_line_part_id", "part_id"),
    )

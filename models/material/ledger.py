"""The stock ledger: every movement of every part, never changed, never deleted."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Amount, Base, LongText, Moment, Number, PrimaryKey, RowId, ShortText
from models.enums import MoveKind
from models.types import Code


class StockMove(Base):
    """One movement: ``quantity`` in the part's unit and ``value`` in yuan without tax, both with their sign.

    What is on hand is the sum of them (invariant 1). ``at`` is when it happened, ``person`` who took or brought it.
    ``source_id`` is the record it belongs to (slip, purchase, count, loan, old part), ``line_no`` its line there; None
    for stock taken on by hand, with its ``reason``. ``request_id``, ``order_id`` and ``project_id`` say whose cost it
    is. A mistake is put right by a further move.
    """

    __tablename__ = "stock_move"

    id: Mapped[PrimaryKey]
    part_id: Mapped[int] = mapped_column(RowId, ForeignKey("part.id", ondelete="RESTRICT"))
    kind: Mapped[MoveKind] = mapped_column(Code(MoveKind))
    quantity: Mapped[Number]
    value: Mapped[Amount]
    at: Mapped[Moment]
    person: Mapped[ShortText]
    reason: Mapped[LongText]
    batch: Mapped[str] = mapped_column(String(60), default="")
    expires_on: Mapped[date | None] = mapped_column(Date)
    source_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    line_no: Mapped[int | None] = mapped_column(Integer)
    request_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    order_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("service_order.id", ondelete="RESTRICT"))
    project_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("project.id", ondelete="RESTRICT"))
    recorded_at: Mapped[Moment]
    recorded_by: Mapped[ShortText]

    __table_args__ = (
        CheckConstraint("quantity <> 0", name="something_moved"),
        CheckConstraint("(quantity > 0 AND value >= 0) OR (quantity < 0 AND value <= 0)", name="value_has_same_sign"),
        Index("ix_stock_move_part_id_at", "part_id", "at", "id"),
        Index("ix_stock_move_source_id", "source_id"),
        Index("ix_stock_move_request_id", "request_id"),
        Index("ix_stock_move_order_id", "order_id"),
        Index("ix_stock_move_project_id", "project_id"),
    )

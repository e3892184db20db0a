"""Needs: what of a request or an order has to come from stock or be bought, and what looking in stock said (C6.1)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, LongText, Number, PrimaryKey, RowId, ShortText
from models.enums import StockAnswer
from models.types import Code, UtcDateTime


class MaterialNeed(Base):
    """The need of one line (``line_no``) of a request or an order (``record_id``): ``quantity`` of ``part_id``.

    ``answer`` is what looking in stock said, with its ``reason``; ``chosen_id`` the part that is handed out instead
    where a close model was taken. What slips issue for the need (``SlipLine.need_id``) and what of a purchase is for it
    (``PurchaseShare``) points to it.
    """

    __tablename__ = "material_need"

    id: Mapped[PrimaryKey]
    record_id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    line_no: Mapped[int] = mapped_column(Integer)
    part_id: Mapped[int] = mapped_column(RowId, ForeignKey("part.id", ondelete="RESTRICT"))
    quantity: Mapped[Number]
    needed_on: Mapped[date | None] = mapped_column(Date)
    answer: Mapped[StockAnswer | None] = mapped_column(Code(StockAnswer))
    chosen_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("part.id", ondelete="RESTRICT"))
    reason: Mapped[LongText]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[ShortText]

    __table_args__ = (
        UniqueConstraint("record_id", "line_no"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_has_time"),
        Index("ix_material_need_part_id", "part_id"),
        Index("ix_material_need_chosen_id", "chosen_id"),
        Index("ix_material_need_answer", "answer", "id"),
    )

    @property
    def wanted_id(self) -> int:
        """The part that is handed out: the chosen close model, else the one asked for."""
        return self.chosen_id or self.part_id

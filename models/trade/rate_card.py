"""The rate card (收费标准): what labour, trips and the like cost a customer, for as long as it is valid."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Amount, Base, LongText, PrimaryKey, RowId, Share, ShortText
from models.enums import LineKind, RecordKind
from models.record import Record
from models.types import Code, Money


class RateCard(Record):
    """A rate card; on a day counts the one in use that became valid last. ``valid_to`` None means until the next."""

    __tablename__ = "rate_card"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    note: Mapped[LongText]

    lines: Mapped[list["RateCardLine"]] = relationship(cascade="all, delete-orphan", order_by="RateCardLine.position")

    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_start"),
        Index("ix_rate_card_valid_from", "valid_from", "id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.RATE_CARD}  # noqa: RUF012 (read once by the mapper)


class RateCardLine(Base):
    """One rate: ``price`` with tax for one ``unit``, ``cost`` without tax where it is known."""

    __tablename__ = "rate_card_line"

    id: Mapped[PrimaryKey]
    rate_card_id: Mapped[int] = mapped_column(RowId, ForeignKey("rate_card.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[LineKind] = mapped_column(Code(LineKind))
    name: Mapped[ShortText]
    unit: Mapped[str] = mapped_column(String(20), default="")
    price: Mapped[Amount]
    cost: Mapped[Decimal | None] = mapped_column(Money)
    tax_rate: Mapped[Share]
    note: Mapped[ShortText]

    __table_args__ = (
        UniqueConstraint("rate_card_id", "position"),
        CheckConstraint("price >= 0", name="price_not_negative"),
        CheckConstraint("cost IS NULL OR cost >= 0", name="cost_not_negative"),
    )

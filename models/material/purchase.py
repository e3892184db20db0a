"""Purchase orders to the purchasing department (采购订单, 请购单): what has to be bought goes on one (C6.2)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Flag, LongText, Number, PrimaryKey, RowId, ShortText
from models.enums import CostBearer, PurchaseType, PurchaseUrgency, RecordKind, StockAnswer
from models.record import Record
from models.types import Code, Money, Quantity, UtcDateTime


class Purchase(Record):
    """What purchasing is asked to buy, or, as the manager's exception, what the department buys itself
    (``own_purchase``, 零星自购, with its reason).

    ``ordered_at`` and ``ordered_by`` are when and by whom purchasing ordered it, ``supplier_id`` and ``order_ref`` from
    whom and under which number of theirs.
    """

    __tablename__ = "purchase"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    purchase_type: Mapped[PurchaseType] = mapped_column(Code(PurchaseType), default=PurchaseType.SPARE_PARTS)
    urgency: Mapped[PurchaseUrgency] = mapped_column(Code(PurchaseUrgency), default=PurchaseUrgency.NORMAL)
    urgent_reason: Mapped[ShortText]
    cost_bearer: Mapped[CostBearer] = mapped_column(Code(CostBearer), default=CostBearer.DEPARTMENT)
    request_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    order_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("service_order.id", ondelete="RESTRICT"))
    requester: Mapped[ShortText]
    purpose: Mapped[LongText]
    deliver_to: Mapped[ShortText]
    budget_item: Mapped[ShortText]
    needed_on: Mapped[date | None] = mapped_column(Date)
    own_purchase: Mapped[Flag]
    own_reason: Mapped[LongText]
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ordered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ordered_by: Mapped[ShortText]
    supplier_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("partner.id", ondelete="RESTRICT"))
    order_ref: Mapped[ShortText]
    expected_on: Mapped[date | None] = mapped_column(Date)

    lines: Mapped[list["PurchaseLine"]] = relationship(cascade="all, delete-orphan", order_by="PurchaseLine.line_no")

    __table_args__: Any = (
        Index("ix_purchase_request_id", "request_id"),
        Index("ix_purchase_order_id", "order_id"),
        Index("ix_purchase_supplier_id", "supplier_id"),
        Index("ix_purchase_needed_on", "needed_on", "id"),
        Index("ix_purchase_expected_on", "expected_on", "id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.PURCHASE,
        "inherit_condition": id == Record.id,  # noqa: A003 (the column of this class; request_id is a record's too)
    }

    def search_parts(self) -> tuple[str, ...]:
        """Find a purchase by number, what it is for and the supplier's number."""
        return (self.number or "", self.title, self.purpose, self.order_ref)


class PurchaseLine(Base):
    """One item to buy: ``answer`` and ``answer_reason`` are what looking in stock said (C6.1), None while nobody has;
    ``stock_then`` is what was free in stock when it was submitted.

    ``estimate`` is the expected cost of one unit without tax. ``received`` repeats the ledger; a ``closed`` line gets
    no more, for the reason given.
    """

    __tablename__ = "purchase_line"

    id: Mapped[PrimaryKey]
    purchase_id: Mapped[int] = mapped_column(RowId, ForeignKey("purchase.id", ondelete="RESTRICT"))
    line_no: Mapped[int] = mapped_column(Integer)
    part_id: Mapped[int] = mapped_column(RowId, ForeignKey("part.id", ondelete="RESTRICT"))
    quantity: Mapped[Number]
    needed_on: Mapped[date | None] = mapped_column(Date)
    requirement: Mapped[ShortText]
    answer: Mapped[StockAnswer | None] = mapped_column(Code(StockAnswer))
    answer_reason: Mapped[LongText]
    stock_then: Mapped[Decimal | None] = mapped_column(Quantity)
    estimate: Mapped[Decimal | None] = mapped_column(Money)
    expected_on: Mapped[date | None] = mapped_column(Date)
    received: Mapped[Number] = mapped_column(default=Decimal(0))
    closed: Mapped[Flag]
    closed_reason: Mapped[LongText]

    shares: Mapped[list["PurchaseShare"]] = relationship(cascade="all, delete-orphan", order_by="PurchaseShare.id")

    __table_args__ = (
        UniqueConstraint("purchase_id", "line_no"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("received >= 0", name="received_not_negative"),
        CheckConstraint("estimate IS NULL OR estimate >= 0", name="estimate_not_negative"),
        Index("ix_purchase_line_part_id", "part_id"),
    )

    @property
    def to_come(self) -> Decimal:
        """What is still to come of the line."""
        return Decimal(0) if self.closed else max(self.quantity - self.received, Decimal(0))


class PurchaseShare(Base):
    """How much of a purchase's line is for a need: goods on order count as coming, and can be reserved (C6.1).

    ``reserved`` is what of it the answer "reserve goods on order" took, and gives back when the answer changes; the
    rest was bought for the need.
    """

    __tablename__ = "purchase_share"

    id: Mapped[PrimaryKey]
    line_id: Mapped[int] = mapped_column(RowId, ForeignKey("purchase_line.id", ondelete="RESTRICT"))
    need_id: Mapped[int] = mapped_column(RowId, ForeignKey("material_need.id", ondelete="RESTRICT"))
    quantity: Mapped[Number]
    reserved: Mapped[Number] = mapped_column(default=Decimal(0))

    __table_args__ = (
        UniqueConstraint("line_id", "need_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("reserved >= 0 AND reserved <= quantity", name="reserved_within_quantity"),
        Index("ix_purchase_share_need_id", "need_id"),
    )

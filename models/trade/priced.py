"""What a quotation and an order have in common: lines with cost, price and tax, a discount, and terms of payment."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Amount, Base, Flag, LongText, Number, PrimaryKey, RowId, Share, ShortText
from models.enums import InvoiceType, LineKind
from models.record import Record
from models.types import Code, Money, Percent, UtcDateTime


class PricedRecord(Record):
    """A record that names a price.

    Prices are with tax, costs without (decision 5). ``discount`` is taken off the whole and spread over the lines.
    ``total`` (with tax, after discount), ``net_total`` (without tax) and ``cost_total`` are sums of the lines, written
    again whenever one changes; ``cost_total`` is None while the cost of a line is unknown, and so is ``margin``, in
    percent of the net total. ``large`` marks large, special and batch supply (C8.2). ``advance_percent`` of the total
    is paid before the service, the rest ``balance_days`` after it ended (C9); what differs from the usual has its
    ``terms_reason``.
    """

    __tablename__ = "priced_record"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    request_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    contact_name: Mapped[ShortText]
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    large: Mapped[Flag]
    discount: Mapped[Amount]
    advance_percent: Mapped[Share]
    balance_days: Mapped[int] = mapped_column(Integer)
    terms_reason: Mapped[LongText]
    invoice_type: Mapped[InvoiceType] = mapped_column(Code(InvoiceType), default=InvoiceType.SPECIAL)
    lead_time: Mapped[ShortText]
    delivery: Mapped[ShortText]
    warranty: Mapped[ShortText]
    exclusions: Mapped[LongText]
    remark: Mapped[LongText]
    total: Mapped[Amount]
    net_total: Mapped[Amount]
    cost_total: Mapped[Decimal | None] = mapped_column(Money)
    margin: Mapped[Decimal | None] = mapped_column(Percent)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    lines: Mapped[list["PricedLine"]] = relationship(cascade="all, delete-orphan", order_by="PricedLine.position")

    __table_args__: Any = (
        CheckConstraint("discount >= 0", name="discount_not_negative"),
        CheckConstraint("total >= 0", name="total_not_negative"),
        CheckConstraint("advance_percent BETWEEN 0 AND 10000", name="advance_is_share"),
        CheckConstraint("balance_days >= 0", name="balance_days_not_negative"),
        Index("ix_priced_record_request_id", "request_id"),
        Index("ix_priced_record_total", "total", "id"),
        Index("ix_priced_record_margin", "margin", "id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_abstract": True,
        "inherit_condition": id == Record.id,  # noqa: A003 (the column of this class; request_id is a record's too)
    }


class PricedLine(Base):
    """One line: ``line_no`` names it for good, ``position`` orders it.

    ``unit_price`` with tax at ``tax_rate`` percent; ``unit_cost`` without tax, None while nobody knows it.
    """

    __tablename__ = "priced_line"

    id: Mapped[PrimaryKey]
    record_id: Mapped[int] = mapped_column(RowId, ForeignKey("priced_record.id", ondelete="RESTRICT"))
    line_no: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[LineKind] = mapped_column(Code(LineKind))
    part_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("part.id", ondelete="RESTRICT"))
    name: Mapped[ShortText]
    spec: Mapped[ShortText]
    brand: Mapped[ShortText]
    unit: Mapped[str] = mapped_column(String(20), default="")
    quantity: Mapped[Number]
    unit_cost: Mapped[Decimal | None] = mapped_column(Money)
    unit_price: Mapped[Amount]
    tax_rate: Mapped[Share]
    remark: Mapped[ShortText]

    __table_args__ = (
        UniqueConstraint("record_id", "line_no"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("unit_price >= 0", name="price_not_negative"),
        CheckConstraint("unit_cost IS NULL OR unit_cost >= 0", name="cost_not_negative"),
        Index("ix_priced_line_part_id", "part_id"),
    )

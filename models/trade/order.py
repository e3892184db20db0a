"""Service orders and agreements (C8), what is called off and visited under them, and what they cost in the end."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Amount, Base, LongText, Moment, Number, PrimaryKey, RowId, ShortText
from models.enums import CostKind, DisputeWay, OrderKind, RecordKind
from models.trade.priced import PricedRecord
from models.types import Code, Quantity, UtcDateTime


class ServiceOrder(PricedRecord):
    """A service order or agreement (技术服务订单 / 服务协议), from an accepted quotation or by itself.

    It is in force from ``effective_at`` on, once approved and signed by the customer (``signed_on``, ``signed_by``, the
    scan ``acceptance_id``) or, where it repeats a quotation, once that was accepted. A maintenance agreement runs from
    ``starts_on`` to ``ends_on`` and may renew another one. ``contract_id`` is the contract under which the plant was
    delivered. ``served_at`` is when the service ended: the balance counts from there (C9.2).
    """

    __tablename__ = "service_order"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("priced_record.id", ondelete="RESTRICT"), primary_key=True)
    order_kind: Mapped[OrderKind] = mapped_column(Code(OrderKind))
    quotation_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("quotation.id", ondelete="RESTRICT"))
    contract_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("contract.id", ondelete="RESTRICT"))
    renews_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("service_order.id", ondelete="RESTRICT"))
    signed_on: Mapped[date | None] = mapped_column(Date)
    signed_by: Mapped[ShortText]
    sign_place: Mapped[ShortText]
    acceptance_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("document.id", ondelete="RESTRICT"))
    effective_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    response_time: Mapped[ShortText]
    late_rate: Mapped[ShortText]
    dispute_way: Mapped[DisputeWay] = mapped_column(Code(DisputeWay), default=DisputeWay.PROVIDERS_COURT)
    served_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    visits: Mapped[list["OrderVisit"]] = relationship(cascade="all, delete-orphan", order_by="OrderVisit.planned_on")
    call_offs: Mapped[list["CallOff"]] = relationship(cascade="all, delete-orphan", order_by="CallOff.id")
    costs: Mapped[list["OrderCost"]] = relationship(cascade="all, delete-orphan", order_by="OrderCost.id")

    __table_args__: Any = (
        CheckConstraint("starts_on IS NULL OR ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        Index("ix_service_order_quotation_id", "quotation_id"),
        Index("ix_service_order_contract_id", "contract_id"),
        Index("ix_service_order_renews_id", "renews_id"),
        Index("ix_service_order_effective_at", "effective_at", "id"),
        Index("ix_service_order_ends_on", "ends_on", "id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.ORDER,
        "polymorphic_abstract": False,
        "inherit_condition": id == PricedRecord.id,  # noqa: A003 (the column of this class)
    }

    searched_by_lines = True

    def search_parts(self) -> tuple[str, ...]:
        """Find an order by number, what it is about, who signs and what its lines name."""
        return (self.number or "", self.title, self.contact_name, *(line.name for line in self.lines))


class OrderVisit(Base):
    """A visit that a maintenance agreement promises: ``visit_no`` names it, ``done_at`` uses it up."""

    __tablename__ = "order_visit"

    id: Mapped[PrimaryKey]
    order_id: Mapped[int] = mapped_column(RowId, ForeignKey("service_order.id", ondelete="RESTRICT"))
    visit_no: Mapped[int] = mapped_column(Integer)
    planned_on: Mapped[date] = mapped_column(Date)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[ShortText]

    __table_args__ = (UniqueConstraint("order_id", "visit_no"),)


class CallOff(Base):
    """A quantity that the customer called off one line of an order (chemicals): never more than is left of it."""

    __tablename__ = "call_off"

    id: Mapped[PrimaryKey]
    order_id: Mapped[int] = mapped_column(RowId, ForeignKey("service_order.id", ondelete="RESTRICT"))
    line_no: Mapped[int] = mapped_column(Integer)
    called_at: Mapped[Moment]
    quantity: Mapped[Number]
    wanted_on: Mapped[date | None] = mapped_column(Date)
    called_by: Mapped[ShortText]
    note: Mapped[ShortText]

    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        Index("ix_call_off_order_id", "order_id"),
    )


class OrderCost(Base):
    """What an order really cost, without tax (C8.3); ``source_id`` is the record it follows from, None if typed."""

    __tablename__ = "order_cost"

    id: Mapped[PrimaryKey]
    order_id: Mapped[int] = mapped_column(RowId, ForeignKey("service_order.id", ondelete="RESTRICT"))
    kind: Mapped[CostKind] = mapped_column(Code(CostKind))
    text: Mapped[ShortText]
    quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    amount: Mapped[Amount]
    incurred_on: Mapped[date] = mapped_column(Date)
    source_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    recorded_at: Mapped[Moment]
    recorded_by: Mapped[ShortText]
    note: Mapped[LongText]

    __table_args__ = (Index("ix_order_cost_order_id", "order_id"), Index("ix_order_cost_source_id", "source_id"))

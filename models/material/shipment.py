"""Shipments (发运): goods on their way to the customer, until the customer confirms them (C6.4, C6.6)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Flag, LongText, Number, PrimaryKey, RowId, ShortText
from models.enums import ArrivalCondition, FreightPayer, PickupMode, RecordKind, TransportMode
from models.record import Record
from models.types import Code, Money, Quantity, UtcDateTime


class Shipment(Record):
    """A shipment: who sends, who receives, how it travels, what happened to it; its slips point to it.

    ``marks`` are codes of ``HandlingMark``. ``large`` goods need their notice before they leave (C6.4);
    ``dangerous_goods`` says what they are (UN number, class). ``freight``, ``declared_value`` and ``insurance_fee`` are
    in yuan. ``receipt_id`` is the signed return slip.
    """

    __tablename__ = "shipment"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    request_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    order_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("service_order.id", ondelete="RESTRICT"))
    shipper_unit: Mapped[ShortText]
    shipper_address: Mapped[ShortText]
    shipper_contact: Mapped[ShortText]
    shipper_phone: Mapped[str] = mapped_column(String(40), default="")
    shipper_postcode: Mapped[str] = mapped_column(String(12), default="")
    consignee_unit: Mapped[ShortText]
    consignee_address: Mapped[ShortText]
    consignee_contact: Mapped[ShortText]
    consignee_phone: Mapped[str] = mapped_column(String(40), default="")
    consignee_postcode: Mapped[str] = mapped_column(String(12), default="")
    ship_on: Mapped[date | None] = mapped_column(Date)
    arrive_on: Mapped[date | None] = mapped_column(Date)
    carrier_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("partner.id", ondelete="RESTRICT"))
    carrier_name: Mapped[ShortText]
    waybill_no: Mapped[str] = mapped_column(String(60), default="")
    mode: Mapped[TransportMode] = mapped_column(Code(TransportMode), default=TransportMode.PART_LOAD)
    pickup: Mapped[PickupMode] = mapped_column(Code(PickupMode), default=PickupMode.DOOR)
    vehicle_no: Mapped[str] = mapped_column(String(40), default="")
    driver: Mapped[ShortText]
    freight_payer: Mapped[FreightPayer] = mapped_column(Code(FreightPayer), default=FreightPayer.PREPAID)
    freight: Mapped[Decimal | None] = mapped_column(Money)
    insured: Mapped[Flag]
    declared_value: Mapped[Decimal | None] = mapped_column(Money)
    insurance_fee: Mapped[Decimal | None] = mapped_column(Money)
    marks: Mapped[list[str]] = mapped_column(JSON, default=list)
    large: Mapped[Flag]
    dangerous_goods: Mapped[ShortText]
    documents_enclosed: Mapped[ShortText]
    note: Mapped[LongText]
    notified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shipped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[ShortText]
    received_packages: Mapped[int | None] = mapped_column(Integer)
    condition: Mapped[ArrivalCondition | None] = mapped_column(Code(ArrivalCondition))
    exceptions: Mapped[LongText]
    receipt_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("document.id", ondelete="RESTRICT"))

    packages: Mapped[list["Package"]] = relationship(cascade="all, delete-orphan", order_by="Package.package_no")

    __table_args__: Any = (
        CheckConstraint("freight IS NULL OR freight >= 0", name="freight_not_negative"),
        Index("ix_shipment_request_id", "request_id"),
        Index("ix_shipment_order_id", "order_id"),
        Index("ix_shipment_carrier_id", "carrier_id"),
        Index("ix_shipment_waybill_no", "waybill_no"),
        Index("ix_shipment_shipped_at", "shipped_at", "id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.SHIPMENT,
        "inherit_condition": id == Record.id,  # noqa: A003 (the column of this class; request_id is a record's too)
    }

    def search_parts(self) -> tuple[str, ...]:
        """Find a shipment by number, consignee, carrier and waybill."""
        return (self.number or "", self.title, self.consignee_unit, self.carrier_name, self.waybill_no)


class Package(Base):
    """One package: how it is packed, its size in centimetres, its weight in kilograms."""

    __tablename__ = "package"

    id: Mapped[PrimaryKey]
    shipment_id: Mapped[int] = mapped_column(RowId, ForeignKey("shipment.id", ondelete="RESTRICT"))
    package_no: Mapped[int] = mapped_column(Integer)
    packing: Mapped[ShortText]
    length_cm: Mapped[int | None] = mapped_column(Integer)
    width_cm: Mapped[int | None] = mapped_column(Integer)
    height_cm: Mapped[int | None] = mapped_column(Integer)
    gross_kg: Mapped[Decimal | None] = mapped_column(Quantity)
    net_kg: Mapped[Decimal | None] = mapped_column(Quantity)
    contents: Mapped[ShortText]

    items: Mapped[list["PackedItem"]] = relationship(cascade="all, delete-orphan", order_by="PackedItem.id")

    __table_args__ = (UniqueConstraint("shipment_id", "package_no"),)


class PackedItem(Base):
    """How much of a slip's line is in a package."""

    __tablename__ = "packed_item"

    id: Mapped[PrimaryKey]
    package_id: Mapped[int] = mapped_column(RowId, ForeignKey("package.id", ondelete="RESTRICT"))
    slip_line_id: Mapped[int] = mapped_column(RowId, ForeignKey("slip_line.id", ondelete="RESTRICT"))
    quantity: Mapped[Number]

    __table_args__ = (
        UniqueConstraint("package_id", "slip_line_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        Index("ix_packed_item_slip_line_id", "slip_line_id"),
    )

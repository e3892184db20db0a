"""Service requests: what customers ask of the department (C2, C3)."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Flag, LongText, Moment, PrimaryKey, RowId, ShortText
from models.enums import (
    ClassBasis,
    PartClass,
    RecordKind,
    RequestChannel,
    RequestKind,
    RequestSource,
    ServiceClass,
    Severity,
)
from models.record import Record
from models.types import Code, Quantity, UtcDateTime


class Request(Record):
    """A service request (服务请求); the record's title is its first line, ``text`` what was said in full.

    ``received_at`` is when the customer said it and ``received_by`` who took it, ``registered_at`` when it was written
    down. ``incoming_number`` is that of the fax or letter. ``large`` marks what is large or important (C5.2),
    ``fault_level`` 1 to 3 how bad it is under a graded contract (N4). The class is proposed by
    the program with its basis and confirmed by a person (C3.2); steps of C3.1 are events.
    """

    __tablename__ = "request"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    channel: Mapped[RequestChannel] = mapped_column(Code(RequestChannel))
    source: Mapped[RequestSource] = mapped_column(Code(RequestSource), default=RequestSource.CUSTOMER)
    source_department: Mapped[ShortText]
    received_at: Mapped[Moment]
    registered_at: Mapped[Moment]
    owner_name: Mapped[ShortText]
    contact_name: Mapped[ShortText]
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    equipment_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("equipment.id", ondelete="RESTRICT"))
    text: Mapped[LongText]
    received_by: Mapped[ShortText]
    incoming_number: Mapped[str | None] = mapped_column(String(60))
    request_kind: Mapped[RequestKind] = mapped_column(Code(RequestKind))
    severity: Mapped[Severity] = mapped_column(Code(Severity), default=Severity.GENERAL)
    needs_visit: Mapped[Flag]
    urgent: Mapped[Flag]
    manufacturer_needed: Mapped[Flag]
    misuse: Mapped[Flag]
    large: Mapped[Flag]
    fault_level: Mapped[int | None] = mapped_column(Integer)
    owner_assigned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    solved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    merged_into_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    proposed_class: Mapped[ServiceClass] = mapped_column(Code(ServiceClass))
    proposed_basis: Mapped[ClassBasis] = mapped_column(Code(ClassBasis))
    confirmed_class: Mapped[ServiceClass | None] = mapped_column(Code(ServiceClass))
    confirmed_basis: Mapped[ClassBasis | None] = mapped_column(Code(ClassBasis))
    class_reason: Mapped[LongText]
    confirmed_by: Mapped[ShortText]
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cause: Mapped[LongText]
    result: Mapped[LongText]

    lines: Mapped[list["RequestLine"]] = relationship(
        back_populates="request", cascade="all, delete-orphan", order_by="RequestLine.position"
    )

    __table_args__ = (
        UniqueConstraint("incoming_number"),
        CheckConstraint("fault_level IS NULL OR fault_level BETWEEN 1 AND 3", name="fault_level_known"),
        CheckConstraint("(confirmed_class IS NULL) = (confirmed_at IS NULL)", name="confirmed_has_time"),
        CheckConstraint("(confirmed_class IS NULL) = (confirmed_basis IS NULL)", name="confirmed_has_basis"),
        Index("ix_request_severity", "severity", "id"),
        Index("ix_request_confirmed_class", "confirmed_class", "id"),
        Index("ix_request_equipment_id", "equipment_id"),
        Index("ix_request_merged_into_id", "merged_into_id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.REQUEST,
        "inherit_condition": id == Record.id,  # noqa: A003 (the column of this class; merged_into_id points here too)
    }

    def search_parts(self) -> tuple[str, ...]:
        """Find a request by number, what was said, and who said it."""
        own = (self.number or "", self.incoming_number or "", self.text)
        return (*own, self.contact_name, self.contact_phone, self.owner_name)


class RequestLine(Base):
    """One thing that a request asks for; a line may differ from the rest in who pays (C3.2: warranty repair, paid
    membranes).

    ``line_no`` names the line for good, ``position`` orders it. ``quantity`` None is not said. A line with a
    ``part_class`` is a part needed: its clock (C4.2) runs from ``needed_at`` to ``handed_over_at``. ``service_class``
    None follows the request.
    """

    __tablename__ = "request_line"

    id: Mapped[PrimaryKey]
    request_id: Mapped[int] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    line_no: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
    text: Mapped[ShortText]
    quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    unit: Mapped[str] = mapped_column(String(20), default="")
    part_class: Mapped[PartClass | None] = mapped_column(Code(PartClass))
    needed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    handed_over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    service_class: Mapped[ServiceClass | None] = mapped_column(Code(ServiceClass))
    class_basis: Mapped[ClassBasis | None] = mapped_column(Code(ClassBasis))
    class_reason: Mapped[LongText]

    request: Mapped[Request] = relationship(back_populates="lines")

    __table_args__ = (
        UniqueConstraint("request_id", "line_no"),
        CheckConstraint("quantity IS NULL OR quantity > 0", name="quantity_positive"),
        CheckConstraint("(part_class IS NULL) = (needed_at IS NULL)", name="part_has_need"),
        CheckConstraint("(service_class IS NULL) = (class_basis IS NULL)", name="class_has_basis"),
    )

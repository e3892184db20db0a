"""Service requests: what customers ask of the department (C2, C3)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Flag, LongText, Moment, RowId, ShortText
from models.enums import (
    ClassBasis,
    RecordKind,
    RequestChannel,
    RequestKind,
    RequestSource,
    ServiceClass,
    Severity,
)
from models.record import Record
from models.types import Code, UtcDateTime


class Request(Record):
    """A service request (服务请求); the record's title is its first line, ``text`` what was said in full.

    ``received_at`` is when the customer said it, ``registered_at`` when it was written down. The class is proposed by
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
    request_kind: Mapped[RequestKind] = mapped_column(Code(RequestKind))
    severity: Mapped[Severity] = mapped_column(Code(Severity), default=Severity.GENERAL)
    needs_visit: Mapped[Flag]
    urgent: Mapped[Flag]
    manufacturer_needed: Mapped[Flag]
    misuse: Mapped[Flag]
    proposed_class: Mapped[ServiceClass] = mapped_column(Code(ServiceClass))
    proposed_basis: Mapped[ClassBasis] = mapped_column(Code(ClassBasis))
    confirmed_class: Mapped[ServiceClass | None] = mapped_column(Code(ServiceClass))
    confirmed_basis: Mapped[ClassBasis | None] = mapped_column(Code(ClassBasis))
    class_reason: Mapped[LongText]
    confirmed_by: Mapped[ShortText]
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cause: Mapped[LongText]
    result: Mapped[LongText]

    __table_args__ = (
        CheckConstraint("(confirmed_class IS NULL) = (confirmed_at IS NULL)", name="confirmed_has_time"),
        CheckConstraint("(confirmed_class IS NULL) = (confirmed_basis IS NULL)", name="confirmed_has_basis"),
        Index("ix_request_severity", "severity", "id"),
        Index("ix_request_confirmed_class", "confirmed_class", "id"),
        Index("ix_request_equipment_id", "equipment_id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.REQUEST}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find a request by number, what was said, and who said it."""
        return (self.number or "", self.text, self.contact_name, self.contact_phone, self.owner_name)

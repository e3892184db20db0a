"""What a person may and can do: certificates and trainings; and when somebody cannot be sent (C12.2, N5)."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment, PrimaryKey, RowId, ShortText
from models.enums import AbsenceKind, CertificateKind
from models.types import Code, Quantity


class StaffCertificate(Base):
    """A certificate of one of our people; valid up to and including ``valid_until`` (None: without an end)."""

    __tablename__ = "staff_certificate"

    id: Mapped[PrimaryKey]
    staff_id: Mapped[int] = mapped_column(RowId, ForeignKey("staff_member.id", ondelete="RESTRICT"))
    certificate: Mapped[CertificateKind] = mapped_column(Code(CertificateKind))
    name: Mapped[ShortText]
    certificate_no: Mapped[str] = mapped_column(String(60), default="")
    issued_by: Mapped[ShortText]
    issued_on: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)

    __table_args__: Any = (
        CheckConstraint(
            "valid_until IS NULL OR issued_on IS NULL OR valid_until >= issued_on", name="ends_after_start"
        ),
        Index("ix_staff_certificate_staff_id", "staff_id"),
        Index("ix_staff_certificate_valid_until", "valid_until"),
    )


class StaffTraining(Base):
    """Something one of our people was taught: what, when, by whom, how long, with what result."""

    __tablename__ = "staff_training"

    id: Mapped[PrimaryKey]
    staff_id: Mapped[int] = mapped_column(RowId, ForeignKey("staff_member.id", ondelete="RESTRICT"))
    held_on: Mapped[date] = mapped_column(Date)
    topic: Mapped[ShortText]
    teacher: Mapped[ShortText]
    hours: Mapped[Decimal | None] = mapped_column(Quantity)
    result: Mapped[ShortText]

    __table_args__ = (Index("ix_staff_training_staff_id", "staff_id", "held_on"),)


class Absence(Base):
    """A time when one of our people cannot be sent: leave, illness, training; both ends belong to it."""

    __tablename__ = "absence"

    id: Mapped[PrimaryKey]
    staff_id: Mapped[int] = mapped_column(RowId, ForeignKey("staff_member.id", ondelete="RESTRICT"))
    absence: Mapped[AbsenceKind] = mapped_column(Code(AbsenceKind), default=AbsenceKind.LEAVE)
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    note: Mapped[ShortText]

    __table_args__ = (
        CheckConstraint("ends_at >= starts_at", name="ends_after_start"),
        Index("ix_absence_staff_id", "staff_id", "starts_at"),
    )

"""Hazard sources (危险源) of a project and its sites (C12.1)."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import LongText, Number, RowId, ShortText
from models.enums import AccidentKind, HazardOrigin, RecordKind, WorkType
from models.record import Record
from models.types import Code


class Hazard(Record):
    """One hazard of a project, or of one of its sites; the record's title is what and where it is.

    ``likelihood``, ``exposure`` and ``consequence`` are L, E and C of the LEC method, ``danger`` is their product D,
    kept for sorting. ``gear`` holds codes of ``ProtectiveGear``, ``certificates`` codes of ``CertificateKind`` that at
    least one traveller must hold on the travel dates, ``min_persons`` how many must go together. It was last looked at
    on ``reviewed_on``; ``review_reason`` is not empty while an incident asks for a new look.
    """

    __tablename__ = "hazard"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    place: Mapped[ShortText]
    activity: Mapped[ShortText]
    work_type: Mapped[WorkType] = mapped_column(Code(WorkType), default=WorkType.ORDINARY)
    accident: Mapped[AccidentKind] = mapped_column(Code(AccidentKind), default=AccidentKind.OTHER)
    result: Mapped[ShortText]
    origin: Mapped[HazardOrigin] = mapped_column(Code(HazardOrigin), default=HazardOrigin.THE_WORK)
    likelihood: Mapped[Number]
    exposure: Mapped[Number]
    consequence: Mapped[Number]
    danger: Mapped[Number]
    prevention: Mapped[LongText]
    gear: Mapped[list[str]] = mapped_column(JSON, default=list)
    certificates: Mapped[list[str]] = mapped_column(JSON, default=list)
    min_persons: Mapped[int] = mapped_column(Integer, default=1)
    emergency: Mapped[LongText]
    reviewed_on: Mapped[date] = mapped_column(Date)
    reviewed_by: Mapped[ShortText]
    review_reason: Mapped[ShortText]
    template: Mapped[str] = mapped_column(String(40), default="")

    __table_args__: Any = (
        CheckConstraint("likelihood > 0 AND exposure > 0 AND consequence > 0", name="lec_positive"),
        CheckConstraint("min_persons BETWEEN 1 AND 20", name="min_persons_range"),
        Index("ix_hazard_danger", "danger", "id"),
        Index("ix_hazard_reviewed_on", "reviewed_on", "id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.HAZARD}  # noqa: RUF012 (read once by the mapper)

    @property
    def needs_review(self) -> bool:
        """Whether an incident reopened its review."""
        return bool(self.review_reason)

    def search_parts(self) -> tuple[str, ...]:
        """Find a hazard by number, what it is, where, and in which work."""
        return (self.number or "", self.title, self.place, self.activity, self.result)

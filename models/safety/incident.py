"""Accidents and near misses (事故、险情), which reopen the review of their hazard (C12.2)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import LongText, Moment, RowId, ShortText
from models.enums import IncidentKind, Injury, RecordKind
from models.record import Record
from models.types import Code, UtcDateTime


class Incident(Record):
    """What happened, where, to whom; ``hazard_id`` the hazard it came from, None where none was on the list.

    ``reported_to`` and ``reported_at`` tell the report upward; it is closed with ``cause`` and ``measures``.
    """

    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    incident_kind: Mapped[IncidentKind] = mapped_column(Code(IncidentKind))
    happened_at: Mapped[Moment]
    place: Mapped[ShortText]
    hazard_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("hazard.id", ondelete="RESTRICT"))
    dispatch_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    persons: Mapped[ShortText]
    injury: Mapped[Injury] = mapped_column(Code(Injury), default=Injury.NONE)
    course: Mapped[LongText]
    damage: Mapped[LongText]
    first_aid: Mapped[LongText]
    cause: Mapped[LongText]
    measures: Mapped[LongText]
    responsible: Mapped[ShortText]
    measures_until: Mapped[date | None] = mapped_column(Date)
    reported_to: Mapped[ShortText]
    reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__: Any = (
        Index("ix_incident_hazard_id", "hazard_id"),
        Index("ix_incident_dispatch_id", "dispatch_id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.INCIDENT}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find an incident by number, what happened, where and to whom."""
        return (self.number or "", self.title, self.place, self.persons)

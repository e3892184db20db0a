"""Safety briefings (安全技术交底): who was told which hazards, and signed (C12.2)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Flag, LongText, Moment, PrimaryKey, RowId, ShortText
from models.enums import BriefingState, RecordKind, SignatureWay
from models.record import Record
from models.types import Code, UtcDateTime


class Briefing(Record):
    """One briefing of the people of a dispatch; one for a late joiner is an ``is_addendum``.

    ``hazards_hash`` is what the hazards said when it was held; a briefing whose hash is no longer that of the
    dispatch's hazards counts for nothing any more. ``hazards`` keeps them as they were told: id, number, title, level,
    result, prevention, emergency of each. ``gear`` and ``permits`` are codes (``ProtectiveGear``, ``WorkType``).
    """

    __tablename__ = "briefing"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    is_addendum: Mapped[Flag]
    briefed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    place: Mapped[ShortText]
    briefed_by: Mapped[ShortText]
    guardian: Mapped[ShortText]
    overview: Mapped[LongText]
    technical_points: Mapped[LongText]
    measures: Mapped[LongText]
    emergency: Mapped[LongText]
    emergency_phone: Mapped[ShortText]
    hospital: Mapped[ShortText]
    assembly_point: Mapped[ShortText]
    customer_hazards: Mapped[LongText]
    questions: Mapped[LongText]
    gear: Mapped[list[str]] = mapped_column(JSON, default=list)
    permits: Mapped[list[str]] = mapped_column(JSON, default=list)
    hazards: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    hazards_hash: Mapped[str] = mapped_column(String(64), default="")

    signatures: Mapped[list["BriefingSignature"]] = relationship(
        cascade="all, delete-orphan", order_by="BriefingSignature.position", lazy="selectin"
    )

    __table_args__: Any = (Index("ix_briefing_dispatch_id", "dispatch_id"),)
    __mapper_args__ = {"polymorphic_identity": RecordKind.BRIEFING}  # noqa: RUF012 (read once by the mapper)

    searched_by_lines = True

    @property
    def is_held(self) -> bool:
        """Whether people have been briefed with it."""
        return self.state == BriefingState.HELD

    def search_parts(self) -> tuple[str, ...]:
        """Find a briefing by number, title and who was briefed."""
        return (self.number or "", self.title, *(row.name for row in self.signatures))


class BriefingSignature(Base):
    """One person's signature, by ``person_id`` of the dispatch; ``signed_at`` is None while it is missing."""

    __tablename__ = "briefing_signature"

    id: Mapped[PrimaryKey]
    briefing_id: Mapped[int] = mapped_column(RowId, ForeignKey("briefing.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(Integer)
    person_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("dispatch_person.id", ondelete="SET NULL"))
    name: Mapped[ShortText]
    organisation: Mapped[ShortText]
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    way: Mapped[SignatureWay | None] = mapped_column(Code(SignatureWay))

    __table_args__ = (
        UniqueConstraint("briefing_id", "position"),
        Index("ix_briefing_signature_person_id", "person_id"),
    )


class HazardNews(Base):
    """A changed hazard told by phone to people who had left already: who was told what, when, by whom (C12.2)."""

    __tablename__ = "hazard_news"

    id: Mapped[PrimaryKey]
    dispatch_id: Mapped[int] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    told_at: Mapped[Moment]
    told_by: Mapped[ShortText]
    told_to: Mapped[ShortText]
    text: Mapped[LongText]
    hazards_hash: Mapped[str] = mapped_column(String(64), default="")

    __table_args__ = (Index("ix_hazard_news_dispatch_id", "dispatch_id"),)

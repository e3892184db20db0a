"""Exceptions that the manager made from a gate, with the reason (domain.md, gates and who may except)."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, LongText, Moment, PrimaryKey, RowId, ShortText


class GateException(Base):
    """One exception: from gate ``gate`` of ``clause`` for one record, and for one person where the gate is about one.

    ``given_by`` is who decided (the manager), ``entered_by`` who put it in; it holds for this record alone.
    """

    __tablename__ = "gate_exception"

    id: Mapped[PrimaryKey]
    record_id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    gate: Mapped[str] = mapped_column(String(40))
    clause: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("dispatch_person.id", ondelete="CASCADE"))
    reason: Mapped[LongText]
    given_by: Mapped[ShortText]
    entered_by: Mapped[ShortText]
    given_at: Mapped[Moment]

    __table_args__ = (
        Index("ix_gate_exception_record_id", "record_id", "gate"),
        Index("ix_gate_exception_person_id", "person_id"),
    )

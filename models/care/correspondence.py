"""Calls and letters in and out that no other record holds (来电来函、发文登记, N6)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import LongText, Moment, RowId, ShortText
from models.enums import Direction, Medium, RecordKind
from models.record import Record
from models.types import Code, UtcDateTime


class Correspondence(Record):
    """One call or letter: the title is its subject; ``their_no`` the number on the letter.

    ``about_id`` is the record it is about. ``due_on`` is the day by which something is to be done, if anything.
    """

    __tablename__ = "correspondence"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    direction: Mapped[Direction] = mapped_column(Code(Direction))
    medium: Mapped[Medium] = mapped_column(Code(Medium))
    at: Mapped[Moment]
    handled_by: Mapped[ShortText]
    counterpart: Mapped[ShortText]
    unit: Mapped[ShortText]
    phone: Mapped[str] = mapped_column(String(40), default="")
    their_no: Mapped[ShortText]
    text: Mapped[LongText]
    about_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    to_do: Mapped[LongText]
    due_on: Mapped[date | None] = mapped_column(Date)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    result: Mapped[LongText]

    __table_args__: Any = (
        Index("ix_correspondence_about_id", "about_id"),
        Index("ix_correspondence_at", "at", "id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.CORRESPONDENCE,
        "inherit_condition": id == Record.id,  # noqa: A003 (the column of this class; about_id is a record's too)
    }

    def search_parts(self) -> tuple[str, ...]:
        """Find a call or a letter by number, subject, text, and with whom."""
        return (self.number or "", self.title, self.text, self.counterpart, self.unit, self.phone, self.their_no)

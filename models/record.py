"""The one table of records, their continuous log, and the number series.

Every numbered entity shares its primary key with a row of ``record`` (joined tables, decision 1). Events, promises,
documents, issued papers, approvals, search and audit point to that row by real foreign keys.
"""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, JsonObject, LongText, Moment, PrimaryKey, RowId, ShortText
from models.enums import CommitmentKind, EventKind, RecordKind
from models.types import Code, UtcDateTime


class Record(Base):
    """What all records have in common, and everything a list sorts or filters by.

    ``number`` is None while a draft. ``customer_id``, ``project_id`` and ``site_id`` are ids of those records.
    ``sort_at`` is the record's own main time (received, planned for); the ``sort_…`` texts are pinyin keys;
    ``due_at`` and ``due_kind`` repeat the earliest open promise and are rewritten in the transaction that changes it
    (decision 6). ``version`` guards against two desks saving the same record (invariant 5).
    """

    __tablename__ = "record"

    id: Mapped[PrimaryKey]
    kind: Mapped[RecordKind] = mapped_column(Code(RecordKind))
    number: Mapped[str | None] = mapped_column(String(60))
    title: Mapped[ShortText]
    state: Mapped[str] = mapped_column(String(24))
    customer_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    project_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    site_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    sort_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sort_title: Mapped[str] = mapped_column(String(400), default="")
    sort_customer: Mapped[str] = mapped_column(String(400), default="")
    sort_project: Mapped[str] = mapped_column(String(400), default="")
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_kind: Mapped[CommitmentKind | None] = mapped_column(Code(CommitmentKind))
    created_at: Mapped[Moment]
    created_by: Mapped[ShortText]
    version: Mapped[int] = mapped_column(Integer)

    __table_args__: Any = (
        UniqueConstraint("kind", "number"),
        Index("ix_record_kind_number", "kind", "number", "id"),
        Index("ix_record_kind_sort_at", "kind", "sort_at", "id"),
        Index("ix_record_kind_sort_title", "kind", "sort_title", "id"),
        Index("ix_record_kind_sort_customer", "kind", "sort_customer", "id"),
        Index("ix_record_kind_sort_project", "kind", "sort_project", "id"),
        Index("ix_record_kind_due_at", "kind", "due_at", "id"),
        Index("ix_record_kind_state_sort_at", "kind", "state", "sort_at", "id"),
        Index("ix_record_customer_id_kind", "customer_id", "kind"),
        Index("ix_record_project_id_kind", "project_id", "kind"),
        Index("ix_record_site_id", "site_id"),
    )
    __mapper_args__ = {"polymorphic_on": "kind", "version_id_col": version}  # noqa: RUF012 (read once by the mapper)

    searched_by_lines: ClassVar[bool] = False  # True where ``search_parts`` tells texts of rows below the record

    @property
    def is_findable(self) -> bool:
        """True for a record that a search may find; some are nobody's business before they have a number."""
        return True

    def search_parts(self) -> tuple[str, ...]:
        """Return the texts by which this record can be found; sub-classes add theirs."""
        return (self.number or "", self.title)


class Event(Base):
    """One entry of a record's log: what happened, when (``at``), who did it (``person``), with whom (``counterpart``).

    ``recorded_at`` and ``recorded_by`` say who wrote it down; ``data`` holds what a program wants to read back.
    """

    __tablename__ = "event"

    id: Mapped[PrimaryKey]
    record_id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    kind: Mapped[EventKind] = mapped_column(Code(EventKind))
    at: Mapped[Moment]
    person: Mapped[ShortText]
    counterpart: Mapped[ShortText]
    text: Mapped[LongText]
    data: Mapped[JsonObject] = mapped_column(JSON)
    recorded_at: Mapped[Moment]
    recorded_by: Mapped[ShortText]

    record: Mapped[Record] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        Index("ix_event_record_id_at", "record_id", "at", "id"),
        Index("ix_event_kind_at", "kind", "at"),  # the registers ask for calls and letters in all logs at once (N6)
    )


class NumberSeries(Base):
    """The last serial given per prefix and local year; counting up happens inside the transaction that uses it."""

    __tablename__ = "number_series"

    prefix: Mapped[str] = mapped_column(String(12), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Integer)

    __table_args__ = (CheckConstraint("last >= 0", name="last_not_negative"),)

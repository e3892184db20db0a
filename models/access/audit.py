"""The audit trail: every change with who, when, before and after, chained by hashes (invariant 4)."""

from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, LongText, Moment, PrimaryKey, RowId, ShortText
from models.enums import AuditAction
from models.types import Code


class AuditEntry(Base):
    """One changed row, or a list that left the program. ``hash`` covers this entry and ``previous_hash``, so that no
    entry can be altered or taken out unseen.
    """

    __tablename__ = "audit_entry"

    id: Mapped[PrimaryKey]
    at: Mapped[Moment]
    user_name: Mapped[ShortText]
    action: Mapped[AuditAction] = mapped_column(Code(AuditAction))
    table: Mapped[str] = mapped_column("table_name", String(60))
    row_key: Mapped[str] = mapped_column(String(120))
    record_id: Mapped[int | None] = mapped_column(RowId)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    reason: Mapped[LongText]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (Index("ix_audit_entry_record_id", "record_id", "id"),)

"""Reports: papers about many records, such as a register's page, which have a number and a place in the archive too."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, LongText, PrimaryKey, RowId
from models.enums import RecordKind
from models.record import Record


class Report(Record):
    """One report: which form, over which local days (both included). Its number is given when it is first issued.

    ``customer_key`` is the id of the customer that a report is about, 0 for one about everybody (a key of SQL tells no
    two rows with NULL apart).
    """

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    form: Mapped[str] = mapped_column(String(40))
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    customer_key: Mapped[int] = mapped_column(RowId, default=0)

    texts: Mapped[list["ReportText"]] = relationship(cascade="all, delete-orphan", order_by="ReportText.position")

    __table_args__: Any = (
        UniqueConstraint("form", "since", "until", "customer_key"),
        CheckConstraint("until >= since", name="until_after_since"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.REPORT}  # noqa: RUF012 (read once by the mapper)


class ReportText(Base):
    """What the secretary writes under one heading of a report (``key`` is that of the form's field)."""

    __tablename__ = "report_text"

    id: Mapped[PrimaryKey]
    report_id: Mapped[int] = mapped_column(RowId, ForeignKey("report.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(Integer)
    key: Mapped[str] = mapped_column(String(40))
    text: Mapped[LongText]

    __table_args__: Any = (UniqueConstraint("report_id", "key"),)

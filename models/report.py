"""Reports: papers about many records, such as a register's page, which have a number and a place in the archive too."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import RowId
from models.enums import RecordKind
from models.record import Record


class Report(Record):
    """One report: which form, over which local days (both included). Its number is given when it is first issued."""

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    form: Mapped[str] = mapped_column(String(40))
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)

    __table_args__ = (
        UniqueConstraint("form", "since", "until"),
        CheckConstraint("until >= since", name="until_after_since"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.REPORT}  # noqa: RUF012 (read once by the mapper)

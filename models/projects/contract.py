"""Contracts: main contracts and supplements of a project (decision 4)."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import LongText, RowId
from models.enums import InterestBasis, RecordKind, ServiceGrade
from models.record import Record
from models.types import Code, Money, Quantity


class Contract(Record):
    """A contract; its number is the contract number as signed, ``main_id`` is set on a supplement.

    Amounts with tax; that of a supplement is what it adds to the main contract, less than nothing where it takes away.
    ``summary`` says what a supplement changes. ``profile`` names the set of deadlines that it agrees on ("" for the
    project's), ``grade`` the grade of service it buys (N4). ``interest_…`` is what it says of late payment: the rate in
    percent a day, and its clause; None for the department's own basis.
    """

    __tablename__ = "contract"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    main_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("contract.id", ondelete="RESTRICT"))
    signed_on: Mapped[date | None] = mapped_column(Date)
    amount: Mapped[Decimal | None] = mapped_column(Money)
    profile: Mapped[str] = mapped_column(String(40), default="")
    grade: Mapped[ServiceGrade | None] = mapped_column(Code(ServiceGrade))
    summary: Mapped[LongText]
    interest_basis: Mapped[InterestBasis | None] = mapped_column(Code(InterestBasis))
    interest_rate: Mapped[Decimal | None] = mapped_column(Quantity)
    interest_clause: Mapped[str] = mapped_column(String(40), default="")

    __table_args__ = (
        CheckConstraint("amount IS NULL OR amount >= 0 OR main_id IS NOT NULL", name="amount_not_negative"),
        Index("ix_contract_main_id", "main_id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.CONTRACT}  # noqa: RUF012 (read once by the mapper)

"""The company's allowance table (差旅补助标准): city class × post level, for as long as it is valid (C7.4)."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Amount, Base, LongText, PrimaryKey, RowId
from models.enums import CityClass, PostLevel, RecordKind
from models.record import Record
from models.types import Code


class Allowance(Record):
    """An allowance table; on a day counts the one in use that became valid last.

    ``first_cities`` and ``second_cities`` name the cities of these classes, divided by 、; all others are OTHER.
    """

    __tablename__ = "allowance"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    first_cities: Mapped[LongText]
    second_cities: Mapped[LongText]
    note: Mapped[LongText]

    rates: Mapped[list["AllowanceRate"]] = relationship(
        cascade="all, delete-orphan", order_by="AllowanceRate.id", lazy="selectin"
    )

    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_start"),
        Index("ix_allowance_valid_from", "valid_from", "id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.ALLOWANCE}  # noqa: RUF012 (read once by the mapper)


class AllowanceRate(Base):
    """What one class of city grants one level of post, in yuan: a day's allowance, and a night in a hotel at most."""

    __tablename__ = "allowance_rate"

    id: Mapped[PrimaryKey]
    allowance_id: Mapped[int] = mapped_column(RowId, ForeignKey("allowance.id", ondelete="RESTRICT"))
    city_class: Mapped[CityClass] = mapped_column(Code(CityClass))
    post_level: Mapped[PostLevel] = mapped_column(Code(PostLevel))
    daily: Mapped[Amount]
    hotel: Mapped[Amount]
    local_transport: Mapped[Amount]

    __table_args__ = (
        UniqueConstraint("allowance_id", "city_class", "post_level"),
        CheckConstraint("daily >= 0 AND hotel >= 0 AND local_transport >= 0", name="rates_not_negative"),
    )

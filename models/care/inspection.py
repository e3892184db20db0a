"""Inspections (巡检): plans with a cycle, the dated inspections they make, and what each one finds (N3, N4)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, LongText, PrimaryKey, RowId, ShortText
from models.enums import Finding, RecordKind
from models.record import Record
from models.types import Code, UtcDateTime


class InspectionPlan(Record):
    """Every ``cycle_months`` months from ``starts_on`` until ``ends_on`` (None: without end), by a checklist.

    ``checklist`` is the code of one in the resources; ``order_id`` the maintenance agreement it rests on, if any.
    """

    __tablename__ = "inspection_plan"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    order_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("service_order.id", ondelete="RESTRICT"))
    checklist: Mapped[str] = mapped_column(String(40))
    cycle_months: Mapped[int] = mapped_column(Integer)
    min_persons: Mapped[int] = mapped_column(Integer)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    responsible: Mapped[ShortText]
    note: Mapped[LongText]

    equipment: Mapped[list["PlanEquipment"]] = relationship(
        cascade="all, delete-orphan", order_by="PlanEquipment.position", lazy="selectin"
    )

    __table_args__: Any = (
        CheckConstraint("cycle_months BETWEEN 1 AND 60", name="cycle_range"),
        CheckConstraint("min_persons BETWEEN 1 AND 20", name="persons_range"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        Index("ix_inspection_plan_order_id", "order_id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.INSPECTION_PLAN,
        "inherit_condition": id == Record.id,  # noqa: A003 (the column of this class; order_id is a record's too)
    }


class PlanEquipment(Base):
    """A piece of equipment that a plan looks at."""

    __tablename__ = "plan_equipment"

    id: Mapped[PrimaryKey]
    plan_id: Mapped[int] = mapped_column(RowId, ForeignKey("inspection_plan.id", ondelete="RESTRICT"))
    equipment_id: Mapped[int] = mapped_column(RowId, ForeignKey("equipment.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(Integer)

    __table_args__: Any = (
        UniqueConstraint("plan_id", "equipment_id"),
        Index("ix_plan_equipment_equipment_id", "equipment_id"),
    )


class Inspection(Record):
    """The inspection of a plan for its day ``planned_on``, due then or on the day agreed instead (``due_on``).

    Nothing is recorded before the plan starts. ``persons`` tells how many went, ``met`` whom they met there.
    """

    __tablename__ = "inspection"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    plan_id: Mapped[int] = mapped_column(RowId, ForeignKey("inspection_plan.id", ondelete="RESTRICT"))
    dispatch_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    planned_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    inspected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    inspectors: Mapped[ShortText]
    persons: Mapped[int | None] = mapped_column(Integer)
    met: Mapped[ShortText]
    running: Mapped[LongText]
    conclusion: Mapped[LongText]
    advice: Mapped[LongText]
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    items: Mapped[list["InspectionItem"]] = relationship(
        cascade="all, delete-orphan", order_by="InspectionItem.position", lazy="selectin"
    )

    __table_args__: Any = (
        UniqueConstraint("plan_id", "planned_on"),
        CheckConstraint("persons IS NULL OR persons > 0", name="persons_positive"),
        Index("ix_inspection_dispatch_id", "dispatch_id"),
        Index("ix_inspection_due_on", "due_on", "id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.INSPECTION}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find an inspection by number, title and who inspected."""
        return (self.number or "", self.title, self.inspectors)


class InspectionItem(Base):
    """One item of an inspection: what is looked at, on which machine, against what standard, and what was found."""

    __tablename__ = "inspection_item"

    id: Mapped[PrimaryKey]
    inspection_id: Mapped[int] = mapped_column(RowId, ForeignKey("inspection.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(Integer)
    equipment_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("equipment.id", ondelete="RESTRICT"))
    area: Mapped[ShortText]
    item: Mapped[ShortText]
    standard: Mapped[ShortText]
    finding: Mapped[Finding | None] = mapped_column(Code(Finding))
    reading: Mapped[ShortText]
    note: Mapped[LongText]
    request_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))

    __table_args__: Any = (
        UniqueConstraint("inspection_id", "position"),
        Index("ix_inspection_item_equipment_id", "equipment_id"),
        Index("ix_inspection_item_request_id", "request_id"),
    )

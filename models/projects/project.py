"""Projects: what was built for a customer, and until when it is under warranty."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, LongText, Number, PrimaryKey, RowId, ShortText
from models.enums import RecordKind, ServiceClass, WarrantyStart
from models.record import Record
from models.types import Code


class Project(Record):
    """A project (工程项目); its number is the project order number (项目令号), its archive code is tied to that order
    (C11.3).

    ``warranty_end_on`` is the last day under warranty, inclusive, made from the start rule and the months; an
    extension (``warranty_extended_to``) is a fact with a reason and replaces that day.
    ``exception_class`` and ``exception_text`` are the contract's own rule on free or paid service (C3.2),
    ``free_parts`` its words on free spare parts, ``free_part_lines`` how many of each. ``profile`` names the set of
    deadlines of this project ("" for the department's).
    """

    __tablename__ = "project"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    archive_code: Mapped[str] = mapped_column(String(60))
    manager_name: Mapped[ShortText]
    order_issued_on: Mapped[date | None] = mapped_column(Date)
    accepted_on: Mapped[date | None] = mapped_column(Date)
    handed_over_on: Mapped[date | None] = mapped_column(Date)
    warranty_start: Mapped[WarrantyStart] = mapped_column(Code(WarrantyStart), default=WarrantyStart.HANDOVER)
    warranty_months: Mapped[int] = mapped_column(Integer, default=12)
    warranty_end_on: Mapped[date | None] = mapped_column(Date)
    warranty_extended_to: Mapped[date | None] = mapped_column(Date)
    warranty_extension_reason: Mapped[LongText]
    exception_class: Mapped[ServiceClass | None] = mapped_column(Code(ServiceClass))
    exception_text: Mapped[LongText]
    free_parts: Mapped[LongText]
    profile: Mapped[str] = mapped_column(String(40), default="")

    free_part_lines: Mapped[list["FreePart"]] = relationship(
        back_populates="project", cascade="all, delete-orphan", order_by="FreePart.position", lazy="select"
    )

    __table_args__ = (
        UniqueConstraint("archive_code"),
        Index("ix_project_handed_over_on", "handed_over_on", "id"),
        Index("ix_project_warranty_end_on", "warranty_end_on", "id"),
        CheckConstraint("warranty_months >= 0", name="warranty_months_not_negative"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.PROJECT}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find a project by order number, archive code, name and project manager."""
        return (self.number or "", self.archive_code, self.title, self.manager_name)


class FreePart(Base):
    """Spare parts that the contract promises free: ``agreed`` in all, ``used`` so far, the rest is left.

    What slips hand out free for the project is added to ``used``; what was used before is typed.
    """

    __tablename__ = "free_part"

    id: Mapped[PrimaryKey]
    project_id: Mapped[int] = mapped_column(RowId, ForeignKey("project.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[ShortText]
    model: Mapped[ShortText]
    unit: Mapped[str] = mapped_column(String(20), default="")
    agreed: Mapped[Number]
    used: Mapped[Number]

    project: Mapped[Project] = relationship(back_populates="free_part_lines")

    __table_args__ = (
        Index("ix_free_part_project_id", "project_id"),
        CheckConstraint("agreed > 0", name="agreed_positive"),
        CheckConstraint("used >= 0 AND used <= agreed", name="used_within_agreed"),
    )

"""People who can be sent out."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import RowId, ShortText
from models.enums import PostLevel, RecordKind
from models.people.department import Department
from models.people.qualification import StaffCertificate, StaffTraining
from models.record import Record
from models.types import Code


class StaffMember(Record):
    """A person who can be dispatched (外派人员); the record's title is the name.

    ``skills`` are words divided by 、; ``grade`` is the trade's (技师, 工程师 …), ``post_level`` the allowance table's.
    """

    __tablename__ = "staff_member"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    department_id: Mapped[int] = mapped_column(RowId, ForeignKey("department.id", ondelete="RESTRICT"))
    post: Mapped[ShortText]
    grade: Mapped[ShortText]
    post_level: Mapped[PostLevel] = mapped_column(Code(PostLevel), default=PostLevel.STAFF)
    email: Mapped[ShortText]
    mobile: Mapped[str] = mapped_column(String(40), default="")
    skills: Mapped[ShortText]

    department: Mapped[Department] = relationship(lazy="raise_on_sql")
    certificates: Mapped[list[StaffCertificate]] = relationship(
        cascade="all, delete-orphan", order_by=StaffCertificate.id
    )
    trainings: Mapped[list[StaffTraining]] = relationship(
        cascade="all, delete-orphan", order_by=(StaffTraining.held_on, StaffTraining.id)
    )

    __table_args__ = (Index("ix_staff_member_department_id", "department_id"),)
    __mapper_args__ = {"polymorphic_identity": RecordKind.STAFF}  # noqa: RUF012 (read once by the mapper)

    searched_by_lines = True

    def search_parts(self) -> tuple[str, ...]:
        """Find a person by number, name, post, phone, skills, and by name and number of a certificate."""
        held = (text for one in self.certificates for text in (one.certificate_no, one.name) if text)
        return (self.number or "", self.title, self.post, self.grade, self.mobile, self.email, self.skills, *held)

"""Dispatches: who is sent where, for what, and whose word was given for it (C7)."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Flag, LongText, Moment, PrimaryKey, RowId, ShortText
from models.enums import DispatchMode, PersonOrigin, RecordKind
from models.record import Record
from models.types import Code


class Dispatch(Record):
    """A dispatch (派遣) for a request; it gets its number when the lending departments have agreed.

    ``starts_at`` is when the people are to be on site, ``ends_at`` when the work is to be done.
    """

    __tablename__ = "dispatch"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    request_id: Mapped[int] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    mode: Mapped[DispatchMode] = mapped_column(Code(DispatchMode), default=DispatchMode.GUIDANCE)
    content: Mapped[LongText]
    cautions: Mapped[LongText]
    tools: Mapped[LongText]
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]

    people: Mapped[list["DispatchPerson"]] = relationship(
        back_populates="dispatch", cascade="all, delete-orphan", order_by="DispatchPerson.position", lazy="selectin"
    )
    agreements: Mapped[list["DepartmentAgreement"]] = relationship(
        back_populates="dispatch", cascade="all, delete-orphan", order_by="DepartmentAgreement.id", lazy="selectin"
    )

    __table_args__ = (
        CheckConstraint("ends_at >= starts_at", name="ends_after_start"),
        Index("ix_dispatch_request_id", "request_id"),
        Index("ix_dispatch_starts_at", "starts_at", "id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.DISPATCH}  # noqa: RUF012 (read once by the mapper)

    searched_by_lines = True

    def search_parts(self) -> tuple[str, ...]:
        """Find a dispatch by number, content and who goes."""
        return (self.number or "", self.title, self.content, *(person.name for person in self.people))


class DispatchPerson(Base):
    """One traveller: ours (``staff_id``) or a manufacturer's (``organisation``). One of them leads."""

    __tablename__ = "dispatch_person"

    id: Mapped[PrimaryKey]
    dispatch_id: Mapped[int] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    origin: Mapped[PersonOrigin] = mapped_column(Code(PersonOrigin), default=PersonOrigin.OWN)
    staff_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("staff_member.id", ondelete="RESTRICT"))
    name: Mapped[ShortText]
    organisation: Mapped[ShortText]
    phone: Mapped[str] = mapped_column(String(40), default="")
    is_lead: Mapped[Flag]

    dispatch: Mapped[Dispatch] = relationship(back_populates="people")

    __table_args__ = (
        UniqueConstraint("dispatch_id", "staff_id"),
        CheckConstraint("(origin = 'own') = (staff_id IS NOT NULL)", name="own_is_staff"),
        Index("ix_dispatch_person_staff_id", "staff_id"),
    )


class DepartmentAgreement(Base):
    """A lending department's word (C7.2): who agreed, when, and what exactly was agreed to.

    ``terms_hash`` freezes people and dates of that department; when they change, the agreement no longer counts.
    """

    __tablename__ = "department_agreement"

    id: Mapped[PrimaryKey]
    dispatch_id: Mapped[int] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="CASCADE"))
    department_id: Mapped[int] = mapped_column(RowId, ForeignKey("department.id", ondelete="RESTRICT"))
    agreed_by: Mapped[ShortText]
    agreed_at: Mapped[Moment]
    note: Mapped[LongText]
    terms_hash: Mapped[str] = mapped_column(String(64))

    dispatch: Mapped[Dispatch] = relationship(back_populates="agreements")

    __table_args__ = (UniqueConstraint("dispatch_id", "department_id"),)

"""Dispatches: who is sent where, for what, and whose word was given for it (C7)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Flag, LongText, Moment, PrimaryKey, RowId, ShortText
from models.enums import DispatchMode, PersonOrigin, RecordKind
from models.record import Record
from models.types import Code, UtcDateTime


class Dispatch(Record):
    """A dispatch (派遣) for a request; it gets its number when the lending departments have agreed.

    ``starts_at`` is when the people are to be on site, ``ends_at`` when the work is to be done. ``site_id`` of the
    record is the first site, ``sites`` are further ones. ``departed_at`` to ``returned_at`` are what really happened.
    ``appointment_at`` is the time agreed with the customer, ``customer_hands`` who of the customer lends a hand on
    site. ``plan`` is a repair plan where one is made, with the customer's word on it; ``quality_by`` checked the work.
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
    customer_hands: Mapped[ShortText]
    appointment_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    plan: Mapped[LongText]
    plan_agreed_by: Mapped[ShortText]
    plan_agreed_on: Mapped[date | None] = mapped_column(Date)
    quality_by: Mapped[ShortText]
    quality_on: Mapped[date | None] = mapped_column(Date)
    quality_note: Mapped[LongText]
    departed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_partly_done: Mapped[Flag]

    people: Mapped[list["DispatchPerson"]] = relationship(
        back_populates="dispatch", cascade="all, delete-orphan", order_by="DispatchPerson.position", lazy="selectin"
    )
    sites: Mapped[list["DispatchSite"]] = relationship(
        cascade="all, delete-orphan", order_by="DispatchSite.position", lazy="selectin"
    )
    open_items: Mapped[list["OpenItem"]] = relationship(
        cascade="all, delete-orphan", order_by="OpenItem.id", lazy="select", foreign_keys="OpenItem.dispatch_id"
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
    """One traveller: ours (``staff_id``) or a manufacturer's (``organisation``). One of them leads.

    ``joins_at`` and ``leaves_at`` are set where this person comes later or goes earlier than the others;
    ``leaves_why`` tells why somebody was taken off or swapped.
    """

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
    joins_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    leaves_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    leaves_why: Mapped[ShortText]

    dispatch: Mapped[Dispatch] = relationship(back_populates="people")

    __table_args__ = (
        UniqueConstraint("dispatch_id", "staff_id"),
        CheckConstraint("(origin = 'own') = (staff_id IS NOT NULL)", name="own_is_staff"),
        Index("ix_dispatch_person_staff_id", "staff_id"),
    )

    def is_along(self, now: datetime) -> bool:
        """Whether this person has not left the dispatch: somebody who is to go earlier is along until then."""
        return self.leaves_at is None or self.leaves_at > now


class DispatchSite(Base):
    """A further site of a dispatch, in the order of the journey; ``purpose`` is what is to be done there."""

    __tablename__ = "dispatch_site"

    id: Mapped[PrimaryKey]
    dispatch_id: Mapped[int] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    site_id: Mapped[int] = mapped_column(RowId, ForeignKey("site.id", ondelete="RESTRICT"))
    purpose: Mapped[ShortText]
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("dispatch_id", "site_id"),
        Index("ix_dispatch_site_site_id", "site_id"),
    )


class OpenItem(Base):
    """Something that a dispatch left undone: carried over to ``carried_to_id``, or settled in another way."""

    __tablename__ = "open_item"

    id: Mapped[PrimaryKey]
    dispatch_id: Mapped[int] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    text: Mapped[LongText]
    responsible: Mapped[ShortText]
    due_on: Mapped[date | None] = mapped_column(Date)
    noted_at: Mapped[Moment]
    carried_to_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[ShortText]
    settlement: Mapped[LongText]

    __table_args__ = (
        Index("ix_open_item_dispatch_id", "dispatch_id"),
        Index("ix_open_item_carried_to_id", "carried_to_id"),
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

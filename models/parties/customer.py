"""Customers and the people one talks to there."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Flag, PrimaryKey, RowId, ShortText
from models.enums import CustomerNature, RecordKind
from models.record import Record
from models.types import Code


class Customer(Record):
    """A customer (用户单位): the full name is the record's title, ``short_name`` what lists show.

    ``invoice_…``, ``tax_no`` and ``bank_…`` are what an invoice to it has to say; an empty title means the full name.
    """

    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    short_name: Mapped[ShortText]
    is_key: Mapped[Flag]
    invoice_title: Mapped[ShortText]
    tax_no: Mapped[str] = mapped_column(String(40), default="")
    invoice_address: Mapped[ShortText]
    invoice_phone: Mapped[str] = mapped_column(String(40), default="")
    nature: Mapped[CustomerNature | None] = mapped_column(Code(CustomerNature))
    bank_name: Mapped[ShortText]
    bank_account: Mapped[str] = mapped_column(String(40), default="")

    __mapper_args__ = {"polymorphic_identity": RecordKind.CUSTOMER}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find a customer by number, full and short name."""
        return (self.number or "", self.title, self.short_name)


class Contact(Base):
    """A person at a customer's or partner's (``party_id``); ``mobile`` is the number that finds them on site."""

    __tablename__ = "contact"

    id: Mapped[PrimaryKey]
    party_id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    name: Mapped[ShortText]
    post: Mapped[ShortText]
    phone: Mapped[str] = mapped_column(String(40), default="")
    mobile: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[ShortText]

    __table_args__ = (Index("ix_contact_party_id", "party_id"),)

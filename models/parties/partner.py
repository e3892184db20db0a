"""Partners: the other companies a department works with, besides its customers."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Flag, RowId, ShortText
from models.enums import PartnerRole, RecordKind
from models.record import Record


class Partner(Record):
    """A partner (往来单位): supporting manufacturer (配套厂家), supplier, carrier or agent, often several at once.

    The full name is the record's title, ``short_name`` what lists show; its contacts stand in ``contact``.
    """

    __tablename__ = "partner"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    short_name: Mapped[ShortText]
    is_manufacturer: Mapped[Flag]
    is_supplier: Mapped[Flag]
    is_carrier: Mapped[Flag]
    is_agent: Mapped[Flag]
    business: Mapped[ShortText]
    address: Mapped[ShortText]
    tax_no: Mapped[str] = mapped_column(String(40), default="")
    bank_name: Mapped[ShortText]
    bank_account: Mapped[str] = mapped_column(String(40), default="")

    __table_args__ = (CheckConstraint("is_manufacturer OR is_supplier OR is_carrier OR is_agent", name="has_a_role"),)
    __mapper_args__ = {"polymorphic_identity": RecordKind.PARTNER}  # noqa: RUF012 (read once by the mapper)

    @property
    def roles(self) -> frozenset[PartnerRole]:
        """What the partner is for us."""
        return frozenset(role for role in PartnerRole if getattr(self, f"is_{role}"))

    @roles.setter
    def roles(self, roles: frozenset[PartnerRole]) -> None:
        for role in PartnerRole:
            setattr(self, f"is_{role}", role in roles)

    def search_parts(self) -> tuple[str, ...]:
        """Find a partner by number, names and what it makes or does."""
        return (self.number or "", self.title, self.short_name, self.business)

"""Equipment delivered with a project."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import RowId, ShortText
from models.enums import RecordKind
from models.record import Record


class Equipment(Record):
    """A piece of equipment (设备) of a project; ``warranty_end_on`` only where it differs from the project's.

    ``maker`` is the name on its plate, ``maker_id`` that manufacturer as a partner where we know it; ``location`` says
    where on the site it stands.
    """

    __tablename__ = "equipment"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    model: Mapped[ShortText]
    serial_no: Mapped[str] = mapped_column(String(80), default="")
    maker: Mapped[ShortText]
    maker_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("partner.id", ondelete="RESTRICT"))
    location: Mapped[ShortText]
    quantity: Mapped[int] = mapped_column(Integer, default=1)
    commissioned_on: Mapped[date | None] = mapped_column(Date)
    warranty_end_on: Mapped[date | None] = mapped_column(Date)

    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        Index("ix_equipment_maker_id", "maker_id"),
        Index("ix_equipment_warranty_end_on", "warranty_end_on", "id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.EQUIPMENT}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find equipment by number, name, model, serial, maker and place."""
        return (self.number or "", self.title, self.model, self.serial_no, self.maker, self.location)

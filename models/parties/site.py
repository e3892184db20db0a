"""Sites: where the equipment stands and people are sent."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import LongText, RowId, ShortText
from models.enums import RecordKind, ServiceZone
from models.record import Record
from models.types import Code, Kilometres


class Site(Record):
    """A place of service (服务地点) of a customer.

    ``km`` is the straight line from our base with one decimal; None means unknown, which counts as within 100 km and
    is shown as missing (domain.md). ``zone`` is our own name for the region, ``service_zone`` what upkeep contracts
    count by (N1, N3). ``hazards`` are the standing dangers of the place, told to everybody sent there.
    """

    __tablename__ = "site"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    address: Mapped[ShortText]
    province: Mapped[str] = mapped_column(String(40), default="")
    city: Mapped[str] = mapped_column(String(40), default="")
    zone: Mapped[str] = mapped_column(String(40), default="")
    service_zone: Mapped[ServiceZone | None] = mapped_column(Code(ServiceZone))
    km: Mapped[Decimal | None] = mapped_column(Kilometres)
    hazards: Mapped[LongText]

    __table_args__ = (CheckConstraint("km IS NULL OR km >= 0", name="km_not_negative"),)
    __mapper_args__ = {"polymorphic_identity": RecordKind.SITE}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find a site by its name and address."""
        return (self.number or "", self.title, self.province, self.city, self.address)

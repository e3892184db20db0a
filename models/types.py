"""Column types: money in fen, quantities in thousandths, moments in UTC.

Each type is written to the database as a plain integer or naive UTC text, so that SQL can sum, compare and index it,
and comes back as the value the program computes with. A wrong value is refused when it is bound, not when it is read.
"""

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator


class Scaled(TypeDecorator[Decimal]):
    """A Decimal stored as a whole number of ``10 ** -places``; more places than that are refused."""

    impl = BigInteger
    cache_ok = True
    places = 0

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        """Turn the Decimal into its scaled integer; ValueError for NaN, infinity or places that would be lost."""
        if value is None:
            return None
        if isinstance(value, float):
            raise TypeError("a float is no exact amount; use Decimal")
        exact = Decimal(value)
        if not exact.is_finite():
            raise ValueError(f"{value} is not an amount")
        scaled = exact.scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {self.places} decimal places")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Turn the stored integer back into a Decimal with exactly ``places`` places."""
        return None if value is None else Decimal(value).scaleb(-self.places)


class Money(Scaled):
    """Yuan as Decimal with two places, stored as fen."""

    cache_ok = True
    places = 2

    @staticmethod
    def to_fen(value: Decimal) -> Decimal:
        """Round half up to whole fen (decision 5); call it where an amount is computed, before it is stored."""
        return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


class Quantity(Scaled):
    """A quantity as Decimal with three places (pieces, kilograms, metres)."""

    cache_ok = True
    places = 3


class Percent(Scaled):
    """A percentage as Decimal with two places: 13.00 is thirteen in a hundred."""

    cache_ok = True
    places = 2


class Kilometres(Scaled):
    """A distance as Decimal with one place, stored as hectometres (100.0 counts as within 100 km)."""

    cache_ok = True
    places = 1


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: timezone-aware in the program, naive UTC in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime (TypeError); store the others as UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment with UTC attached."""
        return None if value is None else value.replace(tzinfo=UTC)


class Code(TypeDecorator[str]):
    """A member of a StrEnum from ``models.enums``, stored as its value; unknown stored values fail loudly on
    reading.
    """

    impl = String(24)
    cache_ok = True

    def __init__(self, enum_class: type[Any]) -> None:
        super().__init__()
        self.enum_class = enum_class

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Check that the value is one of the vocabulary (ValueError otherwise)."""
        return None if value is None else str(self.enum_class(value).value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Return the enum member."""
        return None if value is None else self.enum_class(value)

"""Where a site lies, as far as deadlines ask: how far from our base, in which zone, in whose province."""

import re
from decimal import ROUND_HALF_UP, Decimal

from app.errors import Invalid
from app.i18n import _
from app.rules.promises.conditions import FactValue
from models.enums import ServiceZone

FARTHEST_KM = Decimal(20000)  # no place on earth is farther away
_HECTOMETRE = Decimal("0.1")
_KIND_OF_PROVINCE = re.compile(r"(?<=..)(省|市|(壮族|回族|维吾尔)?自治区|特别行政区)$")


def checked_km(km: Decimal | None, field: str = "km") -> Decimal | None:
    """Return a distance with one place, as sites keep it; None stays unknown. Invalid for what is no distance."""
    if km is None:
        return None
    if not (km.is_finite() and 0 <= km <= FARTHEST_KM):
        raise Invalid(_("Enter the distance in kilometres, or leave it empty while unknown."), field=field)
    return km.quantize(_HECTOMETRE, ROUND_HALF_UP)


def is_same_province(one: str, other: str) -> bool:
    """Tell whether two names mean one province, with or without its kind: 江苏 is 江苏省, 广西 is 广西壮族自治区."""
    return _bare(one) == _bare(other)


def _bare(province: str) -> str:
    return _KIND_OF_PROVINCE.sub("", "".join(province.split()).casefold())


def place_facts(
    km: Decimal | None, zone: ServiceZone | None, province: str, home_province: str
) -> dict[str, FactValue | None]:
    """Return what deadlines ask of a place; None for what is not known.

    An unknown distance counts as within the nearest one (domain.md); policies may ask whether it is known.
    """
    return {
        "km": km if km is not None else Decimal(0),
        "km_known": km is not None,
        "zone": zone.value if zone else None,
        "province": province or None,
        "in_province": is_same_province(province, home_province) if province and home_province else None,
    }

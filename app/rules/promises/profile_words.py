"""What a person reads for a set of deadlines (profile)."""

from collections.abc import Mapping

from app.i18n import N_, _

PROFILE_NAMES: Mapping[str, str] = {
    "engineering": N_("Engineering plant (C)"),
    "hotline": N_("Hotline repair shop (N1)"),
    "product": N_("Product warranty by distance (N2)"),
    "product_province": N_("Product warranty by province (N2)"),
    "security": N_("Security systems upkeep (N3)"),
    "graded": N_("Graded contract, levels and grades (N4)"),
    "graded_hours": N_("Graded contract, fixed hours (N4)"),
}


def profile_name(profile: str) -> str:
    """Return the name of a set of deadlines, its code for one that was not shipped."""
    return _(PROFILE_NAMES[profile]) if profile in PROFILE_NAMES else profile


def profile_choices() -> list[tuple[str, str]]:
    """Return the shipped sets as (code, name), for a form that offers them."""
    return [(code, _(name)) for code, name in PROFILE_NAMES.items()]

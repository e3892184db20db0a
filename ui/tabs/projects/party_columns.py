"""The columns of the lists of customers and partners."""

from app.i18n import N_, _
from app.labels import label
from app.queries.parties import CustomerRow
from app.queries.partners import PartnerRow
from models.enums import PartnerRole
from ui.table.column import Column
from ui.table.column_kinds import badge_column, count_column, text_column
from ui.tabs.keeping import retired_badge
from ui.theme.badge import Badge
from ui.theme.palette import Tone


def key_badge(is_key: bool) -> Badge | None:
    """Return the badge of a key customer, None for the others."""
    return Badge(_("Key customer"), Tone.SOON) if is_key else None


def mark_badge(row: CustomerRow) -> Badge | None:
    """Return what is special about a customer in a list: out of use before key customer."""
    return retired_badge(row.state) or key_badge(row.is_key)


def roles_text(roles: frozenset[PartnerRole]) -> str:
    """Return what a partner is for us, in the usual order."""
    return _(", ").join(label(role) for role in PartnerRole if role in roles)


def customer_columns() -> tuple[Column[CustomerRow], ...]:
    """Return the columns of the list of customers, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=124, sort_key="number"),
        text_column("name", N_("Customer name"), lambda row: row.name, width=240, sort_key="name", stretch=True),
        text_column("short_name", N_("Short name"), lambda row: row.short_name, width=136),
        badge_column("key", N_("Mark"), mark_badge, width=120),
        count_column("sites", N_("Sites"), lambda row: row.sites, width=88),
        count_column("projects", N_("Projects"), lambda row: row.projects, width=88),
        count_column("open_requests", N_("Open requests"), lambda row: row.open_requests, width=116),
    )


def partner_columns() -> tuple[Column[PartnerRow], ...]:
    """Return the columns of the list of partners, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=124, sort_key="number"),
        text_column("name", N_("Partner name"), lambda row: row.name, width=230, sort_key="name", stretch=True),
        text_column("short_name", N_("Short name"), lambda row: row.short_name, width=112),
        Column(
            key="roles",
            title=N_("Role"),
            value=lambda row: roles_text(row.roles),
            tooltip=lambda row: roles_text(row.roles),
            width=196,
        ),
        text_column("business", N_("Goods, services"), lambda row: row.business, width=150, dim=True),
        count_column("equipment", N_("Equipment"), lambda row: row.equipment, width=92),
        badge_column("mark", N_("Mark"), lambda row: retired_badge(row.state), width=96),
    )

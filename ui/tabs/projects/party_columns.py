"""The columns of the lists of customers and partners."""

from app.i18n import N_, _
from app.labels import label
from app.queries.parties import CustomerRow
from app.queries.partners import PartnerRow
from models.enums import PartnerRole
from ui.table.column import RIGHT, Column
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


def _words(badge: Badge | None) -> str:
    return badge.text if badge else ""


def customer_columns() -> tuple[Column[CustomerRow], ...]:
    """Return the columns of the list of customers, in the order of the first showing."""
    return (
        Column(key="number", title=N_("No."), value=lambda row: row.number, width=124, sort_key="number"),
        Column(
            key="name", title=N_("Customer name"), value=lambda row: row.name, width=240, sort_key="name", stretch=True
        ),
        Column(key="short_name", title=N_("Short name"), value=lambda row: row.short_name, width=136),
        Column(key="key", title=N_("Mark"), value=lambda row: _words(mark_badge(row)), badge=mark_badge, width=120),
        Column(key="sites", title=N_("Sites"), value=lambda row: str(row.sites), width=88, align=RIGHT),
        Column(key="projects", title=N_("Projects"), value=lambda row: str(row.projects), width=88, align=RIGHT),
        Column(
            key="open_requests",
            title=N_("Open requests"),
            value=lambda row: str(row.open_requests),
            width=116,
            align=RIGHT,
        ),
    )  # fmt: skip


def partner_columns() -> tuple[Column[PartnerRow], ...]:
    """Return the columns of the list of partners, in the order of the first showing."""
    return (
        Column(key="number", title=N_("No."), value=lambda row: row.number, width=124, sort_key="number"),
        Column(
            key="name", title=N_("Partner name"), value=lambda row: row.name, width=230, sort_key="name", stretch=True
        ),
        Column(key="short_name", title=N_("Short name"), value=lambda row: row.short_name, width=112),
        Column(
            key="roles",
            title=N_("Role"),
            value=lambda row: roles_text(row.roles),
            tooltip=lambda row: roles_text(row.roles),
            width=196,
        ),
        Column(key="business", title=N_("Goods, services"), value=lambda row: row.business or "—", width=150, dim=True),
        Column(
            key="equipment",
            title=N_("Equipment"),
            value=lambda row: str(row.equipment),
            width=88,
            align=RIGHT,
        ),
        Column(
            key="mark",
            title=N_("Mark"),
            value=lambda row: _words(_out_of_use(row)),
            badge=_out_of_use,
            width=96,
        ),
    )


def _out_of_use(row: PartnerRow) -> Badge | None:
    return retired_badge(row.state)

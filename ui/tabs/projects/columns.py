"""The columns of the lists of projects and customers."""

from app.formatting import date_text
from app.i18n import N_, _
from app.labels import label
from app.queries.parties import CustomerRow
from app.queries.projects import ProjectRow
from models.enums import ProjectState
from ui.runtime.desk import Desk
from ui.table.column import RIGHT, Column
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.warranty_end import warranty_badge

_STATE_TONES = {ProjectState.EXECUTING: Tone.ACCENT}


def project_badge(state: ProjectState) -> Badge:
    """Return the badge of a project's stage."""
    return Badge(label(state), _STATE_TONES.get(state, Tone.NEUTRAL))


def row_badge(row: ProjectRow, desk: Desk) -> Badge:
    """Return where a project stands: under warranty or out of it once that is known, its stage before."""
    if row.warranty_end_on is None or row.state is ProjectState.CLOSED:
        return project_badge(row.state)
    return warranty_badge(row.warranty_end_on, desk.today())


def key_badge(is_key: bool) -> Badge | None:
    """Return the badge of a key customer, None for the others."""
    return Badge(_("Key customer"), Tone.SOON) if is_key else None


def project_columns(desk: Desk) -> tuple[Column[ProjectRow], ...]:
    """Return the columns of the list of projects, in the order of the first showing."""
    return (
        Column(
            key="number", title=N_("Project order no."), value=lambda row: row.number, width=136, sort_key="number"
        ),
        Column(
            key="name", title=N_("Project name"), value=lambda row: row.name, width=200, sort_key="name", stretch=True
        ),
        Column(key="customer", title=N_("Customer"), value=lambda row: row.customer, width=112, sort_key="customer"),
        Column(key="manager", title=N_("Project manager"), value=lambda row: row.manager_name or "—", width=128),
        Column(
            key="handed_over",
            title=N_("Handover date"),
            value=lambda row: date_text(row.handed_over_on),
            sort_key="handed_over_on",
            width=120,
        ),
        Column(
            key="warranty_end",
            title=N_("Warranty until"),
            value=lambda row: date_text(row.warranty_end_on),
            sort_key="warranty_end_on",
            width=120,
        ),
        Column(
            key="state",
            title=N_("State"),
            value=lambda row: row_badge(row, desk).text,
            badge=lambda row: row_badge(row, desk),
            width=120,
        ),
    )  # fmt: skip


def customer_columns() -> tuple[Column[CustomerRow], ...]:
    """Return the columns of the list of customers, in the order of the first showing."""
    return (
        Column(key="number", title=N_("No."), value=lambda row: row.number, width=124, sort_key="number"),
        Column(
            key="name", title=N_("Customer name"), value=lambda row: row.name, width=240, sort_key="name", stretch=True
        ),
        Column(key="short_name", title=N_("Short name"), value=lambda row: row.short_name, width=136),
        Column(
            key="key",
            title=N_("Mark"),
            value=lambda row: _("Key customer") if row.is_key else "",
            badge=lambda row: key_badge(row.is_key),
            width=120,
        ),
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

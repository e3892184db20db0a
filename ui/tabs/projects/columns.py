"""The columns of the lists of projects, contracts and equipment."""

from app.formatting import MISSING, date_text, money
from app.i18n import N_, _
from app.labels import label
from app.queries.projects.contracts import ContractRow
from app.queries.projects.equipment import EquipmentRow
from app.queries.projects.projects import ProjectRow
from models.enums import ProjectState
from ui.runtime.desk import Desk
from ui.table.column import RIGHT, Column
from ui.tabs.keeping import retired_badge
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.fields.warranty_end import warranty_badge

_STATE_TONES = {ProjectState.EXECUTING: Tone.ACCENT}


def project_badge(state: ProjectState) -> Badge:
    """Return the badge of a project's stage."""
    return Badge(label(state), _STATE_TONES.get(state, Tone.NEUTRAL))


def row_badge(row: ProjectRow, desk: Desk) -> Badge:
    """Return where a project stands: under warranty or out of it once that is known, its stage before."""
    if row.warranty_end_on is None or row.state is ProjectState.CLOSED:
        return project_badge(row.state)
    return warranty_badge(row.warranty_end_on, desk.today())


def equipment_badge(row: EquipmentRow, desk: Desk) -> Badge | None:
    """Return where a piece of equipment stands: out of use, under warranty or out of it; None while not known."""
    if row.warranty_end_on is None:
        return retired_badge(row.state)
    return retired_badge(row.state) or warranty_badge(row.warranty_end_on, desk.today())


def supplement_badge(is_supplement: bool) -> Badge:
    """Return what kind of contract it is."""
    return Badge(_("Supplement"), Tone.NEUTRAL) if is_supplement else Badge(_("Main contract"), Tone.ACCENT)


def _words(badge: Badge | None) -> str:
    return badge.text if badge else MISSING


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
        Column(key="manager", title=N_("Project manager"), value=lambda row: row.manager_name or MISSING, width=128),
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


def contract_columns() -> tuple[Column[ContractRow], ...]:
    """Return the columns of the list of contracts, in the order of the first showing."""
    return (
        Column(key="number", title=N_("Contract no."), value=lambda row: row.number, width=140, sort_key="number"),
        Column(
            key="name", title=N_("Contract name"), value=lambda row: row.name, width=140, sort_key="name", stretch=True
        ),
        Column(
            key="kind",
            title=N_("Kind"),
            value=lambda row: supplement_badge(row.is_supplement).text,
            badge=lambda row: supplement_badge(row.is_supplement),
            width=104,
        ),
        Column(
            key="customer",
            title=N_("Customer"),
            value=lambda row: row.customer or MISSING,
            width=96,
            sort_key="customer",
        ),
        Column(
            key="project",
            title=N_("Project"),
            value=lambda row: row.project or MISSING,
            width=150,
            sort_key="project",
            hidden=True,
        ),
        Column(
            key="signed_on",
            title=N_("Signing date"),
            value=lambda row: date_text(row.signed_on),
            width=108,
            sort_key="signed_on",
        ),
        Column(key="amount", title=N_("Amount"), value=lambda row: money(row.amount), width=120, align=RIGHT),
        Column(key="total", title=N_("Contract total"), value=lambda row: money(row.total), width=128, align=RIGHT),
        Column(
            key="supplements",
            title=N_("Supplements"),
            value=lambda row: MISSING if row.is_supplement else str(row.supplements),
            width=108,
            align=RIGHT,
        ),
    )


def equipment_columns(desk: Desk) -> tuple[Column[EquipmentRow], ...]:
    """Return the columns of the list of equipment, in the order of the first showing."""
    return (
        Column(key="number", title=N_("No."), value=lambda row: row.number, width=116, sort_key="number"),
        Column(
            key="name", title=N_("Equipment name"), value=lambda row: row.name, width=136, sort_key="name", stretch=True
        ),
        Column(key="model", title=N_("Model"), value=lambda row: row.model or MISSING, width=124),
        Column(key="serial_no", title=N_("Serial no."), value=lambda row: row.serial_no or MISSING, width=96),
        Column(key="customer", title=N_("Customer"), value=lambda row: row.customer, width=96, sort_key="customer"),
        Column(key="project", title=N_("Project"), value=lambda row: row.project, width=140, sort_key="project"),
        Column(key="site", title=N_("Site"), value=lambda row: row.site or MISSING, width=104, hidden=True),
        Column(key="maker", title=N_("Maker"), value=lambda row: row.maker or MISSING, width=96, hidden=True),
        Column(
            key="warranty_end",
            title=N_("Warranty until"),
            value=lambda row: date_text(row.warranty_end_on),
            width=116,
            sort_key="warranty_end_on",
        ),
        Column(
            key="open_requests",
            title=N_("Open requests"),
            value=lambda row: str(row.open_requests),
            width=116,
            align=RIGHT,
        ),
        Column(
            key="state",
            title=N_("State"),
            value=lambda row: _words(equipment_badge(row, desk)),
            badge=lambda row: equipment_badge(row, desk),
            width=116,
            hidden=True,
        ),
    )

"""The columns of the lists of projects, contracts and equipment."""

from app.formatting import MISSING
from app.i18n import N_, _
from app.labels import label
from app.queries.projects.contracts import ContractRow
from app.queries.projects.equipment import EquipmentRow
from app.queries.projects.projects import ProjectRow
from models.enums import ProjectState
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, count_column, day_column, money_column, text_column
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


def project_columns(desk: Desk) -> tuple[Column[ProjectRow], ...]:
    """Return the columns of the list of projects, in the order of the first showing."""
    return (
        text_column("number", N_("Project order no."), lambda row: row.number, width=136, sort_key="number"),
        text_column("name", N_("Project name"), lambda row: row.name, width=200, sort_key="name", stretch=True),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=112, sort_key="customer"),
        text_column("manager", N_("Project manager"), lambda row: row.manager_name, width=128),
        day_column(
            "handed_over", N_("Handover date"), lambda row: row.handed_over_on, sort_key="handed_over_on", width=120
        ),
        day_column(
            "warranty_end", N_("Warranty until"), lambda row: row.warranty_end_on, sort_key="warranty_end_on", width=120
        ),
        badge_column("state", N_("State"), lambda row: row_badge(row, desk), width=120),
    )


def contract_columns() -> tuple[Column[ContractRow], ...]:
    """Return the columns of the list of contracts, in the order of the first showing."""
    return (
        text_column("number", N_("Contract no."), lambda row: row.number, width=140, sort_key="number"),
        text_column("name", N_("Contract name"), lambda row: row.name, width=140, sort_key="name", stretch=True),
        badge_column("kind", N_("Kind"), lambda row: supplement_badge(row.is_supplement), width=104),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=96, sort_key="customer"),
        text_column("project", N_("Project"), lambda row: row.project, width=150, sort_key="project", hidden=True),
        day_column("signed_on", N_("Signing date"), lambda row: row.signed_on, width=108, sort_key="signed_on"),
        money_column("amount", N_("Amount"), lambda row: row.amount, width=120),
        money_column("total", N_("Contract total"), lambda row: row.total, width=128),
        count_column(
            "supplements",
            N_("Supplements"),
            lambda row: None if row.is_supplement else row.supplements,
            width=108,
        ),
    )


def equipment_columns(desk: Desk) -> tuple[Column[EquipmentRow], ...]:
    """Return the columns of the list of equipment, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=116, sort_key="number"),
        text_column("name", N_("Equipment name"), lambda row: row.name, width=136, sort_key="name", stretch=True),
        text_column("model", N_("Model"), lambda row: row.model, width=124),
        text_column("serial_no", N_("Serial no."), lambda row: row.serial_no, width=96),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=96, sort_key="customer"),
        text_column("project", N_("Project"), lambda row: row.project, width=140, sort_key="project"),
        text_column("site", N_("Site"), lambda row: row.site, width=104, hidden=True),
        text_column("maker", N_("Maker"), lambda row: row.maker, width=96, hidden=True),
        day_column(
            "warranty_end", N_("Warranty until"), lambda row: row.warranty_end_on, width=116, sort_key="warranty_end_on"
        ),
        count_column("open_requests", N_("Open requests"), lambda row: row.open_requests, width=116),
        badge_column(
            "state", N_("State"), lambda row: equipment_badge(row, desk), none=MISSING, width=116, hidden=True
        ),
    )

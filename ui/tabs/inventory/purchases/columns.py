"""The columns of the list of purchase orders."""

from collections.abc import Mapping

from app.i18n import N_, _
from app.labels import label
from app.queries.material.purchase_list import PurchaseRow
from app.rules.material.purchases import DeliveryMark
from models.enums import PurchaseState, PurchaseUrgency
from ui.table.column import Column
from ui.table.column_kinds import badge_column, day_column, text_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_TONES: Mapping[PurchaseState, Tone] = {
    PurchaseState.DRAFT: Tone.SOON,
    PurchaseState.SUBMITTED: Tone.SOON,
    PurchaseState.ORDERED: Tone.ACCENT,
    PurchaseState.PARTLY_RECEIVED: Tone.ACCENT,
    PurchaseState.RECEIVED: Tone.KEPT,
}
_MARKS: Mapping[DeliveryMark, tuple[str, Tone]] = {
    DeliveryMark.OVERDUE: (N_("Should be here"), Tone.OVERDUE),
    DeliveryMark.NOT_ORDERED: (N_("Not ordered yet"), Tone.OVERDUE),
    DeliveryMark.TOO_LATE: (N_("Later than needed"), Tone.SOON),
}


def purchase_badge(state: PurchaseState) -> Badge:
    """Return the badge of a purchase's state."""
    return Badge(label(state), _TONES.get(state, Tone.NEUTRAL))


def mark_badge(mark: DeliveryMark | None) -> Badge | None:
    """Return what is wrong with when the goods come, None where nothing is."""
    if mark is None:
        return None
    words, tone = _MARKS[mark]
    return Badge(_(words), tone)


def urgency_badge(urgency: PurchaseUrgency) -> Badge | None:
    """Return how urgent a purchase is, None for an ordinary one."""
    if urgency is PurchaseUrgency.NORMAL:
        return None
    return Badge(label(urgency), Tone.OVERDUE if urgency is PurchaseUrgency.CRITICAL else Tone.SOON)


def purchase_columns() -> tuple[Column[PurchaseRow], ...]:
    """Return the columns of the purchases, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number or _("Draft"), width=106, sort_key="number"),
        text_column("name", N_("What is bought"), lambda row: row.name, width=144, sort_key="name", stretch=True),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=88, sort_key="customer"),
        day_column("needed_on", N_("Needed by"), lambda row: row.needed_on, width=92, sort_key="needed_on"),
        day_column("expected_on", N_("Expected on"), lambda row: row.expected_on, width=104, sort_key="expected_on"),
        badge_column("state", N_("State"), lambda row: purchase_badge(row.state), width=136),
        badge_column("mark", N_("Mark"), lambda row: mark_badge(row.mark), width=148),
        text_column("supplier", N_("Supplier"), lambda row: row.supplier, width=138),
        badge_column("urgency", N_("Urgency"), lambda row: urgency_badge(row.urgency), width=84, hidden=True),
        badge_column("own", N_("Bought by"), _own, width=120, hidden=True),
        text_column("project", N_("Project"), lambda row: row.project, width=140, sort_key="project", hidden=True),
        text_column("order_ref", N_("Purchasing's no."), lambda row: row.order_ref, width=116, hidden=True),
        text_column("requester", N_("Requester"), lambda row: row.requester, width=84, dim=True, hidden=True),
    )


def _own(row: PurchaseRow) -> Badge | None:
    return Badge(_("Own purchase"), Tone.ACCENT) if row.own_purchase else None

"""The columns of the list of requests."""

from app.formatting import MISSING
from app.i18n import N_
from app.labels import label
from app.queries.requests.request_list import RequestRow
from models.enums import ServiceClass, Severity
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.tabs.desk_columns import due_column, moment_column
from ui.tabs.views import state_badge
from ui.theme.badge import Badge
from ui.theme.palette import Tone


def severity_badge(severity: Severity) -> Badge:
    """Return the badge of a severity; a major one stands out."""
    return Badge(label(severity), Tone.OVERDUE if severity is Severity.MAJOR else Tone.NEUTRAL)


def class_badge(row: RequestRow) -> Badge:
    """Return the badge of the class; one that nobody has confirmed carries a question mark."""
    if row.service_class is None:
        return Badge(f"{label(row.proposed_class)}？", Tone.NEUTRAL)
    return Badge(label(row.service_class), Tone.ACCENT if row.service_class is ServiceClass.PAID else Tone.NEUTRAL)


def request_columns(desk: Desk) -> tuple[Column[RequestRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (*_case_columns(desk), *_standing_columns(desk), *_people_columns())


def _case_columns(desk: Desk) -> tuple[Column[RequestRow], ...]:
    """Which request, of whom, about what."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=118, sort_key="number"),
        moment_column(
            "received_at", N_("Received"), lambda row: row.received_at, desk, width=104, sort_key="received_at"
        ),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=110, sort_key="customer", hidden=True),
        text_column("project", N_("Project"), lambda row: row.project or row.customer, width=160, sort_key="project"),
        text_column("title", N_("Content"), lambda row: row.title, width=200, sort_key="title", stretch=True),
    )


def _standing_columns(desk: Desk) -> tuple[Column[RequestRow], ...]:
    """How bad it is, who pays, how far it is, what is owed."""

    def owed(row: RequestRow) -> str:
        return label(row.due_kind) if row.due_kind else MISSING

    return (
        badge_column(
            "severity", N_("Severity"), lambda row: severity_badge(row.severity), width=72, sort_key="severity"
        ),
        badge_column("service_class", N_("Class"), class_badge, width=76, sort_key="service_class"),
        badge_column("state", N_("State"), lambda row: state_badge(row.state), width=98),
        text_column("due_kind", N_("Owed now"), owed, width=96, hidden=True),
        due_column("due_at", N_("Time left"), lambda row: row.due_at, desk, sort_key="due_at"),
    )


def _people_columns() -> tuple[Column[RequestRow], ...]:
    """Who took the call, who looks after it."""
    return (
        text_column("owner_name", N_("Owner"), lambda row: row.owner_name, width=90, hidden=True),
        text_column("received_by", N_("Received by"), lambda row: row.received_by, width=90, hidden=True),
    )

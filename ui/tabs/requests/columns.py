"""The columns of the list of requests."""

from app.formatting import short_date_time
from app.i18n import N_
from app.labels import label
from app.queries.requests.request_list import RequestRow
from models.enums import ServiceClass, Severity
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.tabs.views import due_badge, state_badge
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

    def received(row: RequestRow) -> str:
        return short_date_time(row.received_at, desk.zone, desk.today())

    def project(row: RequestRow) -> str:
        return row.project or row.customer

    return (
        Column(key="number", title=N_("No."), value=lambda row: row.number, width=118, sort_key="number"),
        Column(key="received_at", title=N_("Received"), value=received, width=104, sort_key="received_at"),
        Column(
            key="customer",
            title=N_("Customer"),
            value=lambda row: row.customer,
            width=110,
            sort_key="customer",
            hidden=True,
        ),
        Column(key="project", title=N_("Project"), value=project, width=160, sort_key="project"),
        Column(
            key="title", title=N_("Content"), value=lambda row: row.title, width=200, sort_key="title", stretch=True
        ),
    )


def _standing_columns(desk: Desk) -> tuple[Column[RequestRow], ...]:
    """How bad it is, who pays, how far it is, what is owed."""

    def left(row: RequestRow) -> Badge | None:
        return due_badge(row.due_at, desk.now()) if row.due_at else None

    def left_text(row: RequestRow) -> str:
        badge = left(row)
        return badge.text if badge else "—"

    def owed(row: RequestRow) -> str:
        return label(row.due_kind) if row.due_kind else "—"

    return (
        Column(
            key="severity",
            title=N_("Severity"),
            value=lambda row: label(row.severity),
            badge=lambda row: severity_badge(row.severity),
            width=72,
            sort_key="severity",
        ),
        Column(
            key="service_class",
            title=N_("Class"),
            value=lambda row: class_badge(row).text,
            badge=class_badge,
            width=76,
            sort_key="service_class",
        ),
        Column(
            key="state",
            title=N_("State"),
            value=lambda row: label(row.state),
            badge=lambda row: state_badge(row.state),
            width=98,
        ),
        Column(key="due_kind", title=N_("Owed now"), value=owed, width=96, hidden=True),
        Column(key="due_at", title=N_("Time left"), value=left_text, badge=left, width=150, sort_key="due_at"),
    )


def _people_columns() -> tuple[Column[RequestRow], ...]:
    """Who took the call, who looks after it."""
    return (
        Column(key="owner_name", title=N_("Owner"), value=lambda row: row.owner_name, width=90, hidden=True),
        Column(key="received_by", title=N_("Received by"), value=lambda row: row.received_by, width=90, hidden=True),
    )

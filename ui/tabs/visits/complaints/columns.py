"""The columns of the list of complaints and quality feedback."""

from app.i18n import N_
from app.labels import label
from app.queries.care.complaint_list import CareRow
from models.enums import ComplaintSeverity, ComplaintState, Fault, FeedbackState, RecordKind
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.tabs.desk_columns import due_column
from ui.tabs.rooms_columns import asked_columns, state_badges
from ui.theme.badge import Badge
from ui.theme.palette import Tone

care_badge = state_badges(
    {
        (RecordKind.COMPLAINT, ComplaintState.REGISTERED): Tone.OVERDUE,
        (RecordKind.COMPLAINT, ComplaintState.HANDLING): Tone.SOON,
        (RecordKind.COMPLAINT, ComplaintState.VERIFIED): Tone.ACCENT,
        (RecordKind.COMPLAINT, ComplaintState.CLOSED): Tone.KEPT,
        (RecordKind.FEEDBACK, FeedbackState.ASKED): Tone.SOON,
        (RecordKind.FEEDBACK, FeedbackState.ANSWERED): Tone.ACCENT,
        (RecordKind.FEEDBACK, FeedbackState.CLOSED): Tone.KEPT,
    }
)


def severity_badge(severity: ComplaintSeverity | None) -> Badge | None:
    """Return how grave a complaint is, None where it is a minor one."""
    if severity in (None, ComplaintSeverity.MINOR):
        return None
    return Badge(label(severity), Tone.OVERDUE if severity is ComplaintSeverity.MAJOR else Tone.SOON)


def fault_badge(fault: Fault | None) -> Badge | None:
    """Return whose fault it was, None before the judgement."""
    return Badge(label(fault), Tone.OVERDUE if fault is Fault.OURS else Tone.NEUTRAL) if fault is not None else None


def _kind(row: CareRow) -> str:
    """Return what a complaint is about; feedback says only what it is."""
    return label(row.category if row.category is not None else row.kind)


def care_columns(desk: Desk) -> tuple[Column[CareRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=112, sort_key="number"),
        text_column("kind", N_("Kind"), _kind, width=150),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=110, sort_key="customer"),
        text_column("name", N_("About"), lambda row: row.name, width=170, sort_key="name", stretch=True),
        badge_column("severity", N_("Severity"), lambda row: severity_badge(row.severity), width=86),
        badge_column("state", N_("State"), lambda row: care_badge(row.kind, row.state), width=134),
        due_column("due", N_("Time left"), lambda row: row.due_at, desk, sort_key="due_at"),
        badge_column("fault", N_("Whose fault"), lambda row: fault_badge(row.fault), width=198, hidden=True),
        text_column("department", N_("Department"), lambda row: row.department, width=110, hidden=True),
        *asked_columns(CareRow, desk),
    )

"""The columns of the lists of dispatches and of staff."""

from datetime import datetime

from app.formatting import local, short_date_time
from app.i18n import N_, _
from app.labels import label
from app.queries.people.dispatches import DispatchRow
from app.queries.people.staff import StaffRow
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.tabs.views import state_badge


def number_text(number: str | None) -> str:
    """Return the number of a dispatch; one that has none yet is a draft (invariant 3)."""
    return number or _("Draft")


def span_text(starts_at: datetime, ends_at: datetime, desk: Desk) -> str:
    """Return from when until when, the second day only where it is another."""
    start, end = local(starts_at, desk.zone), local(ends_at, desk.zone)
    first = short_date_time(starts_at, desk.zone, desk.today())
    if start.date() == end.date():
        return f"{first} – {end:%H:%M}"
    return f"{first} – {short_date_time(ends_at, desk.zone, desk.today())}"


def dispatch_columns(desk: Desk) -> tuple[Column[DispatchRow], ...]:
    """Return the columns of the dispatches, in the order of the first showing."""
    return (
        Column(key="number", title=N_("No."), value=lambda row: number_text(row.number), width=118, sort_key="number"),
        Column(
            key="starts_at",
            title=N_("On site"),
            value=lambda row: short_date_time(row.starts_at, desk.zone, desk.today()),
            tooltip=lambda row: span_text(row.starts_at, row.ends_at, desk),
            width=106,
            sort_key="starts_at",
        ),
        Column(key="customer", title=N_("Customer"), value=lambda row: row.customer, width=104, sort_key="customer"),
        Column(
            key="project",
            title=N_("Project / site"),
            value=lambda row: row.project or row.site or "—",
            tooltip=lambda row: " · ".join(part for part in (row.project, row.site) if part),
            width=160,
            sort_key="project",
        ),
        Column(key="title", title=N_("Task"), value=lambda row: row.title, sort_key="title", stretch=True),
        Column(key="people", title=N_("People"), value=lambda row: row.people or "—", width=124),
        Column(key="mode", title=N_("Mode"), value=lambda row: label(row.mode), width=100),
        Column(
            key="state",
            title=N_("State"),
            value=lambda row: label(row.state),
            badge=lambda row: state_badge(row.state),
            width=92,
        ),
    )


def staff_columns() -> tuple[Column[StaffRow], ...]:
    """Return the columns of the staff, in the order of the first showing."""
    return (
        Column(key="number", title=N_("No."), value=lambda row: row.number, width=118, sort_key="number"),
        Column(key="name", title=N_("Name"), value=lambda row: row.name, width=110, sort_key="name"),
        Column(key="department", title=N_("Department"), value=lambda row: row.department, width=140),
        Column(key="post", title=N_("Post"), value=lambda row: row.post or "—", width=120),
        Column(key="mobile", title=N_("Mobile"), value=lambda row: row.mobile or "—", width=130),
        Column(key="skills", title=N_("Skills"), value=lambda row: row.skills or "—", stretch=True, dim=True),
    )

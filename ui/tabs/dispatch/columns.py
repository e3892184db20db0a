"""The columns of the lists of dispatches and of staff."""

from datetime import datetime

from app.formatting import MISSING, local, short_date_time
from app.i18n import N_, _
from app.labels import label
from app.queries.people.dispatches import DispatchRow
from app.queries.people.staff import StaffRow
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
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
        text_column("number", N_("No."), lambda row: number_text(row.number), width=118, sort_key="number"),
        Column(
            key="starts_at",
            title=N_("On site"),
            value=lambda row: short_date_time(row.starts_at, desk.zone, desk.today()),
            tooltip=lambda row: span_text(row.starts_at, row.ends_at, desk),
            width=106,
            sort_key="starts_at",
        ),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=104, sort_key="customer"),
        Column(
            key="project",
            title=N_("Project / site"),
            value=lambda row: row.project or row.site or MISSING,
            tooltip=lambda row: " · ".join(part for part in (row.project, row.site) if part),
            width=160,
            sort_key="project",
        ),
        text_column("title", N_("Task"), lambda row: row.title, sort_key="title", stretch=True),
        text_column("people", N_("People"), lambda row: row.people, width=124),
        text_column("mode", N_("Mode"), lambda row: label(row.mode), width=100),
        badge_column("state", N_("State"), lambda row: state_badge(row.state), width=92),
    )


def staff_columns() -> tuple[Column[StaffRow], ...]:
    """Return the columns of the staff, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=118, sort_key="number"),
        text_column("name", N_("Name"), lambda row: row.name, width=110, sort_key="name"),
        text_column("department", N_("Department"), lambda row: row.department, width=140),
        text_column("post", N_("Post"), lambda row: row.post, width=120),
        text_column("mobile", N_("Mobile"), lambda row: row.mobile, width=130),
        text_column("skills", N_("Skills"), lambda row: row.skills, stretch=True, dim=True),
    )

"""The columns of the lists of dispatches and of staff."""

from datetime import date, datetime

from app.formatting import MISSING, local, short_date_time
from app.i18n import N_, _
from app.labels import label
from app.queries.people.dispatches import DispatchRow
from app.queries.people.staff import StaffRow
from app.rules.people.certificates import Validity, end_words, validity, validity_words
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.tabs.views import state_badge
from ui.theme.badge import Badge
from ui.theme.palette import Tone

VALIDITY_TONES = {
    Validity.EXPIRED: Tone.OVERDUE,
    Validity.EXPIRES_SOON: Tone.SOON,
    Validity.VALID: Tone.KEPT,
    Validity.REPLACED: Tone.NEUTRAL,
}


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


def staff_columns(desk: Desk) -> tuple[Column[StaffRow], ...]:
    """Return the columns of the staff, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=112, sort_key="number"),
        text_column("name", N_("Name"), lambda row: row.name, width=76, sort_key="name"),
        text_column("department", N_("Department"), lambda row: row.department, width=100),
        text_column("post", N_("Post"), lambda row: row.post, width=96),
        text_column("grade", N_("Trade grade"), lambda row: row.grade, width=90, hidden=True),
        text_column("mobile", N_("Mobile"), lambda row: row.mobile, width=112),
        Column(
            key="certificates",
            title=N_("Certificates held"),
            value=lambda row: row.certificates or MISSING,
            badge=lambda row: certificate_badge(row.certificates, row.valid_until, desk),
            tooltip=lambda row: _certificate_tip(row, desk),
            width=140,
        ),
        Column(
            key="away",
            title=N_("Today"),
            value=lambda row: away_words(row.away, row.away_until, desk) or MISSING,
            badge=lambda row: Badge(away_words(row.away, row.away_until, desk), Tone.ACCENT) if row.away else None,
            width=172,
        ),
        text_column("skills", N_("Skills"), lambda row: row.skills, stretch=True, dim=True),
    )


def certificate_badge(names: str, valid_until: date | None, desk: Desk) -> Badge | None:
    """Return the names of a person's certificates where one of them asks for attention; None where none does."""
    found = validity(valid_until, desk.today())
    if not names or found is Validity.VALID:
        return None
    return Badge(f"{validity_words(found)} · {names}", VALIDITY_TONES[found])


def _certificate_tip(row: StaffRow, desk: Desk) -> str:
    ends = end_words(row.valid_until, desk.today()) if row.valid_until else ""
    return "\n".join(part for part in (row.certificates, ends) if part)


def away_words(where: str, until: datetime | None, desk: Desk) -> str:
    """Return where somebody is and until which day, "" for who can be sent."""
    if not where or until is None:
        return where
    day = local(until, desk.zone).date()
    return _("{where} to {day}").format(where=where, day=f"{day:%m-%d}" if day.year == desk.today().year else day)

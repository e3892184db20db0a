"""Lines of the work list in words, the same on screen, on paper and in a console."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

from app.formatting import date_text, local, remaining_words, short_date_time
from app.i18n import N_, _
from app.labels import label, label_of
from app.queries.promises.agenda import DueLine, Section
from app.queries.promises.waiting import HOLD, WaitingLine
from models.enums import ApprovalSubject

COUNTED_DOWN = timedelta(hours=4)  # within which the hours left say more than the time of day

_SECTIONS: Mapping[Section, str] = {
    Section.OVERDUE: N_("Overdue"),
    Section.TODAY: N_("Due today"),
    Section.NEXT_DAYS: N_("Next three days"),
    Section.UNDATED: N_("Date to be agreed"),
}
_NOTHING: Mapping[Section, str] = {
    Section.OVERDUE: N_("Nothing is overdue."),
    Section.TODAY: N_("Nothing more is due today."),
    Section.NEXT_DAYS: N_("Nothing is due in the next three days."),
    Section.UNDATED: N_("Every promise has its date."),
}


def section_name(code: Section) -> str:
    """Return what a section is called."""
    return _(_SECTIONS[code])


def section_empty(code: Section) -> str:
    """Return what a section without lines says."""
    return _(_NOTHING[code])


def line_title(line: DueLine) -> str:
    """Return what is owed to whom about what: "Quotation: East plant — pump leaks"."""
    project = line.project if line.project != line.title else ""
    return _about(label(line.kind), project or line.customer, line.title)


def _about(what: str, whose: str, title: str) -> str:
    if not whose or whose == title:
        return _("{promise}: {title}").format(promise=what, title=title)
    return _("{promise}: {whose} — {title}").format(promise=what, whose=whose, title=title)


def line_detail(line: DueLine, now: datetime, zone: tzinfo) -> str:
    """Return the second line: number, due time, by when to act if that is earlier, and what it still rests on."""
    said = [line.number or ""]
    if line.due is not None:
        said.append(_("due {time}").format(time=moment_words(line.due, now, zone)))
        if line.act_by is not None and now <= line.act_by < line.due:
            said.append(_("act by {time}").format(time=moment_words(line.act_by, now, zone)))
    if line.provisional:
        said.append(_("class not confirmed yet"))
    return " · ".join(part for part in said if part)


def moment_words(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """Return a moment as "17:30" today, else with its day, and its year where that is another one."""
    shown, today = local(moment, zone), local(now, zone).date()
    return f"{shown:%H:%M}" if shown.date() == today else short_date_time(moment, zone, today)


def time_left(line: DueLine, section: Section, now: datetime, zone: tzinfo) -> str:
    """Return how much time is left, as short as it can be said: hours where they are few, else the time or the day."""
    act_by = line.act_by
    if section is Section.OVERDUE and line.due is not None:
        return remaining_words(line.due, now, zone)
    if act_by is None:
        return _("Date to be agreed")
    if act_by <= now:
        return _("Act now")
    if act_by - now <= COUNTED_DOWN:
        return remaining_words(act_by, now)
    shown = local(act_by, zone)
    if section is Section.TODAY:
        return f"{shown:%H:%M}"
    day = date_text(shown.date())
    return day[5:] if shown.year == local(now, zone).year else day


def waiting_title(line: WaitingLine) -> str:
    """Return what waits for a word, of whose record."""
    what = _("Long hold") if line.subject == HOLD else label_of(ApprovalSubject, line.subject)
    return _about(what, line.customer, line.title)


def waiting_detail(line: WaitingLine, zone: tzinfo, now: datetime) -> str:
    """Return the second line: number, from when to when a hold lasts, and why."""
    return " · ".join(part for part in (line.about or line.number or "", waiting_reason(line, zone, now)) if part)


def waiting_reason(line: WaitingLine, zone: tzinfo, now: datetime) -> str:
    """Return from when to when a hold lasts, why a word is needed, and what was said with the asking."""
    said = []
    if line.since is not None and line.until is not None:
        today = local(now, zone).date()
        first, last = (short_date_time(moment, zone, today) for moment in (line.since, line.until))
        said.append(_("{first} to {last}").format(first=first, last=last))
    if line.hold is not None:
        said.append(label(line.hold))
    said += [label(one.reason) for one in line.reasons]
    return " · ".join(part for part in (*said, line.note) if part)

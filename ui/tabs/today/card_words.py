"""The work list as rows of cards: which tone, which words."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from functools import partial

from app.formatting import date_text, date_time_text
from app.i18n import _, ngettext
from app.labels import clause_name
from app.queries.material.arrived import ArrivedLine
from app.queries.promises.agenda import Agenda, DueLine, Section, SectionLines
from app.queries.promises.agenda_words import (
    line_detail,
    line_title,
    section_empty,
    section_name,
    time_left,
    waiting_detail,
    waiting_title,
)
from app.queries.promises.waiting import WaitingLine
from ui.tabs.today.card_rows import CardRow, RowKind
from ui.theme.badge import Badge
from ui.theme.palette import Tone

TONES = {
    Section.OVERDUE: Tone.OVERDUE,
    Section.TODAY: Tone.SOON,
    Section.NEXT_DAYS: Tone.NEUTRAL,
    Section.UNDATED: Tone.NEUTRAL,
}
MORE = "more:"


def due_key(line: DueLine) -> str:
    """Return the key of a promise's row."""
    return f"due:{line.id}"


def waiting_key(line: WaitingLine) -> str:
    """Return the key of the row of what waits for a word."""
    return f"waiting:{line.subject}:{line.id}"


def arrived_key(line: ArrivedLine) -> str:
    """Return the key of the row of material that came in."""
    return f"arrived:{line.record_kind}:{line.record_id}"


def agenda_rows(agenda: Agenda, zone: tzinfo) -> tuple[CardRow, ...]:
    """Return a card for each section; one that hardly ever has a line is left out while it is empty."""
    shown = [one for one in agenda.sections if one.lines or one.code is not Section.UNDATED]
    return tuple(row for section in shown for row in _section_rows(section, agenda.now, zone))


def _section_rows(section: SectionLines, now: datetime, zone: tzinfo) -> Iterator[CardRow]:
    code, tone = section.code, TONES[section.code]
    badge = Badge(str(section.count), tone) if section.count else None
    yield CardRow(RowKind.HEAD, f"head:{code}", section_name(code), badge=badge)
    if not section.lines:
        yield CardRow(RowKind.EMPTY, f"empty:{code}", section_empty(code), is_last=True)
    for line in section.lines:
        is_last = line is section.lines[-1] and not section.left_out
        yield _due_row(line, code, now, zone, is_last=is_last)
    if section.left_out:
        text = ngettext("Show {count} more", "Show {count} more", section.left_out).format(count=section.left_out)
        yield CardRow(RowKind.MORE, f"{MORE}{code}", text, is_last=True)


def _due_row(line: DueLine, code: Section, now: datetime, zone: tzinfo, *, is_last: bool) -> CardRow:
    tone = TONES[code]
    title, detail = line_title(line), line_detail(line, now, zone)
    return CardRow(
        RowKind.LINE,
        due_key(line),
        title,
        detail,
        pill=Badge(line.clause, tone),
        person=line.person,
        badge=Badge(time_left(line, code, now, zone), tone),
        tip=partial(_due_tip, line, title, zone),
        is_last=is_last,
    )


def _due_tip(line: DueLine, title: str, zone: tzinfo) -> str:
    said = [title, f"{line.clause} {clause_name(line.clause)}", " ".join(filter(None, (line.customer, line.project)))]
    if line.due is not None:
        said.append(_("due {time}").format(time=date_time_text(line.due, zone)))
    if line.act_by is not None and line.act_by != line.due:
        said.append(_("act by {time}").format(time=date_time_text(line.act_by, zone)))
    if line.target is not None:
        said.append(_("wished for by {time}").format(time=date_time_text(line.target, zone)))
    return "\n".join(part for part in said if part)


def waiting_rows(agenda: Agenda, zone: tzinfo) -> tuple[CardRow, ...]:
    """Return the card of what waits for this person's word."""
    lines = agenda.waiting
    badge = Badge(str(len(lines)), Tone.ACCENT) if lines else None
    head = CardRow(RowKind.HEAD, "head:waiting", _("Waiting for my approval"), badge=badge)
    if not lines:
        return head, CardRow(RowKind.EMPTY, "empty:waiting", _("Nothing waits for your word."), is_last=True)
    return head, *(_waiting_row(line, agenda.now, zone, is_last=line is lines[-1]) for line in lines)


def arrived_rows(agenda: Agenda) -> tuple[CardRow, ...]:
    """Return the card of material that came in and waits to be issued; none while there is none (C6.3)."""
    lines = agenda.arrived
    if not lines:
        return ()
    head = CardRow(RowKind.HEAD, "head:arrived", _("Came in, to be issued"), badge=Badge(str(len(lines)), Tone.ACCENT))
    return head, *(_arrived_row(line, is_last=line is lines[-1]) for line in lines)


def _arrived_row(line: ArrivedLine, *, is_last: bool) -> CardRow:
    detail = " · ".join(said for said in (line.number, line.title) if said)
    needed = date_text(line.needed_on)[5:] if line.needed_on is not None else ""
    return CardRow(
        RowKind.LINE,
        arrived_key(line),
        line.items,
        detail,
        pill=Badge("C6.3", Tone.ACCENT),
        badge=Badge(_("needed {day}").format(day=needed), Tone.SOON) if needed else None,
        tip=partial("{}\n{}".format, line.items, detail),
        is_last=is_last,
    )


def _waiting_row(line: WaitingLine, now: datetime, zone: tzinfo, *, is_last: bool) -> CardRow:
    title, detail = waiting_title(line), waiting_detail(line, zone, now)
    return CardRow(
        RowKind.LINE,
        waiting_key(line),
        title,
        detail,
        pill=Badge(line.clause, Tone.ACCENT) if line.clause else None,
        person=line.person,
        badge=Badge(_("On paper") if line.on_paper else _("Decide"), Tone.ACCENT),
        tip=partial("{}\n{}".format, title, detail),
        is_last=is_last,
    )

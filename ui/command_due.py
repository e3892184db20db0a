"""The command ``due``: what is owed and overdue, as Today shows it."""

import argparse
from collections.abc import Iterator
from datetime import datetime, tzinfo

from app.context import Context
from app.formatting import date_time_text
from app.i18n import _, pgettext
from app.labels import clause_name, label
from app.queries.promises.agenda import Agenda, DueLine, Section, SectionLines, agenda
from app.queries.promises.agenda_words import section_name, time_left, waiting_title
from app.queries.promises.waiting import WaitingLine
from ui.command_arguments import moment
from ui.command_text import table
from ui.command_values import Json, plain

EVERYTHING = 10**9  # lines of a section: a command leaves nothing out
APPROVAL = "approval"


def add_due(parser: argparse.ArgumentParser) -> None:
    """Describe the options of the command."""
    parser.add_argument("--at", metavar="TIME", type=moment, help=_("as it stands at a local time; now by default"))
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))


def whole_agenda(context: Context, at: datetime | None) -> Agenda:
    """Read the work list with every line of it."""
    return agenda(context, at, dict.fromkeys(Section, EVERYTHING))


def due_json(found: Agenda, zone: tzinfo) -> list[Json]:
    """Return the work list as programs read it."""
    due = [_due(line, section.code, zone) for section in found.sections for line in section.lines]
    return [*due, *(_waiting(line, zone) for line in found.waiting)]


def _due(line: DueLine, section: Section, zone: tzinfo) -> Json:
    told = {
        "section": section,
        "kind": line.kind,
        "clause": line.clause,
        "record_kind": line.record_kind,
        "number": line.number,
        "title": line.title,
        "customer": line.customer,
        "project": line.project,
        "person": line.person,
        "due": line.due,
        "act_by": line.act_by,
        "target": line.target,
        "provisional": line.provisional,
    }
    return plain(told, zone)


def _waiting(line: WaitingLine, zone: tzinfo) -> Json:
    told = {
        "section": APPROVAL,
        "kind": line.subject,
        "clause": line.clause,
        "record_kind": line.record_kind,
        "number": line.number,
        "title": line.title,
        "customer": line.customer,
        "person": line.person,
        "due": None,
        "act_by": None,
        "asked_at": line.asked_at,
    }
    return plain(told, zone)


def due_text(found: Agenda, zone: tzinfo) -> str:
    """Return the work list as people read it: a table for each section that has lines."""
    tables = [_section(section, found, zone) for section in found.sections if section.lines]
    if found.waiting:
        heading = (_("Clause"), pgettext("work list", "What"), _("Number"), _("Asked by"), _("Asked at"))
        rows = [
            (line.clause, waiting_title(line), line.number or "", line.person, date_time_text(line.asked_at, zone))
            for line in found.waiting
        ]
        tables.append(f"{_('Waiting for my approval')}  {len(found.waiting)}\n{table(heading, rows)}")
    return "\n\n".join(tables) or _("Nothing is owed.")


def _section(section: SectionLines, found: Agenda, zone: tzinfo) -> str:
    head = f"{section_name(section.code)}  {section.count}"
    return f"{head}\n{table(_heading(), _rows(section.lines, section.code, found, zone))}"


def _heading() -> tuple[str, ...]:
    return (
        _("Clause"), pgettext("work list", "What"), _("Number"), _("Title"), _("Customer"), _("Owner"), _("Due"),
        _("Act by"), _("Time left"),
    )  # fmt: skip


def _rows(lines: tuple[DueLine, ...], code: Section, found: Agenda, zone: tzinfo) -> Iterator[tuple[str, ...]]:
    for line in lines:
        yield (
            f"{line.clause} {clause_name(line.clause)}",
            label(line.kind),
            line.number or "",
            line.title,
            line.customer,
            line.person,
            date_time_text(line.due, zone),
            date_time_text(line.act_by, zone),
            time_left(line, code, found.now, zone),
        )

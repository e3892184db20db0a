"""Lists that leave the program, as a workbook or on paper: each is noted in the audit trail first (C14).

What may be seen decides what may leave: the rows come from the list's own query, which leaves out what whoever asks may
not see.
"""

from enum import StrEnum
from pathlib import Path
from typing import Any

from app.archive.store import write_whole
from app.context import Context
from app.database import storage_errors
from app.errors import Invalid, StorageError
from app.exports.shown import MOST_ON_PAPER, ShownList, ShownRows
from app.i18n import LANGUAGES, N_, _, current_language, ngettext, using_language
from app.papers.compose import file_name
from app.papers.list_sheet import list_content
from app.rules.permissions import Permission
from app.security.audit import append
from app.services.papers import PaperPrint
from app.services.use_case import use_case
from models.enums import AuditAction

TABLE = "list"  # what the trail calls that which was exported


class Way(StrEnum):
    """How a list left the program."""

    WORKBOOK = "xlsx"
    PAPER = "paper"


_WAYS = {Way.WORKBOOK: N_("Excel workbook"), Way.PAPER: N_("Printed list")}


@use_case(Permission.VIEW_RECORDS)
def export_list(context: Context, *, shown: ShownList, rows: int, content: bytes, path: Path) -> None:
    """Note that so many rows of a list leave the program, then write the workbook, whole or not at all.

    StorageError when the disk does not take it; the note stays, for nobody knows what was looked at.
    """
    _note(context, shown, rows, Way.WORKBOOK)
    with storage_errors(path):
        write_whole(path, content)


@use_case(Permission.VIEW_RECORDS)
def look_at_list(context: Context, *, shown: ShownList, rows: ShownRows, language: str) -> PaperPrint:
    """Lay a list out as it would be printed; ``rows`` are in ``language``. Invalid for more than a person reads."""
    return _laid_out(context, shown, rows, language)


@use_case(Permission.VIEW_RECORDS)
def print_list(context: Context, *, shown: ShownList, rows: ShownRows, language: str) -> PaperPrint:
    """Lay a list out for printing and note that it leaves the program."""
    printed = _laid_out(context, shown, rows, language)
    _note(context, shown, len(rows), Way.PAPER)
    return printed


def _laid_out(context: Context, shown: ShownList, rows: ShownRows, language: str) -> PaperPrint:
    if context.printer is None:
        raise StorageError(_("This program was started without its printing part."))
    if language not in LANGUAGES:
        raise Invalid(_("Papers are printed in Chinese or English."), field="language")
    if len(rows) > MOST_ON_PAPER:
        raise Invalid(too_many_on_paper(f"{len(rows):,}", f"{MOST_ON_PAPER:,}"))
    with context.read() as session, using_language(language):
        content = list_content(
            session,
            shown,
            rows,
            language=language,
            printed_by=context.actor.display_name,
            now=context.clock.now(),
        )
    return PaperPrint(context.printer(content), file_name(content), content, is_filed=False)


def too_many_on_paper(rows: str, most: str) -> str:
    """Say that a list is longer than anybody reads on paper."""
    message = _(
        "These are {count} rows, more than the {most} that can be printed as a list. Narrow the list with the filter "
        "above it, or export it. Nothing was printed."
    )
    return message.format(count=rows, most=most)


def _note(context: Context, shown: ShownList, rows: int, way: Way) -> None:
    """Append an entry to the trail: which list, filtered by what, how many rows, in which way."""
    language = current_language()
    counted = ngettext("{count} row", "{count} rows", rows).format(count=f"{rows:,}")
    title, filtered = shown.title.text(language), shown.filtered.text(language)
    told: dict[str, Any] = {
        "list_title": title,
        "row_count": rows,
        "filtered_by": filtered,
        "exported_as": _(_WAYS[way]),
    }
    entry = {
        "action": AuditAction.EXPORT,
        "table": TABLE,
        "row_key": shown.name,
        "record_id": None,
        "before": None,
        "after": {name: value for name, value in told.items() if value != ""},
    }
    with context.write(" · ".join((title, counted, _(_WAYS[way])))) as session:
        append(session, [entry])

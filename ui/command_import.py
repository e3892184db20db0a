"""The commands ``import`` and ``template``: spreadsheets in, and what they should look like."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.archive.store import write_whole
from app.config import DataFolder
from app.database import storage_errors
from app.errors import Invalid
from app.i18n import _
from app.imports.kinds import KINDS, LEDGERS
from app.imports.known import ImportWish
from app.imports.reading import read_file
from app.imports.template import template_of
from app.papers.content import Printer
from app.queries.imports.preview import Preview, RowState, SheetChoice, counted, importable, preview_import
from app.services.imports.importing import import_records
from ui.command_arguments import day
from ui.command_login import opened
from ui.command_output import say, say_json, warn

if TYPE_CHECKING:
    from ui.command_values import Json

DONE = 0


def add_import(parser: argparse.ArgumentParser) -> None:
    """Describe the options of the command ``import``."""
    parser.add_argument("kind", metavar="KIND", choices=LEDGERS, help=_(", ").join(LEDGERS))
    parser.add_argument("file", metavar="FILE", type=Path, help=_("an .xlsx, .xls or .csv file"))
    parser.add_argument("--dry-run", action="store_true", help=_("look at it only; nothing is imported"))
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))
    parser.add_argument("--sheet", metavar="NAME", help=_("which sheet; by default the one whose headings fit best"))
    parser.add_argument("--create-missing", action="store_true", help=_("make customers and sites that nobody knows"))
    parser.add_argument("--accept-questions", action="store_true", help=_("what is unusual is meant so"))
    parser.add_argument("--leave-out-bad", action="store_true", help=_("import what is right, leave out what is not"))
    words = _("the day of receipts of which the sheet does not say it")
    parser.add_argument("--received-on", metavar="DAY", type=day, help=words)


def add_template(parser: argparse.ArgumentParser) -> None:
    """Describe the options of the command ``template``."""
    parser.add_argument("kind", metavar="KIND", choices=tuple(KINDS), help=_(", ").join(KINDS))
    parser.add_argument("-o", "--output", metavar="FILE.xlsx", type=Path, required=True)


def import_(options: argparse.Namespace, folder: DataFolder, _printer: Printer | None) -> int:
    """Import a sheet, all or nothing; what is refused is named cell by cell."""
    wish = ImportWish(
        create_missing=options.create_missing,
        accept_questions=options.accept_questions,
        leave_out_bad=options.leave_out_bad,
        received_on=options.received_on,
    )
    with opened(options, folder) as context:
        book = read_file(options.file)
        choice = SheetChoice(sheet=options.sheet)
        preview = preview_import(context, kind=options.kind, book=book, choice=choice, wish=wish)
        refusal = _refusal(preview, wish)
        is_done = refusal is None and not options.dry_run
        if is_done:
            import_records(context, drafts=preview.drafts, file=book.name)
    if options.json:
        say_json(_told(preview, imported=is_done))
    else:
        _tell(preview, imported=is_done)
    if refusal is not None:
        raise refusal
    return DONE


def _refusal(preview: Preview, wish: ImportWish) -> Invalid | None:
    try:
        importable(preview, wish)
    except Invalid as refusal:
        return refusal
    return None


def _tell(preview: Preview, *, imported: bool) -> None:
    for problem in preview.problems:
        warn(problem.text())
    say(counted(preview))
    say(_("Imported.") if imported else _("Nothing was imported."))


def _told(preview: Preview, *, imported: bool) -> "dict[str, Json]":
    source = preview.source
    return {
        "imported": imported,
        "sheet": source.sheet.name,
        "heading_row": source.head.last + 1,
        "columns": {name: source.head.heading(place) for name, place in source.columns.items()},
        "records": {kind.value: count for kind, count in preview.records.items()},
        "rows": {state.value: preview.count(state) for state in RowState},
        "totals": {name: f"{amount:.2f}" for name, amount in preview.totals.items()},
        "problems": [
            {"row": one.row, "cell": one.place, "heading": one.heading, "value": one.value, "why": one.why}
            for one in preview.problems
        ],
    }


def template(options: argparse.Namespace, _folder: DataFolder, _printer: Printer | None) -> int:
    """Write an empty sheet of a kind with its heading row."""
    target: Path = options.output
    if not target.parent.is_dir():
        raise Invalid(_("There is no folder {folder}. Nothing was written.").format(folder=target.parent))
    with storage_errors(target):
        write_whole(target, template_of(KINDS[options.kind].kind))
    return DONE

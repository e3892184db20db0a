"""What each command does: ask the application, and write the answer as JSON or as text for people."""

import argparse
import os
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from app.backup import back_up, restore, verify
from app.config import DataFolder
from app.context import Context
from app.database import storage_errors
from app.errors import Invalid, StorageError
from app.formatting import local
from app.i18n import _
from app.integrity import check
from app.papers.content import PaperMark, Printer
from app.papers.definitions import paper
from app.papers.intake_slip import FORM_ID as INTAKE_SLIP
from app.queries.records.records import DETAILS, find_record, list_issuable, list_records, record_parts
from app.rules.permissions import Permission
from app.sample.accounts import make_accounts
from app.services.blank_papers import print_intake_slips
from app.services.drafting import draft_what_is_due
from app.services.papers import PaperPrint, issue_paper
from app.services.reports import report_named
from app.start import first_person, open_context
from models.enums import RecordKind
from ui.command_due import due_json, due_text, whole_agenda
from ui.command_import import import_, template
from ui.command_login import opened
from ui.command_output import say, say_json, warn
from ui.command_promise import promise
from ui.command_scan import scan
from ui.command_text import finding_table, record_table, record_text
from ui.command_user import account_table, user
from ui.command_values import json_record, plain

DONE, FOUND_WRONG = 0, 1
BLANK = "blank"  # stands for the number of a paper that has none
Action = Callable[[argparse.Namespace, DataFolder, Printer | None], int]


def demo(options: argparse.Namespace, folder: DataFolder, printer: Printer | None) -> int:
    """Fill a new folder; refuses one that already holds data. Only here is the story of the demo loaded."""
    from app.sample_data import fill_demo

    with storage_errors(folder.root):
        if folder.database.holds_data():
            message = _("{folder} already holds data. Choose a new folder for the demo; nothing was changed.")
            raise StorageError(message.format(folder=folder.root))
    with closing(open_context(folder, printer=printer)) as context:
        fill_demo(context, scale=options.scale, at=options.at)
        context.actor = first_person(context.database)
        accounts = make_accounts(context) if options.accounts else ()
    say(_("Demo data are in {folder}.").format(folder=folder.root))
    if accounts:
        say(account_table(accounts))
    return DONE


def list_(options: argparse.Namespace, folder: DataFolder, _printer: Printer | None) -> int:
    """List the records of a kind, or those a paper can be issued for; a kind goes before a paper of the same name."""
    with opened(options, folder) as context:
        if options.what not in {kind.value for kind in RecordKind}:
            kind, lines = paper(options.what).kind, list_issuable(context, options.what)
        else:
            kind = RecordKind(options.what)
            lines = list_records(context, kind)
    if options.json:
        say_json([{"number": line.number, "title": line.title, "state": line.state} for line in lines])
    else:
        say(record_table(kind, lines))
    return DONE


def show(options: argparse.Namespace, folder: DataFolder, _printer: Printer | None) -> int:
    """Show one record in full."""
    kind = RecordKind(options.kind)
    with opened(options, folder) as context:
        record_id = find_record(context, kind, options.number)
        parts, details, zone = record_parts(context, record_id), DETAILS[kind](context, record_id), context.zone
    if options.json:
        say_json(json_record(parts, details, zone))
    else:
        say(record_text(parts, details, zone))
    return DONE


def print_(options: argparse.Namespace, folder: DataFolder, printer: Printer | None) -> int:
    """Print a paper into a file: issued and filed the first time, a marked reprint after."""
    target: Path = options.output
    _check_target(target)
    with opened(options, folder, printer) as context:
        printed = _printed(context, options)
        _write(target, printed)
    _explain(printed)
    return DONE


def _printed(context: Context, options: argparse.Namespace) -> PaperPrint:
    language = options.paper_language or options.lang
    if options.form == INTAKE_SLIP:
        if options.number != BLANK:
            raise Invalid(_("An intake slip is printed empty: write “blank” for its number. Nothing was printed."))
        return print_intake_slips(context, language=language)
    record_id = _printed_record(context, options.form, options.number)
    return issue_paper(context, form_id=options.form, record_id=record_id, language=language, copies=options.copies)


def _printed_record(context: Context, form_id: str, number: str) -> int:
    """Return the record that a paper is printed for; of a report its month will do as well as its number."""
    kind = paper(form_id).kind
    if kind is RecordKind.REPORT:
        return report_named(context, form_id=form_id, name=number)
    return find_record(context, kind, number)


def _check_target(target: Path) -> None:
    """Before anything is issued: the file must have a folder to lie in."""
    if not target.parent.is_dir():
        raise Invalid(_("There is no folder {folder}. Nothing was printed.").format(folder=target.parent))
    if target.is_dir():
        raise Invalid(_("{path} is a folder; give a file name. Nothing was printed.").format(path=target))


def _write(target: Path, printed: PaperPrint) -> None:
    """Write the file whole or not at all, with the rights that files of this user ordinarily have."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        unfinished.write_bytes(printed.paper.pdf)
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        message = _("{path} could not be written. What was issued is filed; print it again elsewhere.")
        raise StorageError(message.format(path=target), details=str(error)) from error


def _explain(printed: PaperPrint) -> None:
    """Say on standard error what a reader of the paper should know."""
    if printed.mark is PaperMark.DRAFT:
        warn(_("This is a draft; missing: {reasons}").format(reasons=_("; ").join(printed.missing)))
    for warning in printed.paper.warnings:
        warn(warning)


def due(options: argparse.Namespace, folder: DataFolder, _printer: Printer | None) -> int:
    """Tell what is owed and overdue."""
    with opened(options, folder) as context:
        if options.at is None and context.actor.may(Permission.EDIT_COLLECTION):
            draft_what_is_due(context)
        found, zone = whole_agenda(context, options.at), context.zone
    if options.json:
        say_json(due_json(found, zone))
    else:
        say(due_text(found, zone))
    return DONE


def check_(options: argparse.Namespace, folder: DataFolder, _printer: Printer | None) -> int:
    """Check the data; status 1 when something is wrong."""
    with opened(options, folder) as context:
        findings = check(context)
        zone = context.zone
    if options.json:
        say_json(plain(findings, zone))
    else:
        say(finding_table(findings) if findings else _("Everything is in order."))
    return FOUND_WRONG if findings else DONE


def backup(options: argparse.Namespace, folder: DataFolder, _printer: Printer | None) -> int:
    """Write a verified backup into a folder, by default the one inside the data folder, and say where."""
    with opened(options, folder) as context:
        context.require(Permission.RUN_BACKUP)
        made = back_up(folder, local(context.clock.now(), context.zone), target=options.target)
        info = verify(made.path)
    say(str(info.path))
    return DONE


def restore_(options: argparse.Namespace, folder: DataFolder, _printer: Printer | None) -> int:
    """Put a backup into an empty folder."""
    info = restore(options.file, folder)
    message = _("Restored into {folder}: the state of {time} with {files} files.")
    say(message.format(folder=folder.root, time=info.made_at, files=info.files))
    return DONE


ACTIONS: Mapping[str, Action] = {
    "demo": demo,
    "list": list_,
    "show": show,
    "print": print_,
    "due": due,
    "promise": promise,
    "check": check_,
    "import": import_,
    "scan": scan,
    "template": template,
    "backup": backup,
    "restore": restore_,
    "user": user,
}

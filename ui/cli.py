"""The command line: what may be asked for, and how an answer or refusal leaves the program.

No command needs a display: nothing here imports Qt. Exit status 0 done, 1 refused or found wrong, 2 usage.
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from app.config import DataFolder, data_folder_of, default_data_folder, demo_data_folder
from app.errors import AppError
from app.i18n import LANGUAGES, _, set_default_language
from app.papers.content import Printer
from app.papers.definitions import NAMED
from app.papers.intake_slip import FORM_ID as INTAKE_SLIP
from models.enums import RecordKind
from ui.command_actions import ACTIONS
from ui.command_arguments import copies, moment, scale
from ui.command_due import add_due
from ui.command_import import add_import, add_template
from ui.command_login import add_login
from ui.command_promise import add_promise
from ui.command_scan import add_scan
from ui.command_user import add_user

PROGRAM = "main.py"
DONE, REFUSED = 0, 1

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 (it has no public name)

log = logging.getLogger(__name__)


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the arguments; with ``command`` None the window is asked for. Ends the program with 2 for a wrong usage.

    ``folder`` is the data folder they name. Sets the language that everything is said in from here on.
    """
    _speak_utf_8()
    set_default_language(_language(arguments))
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.database is not None and (options.demo or options.command == "demo"):
        parser.error(_("demo data go into a folder of their own: leave out --database"))
    return options


def folder_of(options: argparse.Namespace) -> DataFolder:
    """Return the data folder that is meant; StorageError for a database that this program cannot open."""
    if options.command == "demo":
        return DataFolder(options.folder)
    home = demo_data_folder() if options.demo else default_data_folder()
    if options.database is None:
        return DataFolder(options.data) if options.data else home
    own = data_folder_of(options.database)
    return replace(own, root=options.data) if options.data else own


def run_command(options: argparse.Namespace, folder: DataFolder, *, printer: Printer | None) -> int:
    """Do what the command says and return the exit status; a known error is one message on standard error."""
    sys.excepthook = _report_bug
    try:
        return ACTIONS[options.command](options, folder, printer)
    except AppError as error:
        complain(error)
        return REFUSED
    except BrokenPipeError:
        # Whoever read our answer has seen enough; Python would complain once more while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED


def complain(error: AppError) -> None:
    """Say on standard error what was refused and why."""
    clause = f"{error.clause}  " if error.clause and error.clause not in error.message else ""
    sys.stderr.write(f"{clause}{error.message}\n")


def _report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.stderr.write(_("Stopped.") + "\n")
        return
    log.error("uncaught exception", exc_info=(kind, error, trace))
    message = _("The program made a mistake ({kind}). Where it happened is in the log.")
    sys.stderr.write(message.format(kind=kind.__name__) + "\n")


def _speak_utf_8() -> None:
    """Answer in UTF-8 whatever the console's code page is, so that other programs can read it; from a pipe, read it."""
    piped = sys.stdin is not None and not sys.stdin.isatty()
    for stream in (sys.stdout, sys.stderr, *([sys.stdin] if piped else [])):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _language(arguments: Sequence[str] | None) -> str:
    """Find ``--lang`` before the command, so that even the help is in that language."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--lang", choices=LANGUAGES)
    for name in ("--data", "--database", "--user"):
        parser.add_argument(name)
    for name in ("--demo", "--password-stdin"):
        parser.add_argument(name, action="store_true")
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    try:
        found, _unknown = parser.parse_known_args(arguments)
    except argparse.ArgumentError:
        return LANGUAGES[0]  # the parser proper will say what is wrong
    return found.lang or LANGUAGES[0]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM, allow_abbrev=False, description=_("The working desk of an after-sales department.")
    )
    parser.add_argument("--data", metavar="DIR", type=Path, help=_("where database, files and settings live"))
    parser.add_argument(
        "--database",
        metavar="URL",
        help=_("another database: a path, or an address such as postgresql://name@server/database"),
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=_("language, zh_CN by default"))
    parser.add_argument("--demo", action="store_true", help=_("open demo data in a folder of its own"))
    add_login(parser, default=None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title=_("without a command the window opens"))
    _add_demo(commands)
    _add_reading(commands)
    _add_print(commands)
    add_due(_add(commands, "due", _("what is owed and overdue, as Today shows it")))
    add_promise(_add(commands, "promise", _("work out what would be owed by when; needs no data folder")))
    add_scan(_add(commands, "scan", _("file scanned paper by the codes on its pages")))
    add_import(_add(commands, "import", _("bring a spreadsheet in, all of it or nothing")))
    add_template(_add(commands, "template", _("an empty spreadsheet to fill and import")))
    _add_keeping(commands)
    add_user(_add(commands, "user", _("accounts: who may use the program, and in which roles")))
    return parser


def _add(commands: "Commands", name: str, words: str) -> argparse.ArgumentParser:
    """Add a command; whoever acts may be named before or behind it."""
    parser = commands.add_parser(name, help=words, description=words, allow_abbrev=False)
    add_login(parser, default=argparse.SUPPRESS)
    return parser


def _add_demo(commands: "Commands") -> None:
    demo = _add(commands, "demo", _("fill a new folder with demo data"))
    demo.add_argument("folder", metavar="DIR", type=Path)
    demo.add_argument("--scale", metavar="N", type=scale, default=1, help=_("so many times as much"))
    demo.add_argument("--accounts", action="store_true", help=_("one account per role; prints their passwords once"))
    demo.add_argument("--at", metavar="TIME", type=moment, help=_("when the story ends, local time; now by default"))


def _add_reading(commands: "Commands") -> None:
    kinds = [kind.value for kind in RecordKind]
    listing = _add(commands, "list", _("list all records of a kind, or those a paper can be issued for"))
    listing.add_argument("what", metavar="KIND|FORM", choices=list(dict.fromkeys([*kinds, *NAMED])))
    showing = _add(commands, "show", _("show one record with its promises, papers and events"))
    showing.add_argument("kind", metavar="KIND", choices=kinds)
    showing.add_argument("number", metavar="NUMBER")
    checking = _add(commands, "check", _("check database, numbers, promises, audit trail and files"))
    for parser in (listing, showing, checking):
        parser.add_argument("--json", action="store_true", help=_("answer as JSON"))


def _add_print(commands: "Commands") -> None:
    printing = _add(commands, "print", _("print a paper into a PDF file; the first time issues and files it"))
    printing.add_argument("form", metavar="FORM", choices=[*NAMED, INTAKE_SLIP])
    words = _("the record's number, the days of a report, or “blank” for an empty intake slip")
    printing.add_argument("number", metavar="NUMBER", help=words)
    printing.add_argument("-o", "--output", metavar="FILE.pdf", type=Path, required=True)
    printing.add_argument("--lang", dest="paper_language", choices=LANGUAGES, help=_("language of the paper"))
    words = _("copy numbers such as 1,2, or all; 1 by default")
    printing.add_argument("--copies", metavar="N", type=copies, default=(1,), help=words)


def _add_keeping(commands: "Commands") -> None:
    backup = _add(commands, "backup", _("write a verified backup"))
    backup.add_argument("target", metavar="DIR", type=Path, nargs="?")
    words = _("put a backup into the empty folder or database that --data or --database names")
    restore = _add(commands, "restore", words)
    restore.add_argument("file", metavar="FILE", type=Path)

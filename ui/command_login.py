"""Who a command acts for: the account named, once its password is known, where the department logs in."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

from app.config import DataFolder
from app.context import Context
from app.database import storage_errors
from app.errors import Invalid, NotAllowed, StorageError
from app.i18n import _
from app.papers.content import Printer
from app.queries.access.users import log_in_rules
from app.queries.setup import is_set_up
from app.security.login import log_in
from app.start import open_context
from ui.command_output import warn


def add_login(parser: argparse.ArgumentParser, *, default: object) -> None:
    """Add who acts; ``default`` SUPPRESS keeps what was said before the command, and is silent in the help."""
    silent = default is argparse.SUPPRESS
    words = _("the account that acts, where the department logs in")
    parser.add_argument("--user", metavar="NAME", default=default, help=argparse.SUPPRESS if silent else words)
    words = _("read passwords from standard input, one a line: first of the account that acts, then a new one")
    parser.add_argument(
        "--password-stdin", action="store_true", default=default, help=argparse.SUPPRESS if silent else words
    )


@contextmanager
def opened(options: argparse.Namespace, folder: DataFolder, printer: Printer | None = None) -> Iterator[Context]:
    """Open a data folder that has been set up, logged in as whoever ``options`` name.

    StorageError, and nothing created, for one that has not been set up; NotAllowed where somebody has to log in and
    nobody is named, LoginRefused where the password is wrong.
    """
    if is_fresh(folder):
        raise first_start(folder)
    with closing(open_context(folder, printer=printer)) as context:
        if not is_set_up(context):
            raise first_start(folder)
        if log_in_rules(context).is_on:
            _log_in(context, options)
        yield context


def is_fresh(folder: DataFolder) -> bool:
    """Tell whether there is no data in a folder, or database, yet."""
    with storage_errors(folder.database):
        return not folder.database.holds_data()


def first_start(folder: DataFolder) -> StorageError:
    """Return what is to be said of a folder without data."""
    message = _("{folder} holds no data yet. Run the first start: open the program once without a command.")
    return StorageError(message.format(folder=folder.root if folder.elsewhere is None else folder.database.label))


def _log_in(context: Context, options: argparse.Namespace) -> None:
    if options.user is None:
        raise NotAllowed(_("This department logs in: say with --user NAME who acts."))
    password = read_password(options, _("Password of {name}: ").format(name=options.user))
    found = log_in(context, name=options.user, password=password)
    context.actor, options.given_password = found.actor, password
    if found.must_change:
        message = _("This password was set by somebody else: change it with “user password {name}”.")
        warn(message.format(name=found.actor.name))


def read_password(options: argparse.Namespace, prompt: str) -> str:
    """Return a password: the next line of standard input, or what is typed unseen."""
    if options.password_stdin:
        line = sys.stdin.readline()
        if not line:
            raise Invalid(_("Standard input holds no further password."), field="password")
        return line.rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Invalid(_("Nobody can be asked for a password here: use --password-stdin."), field="password")
    return getpass.getpass(prompt)


def read_new_password(options: argparse.Namespace, name: str) -> str:
    """Return a new password; whoever types it does so twice."""
    password = read_password(options, _("New password of {name}: ").format(name=name))
    if not options.password_stdin and password != read_password(options, _("Once more: ")):
        raise Invalid(_("The two passwords differ. Nothing was changed."), field="password")
    return password

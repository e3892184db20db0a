"""The command "user": accounts on the command line. In a fresh folder it adds the first manager."""

import argparse
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from app.config import DataFolder
from app.context import Context
from app.errors import Invalid
from app.formatting import MISSING, date_time_text
from app.forms.access import UserForm
from app.i18n import _
from app.labels import label
from app.papers.content import Printer
from app.queries.access.user_words import account_words
from app.queries.access.users import UserLine, find_user, log_in_rules, users
from app.queries.setup import is_set_up
from app.rules.inputs import clean_line, comparison_key
from app.sample.accounts import DemoAccount
from app.security.passwords import LEAST_LENGTH, check_password
from app.services.access.passwords import change_own_password, set_password
from app.services.access.users import LONGEST_NAME, save_user, set_user_active
from app.services.setup import set_up
from app.start import open_context
from models.enums import Role
from ui.command_login import add_login, is_fresh, opened, read_new_password
from ui.command_output import say, say_json, warn
from ui.command_text import table
from ui.command_values import plain

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 (it has no public name)

DONE = 0
JSON_FIELDS = ("name", "display_name", "roles", "state", "active", "must_change", "locked_until", "last_login_at")
Action = Callable[[argparse.Namespace, Context], None]


def add_user(parser: argparse.ArgumentParser) -> None:
    """Add what can be done with accounts."""
    commands = parser.add_subparsers(dest="user_action", metavar="ACTION", required=True)
    adding = _add_named(commands, "add", _("add an account; in a fresh folder the first manager's"))
    adding.add_argument("--display-name", metavar="TEXT", default="", help=_("the person's name as shown and printed"))
    words = _("what the account may do: {roles}").format(
        roles=_(", ").join(f"{role.value} ({label(role)})" for role in Role)
    )
    roles = [role.value for role in Role]
    adding.add_argument("--role", metavar="ROLE", action="extend", nargs="+", choices=roles, required=True, help=words)
    adding.add_argument("--company", metavar="TEXT", default="", help=_("the company's name, for a fresh folder"))
    listing = _add(commands, "list", _("list all accounts"))
    listing.add_argument("--json", action="store_true", help=_("answer as JSON"))
    _add_named(commands, "password", _("set another password"))
    _add_named(commands, "disable", _("let nobody log in with an account any more"))


def _add(commands: "Commands", name: str, words: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words, allow_abbrev=False)
    add_login(parser, default=argparse.SUPPRESS)
    return parser


def _add_named(commands: "Commands", name: str, words: str) -> argparse.ArgumentParser:
    parser = _add(commands, name, words)
    parser.add_argument("name", metavar="NAME")
    return parser


def user(options: argparse.Namespace, folder: DataFolder, printer: Printer | None) -> int:
    """Do what is asked for with accounts."""
    if options.user_action == "add" and _begins(folder):
        _add_first(options, folder, printer)
        return DONE
    with opened(options, folder) as context:
        ACTIONS[options.user_action](options, context)
    return DONE


def _begins(folder: DataFolder) -> bool:
    """Tell whether this is a folder before its first start."""
    if is_fresh(folder):
        return True
    with closing(open_context(folder)) as context:
        return not is_set_up(context)


def _add_first(options: argparse.Namespace, folder: DataFolder, printer: Printer | None) -> None:
    """Make a fresh folder ready for work, with the account of its manager; what is refused leaves nothing behind."""
    if Role.MANAGER.value not in options.role:
        raise Invalid(_("The first account is the manager's: add --role {role}.").format(role=Role.MANAGER.value))
    name = clean_line(options.name, field="name", limit=LONGEST_NAME)
    password = read_new_password(options, name)
    check_password(password, (name, options.display_name), LEAST_LENGTH)
    company = options.company or _("(company name)")
    with closing(open_context(folder, printer=printer)) as context:
        set_up(context, company_name=company, person_name=name, password=password)
        save_user(context, form=_form(options, context.actor.user_id, ""))
    say(_("The account {name} was added; from now on this department logs in.").format(name=name))


def _form(options: argparse.Namespace, user_id: int | None, password: str) -> UserForm:
    return UserForm(
        user_id=user_id,
        name=options.name,
        display_name=options.display_name,
        roles=frozenset(map(Role, options.role)),
        password=password,
    )


def _add_account(options: argparse.Namespace, context: Context) -> None:
    password = read_new_password(options, options.name)
    save_user(context, form=_form(options, None, password))
    say(_("The account {name} was added.").format(name=options.name))
    if not log_in_rules(context).is_on:
        warn(_("This department does not log in yet; the window switches it on under “Accounts”."))


def _list(options: argparse.Namespace, context: Context) -> None:
    found = users(context)
    if options.json:
        say_json([plain({name: getattr(line, name) for name in JSON_FIELDS}, context.zone) for line in found])
    else:
        say(_user_table(found, context))


def _user_table(found: Iterable[UserLine], context: Context) -> str:
    heading = (_("Log-in name"), _("Person's name"), _("Roles"), _("State"), _("Last log-in"))
    return table(heading, (_cells(line, context) for line in found))


def _cells(line: UserLine, context: Context) -> tuple[str, ...]:
    roles = _(", ").join(label(role) for role in line.roles)
    last = MISSING if line.last_login_at is None else date_time_text(line.last_login_at, context.zone)
    return line.name, line.display_name, roles, account_words(line.state), last


def _password(options: argparse.Namespace, context: Context) -> None:
    """Change one's own password, or set somebody else's, who changes it at the next log-in."""
    actor = context.actor
    own = comparison_key(options.name) in {comparison_key(actor.name), comparison_key(actor.display_name)}
    if own and actor.user_id is not None:
        new = read_new_password(options, options.name)
        change_own_password(context, former=options.given_password, password=new)
    else:
        user_id = find_user(context, options.name)
        password = read_new_password(options, options.name)
        set_password(context, user_id=user_id, password=password, must_change=not own)
    say(_("The password of {name} was changed.").format(name=options.name))


def _disable(options: argparse.Namespace, context: Context) -> None:
    set_user_active(context, user_id=find_user(context, options.name), active=False)
    say(_("Nobody logs in as {name} any more.").format(name=options.name))


ACTIONS: Mapping[str, Action] = {"add": _add_account, "list": _list, "password": _password, "disable": _disable}


def account_table(accounts: Iterable[DemoAccount]) -> str:
    """Return the accounts of a demo department with their passwords."""
    heading = (_("Log-in name"), _("Person's name"), _("Roles"), _("Password"))
    return table(heading, ((one.name, one.display_name, one.role.value, one.password) for one in accounts))

"""Accounts on the command line: who acts, with which password, and what is refused."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.config import DataFolder
from app.sample.accounts import make_accounts
from app.security.login import log_in
from app.start import first_person
from models.enums import Role
from tests.access_factories import PASSWORD, make_cheap
from tests.command_line import Answer, asking
from tests.databases import Databases
from tests.demo_folder import demo_copy
from tests.test_main import MAIN
from tests.ui.entering import MANAGER, SECRETARY, opened_cheaply, with_accounts
from ui.command_user import account_table

NEW = "another horse 9"
Say = Callable[..., Answer]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Say]:
    """Asks the command line, with lines on its standard input; passwords cost little to check."""
    make_cheap(monkeypatch)
    with asking(capsys) as ask:

        def told(*arguments: object, lines: tuple[str, ...] = ()) -> Answer:
            typed = "".join(f"{line}\n" for line in lines)
            monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(typed.encode("utf-8")), encoding="utf-8"))
            return ask(*arguments)

        yield told


@pytest.fixture
def data(folder: DataFolder, clock: FixedClock) -> Path:
    """A department that logs in, with a manager and a secretary."""
    return with_accounts(folder, clock).root


def as_(name: str) -> tuple[str, ...]:
    return ("--user", name, "--password-stdin")


@pytest.mark.sqlite_only("the fresh folder of a server is in test_cli_server")
def test_in_a_fresh_folder_the_first_account_is_the_managers(say: Say, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    added = say("--data", fresh, "user", "add", "林敏", "--role", "manager", "--password-stdin", lines=(PASSWORD,))
    assert added.status == 0, added.err
    listed = say("--data", fresh, *as_("林敏"), "user", "list", "--json", lines=(PASSWORD,)).json
    assert [(one["name"], one["roles"], one["must_change"]) for one in listed] == [("林敏", ["manager"], False)]
    assert say("--data", fresh, *as_("林敏"), "list", "request", "--json", lines=(PASSWORD,)).json == []


@pytest.mark.sqlite_only("the fresh folder of a server is in test_cli_server")
@pytest.mark.parametrize(("role", "password"), [("secretary", PASSWORD), ("manager", "short"), ("manager", None)])
def test_a_refused_first_account_leaves_nothing_behind(
    say: Say, tmp_path: Path, role: str, password: str | None
) -> None:
    lines = (password,) if password else ()
    refused = say("--data", tmp_path / "fresh", "user", "add", "林敏", "--role", role, "--password-stdin", lines=lines)
    assert refused.status == 1
    assert len(refused.err.splitlines()) == 1
    assert not (tmp_path / "fresh").exists()


def test_where_people_log_in_somebody_has_to_be_named(say: Say, data: Path) -> None:
    refused = say("--data", data, "list", "request")
    assert (refused.status, refused.out) == (1, "")
    assert "--user" in refused.err


def test_the_password_comes_from_standard_input_before_or_behind_the_command(say: Say, data: Path) -> None:
    assert say("--data", data, *as_(SECRETARY), "list", "request", lines=(PASSWORD,)).status == 0
    assert say("--data", data, "list", "request", *as_(SECRETARY), lines=(PASSWORD,)).status == 0
    assert say("--data", data, "--user", SECRETARY, "list", "request", lines=(PASSWORD,)).status == 1


def test_a_wrong_password_is_refused_and_five_of_them_wait(say: Say, data: Path) -> None:
    answers = [say("--data", data, *as_(SECRETARY), "check", lines=("wrong horse 8",)) for _try in range(5)]
    assert {answer.status for answer in answers} == {1}
    assert "1:00" in answers[-1].err
    assert say("--data", data, *as_(SECRETARY), "check", lines=(PASSWORD,)).status == 1


def test_a_role_counts_on_the_command_line_too(say: Say, data: Path) -> None:
    assert say("--data", data, *as_(SECRETARY), "backup", lines=(PASSWORD,)).status == 1
    assert say("--data", data, *as_(MANAGER), "backup", lines=(PASSWORD,)).status == 0
    assert say("--data", data, *as_(SECRETARY), "user", "list", lines=(PASSWORD,)).status == 1


def test_accounts_are_added_listed_and_disabled(say: Say, data: Path) -> None:
    adding = ("user", "add", "wang", "--display-name", "王强", "--role", "warehouse", "viewer")
    assert say("--data", data, *as_(MANAGER), *adding, lines=(PASSWORD, NEW)).status == 0
    listed = say("--data", data, *as_(MANAGER), "user", "list", lines=(PASSWORD,))
    assert "王强" in listed.out
    assert "仓管" in listed.out
    used = say("--data", data, *as_("王强"), "list", "request", lines=(NEW,))
    assert used.status == 0
    assert "user password" in used.err, "the manager knows this password"
    assert say("--data", data, *as_(MANAGER), "user", "disable", "wang", lines=(PASSWORD,)).status == 0
    assert say("--data", data, *as_("wang"), "list", "request", lines=(NEW,)).status == 1


def test_one_changes_the_own_password_and_the_manager_anybodys(say: Say, data: Path) -> None:
    own = say("--data", data, *as_(SECRETARY), "user", "password", SECRETARY, lines=(PASSWORD, NEW))
    assert own.status == 0
    assert say("--data", data, *as_(SECRETARY), "list", "request", lines=(NEW,)).err == ""
    others = say("--data", data, *as_(MANAGER), "user", "password", SECRETARY, lines=(PASSWORD, "third horse"))
    assert others.status == 0
    assert say("--data", data, *as_(SECRETARY), "list", "request", lines=("third horse",)).err
    assert say("--data", data, *as_(SECRETARY), "user", "password", MANAGER, lines=("third horse", NEW)).status == 1


def test_without_log_in_nobody_is_asked(say: Say, folder: DataFolder) -> None:
    assert say("--data", folder.root, "list", "request").status == 0
    added = say("--data", folder.root, "user", "add", "x", "--role", "viewer", "--password-stdin", lines=(PASSWORD,))
    assert added.status == 0
    assert added.err, "says that nobody logs in yet"


def test_a_demo_department_gets_one_account_per_role(databases: Databases, tmp_path: Path, clock: FixedClock) -> None:
    with closing(opened_cheaply(demo_copy(databases, tmp_path / "demo"), clock)) as context:
        accounts = make_accounts(context)
        assert sorted(one.role for one in accounts) == sorted(Role)
        assert len({one.password for one in accounts}) == len(Role)
        assert first_person(context.database).roles == frozenset()
        for one in accounts:
            found = log_in(context, name=one.name, password=one.password)
            assert (found.actor.roles, found.must_change) == ({one.role}, False)
            assert one.password in account_table(accounts)


@pytest.mark.sqlite_only("a process of its own on a file")
def test_a_password_goes_through_a_pipe_in_utf_8(data: Path, clock: FixedClock) -> None:
    command = [sys.executable, str(MAIN), "--data", str(data), *as_(MANAGER), "user", "password", SECRETARY]
    typed = f"{PASSWORD}\n一句容易记住的话\n".encode()
    done = subprocess.run(command, input=typed, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    with closing(opened_cheaply(DataFolder(data), clock)) as context:
        assert log_in(context, name=SECRETARY, password="一句容易记住的话").must_change

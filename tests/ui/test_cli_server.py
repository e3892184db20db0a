"""The command line on a database that lies on a server: the same answers, and never a password."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import Ask, asking
from tests.databases import Server, name_of
from tests.demo_folder import demo_copy, demo_folder

FORM = "service_work_order"
SECRET = "geheim!42"


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Iterator[Ask]:
    with asking(capsys) as function:
        yield function


@pytest.fixture
def where(server: Server) -> tuple[object, ...]:
    """The options that name the demo data, for commands that only read."""
    folder = demo_folder(server)
    return ("--data", folder.root, "--database", server.address(name_of(folder)))


@pytest.fixture
def own(server: Server, tmp_path: Path) -> tuple[object, ...]:
    """The options that name a copy for commands that write."""
    folder = demo_copy(server, tmp_path / "data")
    return ("--data", folder.root, "--database", server.address(name_of(folder)))


def empty(server: Server) -> str:
    """Return the address of an empty database."""
    return server.address(name_of(server.new(server.root)))


@pytest.mark.parametrize("command", [("list", "request"), ("list", FORM), ("list", "customer"), ("check",)])
def test_a_server_answers_as_a_file_does(ask: Ask, server: Server, where: tuple[object, ...], command: str) -> None:
    file = ask("--data", demo_folder(server).root.parent, *command, "--json")
    assert ask(*where, *command, "--json") == file
    assert file.status == 0


def test_one_record_is_shown(ask: Ask, where: tuple[object, ...]) -> None:
    number = ask(*where, "list", "request", "--json").json[0]["number"]
    assert ask(*where, "show", "request", number, "--json").json["number"] == number


def test_a_paper_is_printed_and_filed(ask: Ask, own: tuple[object, ...], tmp_path: Path) -> None:
    number = ask(*own, "list", FORM, "--json").json[0]["number"]
    assert ask(*own, "print", FORM, number, "-o", tmp_path / "order.pdf").status == 0
    assert (tmp_path / "order.pdf").read_bytes().startswith(b"%PDF")
    assert ask(*own, "check").status == 0


def test_a_backup_moves_to_another_server_and_into_a_folder(
    ask: Ask, where: tuple[object, ...], server: Server, tmp_path: Path
) -> None:
    made = ask(*where, "backup", tmp_path).out.strip()
    targets = [("--data", tmp_path / "a", "--database", empty(server)), ("--data", tmp_path / "b")]
    before = ask(*where, "list", "request", "--json").out
    for target in targets:
        assert ask(*target, "restore", made).status == 0
        assert ask(*target, "check").status == 0
        assert ask(*target, "list", "request", "--json").out == before
        assert ask(*target, "restore", made).status == 1, "not over data"


@pytest.mark.parametrize("command", [("list", "request"), ("check",), ("backup",)])
def test_an_empty_database_is_told_and_stays_empty(
    ask: Ask, server: Server, tmp_path: Path, command: tuple[str, ...]
) -> None:
    address = empty(server)
    for _twice in range(2):
        answer = ask("--lang", "en", "--data", tmp_path / "d", "--database", address, *command)
        assert (answer.status, answer.out) == (1, "")
        assert "holds no data yet" in answer.err
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize("arguments", [("demo", "x"), ("--demo",)])
def test_demo_data_are_not_made_on_a_server(ask: Ask, server: Server, arguments: tuple[str, ...]) -> None:
    answer = ask("--lang", "en", "--database", empty(server), *arguments)
    assert answer.status == 2
    assert "folder of their own" in answer.err


@pytest.mark.parametrize("address", ["postgresql://desk:{}@127.0.0.1:1/x", "postgresql://desk:{}@127.0.0.1:x/y"])
def test_no_refusal_quotes_a_password(ask: Ask, tmp_path: Path, address: str) -> None:
    for command in (("list", "request"), ("check",), ("restore", "x")):
        answer = ask("--data", tmp_path, "--database", address.format(SECRET), *command)
        assert answer.status == 1
        assert SECRET not in answer.out + answer.err

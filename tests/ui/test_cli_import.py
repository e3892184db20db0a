"""``import`` and ``template`` on the command line: all or nothing, and every bad cell named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.config import DataFolder
from app.imports.kinds import KINDS
from app.imports.reading import read_file
from app.queries.imports.preview import SheetChoice, source_of
from tests.command_line import Ask, asking
from tests.databases import Databases
from tests.factories import FRIDAY
from tests.import_factories import LEDGER, LEDGER_MERGED, workbook


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Iterator[Ask]:
    with asking(capsys) as function:
        yield function


@pytest.fixture
def data(databases: Databases, made_folder: DataFolder, tmp_path: Path) -> Path:
    """A department that has just begun."""
    return databases.copy(made_folder, tmp_path / "data").root


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    file = tmp_path / "台账.xlsx"
    file.write_bytes(workbook(LEDGER, LEDGER_MERGED, name="应收台账"))
    return file


def test_a_sheet_of_names_is_imported_and_told_as_json(ask: Ask, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "用户.csv"
    file.write_bytes("客户名称\n华东化工有限公司\n北方热电厂\n".encode("gb18030"))
    answer = ask("--data", data, "import", "customer", file, "--json")
    assert answer.status == 0
    assert (answer.json["imported"], answer.json["records"], answer.json["problems"]) == (True, {"customer": 2}, [])
    assert [line["title"] for line in ask("--data", data, "list", "customer", "--json").json] == [
        "华东化工有限公司",
        "北方热电厂",
    ]
    again = ask("--data", data, "--lang", "en", "import", "customer", file)
    assert again.status == 1
    assert "cell A2" in again.err
    assert "already a customer" in again.err


def test_a_dry_run_writes_nothing(ask: Ask, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("客户名称\n华东化工有限公司\n", encoding="utf-8")
    answer = ask("--data", data, "import", "customer", file, "--dry-run", "--json")
    assert (answer.status, answer.json["imported"], answer.json["rows"]["ready"]) == (0, False, 1)
    assert ask("--data", data, "list", "customer", "--json").json == []


def test_a_messy_ledger_is_refused_whole_unless_the_rest_is_left_out(ask: Ask, data: Path, ledger: Path) -> None:
    options = ("--create-missing", "--received-on", f"{FRIDAY:%Y-%m-%d}", "--json")
    refused = ask("--data", data, "import", "contract", ledger, *options)
    assert (refused.status, refused.json["imported"]) == (1, False)
    assert {problem["row"] for problem in refused.json["problems"]} == {6, 7, 8, 10, 11}
    assert ask("--data", data, "list", "contract", "--json").json == []
    done = ask("--data", data, "import", "contract", ledger, *options, "--leave-out-bad")
    assert (done.status, done.json["records"]) == (0, {"contract": 1, "receivable": 3, "receipt": 2, "customer": 1})
    assert ask("--data", data, "check").status == 0


@pytest.mark.parametrize("arguments", [("customer", "nothing.xlsx"), ("customer", "."), ("slip", "a.xlsx")])
def test_what_cannot_be_imported_is_refused(ask: Ask, data: Path, arguments: tuple[str, str]) -> None:
    answer = ask("--data", data, "import", *arguments)
    assert answer.status == (2 if arguments[0] == "slip" else 1)
    assert answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_understood_as_it_was_written(ask: Ask, tmp_path: Path, kind: str, language: str) -> None:
    file = tmp_path / "template.xlsx"
    assert ask("--lang", language, "template", kind, "-o", file).status == 0
    source = source_of(read_file(file), kind, SheetChoice(), FRIDAY.date())
    wanted = [column.name for column in KINDS[kind].kind.fields if column.in_template]
    assert list(source.columns) == wanted
    assert (source.head.first, source.head.last) == (0, 0)


def test_a_template_needs_a_folder(ask: Ask, tmp_path: Path) -> None:
    assert ask("template", "customer", "-o", tmp_path / "no" / "a.xlsx").status == 1

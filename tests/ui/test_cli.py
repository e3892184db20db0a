"""The command line: what it answers, what it refuses, and that refusing leaves nothing behind (decision 29)."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.clock import FixedClock
from app.config import DataFolder
from app.services.setup import set_up
from app.start import open_context
from models.enums import RecordKind
from tests.command_line import Ask, asking
from tests.databases import Databases
from tests.demo_folder import AT, demo_copy, demo_folder
from tests.reports.reading import whole_text
from ui.command_actions import ACTIONS

FORM = "service_work_order"
LOCAL_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00")


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Iterator[Ask]:
    with asking(capsys) as function:
        yield function


@pytest.fixture
def data(databases: Databases) -> Path:
    """The demo data of this run, for commands that only read."""
    return demo_folder(databases).root


@pytest.fixture
def own_data(tmp_path: Path, databases: Databases) -> Path:
    """A copy for commands that write."""
    return demo_copy(databases, tmp_path / "data").root


@pytest.mark.parametrize("kind", RecordKind)
def test_every_kind_is_listed_whole_and_in_order_of_number(ask: Ask, data: Path, kind: RecordKind) -> None:
    answer = ask("--data", data, "list", kind, "--json")
    assert answer.status == 0
    assert all(set(line) == {"number", "title", "state"} for line in answer.json)
    numbers = [line["number"] for line in answer.json]
    given = [number for number in numbers if number is not None]
    assert numbers == sorted(given) + [None] * (len(numbers) - len(given))
    assert numbers


def test_a_form_lists_the_records_it_can_be_issued_for(ask: Ask, data: Path) -> None:
    issuable = {line["number"] for line in ask("--data", data, "list", FORM, "--json").json}
    dispatches = ask("--data", data, "list", "dispatch", "--json").json
    assert issuable == {line["number"] for line in dispatches if line["state"] not in ("draft", "cancelled")}
    assert len(issuable) < len(dispatches)


def test_a_list_for_people_is_aligned_and_in_their_language(ask: Ask, data: Path) -> None:
    chinese = ask("--data", data, "list", "request")
    english = ask("--data", data, "--lang", "en", "list", "request")
    assert "编号" in chinese.out
    assert "已关闭" in chinese.out
    assert english.out.startswith("Number")
    assert len(english.out.splitlines()) == 151


@pytest.mark.parametrize("kind", RecordKind)
def test_every_kind_is_shown_with_promises_papers_and_events(ask: Ask, data: Path, kind: RecordKind) -> None:
    number = ask("--data", data, "list", kind, "--json").json[0]["number"]
    shown = ask("--data", data, "show", kind, number, "--json").json
    assert (shown["kind"], shown["number"]) == (kind.value, number)
    assert {"title", "state", "version", "commitments", "papers", "events"} <= set(shown)
    for language in ("zh_CN", "en"):
        text = ask("--data", data, "--lang", language, "show", kind, number)
        assert text.status == 0
        assert number in text.out


def test_c4_1_a_request_is_shown_with_its_promises_and_the_offset_of_its_times(ask: Ask, data: Path) -> None:
    number = ask("--data", data, "list", "request", "--json").json[0]["number"]
    shown = ask("--data", data, "show", "request", number, "--json").json
    reply = next(one for one in shown["commitments"] if one["kind"] == "reply")
    assert reply["clause"] in ("C4.1", "C5.1")
    assert all(LOCAL_TIME.fullmatch(moment) for moment in (shown["received_at"], reply["due"], reply["act_by"]))


def test_money_is_exact_text(ask: Ask, data: Path) -> None:
    contracts = ask("--data", data, "list", "contract", "--json").json
    shown = ask("--data", data, "show", "contract", contracts[0]["number"], "--json").json
    assert re.fullmatch(r"\d+\.\d\d", shown["amount"])


def test_a_paper_is_issued_once_and_then_reprinted(ask: Ask, own_data: Path, tmp_path: Path) -> None:
    number = ask("--data", own_data, "list", FORM, "--json").json[-1]["number"]
    target = tmp_path / "派工单 x.pdf"
    before = len(_papers(ask, own_data, number))
    assert ask("--data", own_data, "print", FORM, number, "-o", target).status == 0
    first = _text(target)
    assert ask("--data", own_data, "print", FORM, number, "-o", target, "--copies", "all").status == 0
    papers = _papers(ask, own_data, number)
    assert len(papers) == max(before, 1)
    assert papers[0]["number"] == number
    assert papers[0]["print_count"] >= 2
    assert number in first
    assert "补打" in _text(target)
    assert ask("--data", own_data, "check").status == 0


def test_a_paper_speaks_the_language_asked_for(ask: Ask, own_data: Path, tmp_path: Path) -> None:
    number = ask("--data", own_data, "list", FORM, "--json").json[0]["number"]
    target = tmp_path / "x.pdf"
    ask("--data", own_data, "print", FORM, number, "-o", target, "--lang", "en")
    assert "Warranty" in _text(target)
    ask("--data", own_data, "print", FORM, number, "-o", target)
    assert "质保" in _text(target)


def _papers(ask: Ask, data: Path, number: str) -> list[dict[str, Any]]:
    papers: list[dict[str, Any]] = ask("--data", data, "show", "dispatch", number, "--json").json["papers"]
    return [one for one in papers if one["form"] == FORM]


def _text(path: Path) -> str:
    return whole_text(path.read_bytes())


def test_nothing_is_printed_where_the_file_cannot_lie(ask: Ask, own_data: Path, tmp_path: Path) -> None:
    number = ask("--data", own_data, "list", FORM, "--json").json[-1]["number"]
    before = _papers(ask, own_data, number)
    for target in (tmp_path / "none" / "x.pdf", tmp_path):
        refused = ask("--data", own_data, "print", FORM, number, "-o", target)
        assert refused.status == 1
        assert str(target.parent if target != tmp_path else target) in refused.err
    assert _papers(ask, own_data, number) == before
    assert not (tmp_path / "none").exists()


def test_a_backup_restores_into_an_empty_folder(ask: Ask, own_data: Path, tmp_path: Path) -> None:
    copy = ask("--data", own_data, "backup", tmp_path / "copies").out.strip()
    new = tmp_path / "new"
    assert ask("--data", new, "restore", copy).status == 0
    assert ask("--data", new, "check", "--json").json == []
    lists = [ask("--data", folder, "list", "request", "--json").json for folder in (own_data, new)]
    assert lists[0] == lists[1]
    assert ask("--data", new, "restore", copy).status == 1


def test_check_says_what_is_wrong_with_status_1(ask: Ask, own_data: Path) -> None:
    next(path for path in (own_data / "files").rglob("*") if path.is_file()).unlink()
    answer = ask("--data", own_data, "check", "--json")
    assert answer.status == 1
    assert [finding["code"] for finding in answer.json] == ["file_missing"]
    assert ask("--data", own_data, "check").out.count("\n") == 2


READING = (
    ("list", "request"),
    ("list", FORM, "--json"),
    ("show", "request", "SR-2026-0001"),
    ("check",),
    ("backup",),
    ("print", FORM, "PG-2026-0001", "-o", "x.pdf"),
)


@pytest.mark.parametrize("arguments", READING, ids=lambda arguments: arguments[0])
def test_a_fresh_folder_is_refused_and_stays_untouched(ask: Ask, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    answer = ask("--data", tmp_path / "fresh", *arguments)
    assert answer.status == 1
    assert answer.out == ""
    assert "首次启动" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_before_its_first_start_is_refused(ask: Ask, tmp_path: Path) -> None:
    open_context(DataFolder(tmp_path)).close()
    assert ask("--data", tmp_path, "list", "request").status == 1


def test_a_demo_does_not_mix_with_data(ask: Ask, tmp_path: Path) -> None:
    context = open_context(DataFolder(tmp_path), clock=FixedClock(AT))
    set_up(context, company_name="某公司")
    context.close()
    answer = ask("demo", tmp_path)
    assert answer.status == 1
    assert str(tmp_path) in answer.err
    assert ask("--data", tmp_path, "list", "customer", "--json").json == []


REFUSED = (
    (("show", "request", "SR-2026-9999"), 1),
    (("show", "nothing", "SR-2026-0001"), 2),
    (("list", "nothing"), 2),
    (("print", "nothing", "PG-2026-0001", "-o", "x.pdf"), 2),
    (("print", FORM, "PG-2026-9999", "-o", "x.pdf"), 1),
    (("print", FORM, "PG-2025-0001", "-o", "x.pdf", "--copies", "9"), 1),
    (("print", FORM, "PG-2025-0001"), 2),
    (("demo", "x", "--scale", "0"), 2),
    (("demo", "x", "--at", "tomorrow"), 2),
    (("restore", "nothing.aftercare-backup"), 1),
    (("--database", "postgresql://127.0.0.1:1/aftercare", "list", "request"), 1),
    (("--database", "oracle://desk/aftercare", "list", "request"), 1),
    (("--database", "x.db", "restore", "y"), 1),
    (("--database", "postgresql://desk/aftercare", "demo", "y"), 2),
    (("--database", "x.db", "--demo"), 2),
    (("--lang", "de", "list", "request"), 2),
)


@pytest.mark.parametrize(("arguments", "status"), REFUSED)
def test_what_is_refused_says_so_in_one_message(
    ask: Ask, own_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], status: int
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = ask("--data", own_data, *arguments)
    assert answer.status == status
    assert answer.out == ""
    assert answer.err.strip()
    assert "Traceback" not in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


@pytest.mark.parametrize("form", ["{path}", "sqlite:///{path}"])
def test_the_database_may_be_named_by_path_or_address(ask: Ask, data: Path, form: str) -> None:
    named = form.format(path=(data / "aftercare.db").as_posix())
    assert len(ask("--database", named, "list", "customer", "--json").json) == 30


def test_a_bug_goes_into_the_log_without_customers_data(
    ask: Ask, own_data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_arguments: object) -> int:
        raise KeyError("华东化工有限公司")

    monkeypatch.setitem(ACTIONS, "check", broken)
    with pytest.raises(KeyError) as caught:
        ask("--data", own_data, "check")
    sys.excepthook(caught.type, caught.value, caught.tb)
    log = DataFolder(own_data).log.read_text(encoding="utf-8")
    assert "builtins.KeyError" in log
    assert "broken" in log
    assert "华东化工" not in log + capsys.readouterr().err

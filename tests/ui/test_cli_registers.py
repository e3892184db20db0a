"""The command line and registers: months are listed, printed by their name or by their number, and then shown."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from tests.command_line import Ask, asking
from tests.databases import Databases
from tests.demo_folder import demo_copy, demo_folder

FORM = "request_register"


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Iterator[Ask]:
    with asking(capsys) as function:
        yield function


@pytest.fixture
def data(databases: Databases) -> Path:
    return demo_folder(databases).root


@pytest.fixture
def own_data(tmp_path: Path, databases: Databases) -> Path:
    return demo_copy(databases, tmp_path / "data").root


def first_page(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "".join(str(document[0].get_textpage().get_text_range()).split())


def test_the_form_lists_the_months_that_have_requests(ask: Ask, data: Path) -> None:
    months = [line["number"] for line in ask("--data", data, "list", FORM, "--json").json]
    assert months == sorted(months)
    assert months[-1] == "2026-03"
    assert "服务请求登记簿 2026-03" in ask("--data", data, "list", FORM).out


def test_a_month_is_printed_and_has_a_number_from_then_on(ask: Ask, own_data: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.pdf"
    assert ask("--data", own_data, "print", FORM, "2026-03", "-o", target).status == 0
    reports = [line["number"] for line in ask("--data", own_data, "list", "report", "--json").json]
    number = next(number for number in reversed(reports) if number and number.startswith("QD-"))
    assert f"编号：{number}" in first_page(target)
    assert ask("--data", own_data, "print", FORM, number, "-o", target).status == 0
    assert "补打第2次" in first_page(target)
    shown = ask("--data", own_data, "show", "report", number, "--json").json
    assert (shown["form"], shown["since"], shown["until"]) == (FORM, "2026-03-01", "2026-03-31")
    assert [paper["print_count"] for paper in shown["papers"]] == [2]
    assert number in ask("--data", own_data, "show", "report", number).out
    assert ask("--data", own_data, "check").status == 0


def test_a_month_may_be_empty_and_a_wrong_name_is_refused(ask: Ask, own_data: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.pdf"
    assert ask("--data", own_data, "print", FORM, "2020-01", "-o", target).status == 0
    assert "共0条" in first_page(target)
    refused = ask("--data", own_data, "print", FORM, "QD-2020-0001", "-o", tmp_path / "x.pdf")
    assert (refused.status, refused.err) == (1, "没有编号为 QD-2020-0001 的记录。\n")


@pytest.mark.parametrize("form", ["business_trip_form", "request_slip"])
def test_the_other_papers_are_printed_by_the_number_of_their_record(
    ask: Ask, own_data: Path, tmp_path: Path, form: str
) -> None:
    record = ask("--data", own_data, "list", form, "--json").json[-1]["number"]
    target = tmp_path / "p.pdf"
    assert ask("--data", own_data, "print", form, record, "-o", target).status == 0
    assert record in first_page(target)

"""The command ``scan``: scanned paper files itself, page by page, and says what it could not file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.archive.glass import bundle, scanned
from tests.app.archive.scanned import pdf, scan_in
from tests.command_line import Ask, asking
from tests.databases import Databases
from tests.demo_folder import demo_folder

FORM = "service_work_order"


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Iterator[Ask]:
    with asking(capsys) as function:
        yield function


@pytest.fixture
def data(databases: Databases, tmp_path: Path) -> Path:
    return databases.copy(demo_folder(databases), tmp_path / "data").root


def test_scan_files_what_it_knows_and_names_the_rest(ask: Ask, data: Path, tmp_path: Path) -> None:
    numbers = [line["number"] for line in ask("--data", data, "list", FORM, "--json").json[:2]]
    pictures = []
    for number in numbers:
        file = tmp_path / f"{number}.pdf"
        assert ask("--data", data, "print", FORM, number, "-o", file).status == 0
        pictures.append(scanned(file.read_bytes(), angle=182, blur=0.6))
    batch = scan_in(tmp_path, "一批.pdf", bundle("PDF", *pictures).content)
    answer = ask("--data", data, "scan", batch, "--json")
    assert answer.status == 0
    assert [(line["page"], line["number"], line["reason"]) for line in answer.json] == [
        (1, numbers[0], ""),
        (2, numbers[1], ""),
    ]
    assert all("A6-04" in line["filed_under"] and line["file"] == str(batch) for line in answer.json)
    other, text = scan_in(tmp_path, "空白.pdf", pdf(2)), scan_in(tmp_path, "说明.pdf", b"hello")
    again = ask("--data", data, "scan", batch, other, text, "--json")
    assert again.status == 1
    assert [line["page"] for line in again.json] == [1, 2, 1, 2, None]
    assert all(line["reason"] and line["filed_under"] is None for line in again.json)
    told = ask("--data", data, "--lang", "en", "scan", batch, text)
    assert told.status == 1
    assert f"一批.pdf, page 1: {numbers[0]}: This scan was filed before" in told.err
    assert "说明.pdf: " in told.err
    assert ask("--data", data, "check").status == 0

"""The command line and duty: the roster of the demo's next holiday, and empty slips without a number."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from tests.command_line import Ask, asking
from tests.databases import Databases
from tests.demo_folder import demo_copy

FORM = "duty_roster"
HOLIDAY = "2026-04-04..2026-04-06"


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Iterator[Ask]:
    with asking(capsys) as function:
        yield function


@pytest.fixture
def data(tmp_path: Path, databases: Databases) -> Path:
    return demo_copy(databases, tmp_path / "data").root


def first_page(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "".join(str(document[0].get_textpage().get_text_range()).split())


def test_the_roster_of_the_holiday_is_listed_and_printed_again(ask: Ask, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.pdf"
    assert HOLIDAY in [line["number"] for line in ask("--data", data, "list", FORM, "--json").json]
    assert ask("--data", data, "print", FORM, HOLIDAY, "-o", target).status == 0
    page = first_page(target)
    assert "2026-04-05周日节假日" in page
    assert "补打第2次" in page
    assert ask("--data", data, "check").status == 0


def test_other_days_are_a_roster_of_their_own_and_a_draft_without_anybody(ask: Ask, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.pdf"
    assert ask("--data", data, "--lang", "en", "print", FORM, "2026-10-01..2026-10-07", "-o", target).status == 0
    assert "N3Nobodyisondutyonthesedaysyet" in first_page(target)


def test_empty_slips_have_no_number(ask: Ask, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "slip.pdf"
    before = ask("--data", data, "list", "document", "--json").json
    assert ask("--data", data, "print", "intake_slip", "blank", "-o", target).status == 0
    assert "空白单，不编号" in first_page(target)
    assert ask("--data", data, "list", "document", "--json").json == before
    refused = ask("--data", data, "print", "intake_slip", "SR-2026-0001", "-o", target)
    assert (refused.status, "blank" in refused.err) == (1, True)

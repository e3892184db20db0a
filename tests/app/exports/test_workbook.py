"""The workbook of a list, read back."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import StorageError
from app.exports.workbook import LONGEST_NAME, ListWorkbook, sheet_name
from tests.app.exports.workbooks import ReadBook, read_book
from tests.export_factories import PARTS, part_rows

TODAY = date(2026, 3, 6)
FORMULAS = ("=1+1", "+1", "-2+3", "@SUM(A1)", "＝1", '=HYPERLINK("x")', "<r>=1</r>", "{=1}", "_x003D_1", "\t=1")


def written(*rows: tuple[str, str, str]) -> ReadBook:
    book = ListWorkbook(PARTS, TODAY, "李敏")
    try:
        book.add(rows)
        return read_book(book.content())
    finally:
        book.close()


def test_headings_are_frozen_filtered_and_as_wide_as_on_the_screen() -> None:
    book = written(("LP-1", "Seal", "¥12.00"), ("LP-2", "Pump", "—"))
    assert book.name == "备件"
    assert book.row(1) == ["编号", "名称", "金额"]
    assert book.find(".//s:pane").attrib["state"] == "frozen"
    assert book.find(".//s:autoFilter").attrib["ref"] == "A1:C3"
    widths = [float(column.attrib["width"]) for column in book.find("s:cols")]
    assert widths[0] > widths[2] > 10
    assert widths[1] < 100


def test_figures_days_and_texts_are_what_they_are() -> None:
    book = written(("007", "2026-03-05", "¥1,200.50"))
    assert book.row(2) == ["007", Decimal(46086), Decimal("1200.5")]
    assert [book.cells[place].form for place in ("A2", "B2", "C2")] == ["@", "yyyy-mm-dd", '"¥"#,##0.00']


def test_what_is_missing_is_empty() -> None:
    assert written(("—", "", "—")).row(2) == []


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_computes(text: str) -> None:
    cell = written((text, "", "")).cells["A2"]
    assert cell.value.strip() == text.strip() if isinstance(cell.value, str) else False
    assert (cell.formula, cell.form) == (False, "@")


@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_every_text_comes_back(texts: list[str]) -> None:
    plain = [f"文{text}".translate(UNFIT) for text in texts]
    book = written(*((text, "x", "") for text in plain))
    assert [book.cells[f"A{row}"].value for row in range(2, len(plain) + 2)] == plain


UNFIT = dict.fromkeys((*range(9), 11, 12, *range(13, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))


def test_a_book_that_is_not_finished_leaves_nothing_behind() -> None:
    book = ListWorkbook(PARTS, TODAY, "李敏")
    book.add([("a", "b", "c")])
    folder = book._folder.name
    book.close()
    book.close()
    with pytest.raises(FileNotFoundError):
        open(folder)  # noqa: PTH123,SIM115


@pytest.mark.parametrize("title", ["[a]:*?/\\", "'x'", "", "长" * 40, "Movements of LP-2026-0001 Mechanical seal"])
def test_every_title_makes_the_name_of_a_sheet(title: str) -> None:
    name = sheet_name(title)
    assert 0 < len(name) <= LONGEST_NAME
    assert not set(name) & set("[]:*?/\\")
    assert name.strip("'") == name


def test_a_disk_without_room_is_told() -> None:
    resource = pytest.importorskip("resource")  # POSIX
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    book = ListWorkbook(PARTS, TODAY, "李敏")
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        with pytest.raises(StorageError, match="磁盘已满"):
            book.add(part_rows(2_000))
        book.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

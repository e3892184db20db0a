"""A list out of its page: into a workbook and onto paper, by key and by menu, as it is shown and no more."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from app.context import Context
from app.papers.pages import page_text
from models.enums import Role
from reports.build import build_paper
from tests.app.exports.workbooks import ReadBook, read_book
from tests.app.services.test_exports import exports
from tests.stock_factories import make_stocked_part
from tests.ui.by_hand import opened
from tests.ui.dialogs.asking import button
from tests.ui.dialogs.previews import settled
from tests.ui.tabs.conftest import DeskOf, Settle
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.runtime.desk import Desk
from ui.tabs.inventory.parts_page import NAME, PartsPage

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Show = Callable[..., PartsPage]
Export = Callable[[PartsPage, Path], None]


@pytest.fixture
def parts(desk: Desk, context: Context, qtbot: QtBot, settle: Settle) -> Show:
    """Shows the page of three parts, at the manager's desk or another."""
    context.printer = build_paper
    for number, name in (("MF-45", "=1+1"), ("MF-46", "机械密封"), ("13800138000", "高压泵")):
        make_stocked_part(context, number=number, name=name, spec="007")

    def show(at: Desk = desk) -> PartsPage:
        page = PartsPage(at)
        qtbot.addWidget(page)
        page.resize(1440, 900)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        settle(page)
        return page

    return show


@pytest.fixture
def export(desk: Desk, qtbot: QtBot) -> Export:
    """Presses Ctrl+Shift+E, says where, and waits for the end."""

    def press(page: PartsPage, path: Path) -> None:
        qtbot.keyClick(page.table, Qt.Key.Key_E, CTRL | SHIFT)
        dialog = opened(qtbot, page, QFileDialog)
        dialog.fileSelected.emit(str(path))
        dialog.reject()
        qtbot.waitUntil(lambda: desk.jobs.is_idle)

    return press


def lines(menu: QMenu) -> list[QAction]:
    """Return the two lines by which a list is let out."""
    names = [f"{NAME}.menu.{code}" for code in ("export", "print_list")]
    return [action for action in menu.actions() if action.objectName() in names]


def read(path: Path) -> ReadBook:
    return read_book(path.read_bytes())


def test_the_list_is_exported_as_it_is_shown(parts: Show, export: Export, desk: Desk, tmp_path: Path) -> None:
    page = parts()
    path = tmp_path / "x.xlsx"
    export(page, path)
    book = read(path)
    shown = [column.title for column in page.table.shown_columns()]
    assert len(book.row(1)) == len(shown)
    assert book.row(2)[:3] == ["13800138000", "高压泵", "007"]
    assert [book.cells[f"B{row}"].value for row in (2, 3, 4)] == ["高压泵", "=1+1", "机械密封"]
    assert not any(cell.formula for cell in book.cells.values())
    assert Decimal(6000) in book.row(4)  # what it is worth, as a figure


def test_where_it_went_is_said_and_offered(
    parts: Show, export: Export, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = parts()
    export(page, tmp_path / "x.xlsx")
    assert page.message.text == "已导出 3 行：x.xlsx。"
    with qtbot.waitSignal(desk.file_opened) as told:
        button(page, f"{NAME}.message.open").click()
    assert told.args == [tmp_path / "x.xlsx"]


def test_several_rows_selected_are_what_is_exported(parts: Show, export: Export, qtbot: QtBot, tmp_path: Path) -> None:
    page = parts()
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    export(page, tmp_path / "x.xlsx")
    assert [len(read(tmp_path / "x.xlsx").row(row)) > 0 for row in (2, 3, 4)] == [True, True, False]


def test_the_columns_are_those_shown_in_their_order(parts: Show, export: Export, tmp_path: Path) -> None:
    page = parts()
    header = page.table.horizontalHeader()
    header.moveSection(0, 1)
    header.setSectionHidden(2, True)
    export(page, tmp_path / "x.xlsx")
    head = read(tmp_path / "x.xlsx").row(1)
    assert head[:2] == ["备件名称", "编码"]
    assert "型号" not in head


def test_the_name_of_the_file_tells_list_and_day(parts: Show, qtbot: QtBot) -> None:
    page = parts()
    page.setProperty("list_title", "Parts")
    qtbot.keyClick(page.table, Qt.Key.Key_E, CTRL | SHIFT)
    dialog = opened(qtbot, page, QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "备件_20260306.xlsx"
    dialog.reject()


@pytest.mark.parametrize(("role", "sums"), [(Role.LEADER, True), (Role.WAREHOUSE, False), (Role.VIEWER, False)])
def test_c14_sums_leave_only_with_those_who_may_see_them(
    parts: Show, export: Export, desk_of: DeskOf, tmp_path: Path, role: Role, sums: bool
) -> None:
    page = parts(desk_of(role))
    for position in range(page.model.columnCount()):
        page.table.columns.set_shown(position, True)
    export(page, tmp_path / "x.xlsx")
    assert any("¥" in cell.form for cell in read(tmp_path / "x.xlsx").cells.values()) is sums


def test_c14_an_export_is_noted(parts: Show, export: Export, context: Context, tmp_path: Path) -> None:
    export(parts(), tmp_path / "x.xlsx")
    (noted,) = exports(context)
    assert (noted.user_name, noted.reason.split(" · ")[1:]) == (context.actor.display_name, ["3 行", "Excel 工作簿"])


def test_a_cancelled_export_leaves_nothing(
    parts: Show, export: Export, desk: Desk, context: Context, tmp_path: Path
) -> None:
    page = parts()
    desk.jobs.job_started.connect(lambda handle: handle.cancel())
    export(page, tmp_path / "x.xlsx")
    assert (list(tmp_path.glob("*.xlsx")), exports(context), page.message.text) == ([], [], "")


def test_a_file_that_cannot_be_written_is_refused_before_anything(
    parts: Show, export: Export, context: Context, tmp_path: Path
) -> None:
    page = parts()
    (tmp_path / "x.xlsx").mkdir()
    export(page, tmp_path / "x.xlsx")
    assert "如已在其他程序中打开，请先关闭" in page.message.text
    assert exports(context) == []


def test_the_list_is_looked_at_and_printed_from_the_preview(
    parts: Show, desk: Desk, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    page = parts()
    qtbot.keyClick(page.table, Qt.Key.Key_P, CTRL | SHIFT)
    preview = settled(desk, opened(qtbot, page, PaperPreview), qtbot)
    assert "按列表所示打印" in preview.paper.state.text
    text = page_text(preview.look.pages.pdf, 0)
    assert all(said in text for said in ("江南清源水务工程有限公司", "13800138000", "=1+1", "¥6,000.00"))
    assert exports(context) == []
    button(preview, "paper.preview.action.save").click()
    dialog = opened(qtbot, preview, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "x.pdf"))
    dialog.reject()
    settled(desk, preview, qtbot)
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
    assert [noted.reason.split(" · ")[-1] for noted in exports(context)] == ["打印列表"]
    preview.close()


def test_the_other_language_is_read_anew(parts: Show, desk: Desk, qtbot: QtBot) -> None:
    page = parts()
    qtbot.keyClick(page.table, Qt.Key.Key_P, CTRL | SHIFT)
    preview = settled(desk, opened(qtbot, page, PaperPreview), qtbot)
    preview.paper.language.set_current("en")
    preview.look_again()
    settled(desk, preview, qtbot)
    text = page_text(preview.look.pages.pdf, 0)
    assert "Rows: 3" in text
    assert "备件名称" not in text
    preview.close()


def test_the_menu_offers_both_also_where_no_row_is_selected(parts: Show) -> None:
    page = parts()
    page.table.clearSelection()
    assert [line.isEnabled() for line in lines(page.row_menu())] == [True, True]


def test_a_list_without_rows_offers_neither(parts: Show, settle: Settle) -> None:
    page = parts()
    page.filter_bar.text.setText("nothing like it")
    page.filter_bar.text.settle()
    settle(page)
    assert [line.isEnabled() for line in lines(page.row_menu())] == [False, False]

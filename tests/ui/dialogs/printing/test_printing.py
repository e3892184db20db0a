"""The preview of a paper: what it says before, what it prints and saves, and what is filed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QFileDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.i18n import _, set_default_language
from app.papers.pages import PageSize, read_pages
from app.queries.people.dispatches import dispatch_details
from app.services.papers import issue_paper
from reports.build import build_paper
from tests.factories import make_agreed_dispatch, make_dispatch
from tests.reports.reading import whole_text
from tests.ui.by_hand import opened
from tests.ui.dialogs.paper_tray import PaperTray
from tests.ui.dialogs.previews import FORM_ID, NAME, press, preview_of, save_as, settled
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.dialogs.printing.printing import ask_print
from ui.dialogs.printing.printing_output import PrintWish
from ui.dialogs.printing.printing_printer import choose_printer
from ui.runtime.desk import Desk
from ui.runtime.errors import ErrorBox


@pytest.fixture(autouse=True)
def real_printing(context: Context) -> None:
    """Papers are laid out for good: a preview shows their pages."""
    context.printer = build_paper


def _issued(context: Context, dispatch: int) -> list[tuple[str, int]]:
    return [(paper.number, paper.print_count) for paper in dispatch_details(context, dispatch).papers]


def _box(preview: PaperPreview, copy: str) -> QCheckBox:
    box = preview.findChild(QCheckBox, f"{NAME}.field.copies.{copy}")
    assert isinstance(box, QCheckBox)
    return box


def test_a_draft_says_what_is_missing_and_is_not_filed(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_dispatch(context, content="")
    preview = preview_of(desk, window, dispatch, qtbot)
    assert "草稿" in preview.paper.state.text
    assert "C7.2 " in preview.paper.state.text
    save_as(desk, preview, tmp_path / "draft.pdf", qtbot)
    assert "草稿" in whole_text((tmp_path / "draft.pdf").read_bytes())
    assert _issued(context, dispatch) == []


def test_an_english_window_says_in_english_what_is_missing(
    desk: Desk, window: QWidget, context: Context, qtbot: QtBot
) -> None:
    set_default_language("en")
    try:
        preview = preview_of(desk, window, make_dispatch(context, content=""), qtbot)
        assert "Service Work Order" in preview.windowTitle()
        assert "What is to be done has not been written down" in preview.paper.state.text
        assert "草稿" in whole_text(preview.look.pages.pdf), "the paper itself speaks Chinese"
    finally:
        set_default_language("zh_CN")


def test_looking_issues_nothing(desk: Desk, window: QWidget, context: Context, qtbot: QtBot) -> None:
    dispatch = make_agreed_dispatch(context)
    preview = preview_of(desk, window, dispatch, qtbot)
    assert preview.view.count == 6
    preview.close()
    assert _issued(context, dispatch) == []


def test_what_is_printed_is_numbered_and_filed_before_it_comes_out(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_agreed_dispatch(context)
    preview = preview_of(desk, window, dispatch, qtbot)
    tray = preview.printers = PaperTray(tmp_path)
    press(desk, preview, "action.print", qtbot)
    assert [(wish.title, len(wish.sizes), wish.both_sides) for wish in tray.wishes] == [("售后服务派工单", 6, True)]
    assert len(read_pages(tray.sheets.read_bytes()).sizes) == 6
    assert _issued(context, dispatch) == [("PG-2026-0001", 1)]
    assert "PG-2026-0001" in preview.message.text


def test_printing_again_is_a_reprint_and_says_so_before(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_agreed_dispatch(context)
    preview = preview_of(desk, window, dispatch, qtbot)
    save_as(desk, preview, tmp_path / "first.pdf", qtbot)
    assert "PG-2026-0001" in preview.paper.state.text
    assert "补打" in whole_text(preview.look.pages.pdf)
    save_as(desk, preview, tmp_path / "again.pdf", qtbot)
    assert "补打" not in whole_text((tmp_path / "first.pdf").read_bytes())
    assert "补打第2次" in whole_text((tmp_path / "again.pdf").read_bytes())
    assert _issued(context, dispatch) == [("PG-2026-0001", 2)]


def test_some_copies_in_the_other_language(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    preview = preview_of(desk, window, make_agreed_dispatch(context), qtbot)
    for copy in (1, 3):
        _box(preview, str(copy)).click()
    press(desk, preview, "field.language.en", qtbot)
    assert preview.view.count == 2
    save_as(desk, preview, tmp_path / "one.pdf", qtbot)
    assert "Copy2–Finance" in whole_text((tmp_path / "one.pdf").read_bytes())


def test_all_copies_with_one_box_and_none_prints_nothing(
    desk: Desk, window: QWidget, context: Context, qtbot: QtBot
) -> None:
    preview = preview_of(desk, window, make_dispatch(context), qtbot)
    every = _box(preview, "all")
    every.click()
    save = preview.findChild(QPushButton, f"{NAME}.action.save")
    assert save is not None
    assert preview.paper.copies.copies() == ()
    assert not save.isEnabled()
    every.click()
    settled(desk, preview, qtbot)
    assert preview.paper.copies.copies() == (1, 2, 3)
    assert save.isEnabled()


def test_without_a_printer_a_pdf_is_offered(desk: Desk, window: QWidget, context: Context, qtbot: QtBot) -> None:
    dispatch = make_agreed_dispatch(context)
    preview = preview_of(desk, window, dispatch, qtbot)
    if preview.printers.available():
        pytest.skip("this computer has a printer")
    press(desk, preview, "action.print", qtbot)
    assert preview.message.text
    press(desk, preview, "message.action", qtbot)
    opened(qtbot, preview, QFileDialog).reject()
    assert _issued(context, dispatch) == []


@pytest.mark.qt_log_ignore("QPainter::begin", "QPdf")
def test_a_printer_that_fails_is_told_with_the_number_that_was_given(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_agreed_dispatch(context)
    preview = preview_of(desk, window, dispatch, qtbot)
    preview.printers = PaperTray(tmp_path / "nowhere")
    press(desk, preview, "action.print", qtbot)
    assert "PG-2026-0001" in preview.message.text
    assert "补打" in preview.message.text
    assert _issued(context, dispatch) == [("PG-2026-0001", 1)]


def test_stopping_says_that_the_paper_is_issued(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_agreed_dispatch(context)
    preview = preview_of(desk, window, dispatch, qtbot)
    preview.printers = PaperTray(tmp_path, lambda printer: printer.setResolution(600))
    stop = preview.findChild(QPushButton, f"{NAME}.action.cancel")
    assert stop is not None
    preview.ask_print()
    qtbot.waitUntil(lambda: stop.isVisible() and preview.is_busy)
    stop.click()
    settled(desk, preview, qtbot)
    assert "PG-2026-0001" in preview.message.text
    assert not stop.isVisible()


def test_a_preview_closed_while_it_prints_goes_on_to_the_end(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    preview = preview_of(desk, window, make_agreed_dispatch(context), qtbot)
    tray = preview.printers = PaperTray(tmp_path)
    preview.ask_print()
    with qtbot.waitSignal(preview.destroyed):
        qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert len(read_pages(tray.sheets.read_bytes()).sizes) == 6


@pytest.mark.qt_log_ignore("QPainter::begin", "QPdf")
def test_a_preview_closed_while_it_prints_still_tells_what_failed(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    preview = preview_of(desk, window, make_agreed_dispatch(context), qtbot)
    preview.printers = PaperTray(tmp_path / "nowhere")
    preview.ask_print()
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert "PG-2026-0001" in opened(qtbot, window, ErrorBox).accessibleName()


def test_a_target_that_cannot_be_written_is_told_and_nothing_is_issued(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_agreed_dispatch(context)
    (tmp_path / "order.pdf").mkdir()
    preview = preview_of(desk, window, dispatch, qtbot)
    save_as(desk, preview, tmp_path / "order.pdf", qtbot)
    assert "order.pdf" in preview.message.text
    assert _issued(context, dispatch) == [], "else the next print would be a reprint"


def test_the_saved_file_is_offered_and_its_folder_remembered(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    preview = preview_of(desk, window, make_dispatch(context), qtbot)
    save_as(desk, preview, tmp_path / "first.pdf", qtbot)
    with qtbot.waitSignal(desk.file_opened) as shown:
        press(desk, preview, "message.action", qtbot)
    assert shown.args == [tmp_path / "first.pdf"]
    press(desk, preview, "action.save", qtbot)
    dialog = opened(qtbot, preview, QFileDialog)
    assert Path(dialog.directory().absolutePath()) == tmp_path
    dialog.reject()


def test_keys_print_and_save(desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot) -> None:
    preview = preview_of(desk, window, make_agreed_dispatch(context), qtbot)
    tray = preview.printers = PaperTray(tmp_path)
    preview.activateWindow()
    qtbot.waitUntil(preview.isActiveWindow)
    qtbot.keyClick(preview.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settled(desk, preview, qtbot)
    assert len(tray.wishes) == 1
    qtbot.keyClick(preview.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    opened(qtbot, preview, QFileDialog).reject()


def test_what_changes_meanwhile_is_seen(desk: Desk, window: QWidget, context: Context, qtbot: QtBot) -> None:
    dispatch = make_agreed_dispatch(context)
    preview = preview_of(desk, window, dispatch, qtbot)
    issue_paper(context, form_id=FORM_ID, record_id=dispatch)
    qtbot.waitUntil(lambda: "补打" in preview.paper.state.text)


def test_asking_again_brings_the_open_preview_to_the_front(
    desk: Desk, window: QWidget, context: Context, qtbot: QtBot
) -> None:
    preview = preview_of(desk, window, make_agreed_dispatch(context), qtbot)
    assert preview_of(desk, window, int(preview.key.rpartition(".")[2]), qtbot) is preview
    assert len(window.findChildren(PaperPreview)) == 1


def test_a_record_that_is_gone_is_told_in_a_box(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    ask_print(desk, window, FORM_ID, 4711)
    opened(qtbot, window, ErrorBox)
    assert window.findChild(QPushButton, "error.box.close")


class _Elsewhere(QPrinter):
    """A printer of the system that has none of our sheets."""

    def outputFormat(self) -> QPrinter.OutputFormat:  # noqa: N802 - Qt's name
        return QPrinter.OutputFormat.NativeFormat


@pytest.mark.parametrize(("answer", "printed"), [("Print anyway", True), ("Cancel", False)])
def test_a_printer_without_such_sheets_asks_first(
    answer: str, printed: bool, window: QWidget, context: Context, qtbot: QtBot
) -> None:
    chosen: list[QPrinter] = []
    wish = PrintWish("派工单", (PageSize(241.3, 139.7),))
    tray = PaperTray(context.folder.root, make=_Elsewhere)
    choose_printer(tray, wish, window, chosen.append)
    box = opened(qtbot, window, QMessageBox)
    assert "241.3 × 139.7" in box.text()
    next(button for button in box.buttons() if button.text() == _(answer)).click()
    assert bool(chosen) is printed


def test_another_printer_can_be_taken_instead(window: QWidget, context: Context, qtbot: QtBot) -> None:
    wish = PrintWish("派工单", (PageSize(241.3, 139.7),))
    tray = PaperTray(context.folder.root, make=_Elsewhere)
    choose_printer(tray, wish, window, lambda _printer: pytest.fail("printed"))
    opened(qtbot, window, QMessageBox).defaultButton().click()
    assert len(tray.wishes) == 2

"""C7.3: one action prints the trip pack, as one file or one print job, each paper with its own number."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.i18n import using_language
from app.papers.pages import read_pages
from app.queries.trips.pack import trip_pack
from reports.build import build_paper
from reports.print_file import SharedPrintFile
from tests.on_site_factories import make_trip_of_two
from tests.reports.reading import page_texts
from tests.ui.by_hand import opened
from tests.ui.dialogs.paper_tray import PaperTray
from ui.dialogs.trips.pack_dialog import NAME, ONE_SET, PackDialog, ask_trip_pack
from ui.runtime.desk import Desk


@pytest.fixture(autouse=True)
def real_printing(context: Context) -> None:
    context.printer, context.new_print_file = build_paper, SharedPrintFile


def _dialog(desk: Desk, window: QWidget, dispatch: int, qtbot: QtBot) -> PackDialog:
    ask_trip_pack(desk, window, dispatch)
    dialog = opened(qtbot, window, PackDialog)
    dialog.sets.set_current(ONE_SET)
    return dialog


def _press(dialog: PackDialog, code: str) -> None:
    button = dialog.findChild(QPushButton, f"{NAME}.action.{code}")
    assert button is not None
    button.click()


def _wait(desk: Desk, dialog: PackDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.jobs.is_idle and bool(dialog.message.text), timeout=30_000)


def _save(desk: Desk, dialog: PackDialog, target: Path, qtbot: QtBot) -> None:
    _press(dialog, "save")
    question = opened(qtbot, dialog, QFileDialog)
    question.fileSelected.emit(str(target))
    question.reject()
    _wait(desk, dialog, qtbot)


def test_c7_3_the_pack_of_a_dispatch_is_one_file_with_the_right_pages(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_trip_of_two(context)
    dialog = _dialog(desk, window, dispatch, qtbot)
    _save(desk, dialog, tmp_path / "pack.pdf", qtbot)
    texts = page_texts((tmp_path / "pack.pdf").read_bytes())
    pack = trip_pack(context, dispatch)
    own = [paper for paper in pack.papers if paper.record_id is not None]
    assert all(paper.printed == 1 for paper in own)
    assert all(any(paper.name in text for text in texts) for paper in own)
    assert sum("维修服务回执单" in text for text in texts) == 1
    assert pack.name in dialog.windowTitle()


def test_c7_3_the_pack_comes_out_of_the_printer_as_one_job_with_its_sheets(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = _dialog(desk, window, make_trip_of_two(context), qtbot)
    tray = dialog.printers = PaperTray(tmp_path)
    _press(dialog, "print")
    _wait(desk, dialog, qtbot)
    assert len(tray.wishes) == 1
    widths = {round(size.width) for size in read_pages(tray.sheets.read_bytes()).sizes}
    assert {210, 241} <= widths


def test_papers_that_are_unticked_stay_as_they_are(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_trip_of_two(context)
    dialog = _dialog(desk, window, dispatch, qtbot)
    for box in dialog.list.findChildren(QCheckBox):
        box.setChecked("business_trip_form" in box.objectName())
    _save(desk, dialog, tmp_path / "pack.pdf", qtbot)
    printed = {paper.form_id for paper in trip_pack(context, dispatch).papers if paper.printed}
    assert printed == {"business_trip_form"}


def test_an_ampersand_in_the_name_of_a_paper_is_shown(
    desk: Desk, window: QWidget, context: Context, qtbot: QtBot
) -> None:
    with using_language("en"):
        dialog = _dialog(desk, window, make_trip_of_two(context), qtbot)
    named = [box.text() for box in dialog.list.findChildren(QCheckBox)]
    assert any(text.startswith("Safety && Technical") for text in named)


def test_without_a_tick_nothing_can_be_printed(desk: Desk, window: QWidget, context: Context, qtbot: QtBot) -> None:
    dialog = _dialog(desk, window, make_trip_of_two(context), qtbot)
    for box in dialog.list.findChildren(QCheckBox):
        box.setChecked(False)
    save = dialog.findChild(QPushButton, f"{NAME}.action.save")
    assert save is not None
    assert not save.isEnabled()


def test_a_paper_that_cannot_come_out_says_why(desk: Desk, window: QWidget, context: Context, qtbot: QtBot) -> None:
    dialog = _dialog(desk, window, make_trip_of_two(context), qtbot)
    advance = next(box for box in dialog.list.findChildren(QCheckBox) if "cash_advance" in box.objectName())
    assert not advance.isEnabled()

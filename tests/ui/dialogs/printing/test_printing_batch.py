"""One paper of many records: issued one by one, one file or print job, and whoever has none is named."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.papers.content import PaperContent
from app.papers.pages import read_pages
from app.queries.people.dispatches import dispatch_details
from reports.build import build_paper
from reports.print_file import SharedPrintFile
from tests.factories import make_agreed_dispatch, make_dispatch
from tests.reports.reading import page_texts
from tests.ui.by_hand import opened
from tests.ui.dialogs.paper_tray import PaperTray
from ui.dialogs.printing.printing_batch import MOST_PRINTED, NAME, BatchDialog, ask_print_many
from ui.runtime.desk import Desk
from ui.runtime.errors import ErrorBox

FORM_ID = "service_work_order"


@pytest.fixture(autouse=True)
def real_printing(context: Context) -> None:
    context.printer, context.new_print_file = build_paper, SharedPrintFile


def _dialog(desk: Desk, window: QWidget, ids: tuple[int, ...], qtbot: QtBot) -> BatchDialog:
    ask_print_many(desk, window, FORM_ID, lambda _progress: ids)
    dialog = opened(qtbot, window, BatchDialog)
    dialog.copies.set_copies((2,))
    return dialog


def _press(dialog: BatchDialog, code: str) -> None:
    button = dialog.findChild(QPushButton, f"{NAME}.action.{code}")
    assert button is not None
    button.click()


def _save(desk: Desk, dialog: BatchDialog, target: Path, qtbot: QtBot) -> None:
    _press(dialog, "save")
    question = opened(qtbot, dialog, QFileDialog)
    question.fileSelected.emit(str(target))
    question.reject()
    qtbot.waitUntil(lambda: desk.jobs.is_idle and bool(dialog.message.text), timeout=20_000)


def _numbers(context: Context, *dispatches: int) -> list[str]:
    return [paper.number for dispatch in dispatches for paper in dispatch_details(context, dispatch).papers]


def test_all_come_out_as_one_file_in_their_order(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    first, second = make_agreed_dispatch(context), make_agreed_dispatch(context)
    dialog = _dialog(desk, window, (second, first), qtbot)
    _save(desk, dialog, tmp_path / "all.pdf", qtbot)
    texts = page_texts((tmp_path / "all.pdf").read_bytes())
    assert ["PG-2026-0002" in text for text in texts] == [True, True, False, False]
    assert all("财务联" in text for text in texts)
    assert _numbers(context, first, second) == ["PG-2026-0001", "PG-2026-0002"]
    with qtbot.waitSignal(desk.file_opened):
        dialog.message.action_requested.emit()


def test_all_come_out_of_the_printer_as_one_job(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = _dialog(desk, window, (make_agreed_dispatch(context), make_agreed_dispatch(context)), qtbot)
    tray = dialog.printers = PaperTray(tmp_path)
    _press(dialog, "print")
    qtbot.waitUntil(lambda: desk.jobs.is_idle and bool(dialog.message.text), timeout=20_000)
    assert len(tray.wishes) == 1
    assert len(read_pages(tray.sheets.read_bytes()).sizes) == 4


def test_drafts_are_left_out_and_named_with_what_is_missing(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    valid, draft, gone = make_agreed_dispatch(context), make_dispatch(context, content=""), 4711
    dialog = _dialog(desk, window, (draft, valid, gone), qtbot)
    _save(desk, dialog, tmp_path / "all.pdf", qtbot)
    assert len(read_pages((tmp_path / "all.pdf").read_bytes()).sizes) == 2
    named = [dialog.failures.item(row).text() for row in range(dialog.failures.count())]
    assert len(named) == 2
    assert "C7.2 " in named[0]
    assert _numbers(context, draft) == []


def test_drafts_alone_print_nothing(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = _dialog(desk, window, (make_dispatch(context), make_dispatch(context)), qtbot)
    _save(desk, dialog, tmp_path / "all.pdf", qtbot)
    assert not (tmp_path / "all.pdf").exists()
    assert dialog.failures.count() == 2


def test_where_nothing_can_be_written_nothing_is_issued(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_agreed_dispatch(context)
    dialog = _dialog(desk, window, (dispatch, make_agreed_dispatch(context)), qtbot)
    _save(desk, dialog, tmp_path / "nowhere" / "all.pdf", qtbot)
    assert "nowhere" in dialog.message.text
    assert _numbers(context, dispatch) == []


@pytest.mark.qt_log_ignore("QPainter::begin", "QPdf")
def test_a_printer_that_fails_is_told_with_what_is_issued(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatch = make_agreed_dispatch(context)
    dialog = _dialog(desk, window, (dispatch,), qtbot)
    dialog.printers = PaperTray(tmp_path / "nowhere")
    _press(dialog, "print")
    qtbot.waitUntil(lambda: desk.jobs.is_idle and bool(dialog.message.text), timeout=20_000)
    assert "补打" in dialog.message.text
    assert _numbers(context, dispatch) == ["PG-2026-0001"]


def test_stopping_lets_out_what_has_its_number(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    dispatches = tuple(make_agreed_dispatch(context) for _count in range(3))
    dialog = _dialog(desk, window, dispatches, qtbot)
    tray = dialog.printers = PaperTray(tmp_path)
    _press(dialog, "print")
    _press(dialog, "close")
    qtbot.waitUntil(lambda: desk.jobs.is_idle and bool(dialog.message.text), timeout=20_000)
    issued = _numbers(context, *dispatches)
    assert len(issued) < 3
    assert len(read_pages(tray.sheets.read_bytes()).sizes) == 2 * len(issued)
    with qtbot.waitSignal(dialog.destroyed):
        _press(dialog, "close")


def test_too_many_are_refused(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    ask_print_many(desk, window, FORM_ID, lambda _progress: tuple(range(MOST_PRINTED + 1)))
    assert str(MOST_PRINTED) in opened(qtbot, window, ErrorBox).accessibleName()


def test_a_disk_that_fills_up_half_way_is_told_and_what_is_issued_stays(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    class FullAfterOne(SharedPrintFile):
        papers = 0

        def add(self, content: PaperContent) -> None:
            self.papers += 1
            if self.papers > 1:
                raise OSError(28, "No space left on device")
            super().add(content)

    context.new_print_file = FullAfterOne
    dispatches = tuple(make_agreed_dispatch(context) for _count in range(3))
    dialog = _dialog(desk, window, dispatches, qtbot)
    _save(desk, dialog, tmp_path / "all.pdf", qtbot)
    assert "磁盘" in dialog.message.text
    assert "2 份单据已编号发出" in dialog.message.text
    assert not (tmp_path / "all.pdf").exists()
    assert _numbers(context, *dispatches) == ["PG-2026-0001", "PG-2026-0002"]


def test_a_program_without_its_printing_part_says_so(
    desk: Desk, window: QWidget, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    context.new_print_file = None
    dispatch = make_agreed_dispatch(context)
    dialog = _dialog(desk, window, (dispatch,), qtbot)
    _save(desk, dialog, tmp_path / "all.pdf", qtbot)
    assert "打印" in dialog.message.text
    assert _numbers(context, dispatch) == []

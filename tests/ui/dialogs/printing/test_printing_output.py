"""Pages onto a printer: in actual size on the right sheets, as the dialog was answered, and what it refuses."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Invalid, StorageError
from app.papers.pages import Pages, PageSize, page_picture, read_pages
from tests.app.papers.test_pages import paper
from tests.ui.by_hand import opened
from ui.dialogs.printing.printing_output import PrintWish, fits, prepare, print_pages, sheet_layout
from ui.dialogs.printing.printing_printer import SystemPrinters
from ui.runtime.jobs import Cancelled, Progress

A4, ACROSS, TRACTOR = (210.0, 297.0), (297.0, 210.0), (241.3, 139.7)


def quiet() -> Progress:
    return Progress(lambda _done, _total, _text: None)


def printer_into(target: Path, pages: Pages) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setResolution(100)
    prepare(printer, PrintWish("派工单", pages.sizes))
    return printer


def rounded(pages: Pages) -> list[tuple[int, int]]:
    return [(round(size.width), round(size.height)) for size in pages.sizes]


def blackest_mm(pdf: bytes, index: int) -> tuple[int, int]:
    """Return how far the black square of ``paper`` reaches to the right and down, in mm."""
    picture = page_picture(pdf, index, 2.0)
    dark = lambda x, y: picture.pixels[y * picture.stride + 3 * x] < 128  # noqa: E731
    across = next(x for x in range(picture.width) if not dark(x, 10))
    down = next(y for y in range(picture.height) if not dark(10, y))
    return round(across / 2), round(down / 2)


def test_every_page_lies_on_its_own_sheet_in_actual_size(qapp: QApplication, tmp_path: Path) -> None:
    pages = read_pages(paper(A4, ACROSS, TRACTOR))
    assert print_pages(printer_into(tmp_path / "out.pdf", pages), pages, quiet()) == 3
    printed = read_pages((tmp_path / "out.pdf").read_bytes())
    assert rounded(printed) == rounded(pages)
    assert [blackest_mm(printed.pdf, index) for index in range(3)] == [(10, 10)] * 3


@pytest.mark.parametrize(
    ("size", "name", "turned"),
    [(A4, "A4", False), (ACROSS, "A4", True), ((210.0, 148.0), "A5", True), (TRACTOR, "Custom.241.3x139.7mm", False)],
)
def test_sheets_are_named_as_printers_know_them(
    qapp: QApplication, size: tuple[float, float], name: str, turned: bool
) -> None:
    layout = sheet_layout(PageSize(*size))
    assert layout.pageSize().key() == name
    assert (layout.orientation() is layout.Orientation.Landscape) is turned


def test_a_range_last_page_first_and_two_sets(qapp: QApplication, tmp_path: Path) -> None:
    pages = read_pages(paper((100.0, 50.0), (110.0, 50.0), (120.0, 50.0)))
    printer = printer_into(tmp_path / "out.pdf", pages)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    printer.setCopyCount(2)
    assert print_pages(printer, pages, quiet()) == 4
    printed = read_pages((tmp_path / "out.pdf").read_bytes())
    assert [width for width, _height in rounded(printed)] == [120, 110, 120, 110]


def test_pages_that_do_not_exist_are_refused(qapp: QApplication, tmp_path: Path) -> None:
    pages = read_pages(paper(A4))
    printer = printer_into(tmp_path / "out.pdf", pages)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(4, 5)
    with pytest.raises(Invalid):
        print_pages(printer, pages, quiet())


@pytest.mark.qt_no_exception_capture
@pytest.mark.qt_log_ignore("QPainter::begin", "QPdf")
def test_a_printer_that_does_not_answer_is_told(qapp: QApplication, tmp_path: Path) -> None:
    pages = read_pages(paper(A4))
    with pytest.raises(StorageError):
        print_pages(printer_into(tmp_path / "nowhere" / "out.pdf", pages), pages, quiet())


def test_progress_is_told_and_cancelling_stops(qapp: QApplication, tmp_path: Path) -> None:
    pages = read_pages(paper(A4, A4, A4))
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int, _text: str) -> None:
        told.append((done, total))
        if done == 1:
            progress.cancel()

    progress = Progress(tell)
    with pytest.raises(Cancelled):
        print_pages(printer_into(tmp_path / "out.pdf", pages), pages, progress)
    assert told == [(0, 3), (1, 3)]


@pytest.mark.parametrize(
    ("size", "sheets", "between", "expected"),
    [
        (A4, [(210, 297)], None, True),
        (ACROSS, [(210, 297)], None, True),
        ((210.2, 296.8), [(215.9, 279.4), (210, 297)], None, True),
        (TRACTOR, [(210, 297)], None, False),
        (TRACTOR, [(210, 297)], ((76, 127), (216, 356)), True),
        ((420.0, 297.0), [(210, 297)], ((76, 127), (216, 356)), False),
    ],
)
def test_whether_a_printer_has_such_sheets(
    size: tuple[float, float],
    sheets: list[tuple[float, float]],
    between: tuple[tuple[float, float], tuple[float, float]] | None,
    expected: bool,
) -> None:
    limits = (QSizeF(*between[0]), QSizeF(*between[1])) if between else None
    assert fits(PageSize(*size), [QSizeF(*sheet) for sheet in sheets], limits) is expected


def test_the_systems_dialog_is_filled_in_for_the_paper(qapp: QApplication, window: QWidget, qtbot: QtBot) -> None:
    chosen: list[QPrinter] = []
    SystemPrinters().ask(PrintWish("派工单", (PageSize(*ACROSS),) * 4, both_sides=True), window, chosen.append)
    dialog = opened(qtbot, window, QPrintDialog)
    assert "派工单" in dialog.windowTitle()
    assert (dialog.fromPage(), dialog.toPage(), dialog.maxPage()) == (1, 4, 4)
    printer = dialog.printer()
    assert printer.pageLayout().orientation() is QPageLayout.Orientation.Landscape
    assert (printer.docName(), printer.copyCount()) == ("派工单", 1)
    dialog.done(QDialog.DialogCode.Accepted)
    assert len(chosen) == 1

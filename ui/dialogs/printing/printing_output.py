"""Pages onto a printer: the sheets it needs, and painting in actual size, never scaled."""

from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.errors import Invalid, StorageError
from app.i18n import _
from app.papers.pages import MM_PER_INCH, Pages, PageSize, page_picture
from ui.runtime.jobs import Progress
from ui.widgets.pages.page_view_pictures import image_of

_FINEST_DPI = 600  # what laser printers resolve; finer pictures only take longer
_BAND_ROWS = 240  # a band of 600 dpi is painted in 40 ms, during which the window waits
_NEARLY = 2.0  # millimetres by which a printer's sheet may differ
_MM = QPageSize.Unit.Millimeter


@dataclass(frozen=True, slots=True)
class PrintWish:
    """What the printer's dialog is asked for: the name of the job and its sheets; ``both_sides`` suggests duplex."""

    title: str
    sizes: tuple[PageSize, ...]
    both_sides: bool = False


def prepare(printer: QPrinter, wish: PrintWish) -> None:
    """Set a printer up for a job: its name, one set, the sheet of the first page, both sides if that is wished."""
    printer.setDocName(wish.title)
    printer.setCopyCount(1)
    printer.setDuplex(QPrinter.DuplexMode.DuplexAuto if wish.both_sides else QPrinter.DuplexMode.DuplexNone)
    set_sheet(printer, wish.sizes[0])


def set_sheet(printer: QPrinter, size: PageSize) -> None:
    """Use a sheet of exactly this size, to its edges."""
    printer.setPageLayout(sheet_layout(size))
    printer.setFullPage(True)


def sheet_layout(size: PageSize) -> QPageLayout:
    """Return a page as a printer knows it: a standard sheet turned as needed, else a sheet of its own."""
    sheet = QPageSize(QSizeF(size.width, size.height), _MM, "", QPageSize.SizeMatchPolicy.FuzzyOrientationMatch)
    own = sheet.size(_MM)
    turned = (size.width > size.height) != (own.width() > own.height())
    orientation = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    return QPageLayout(sheet, orientation, QMarginsF(), QPageLayout.Unit.Millimeter)


def takes(printer: QPrinter, size: PageSize) -> bool:
    """Tell whether a printer has sheets of this size; a file takes any."""
    if printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
        return True
    info = QPrinterInfo.printerInfo(printer.printerName())
    sheets = [sheet.size(_MM) for sheet in info.supportedPageSizes()]
    least, most = (sheet.size(_MM) for sheet in (info.minimumPhysicalPageSize(), info.maximumPhysicalPageSize()))
    return fits(size, sheets, (least, most) if info.supportsCustomPageSizes() else None)


def fits(size: PageSize, sheets: list[QSizeF], between: tuple[QSizeF, QSizeF] | None) -> bool:
    """Tell whether one of ``sheets`` (mm) is of this size, turned or not, or a custom one ``between`` two may be."""
    low, high = sorted((size.width, size.height))
    for sheet in sheets:
        narrow, long = sorted((sheet.width(), sheet.height()))
        if abs(narrow - low) <= _NEARLY and abs(long - high) <= _NEARLY:
            return True
    if between is None:
        return False
    least, most = (sorted((sheet.width(), sheet.height())) for sheet in between)
    return least[0] <= low + _NEARLY and low <= most[0] + _NEARLY and high <= most[1] + _NEARLY


def print_pages(printer: QPrinter, pages: Pages, progress: Progress) -> int:
    """Paint pages onto a printer in actual size and return how many; runs beside the window.

    Raises StorageError when the printer does not take them. When it is stopped, nothing more comes out.
    """
    order = _order(printer, len(pages.sizes))
    painter = QPainter()
    _choose_sheet(printer, pages.sizes[order[0]])
    if not painter.begin(printer):
        raise _refused(printer)
    finished = False
    try:
        for done, index in enumerate(order):
            progress(done, len(order))
            if done:
                _choose_sheet(printer, pages.sizes[index])
                if not printer.newPage():
                    raise _refused(printer)
            _paint_page(painter, printer, pages, index, progress)
        finished = True
    finally:
        if not finished:
            printer.abort()
        painter.end()
    progress(len(order), len(order))
    return len(order)


def _choose_sheet(printer: QPrinter, size: PageSize) -> None:
    """Use the right sheet; a printer without it keeps the one it has, and the page is still not scaled."""
    if takes(printer, size):
        set_sheet(printer, size)
    printer.setFullPage(True)


def _order(printer: QPrinter, count: int) -> list[int]:
    """Return the pages in the order they are to come out, as the printer's dialog was answered."""
    first, last = 1, count
    if printer.printRange() is QPrinter.PrintRange.PageRange:
        first, last = max(1, printer.fromPage()), min(count, printer.toPage() or count)
    once = list(range(first - 1, last))
    if not once:
        raise Invalid(_("There are no such pages to print."))
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        once.reverse()
    sets = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    return once * sets if printer.collateCopies() else [page for page in once for _set in range(sets)]


def _paint_page(painter: QPainter, printer: QPrinter, pages: Pages, index: int, progress: Progress) -> None:
    dpi = min(printer.resolution(), _FINEST_DPI)
    scale, dots = dpi / MM_PER_INCH, printer.resolution() / dpi
    width, height = pages.sizes[index].pixels(scale)
    for top in range(0, height, _BAND_ROWS):
        progress.check()
        rows = range(top, min(height, top + _BAND_ROWS))
        picture = page_picture(pages.pdf, index, scale, rows)
        if not picture.is_blank:
            painter.drawImage(QRectF(0, top * dots, width * dots, len(rows) * dots), image_of(picture))


def _refused(printer: QPrinter) -> StorageError:
    message = _("The printer “{name}” does not take the paper. Check that it is switched on and connected.")
    return StorageError(message.format(name=printer.printerName() or printer.outputFileName()))

"""Which printer: the system's dialog, and a question when the printer has no sheet of the paper's size."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from app.i18n import _
from app.papers.pages import PageSize
from ui.dialogs.printing.printing_output import PrintWish, prepare, takes

NAME = "paper.printer"
Chosen = Callable[[QPrinter], object]


class Printers(Protocol):
    """The printers there are, and the question which of them to use."""

    def available(self) -> bool:
        """Tell whether there is any printer."""

    def ask(self, wish: PrintWish, parent: QWidget, chosen: Chosen) -> None:
        """Ask for a printer; ``chosen`` is called when a person chose one, and not at all otherwise."""


class SystemPrinters:
    """The printers of this computer and the system's own dialog."""

    def available(self) -> bool:
        """Tell whether a printer is set up."""
        return bool(QPrinterInfo.availablePrinterNames())

    def ask(self, wish: PrintWish, parent: QWidget, chosen: Chosen) -> None:
        """Open the system's dialog, filled in for these sheets."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare(printer, wish)
        dialog = QPrintDialog(printer, parent)
        dialog.setObjectName(NAME)
        dialog.setWindowTitle(_("Print: {title}").format(title=wish.title))
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, len(wish.sizes) > 1)
        dialog.setMinMax(1, len(wish.sizes))
        dialog.setFromTo(1, len(wish.sizes))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda result: chosen(printer) if result == QDialog.DialogCode.Accepted else None)
        QDialog.open(dialog)


def choose_printer(printers: Printers, wish: PrintWish, parent: QWidget, chosen: Chosen) -> None:
    """Ask for a printer that has the sheets for a job, or whose person knows that it has not."""
    printers.ask(wish, parent, partial(_check_sheets, printers, wish, parent, chosen))


def _check_sheets(printers: Printers, wish: PrintWish, parent: QWidget, chosen: Chosen, printer: QPrinter) -> None:
    foreign = next((size for size in wish.sizes if not takes(printer, size)), None)
    if foreign is None:
        chosen(printer)
    else:
        again = partial(choose_printer, printers, wish, parent, chosen)
        _ask_about_sheet(parent, printer.printerName(), foreign, again, lambda: chosen(printer))


def _ask_about_sheet(
    parent: QWidget, printer: str, size: PageSize, again: Callable[[], object], anyway: Callable[[], object]
) -> None:
    text = _("“{printer}” has no sheets of {width:g} × {height:g} mm. Nothing is scaled: what does not fit is cut off.")
    box = QMessageBox(parent)
    box.setObjectName(f"{NAME}.sheet")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("Print"))
    box.setText(text.format(printer=printer, width=round(size.width, 1), height=round(size.height, 1)))
    other = box.addButton(_("Another printer…"), QMessageBox.ButtonRole.ActionRole)
    print_it = box.addButton(_("Print anyway"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(other)
    other.clicked.connect(again)
    print_it.clicked.connect(anyway)
    box.finished.connect(box.deleteLater)
    box.open()

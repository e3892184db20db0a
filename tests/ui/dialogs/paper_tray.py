"""A printer for tests: what it prints is a PDF, and its dialog is answered at once."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from ui.dialogs.printing.printing_output import PrintWish, prepare


class PaperTray:
    """Takes every job; ``wishes`` are what its dialog was asked for, ``answer`` sets the printer as a person would."""

    def __init__(
        self,
        folder: Path,
        answer: Callable[[QPrinter], object] = lambda _printer: None,
        make: type[QPrinter] = QPrinter,
    ) -> None:
        self._make = make
        self.sheets = folder / "printed.pdf"
        self.wishes: list[PrintWish] = []
        self._answer = answer

    def available(self) -> bool:
        """There is one."""
        return True

    def ask(self, wish: PrintWish, _parent: QWidget, chosen: Callable[[QPrinter], object]) -> None:
        """Answer at once, with a coarse printer: nobody looks at its dots."""
        self.wishes.append(wish)
        printer = self._make(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.sheets))
        printer.setResolution(150)
        prepare(printer, wish)
        self._answer(printer)
        chosen(printer)

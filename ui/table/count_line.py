"""The line below a list: how many rows there are and how many of them are selected."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

from app.i18n import _, ngettext
from app.queries.lists.selection import Selection

_SLOW_MS = 300  # shorter waits are not mentioned: a word that flashes is noise


class CountLine(QLabel):
    """Says what is known so far; counts come in the background, after the rows."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is ``<tab>.<page>``."""
        super().__init__(parent)
        self.setObjectName(f"{name}.count")
        self.setProperty("role", "small")
        self._total: int | None = None
        self._selection = Selection()
        self._summary = ""
        self._note = ""
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(_SLOW_MS)
        self._reading.timeout.connect(lambda: self.show_note(_("Reading …")))

    @property
    def total(self) -> int | None:
        """How many rows the filter shows, None while nobody knows."""
        return self._total

    def show_total(self, total: int | None) -> None:
        """Say how many rows the filter shows; None while they are being counted."""
        self._total = total
        self._show()

    def show_summary(self, words: str) -> None:
        """Say what the rows that the filter shows come to."""
        self._summary = words
        self._show()

    def show_selection(self, selection: Selection) -> None:
        """Say how many rows are selected, where that is more than the usual one."""
        self._selection = selection
        self._note = ""
        self._show()

    def show_note(self, note: str) -> None:
        """Say something in passing, until the selection changes."""
        self._note = note
        self._show()

    def expect_rows(self) -> None:
        """Say that rows are being read, once it takes noticeably long."""
        self._reading.start()

    def rows_came(self) -> None:
        """Stop saying so."""
        self._reading.stop()
        self.show_note("")

    def _show(self) -> None:
        parts = [self._total_words(), self._summary, selected_words(self._selection, self._total), self._note]
        self.setText(" · ".join(part for part in parts if part))

    def _total_words(self) -> str:
        if self._total is None:
            return ""
        return ngettext("{count} row", "{count} rows", self._total).format(count=f"{self._total:,}")


def selected_words(selection: Selection, total: int | None) -> str:
    """Say how many rows are selected; nothing for none or one, which one sees."""
    if not selection.is_several:
        return ""
    size = selection.size(total)
    if size is None:
        left_out = len(selection.excluded)
        return _("all but {count} selected").format(count=f"{left_out:,}") if left_out else _("all selected")
    if selection.all_matching and not selection.excluded:
        return _("all {count} selected").format(count=f"{size:,}")
    return _("{count} selected").format(count=f"{size:,}")

"""The window of the audit trail: the list with its pane, and whether the whole trail is unbroken."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.errors import AppError
from app.formatting import date_time_text
from app.i18n import _
from app.queries.access.audit import ChainMark, check_chain
from ui.dialogs.access.audit_page import NAME, SHORT_HASH, AuditPage
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.table.filter_bar import FilterState
from ui.theme.icons import icon
from ui.theme.sizes import scaled
from ui.widgets.forms.form import MARGIN


class AuditWindow(QDialog):
    """Stays open beside the main window, where the records that it names are shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName(NAME)
        self.setWindowTitle(_("Audit trail"))
        self.page = AuditPage(desk, self)
        self.mark = QLabel(_("The trail has not been checked in this window yet."), self)
        self.mark.setObjectName(f"{NAME}.mark")
        self.mark.setWordWrap(True)
        self.check_button = QPushButton(icon("ok"), _("&Check the whole trail"), self)
        self.check_button.setObjectName(f"{NAME}.action.check")
        self.check_button.setAutoDefault(False)
        self.check_button.clicked.connect(self._on_check_clicked)
        self._lay_out()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 12)
        foot.addWidget(self.mark, 1)
        foot.addWidget(self.check_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page, 1)
        column.addLayout(foot)
        wish = QSize(scaled(1240), scaled(760))
        self.resize(wish.boundedTo(self.screen().availableSize() - MARGIN))

    def show_words(self, words: str) -> None:
        """Show the entries that ``words`` find: of a person, of a record's number."""
        self.page.show_filter(FilterState(text=words))

    @Slot()
    def _on_check_clicked(self) -> None:
        """Compute all hashes again, beside the work: with progress, and broken off where that is wished."""
        context = self._desk.context
        self.check_button.setEnabled(False)
        self.mark.setText(_("Checking …"))
        self._desk.jobs.run_output(
            lambda progress: check_chain(context, progress),
            self._on_checked,
            self._on_check_failed,
            _("Checking the audit trail"),
        )

    def _on_checked(self, mark: ChainMark) -> None:
        self.check_button.setEnabled(True)
        self.mark.setText(mark_words(mark, self._desk))
        self.mark.setProperty("tone", "kept" if mark.is_whole else "overdue")
        self.mark.style().polish(self.mark)

    def _on_check_failed(self, error: AppError) -> None:
        self.check_button.setEnabled(True)
        self.mark.setText(_("The trail could not be checked."))
        report_error(self, error).open()


def mark_words(mark: ChainMark, desk: Desk) -> str:
    """Return what checking the trail found, and when."""
    at = date_time_text(mark.checked_at, desk.zone)
    if mark.broken_at is not None:
        words = _("Broken at entry {entry}: it was altered, or one before it taken out. Checked {at}.")
        return words.format(entry=mark.broken_at, at=at)
    words = _("Unbroken: {count} entries, the last one {entry}, mark {head}. Checked {at}.")
    return words.format(count=mark.entries, entry=mark.last_id, head=mark.head[:SHORT_HASH], at=at)


def open_audit(desk: Desk, parent: QWidget, words: str = "") -> AuditWindow:
    """Open the window over its main window, not in its way; with ``words`` it shows what these find."""
    window = AuditWindow(desk, parent)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    if words:
        window.show_words(words)
    return window

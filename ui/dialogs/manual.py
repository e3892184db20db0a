"""The manual: a page per tab, in the language of the window."""

from PySide6.QtCore import QEvent, QUrl, Slot
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from app.i18n import _, current_language
from app.resources import resource_path
from ui.theme.sizes import scaled

INDEX = "index"
PARAGRAPH_GAP, LINE_PERCENT, MARGIN = 10, 135, 16


class ManualDialog(QDialog):
    """Shows a page and follows links between pages; stays beside the window while one works."""

    def __init__(self, page: str = INDEX, parent: QWidget | None = None) -> None:
        """``page`` without a manual page of its own shows the first page."""
        super().__init__(parent)
        self.setObjectName("manual")
        self.setWindowTitle(_("Manual"))
        self.browser = QTextBrowser(self)
        self.browser.setObjectName("manual.text")
        self.browser.setAccessibleName(_("Manual"))
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self._on_anchor_clicked)
        contents = QPushButton(_("&Contents"), self)
        contents.setObjectName("manual.action.contents")
        contents.clicked.connect(lambda: self.show_page(INDEX))
        close = QPushButton(_("C&lose"), self)
        close.setObjectName("manual.action.close")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(contents)
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.addWidget(self.browser, 1)
        layout.addLayout(row)
        self.resize(scaled(760), scaled(640))
        self.show_page(page)

    def show_page(self, page: str) -> None:
        """Show a page by its name."""
        self.page = page
        folder = resource_path("manual", current_language())
        path = folder / f"{page}.md"
        if not path.is_file():
            path = folder / f"{INDEX}.md"
        self.browser.setMarkdown(path.read_text(encoding="utf-8"))
        self._air()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Write the page anew in the colours of another theme: Markdown keeps those it was read in."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            bar = self.browser.verticalScrollBar()
            place = bar.value()
            self.show_page(self.page)
            bar.setValue(place)

    def _air(self) -> None:
        """Give paragraphs room: Markdown comes without any."""
        cursor = QTextCursor(self.browser.document())
        cursor.select(QTextCursor.SelectionType.Document)
        room = QTextBlockFormat()
        room.setBottomMargin(PARAGRAPH_GAP)
        room.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(room)
        self.browser.document().setDocumentMargin(MARGIN)
        self.browser.moveCursor(QTextCursor.MoveOperation.Start)

    @Slot(QUrl)
    def _on_anchor_clicked(self, link: QUrl) -> None:
        self.show_page(link.path().removesuffix(".md"))

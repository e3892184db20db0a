"""What stands above pages: which page one looks at, and how large."""

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from app.i18n import _
from ui.theme.icons import icon
from ui.theme.sizes import scaled
from ui.widgets.pages.page_view import Fit, PageView, Zoom

_PERCENTS = (50, 75, 100, 125, 150, 200, 300, 400)
_DIGITS = 5
_PAGE_WIDTH = 56  # logical px at the usual text size


class PageBar(QWidget):
    """Steers a ``PageView``. Its keys (Ctrl+plus, Ctrl+minus, Ctrl+0, Ctrl+G) count in the whole window."""

    def __init__(self, name: str, view: PageView, parent: QWidget | None = None) -> None:
        """``name`` is that of the window; parts are called ``<name>.page``, ``<name>.zoom`` and so on."""
        super().__init__(parent)
        self._name = name
        self._view = view
        # made in the order in which Tab walks through them
        self._back = self._button("previous", "left", _("Previous page"))
        self.page = QLineEdit(self)
        self._count = QLabel(self)
        self._on = self._button("next", "right", _("Next page"))
        self._smaller = self._button("zoom_out", "zoom_out", _("Smaller"), "Ctrl+-")
        self.zoom = QComboBox(self)
        self._larger = self._button("zoom_in", "zoom_in", _("Larger"), "Ctrl++", "Ctrl+=")
        self._set_up()
        self._lay_out()
        self._connect()
        self._show_page()
        self._show_zoom()

    def _button(self, part: str, meaning: str, text: str, *keys: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"{self._name}.{part}")
        button.setAccessibleName(text)
        button.setIcon(icon(meaning))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        shown = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        button.setToolTip(f"{text} ({shown})" if shown else text)
        for key in keys:
            QShortcut(QKeySequence(key), self).activated.connect(button.click)
        return button

    def _set_up(self) -> None:
        self.page.setObjectName(f"{self._name}.page")
        self.page.setAccessibleName(_("Page"))
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setMaxLength(_DIGITS)
        self.page.setFixedWidth(scaled(_PAGE_WIDTH))
        self.zoom.setObjectName(f"{self._name}.zoom")
        self.zoom.setAccessibleName(_("Size of the pages"))
        self.zoom.addItem(_("Fit width"), Zoom(Fit.WIDTH))
        self.zoom.addItem(_("Whole page"), Zoom(Fit.PAGE))
        for percent in _PERCENTS:
            self.zoom.addItem(f"{percent} %", Zoom(Fit.CHOSEN, percent / 100))
        self.zoom.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        turning: tuple[QWidget, ...] = (self._back, self.page, self._count, self._on)
        sizing: tuple[QWidget, ...] = (self._smaller, self.zoom, self._larger)
        for widget in turning:
            row.addWidget(widget)
        row.addSpacing(12)
        for widget in sizing:
            row.addWidget(widget)

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self._view.go_to(self._view.current - 1))
        self._on.clicked.connect(lambda: self._view.go_to(self._view.current + 1))
        self.page.returnPressed.connect(self._go_to_page)
        self.page.editingFinished.connect(self._show_page)
        self._smaller.clicked.connect(self._view.zoom_out)
        self._larger.clicked.connect(self._view.zoom_in)
        self.zoom.activated.connect(lambda at: self._view.set_zoom(self.zoom.itemData(at)))
        self._view.page_changed.connect(self._show_page)
        self._view.zoom_changed.connect(self._show_zoom)
        actual = QShortcut(QKeySequence("Ctrl+0"), self)
        actual.activated.connect(lambda: self._view.set_zoom(Zoom(Fit.CHOSEN, 1.0)))
        go = QShortcut(QKeySequence("Ctrl+G"), self)
        go.activated.connect(self._ask_page)

    def _go_to_page(self) -> None:
        text = self.page.text().strip()
        if text.isdecimal():
            self._view.go_to(int(text) - 1)
        self._view.setFocus()

    def _ask_page(self) -> None:
        self.page.setFocus()
        self.page.selectAll()

    @Slot()
    def _show_page(self) -> None:
        count, current = self._view.count, self._view.current
        self.page.setText(str(current + 1) if count else "")
        self._count.setText(_("of {count}").format(count=count))
        self._back.setEnabled(current > 0)
        self._on.setEnabled(current + 1 < count)

    @Slot()
    def _show_zoom(self) -> None:
        """Show the size chosen; one that is not in the list stands there as a percentage."""
        zoom, percent = self._view.zoom, round(self._view.factor * 100)
        known = [self.zoom.itemData(at) for at in range(self.zoom.count())]
        with QSignalBlocker(self.zoom):
            self.zoom.setPlaceholderText(f"{percent} %")
            self.zoom.setCurrentIndex(known.index(zoom) if zoom in known else -1)
        self.zoom.setAccessibleDescription(f"{percent} %")
        self._smaller.setEnabled(percent > 50)
        self._larger.setEnabled(percent < 400)

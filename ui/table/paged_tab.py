"""A tab with a few pages: pills in each page's header, pages made when they are first looked at."""

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from ui.table.output import TITLE
from ui.widgets.pages.page_pills import PagePills

MakePage = Callable[[], QWidget]


class HasPills(Protocol):
    """A page whose header has room for the pills of its tab."""

    def set_pills(self, pills: QWidget) -> None:
        """Put the pills at the left of the header."""


class PagedTab(QWidget):
    """Give it all pages at once; a tab of one page shows no pills."""

    page_changed = Signal(str)  # code

    def __init__(self, name: str, pages: dict[str, tuple[str, MakePage]], parent: QWidget | None = None) -> None:
        """``pages`` maps a code to (title as msgid, function that makes the page); ``name`` is that of the tab."""
        super().__init__(parent)
        self.setObjectName(name)
        self._specs = pages
        self._pages: dict[str, QWidget] = {}
        self._pills: dict[str, PagePills] = {}
        self._stack = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.show_page(next(iter(pages)))

    @property
    def current(self) -> str:
        """The code of the page shown."""
        shown = self._stack.currentWidget()
        return next(code for code, page in self._pages.items() if page is shown)

    @property
    def page_codes(self) -> tuple[str, ...]:
        """The codes of all pages, in order."""
        return tuple(self._specs)

    def page(self, code: str) -> QWidget:
        """Return a page, made now if nobody looked at it before; KeyError for an unknown code."""
        if code not in self._pages:
            self._pages[code] = self._make(code)
            self._stack.addWidget(self._pages[code])
        return self._pages[code]

    def show_page(self, code: str) -> QWidget:
        """Show a page and return it; KeyError for an unknown code."""
        page = self.page(code)
        self._stack.setCurrentWidget(page)
        for own, pills in self._pills.items():
            pills.set_current(own)
        self.page_changed.emit(code)
        return page

    def _make(self, code: str) -> QWidget:
        page = self._specs[code][1]()
        page.setProperty(TITLE, self._specs[code][0])
        if len(self._specs) > 1 and hasattr(page, "set_pills"):
            titles = [(own, _(title)) for own, (title, _make) in self._specs.items()]
            pills = PagePills(f"{self.objectName()}.{code}.pages", titles)
            pills.chosen.connect(self.show_page)
            self._pills[code] = pills
            cast("HasPills", page).set_pills(pills)
        return page

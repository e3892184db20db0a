"""The columns of every list fit a usual window, and their headings fit the columns, in each language."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView
from pytestqt.qtbot import QtBot

from app.i18n import using_language
from ui.main_window import TABS
from ui.runtime.desk import Desk
from ui.table.fit import LEAST_STRETCHED
from ui.table.list_tab import ListTab

WIDTHS, HEIGHT = (1440, 1366), 700  # of usual windows
SCROLLED = frozenset({"receivables.ageing"})  # a column for each age; the customers stay in view
SCROLL_BAR = 12  # of a list that is longer than its page
PADDING, ARROW = 18, 14  # of a heading (app.qss), and of the one that the list is sorted by


@pytest.fixture(params=product(["en", "zh_CN"], WIDTHS), ids=str)
def pages(request: pytest.FixtureRequest, desk: Desk, qtbot: QtBot) -> Iterator[list[ListTab[Any]]]:
    """Every page that is a list, shown in a window of usual size and read, in a language."""
    language, width = request.param
    with using_language(language):
        tabs = [make(desk) for _code, _title, make in TABS]
        lists = []
        for tab in tabs:
            qtbot.addWidget(tab)
            tab.resize(width, HEIGHT)
            tab.show()
            shown = [tab.show_page(code) for code in tab.page_codes]
            lists += [page for page in shown if isinstance(page, ListTab)]
        qtbot.waitUntil(lambda: desk.jobs.is_idle)
        yield lists
        qtbot.waitUntil(lambda: desk.jobs.is_idle)


def over(page: ListTab[Any]) -> int:
    """Return how many pixels the columns of a long list would need more than there are."""
    header, stretched = page.table.horizontalHeader(), QHeaderView.ResizeMode.Stretch
    shown = [at for at in range(header.count()) if not header.isSectionHidden(at)]
    needed = sum(
        LEAST_STRETCHED if header.sectionResizeMode(at) == stretched else header.sectionSize(at) for at in shown
    )
    return needed + SCROLL_BAR - page.table.viewport().width()


def narrow_headings(header: QHeaderView) -> list[str]:
    """Return the headings that are cut; the font is bold by style."""
    font = header.font()
    font.setBold(True)
    cut = []
    for at in range(header.count()):
        words = str(header.model().headerData(at, header.orientation()))
        arrow = ARROW if header.sortIndicatorSection() == at else 0
        needed = QFontMetrics(font).horizontalAdvance(words) + PADDING + arrow
        if not header.isSectionHidden(at) and header.sectionSize(at) < needed:
            cut.append(f"{words}: {needed} px")
    return cut


def test_lists_fit_a_usual_window(pages: list[ListTab[Any]]) -> None:
    wide = {page.name: over(page) for page in pages if over(page) > 0 and page.name not in SCROLLED}
    cut = {page.name: narrow_headings(page.table.horizontalHeader()) for page in pages}
    assert (wide, {name: headings for name, headings in cut.items() if headings}) == ({}, {})

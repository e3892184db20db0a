"""The small exclusive buttons above a page have room for their words."""

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme, ThemeMode
from ui.widgets.pages.page_pills import PagePills

TITLES = ("Parts", "Purchase orders", "Returns and loans")
PADDING = 2 * 12


def test_the_page_one_looks_at_is_bold_and_not_cut(qapp: QApplication, qtbot: QtBot) -> None:
    Theme(ThemeMode.LIGHT).apply(qapp)
    pills = PagePills("pages", [(title, title) for title in TITLES])
    qtbot.addWidget(pills)
    pills.show()
    for title in TITLES:
        pills.set_current(title)
        button = pills.button(title)
        bold = QFont(button.font())
        bold.setBold(True)
        assert button.width() >= QFontMetrics(bold).horizontalAdvance(title) + PADDING

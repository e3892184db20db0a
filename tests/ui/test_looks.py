"""Changing theme or text size while the program is open leaves nothing behind of the former look."""

from collections.abc import Callable, Iterator
from operator import ne

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import make_agreed_dispatch, make_customer, make_project
from tests.ui.walk import pages, settle
from ui.main_window import MainWindow
from ui.runtime.desk import Desk
from ui.table.fit import LEAST_STRETCHED
from ui.table.list_tab import ListTab
from ui.theme.icons import icon
from ui.theme.palette import DARK, LIGHT, Tone
from ui.theme.sizes import row_height
from ui.theme.theme import TextSize, Theme, ThemeMode
from ui.widgets.message_bar import MessageBar

Open = Callable[[], MainWindow]
STEP = 2  # px between the pixels compared
MOST_DIFFERENT = 4  # pixels: none but the odd rounding of a curve


@pytest.fixture
def open_window(desk: Desk, theme: Theme, qapp: QApplication, qtbot: QtBot) -> Iterator[Open]:
    """Opens windows over one data folder with a little in every list; no cursor blinks."""
    make_agreed_dispatch(desk.context)
    make_project(desk.context)
    make_customer(desk.context)
    flash = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)

    def make() -> MainWindow:
        window = MainWindow(desk, theme)
        qtbot.addWidget(window)
        window.resize(1280, 720)
        window.show()
        qtbot.waitUntil(lambda: desk.jobs.is_idle)
        return window

    yield make
    qapp.setCursorFlashTime(flash)


def _pictures(window: MainWindow) -> dict[str, QImage]:
    window.activateWindow()
    return {page.objectName(): window.grab().toImage() for page in pages(window)}


def _different(first: QImage, second: QImage) -> int:
    assert first.size() == second.size()
    if first == second:
        return 0
    return sum(map(ne, _some_pixels(first), _some_pixels(second)))


def _some_pixels(picture: QImage) -> Iterator[int]:
    across, bits = picture.bytesPerLine() // 4, memoryview(picture.constBits()).cast("I")
    for line in range(0, picture.height() * across, across * STEP):
        yield from bits[line : line + picture.width() : STEP]


@pytest.mark.parametrize(
    ("mode", "size"), [(ThemeMode.DARK, TextSize.NORMAL), (ThemeMode.LIGHT, TextSize.VERY_LARGE)], ids=["dark", "large"]
)
def test_a_window_that_changes_its_look_becomes_like_one_opened_in_it(
    open_window: Open, theme: Theme, mode: ThemeMode, size: TextSize, qtbot: QtBot
) -> None:
    window = open_window()
    _pictures(window)  # everything has been painted in the former look
    theme.set_look(mode, size)
    changed = _pictures(window)
    window.close()
    fresh = _pictures(open_window())
    assert {name for name, picture in changed.items() if _different(picture, fresh[name]) > MOST_DIFFERENT} == set()


def test_the_system_going_dark_is_followed_while_the_window_is_open(open_window: Open, theme: Theme) -> None:
    window = open_window()
    theme.set_mode(ThemeMode.SYSTEM)
    system = QGuiApplication.styleHints()
    system.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert _ground(window) == DARK.window
    system.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert _ground(window) == LIGHT.window


def test_a_theme_chosen_by_hand_stays_when_the_system_changes(open_window: Open, theme: Theme) -> None:
    window = open_window()
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert _ground(window) == LIGHT.window


def _ground(window: MainWindow) -> str:
    return window.grab().toImage().pixelColor(4, window.height() // 2).name()


def test_a_message_and_its_icon_take_the_colours_of_the_new_theme(theme: Theme, qtbot: QtBot) -> None:
    bar = MessageBar("some.page.message")
    qtbot.addWidget(bar)
    bar.show_message("Something is wrong", Tone.OVERDUE)
    theme.set_mode(ThemeMode.DARK)
    image = bar.grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {DARK.overdue, DARK.overdue_ground} <= colors
    assert LIGHT.overdue not in colors


def test_rows_columns_and_words_grow_with_the_text(open_window: Open, theme: Theme) -> None:
    page = open_window().tab("requests").page("requests")
    assert isinstance(page, ListTab)
    header = page.table.horizontalHeader()
    before, height = header.sectionSize(0), page.filter_bar.text.height()
    theme.set_size(TextSize.VERY_LARGE)
    assert page.table.verticalHeader().defaultSectionSize() == row_height(18)
    assert header.sectionSize(0) == round(before * 18 / 13)
    assert page.filter_bar.text.sizeHint().height() > height
    theme.set_size(TextSize.NORMAL)
    assert header.sectionSize(0) == before


def test_the_column_that_takes_the_room_left_stays_wide_enough_to_read(open_window: Open, theme: Theme) -> None:
    window = open_window()
    page = window.tab("requests").page("requests")
    assert isinstance(page, ListTab)
    at = next(place for place, column in enumerate(page.model.columns) if column.stretch)
    for size in (TextSize.VERY_LARGE, TextSize.NORMAL):
        theme.set_size(size)
        for width in (960, 1400, 960):
            window.resize(width, 700)
            settle(window)
            assert page.table.columnWidth(at) >= LEAST_STRETCHED * theme.font_px // 13


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_icons_are_drawn_for_the_pixels_of_the_screen(ratio: float, qapp: QApplication) -> None:
    picture = icon("print").pixmap(QSize(16, 16), ratio)
    assert picture.devicePixelRatio() == ratio
    assert picture.size() == QSize(16, 16) * ratio


@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.VERY_LARGE])
def test_nothing_is_cut_off_in_a_small_window(open_window: Open, theme: Theme, size: TextSize, qtbot: QtBot) -> None:
    theme.set_size(size)
    window = open_window()
    window.resize(960, 600)
    cut = {name for page in pages(window) for name in _cut_off(window, page)}
    assert (window.width(), window.height()) == (960, 600)
    assert cut == set()


def _cut_off(window: MainWindow, page: QWidget) -> Iterator[str]:
    """Yield the buttons and labels of a page that reach beyond the window or are narrower than their words."""
    for widget in page.findChildren(QWidget):
        if not isinstance(widget, (QAbstractButton, QLabel)) or not widget.isVisible() or _scrolls(widget, page):
            continue
        right = widget.mapTo(window, widget.rect().bottomRight())
        words = "" if _shows_no_words(widget) else widget.text()
        if not window.rect().contains(right) or widget.width() < widget.fontMetrics().horizontalAdvance(words):
            yield f"{widget.objectName()} {widget.text()!r}"


def _shows_no_words(widget: QAbstractButton | QLabel) -> bool:
    """Tell whether the words of a widget take a line more, or are for those who do not see its picture."""
    if isinstance(widget, QToolButton):
        return widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly and not widget.icon().isNull()
    return isinstance(widget, QLabel) and widget.wordWrap()


def _scrolls(widget: QWidget, page: QWidget) -> bool:
    """Tell whether a widget stands in something that scrolls, where it may lie outside for the moment."""
    above = widget.parentWidget()
    while above is not None and above is not page:
        if above.inherits("QAbstractScrollArea"):
            return True
        above = above.parentWidget()
    return False

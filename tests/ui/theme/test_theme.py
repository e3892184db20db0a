"""Theme, style sheet, icons and badges."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import forget_closed
from ui.theme.badge import Badge, badge_size, paint_badge
from ui.theme.icons import icon, meanings
from ui.theme.palette import DARK, LIGHT, Tone, activate_palette, active_palette
from ui.theme.sizes import row_height, scaled
from ui.theme.stylesheet import stylesheet
from ui.theme.theme import TEXT_PX, TextSize, Theme, ThemeMode


@pytest.fixture
def undressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application, put back as it was afterwards."""
    forget_closed()
    palette, font = qapp.palette(), qapp.font()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)
    activate_palette(LIGHT)


def _colors(picture: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    image = picture.pixmap(QSize(32, 32), mode).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {color.name() for color in pixels if color.alpha() == 255}


def test_theme_puts_font_colours_and_style_on_the_application(undressed: QApplication) -> None:
    Theme(ThemeMode.DARK, TextSize.LARGE).apply(undressed)
    assert undressed.font().family() == "Noto Sans SC"
    assert undressed.font().pixelSize() == 15
    assert undressed.palette().window().color().name() == DARK.window
    assert DARK.accent in undressed.styleSheet()


def test_changing_the_mode_tells_and_changes_the_colours_in_force(undressed: QApplication, qtbot: QtBot) -> None:
    theme = Theme(ThemeMode.LIGHT)
    theme.apply(undressed)
    with qtbot.waitSignal(theme.theme_changed):
        theme.set_mode(ThemeMode.DARK)
    assert active_palette() is DARK


def test_font_size_follows_the_system_unless_it_is_set(undressed: QApplication) -> None:
    theme = Theme(ThemeMode.LIGHT)
    theme.apply(undressed)
    followed = theme.font_px
    theme.set_size(TextSize.VERY_LARGE)
    assert undressed.font().pixelSize() == 18
    theme.set_size(TextSize.SYSTEM)
    assert undressed.font().pixelSize() == followed


def test_sizes_of_text_are_stepped_through_and_end_at_both_ends(undressed: QApplication) -> None:
    theme = Theme(ThemeMode.LIGHT, TextSize.NORMAL)
    theme.apply(undressed)
    upwards = [theme.step_size(1) for _step in range(4)]
    assert [TEXT_PX[size] for size in upwards] == [15, 18, 18, 18]
    downwards = [theme.step_size(-1) for _step in range(4)]
    assert [TEXT_PX[size] for size in downwards] == [15, 13, 12, 12]


def test_what_is_drawn_grows_with_the_text(undressed: QApplication) -> None:
    theme = Theme(ThemeMode.LIGHT, TextSize.NORMAL)
    theme.apply(undressed)
    assert scaled(26) == 26
    theme.set_size(TextSize.VERY_LARGE)
    assert scaled(26) == 36


def test_rows_are_34_px_at_the_usual_size_and_grow_with_the_font() -> None:
    assert row_height(13) == 34
    assert row_height(20) > 34


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_style_sheet_has_no_hole_and_is_understood(palette: object, qtbot: QtBot) -> None:
    text = stylesheet(DARK if palette is DARK else LIGHT, 13)
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setStyleSheet(text)  # Qt warns about a sheet it cannot parse, and warnings fail
    assert "$" not in text


@pytest.mark.parametrize("meaning", meanings())
def test_every_meaning_has_a_glyph(meaning: str, qapp: QApplication) -> None:
    assert not icon(meaning).pixmap(16, 16).toImage().isNull()


def test_an_icon_changes_its_colour_with_the_theme(undressed: QApplication) -> None:
    picture = icon("print", "accent")
    assert LIGHT.accent in _colors(picture)
    activate_palette(DARK)
    assert DARK.accent in _colors(icon("print", "accent"))
    assert DARK.accent in _colors(picture)


def test_unknown_meaning_is_refused(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        icon("no such thing")


def test_badge_is_a_pill_of_its_tone(qapp: QApplication) -> None:
    image = QImage(120, 30, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_badge(painter, QRectF(0, 0, 120, 30), Badge("逾期 2 时", Tone.OVERDUE))
    painter.end()
    colors = {image.pixelColor(x, 15).name() for x in range(120)}
    assert LIGHT.overdue_ground in colors
    assert image.pixelColor(1, 4).name() == "#ffffff", "the ends are round"


def test_badge_grows_with_its_words(qapp: QApplication) -> None:
    metrics = QFontMetrics(qapp.font())
    assert badge_size(metrics, "按时 · 16:05").width() > badge_size(metrics, "按时").width()


def test_a_badge_painted_before_follows_a_change_of_theme(undressed: QApplication) -> None:
    pictures = []
    for mode in (ThemeMode.LIGHT, ThemeMode.LIGHT, ThemeMode.DARK):
        Theme(mode).apply(undressed)
        image = QImage(120, 30, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        paint_badge(painter, QRectF(0, 0, 120, 30), Badge("逾期 2 时", Tone.OVERDUE))
        painter.end()
        pictures.append(image)
    assert pictures[0] == pictures[1]
    assert pictures[1] != pictures[2]

"""The colours of the screen."""

import pytest
from PySide6.QtGui import QColor, QPalette

from ui.theme.palette import DARK, LIGHT, Palette, Tone, qt_palette


def _luminance(color: QColor) -> float:
    parts = [
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(first: QColor, second: QColor) -> float:
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tone", Tone)
def test_words_of_every_tone_can_be_read_on_their_ground(palette: Palette, tone: Tone) -> None:
    words, ground = palette.tone(tone)
    assert _contrast(words, ground) >= 4.2


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(palette: Palette) -> None:
    for ground in ("window", "panel", "heading", "selection"):
        assert _contrast(palette.color("text"), palette.color(ground)) >= 7


def test_every_role_is_a_colour() -> None:
    roles = {**LIGHT.roles(), **DARK.roles()}
    roles.pop("name")
    assert all(QColor.isValidColorName(color) for color in roles.values())


def test_qt_palette_uses_our_roles() -> None:
    palette = qt_palette(DARK)
    assert palette.color(QPalette.ColorRole.Window).name() == DARK.window
    assert palette.color(QPalette.ColorRole.PlaceholderText).name() == DARK.dim

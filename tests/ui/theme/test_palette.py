"""The colours of the screen."""

import pytest
from PySide6.QtGui import QColor, QPalette

from tests.ui.reach import contrast
from ui.theme.palette import DARK, LIGHT, Palette, Tone, qt_palette


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tone", Tone)
def test_words_of_every_tone_can_be_read_on_their_ground(palette: Palette, tone: Tone) -> None:
    words, ground = palette.tone(tone)
    assert contrast(words, ground) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_dim_words_can_be_read_where_they_stand(palette: Palette) -> None:
    grounds = {"dim": ("window", "panel"), "caption": ("heading", "selection"), "accent": ("window", "panel")}
    for words, under in grounds.items():
        for ground in under:
            assert contrast(palette.color(words), palette.color(ground)) >= 4.5, (words, ground)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_ring_of_the_keyboard_stands_out_from_every_ground(palette: Palette) -> None:
    for ground in ("window", "panel", "heading"):
        assert contrast(palette.color("accent"), palette.color(ground)) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(palette: Palette) -> None:
    for ground in ("window", "panel", "heading", "selection"):
        assert contrast(palette.color("text"), palette.color(ground)) >= 7


def test_every_role_is_a_colour() -> None:
    roles = {**LIGHT.roles(), **DARK.roles()}
    roles.pop("name")
    assert all(QColor.isValidColorName(color) for color in roles.values())


def test_qt_palette_uses_our_roles() -> None:
    palette = qt_palette(DARK)
    assert palette.color(QPalette.ColorRole.Window).name() == DARK.window
    assert palette.color(QPalette.ColorRole.PlaceholderText).name() == DARK.dim

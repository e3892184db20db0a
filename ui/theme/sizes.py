"""Sizes that follow the text: whatever is drawn for the usual text size asks here how large it is now.

As with the colours, one font is in force per process; ``scaled`` reads it from the application, so that a widget
which asks while it lays out or paints follows a change of text size without being told the number.
"""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

USUAL_FONT = 13  # logical px of text for which every other size is drawn


def scaled_to(px: int, font_px: int) -> int:
    """Return how large something is beside text of ``font_px`` that measures ``px`` beside the usual text."""
    return max(1, round(px * font_px / USUAL_FONT))


def scaled(px: int) -> int:
    """Return ``px`` (logical, drawn for the usual text size) for the text size in force."""
    font_px = QApplication.font().pixelSize()
    return scaled_to(px, font_px if font_px > 0 else USUAL_FONT)  # in px as soon as a theme is worn


def unscaled(px: int) -> int:
    """Return how large ``px`` (logical, measured beside the text in force) is at the usual text size."""
    return max(1, round(px * USUAL_FONT / scaled(USUAL_FONT)))


def row_height(font_px: int) -> int:
    """Return the height of a table row for a font size, both in logical px; 34 at the usual 13."""
    return max(34, round(font_px * 2.6))


def control_height(font_px: int) -> int:
    """Return the inner height of buttons and fields for a font size, both in logical px."""
    return font_px + 9


def scaled_size(px: int) -> QSize:
    """Return the size of a square, such as an icon, for the text size in force."""
    return QSize(scaled(px), scaled(px))

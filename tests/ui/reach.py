"""What a person can reach with the keyboard or the mouse, and what a screen reader says of it."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from ui.theme.palette import Palette

LEAST_HIT = 24  # logical px
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
# Codes, keys, numbers and units that stand in both languages as they are.
KNOWN = re.compile(
    r"\b(C\d[\d.A-Z]*|[A-Z]{2}-[\dA-Z/-]+|A\d-\d+|EDI|PDF|Excel|English|km|cm|kg|Ctrl\+\S+|Shift\+\S+|F\d+|Esc|Enter|Tab)"
    r"|\((&?[A-Z])\)|&[a-zA-Z]|中文"
)


def takes_keyboard(inside: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at inside a page or dialog, without the parts that Qt's own widgets are made of."""
    for widget in inside.findChildren(QWidget):
        stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
        if stops and not is_part(widget) and widget.focusProxy() is None and not _is_arrowed(widget):
            yield widget


def _is_arrowed(widget: QWidget) -> bool:
    """Tell whether arrow keys reach a button instead of Tab: of exclusive ones Tab stops at the chosen one only."""
    if not isinstance(widget, QAbstractButton) or widget.group() is None:
        return False
    return widget.group().exclusive() and widget.group().checkedButton() not in (None, widget)


def is_part(widget: QWidget) -> bool:
    """Tell whether Qt put a widget inside one of its own: scroll bars, viewports, headers, clear buttons."""
    inner = widget.objectName().startswith("qt_") or widget.inherits("QHeaderView") or widget.inherits("QScrollBar")
    above = widget.parentWidget()
    return inner or (isinstance(above, (QLineEdit, QComboBox, QTabBar)) and not isinstance(widget, QLineEdit))


def spoken_name(widget: QWidget) -> str:
    """Return what a screen reader says: the accessible name, else the words of a button."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def foreign(text: str, language: str) -> bool:
    """Tell whether a text holds words of the language that the window does not speak."""
    return bool((ENGLISH if language == "zh_CN" else CHINESE).search(KNOWN.sub("", text)))


def too_small(widget: QWidget) -> bool:
    """Tell whether something to press is smaller than a shaky hand hits."""
    pressed = isinstance(widget, (QAbstractButton, QLineEdit, QComboBox))
    return pressed and min(widget.width(), widget.height()) < LEAST_HIT


def mnemonics(inside: QWidget) -> list[str]:
    """Return the letters that Alt reaches in a page or dialog, in order, each as often as it is given."""
    carriers = [widget for widget in inside.findChildren(QWidget) if isinstance(widget, (QAbstractButton, QLabel))]
    shown = [widget for widget in carriers if widget.isVisible()]
    texts = [w.text() for w in shown if isinstance(w, QAbstractButton) or w.buddy() is not None]
    return [match.group(1).upper() for text in texts for match in re.finditer(r"&(\w)", text.replace("&&", ""))]


def words_and_ground(label: QLabel, palette: Palette) -> tuple[QColor, QColor]:
    """Return the colours of a label's words and of what it stands on, as the style sheet resolves them."""
    label.ensurePolished()
    above = label.parentWidget()
    while above is not None:
        if above.property("role") in ("card", "panel", "popup"):
            return label.palette().windowText().color(), palette.color("panel")
        if above.property("role") == "message":
            tone = str(above.property("tone"))
            return label.palette().windowText().color(), palette.color(f"{tone}_ground")
        if above.inherits("QStatusBar"):
            return label.palette().windowText().color(), palette.color("heading")
        if isinstance(above, QAbstractItemView):
            return label.palette().windowText().color(), palette.color("panel")
        above = above.parentWidget()
    return label.palette().windowText().color(), palette.color("window")


def luminance(color: QColor) -> float:
    """Return the relative luminance of a colour (WCAG 2)."""
    parts = [
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2)."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def walk_by_tab(start: QWidget, step: int = 1) -> list[QWidget]:
    """Press Tab from ``start`` until the keyboard is there again and return the stops; an endless walk ends at 400."""
    start.setFocus()
    stops: list[QWidget] = []
    window = start.window()
    for _press in range(400):
        moved = window.focusNextPrevChild(step > 0)
        focus = window.focusWidget()
        if not moved or focus is None or focus is start:
            return stops
        stops.append(focus)
    return stops


def texts(inside: QWidget) -> Iterator[str]:
    """Yield every word that a page or dialog shows or says by itself, without what a person typed into it."""
    for widget in inside.findChildren(QWidget):
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        yield widget.toolTip()
        if not isinstance(widget.parentWidget(), QTabBar):  # whose arrows Qt itself names
            yield widget.accessibleName()

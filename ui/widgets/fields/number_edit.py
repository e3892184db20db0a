"""A figure as people type and paste it: ``1,200.5``, ``１２``, ``1.2万``."""

import re
import unicodedata
from decimal import Decimal
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.i18n import _
from ui.widgets.fields.composing_line_edit import ComposingLineEdit
from ui.widgets.fields.value_teller import TypedField, ValueTeller

_FIGURE = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?([万亿]?)")
_BEGUN = re.compile(r"[+-]?[\d,]*\.?")
_TIMES = {"": 1, "万": 10**4, "亿": 10**8}
_MOST_SIGNS = 40  # longer texts are no figure, and no sum is exact beyond that


def parse_number(text: str) -> Decimal:
    """Read a figure with or without thousands separators, in half or full width, also in 万 and 亿.

    ValueError when it is none.
    """
    typed = plain(text)
    match = _FIGURE.fullmatch(typed)
    if match is None or len(typed) > _MOST_SIGNS or not (match[2] or match[3]):
        raise ValueError(text)
    sign, whole, fraction, unit = match.groups(default="")
    return Decimal(f"{sign}{whole.replace(',', '') or '0'}{fraction}") * _TIMES[unit]


def plain(text: str) -> str:
    """Return what is typed in half width and without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


class NumberEdit(ComposingLineEdit):
    """A number between two bounds with at most ``places`` decimals; may be empty.

    ``value()`` is None while the field is empty or wrong, ``problem()`` says what is wrong. Up and Down step by one.
    """

    value_changed = Signal(object)  # Decimal or None

    def __init__(
        self,
        name: str,
        *,
        least: Decimal | int = 0,
        most: Decimal | int = 10**9,
        places: int = 0,
        units: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        """``units`` are the words that may stand behind the figure and are left out when reading it."""
        super().__init__(parent)
        self.setObjectName(name)
        self._least, self._most = Decimal(least), Decimal(most)
        self._places = places
        self._units = units
        self._teller = ValueTeller(cast("TypedField", self))
        self.textChanged.connect(self._teller.tell)
        self.editingFinished.connect(self._teller.tidy)

    def value(self) -> Decimal | None:
        """Return the number typed, None when there is none or it cannot be taken."""
        number = self._typed()
        return number if number is not None and not self._refusal(number) else None

    def set_value(self, value: Decimal | int | None) -> None:
        """Show a number, or nothing."""
        self.setText("" if value is None else self.written(Decimal(value)))
        self.setCursorPosition(0)

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        if not self.text().strip():
            return ""
        number = self._typed()
        if number is not None:
            return self._refusal(number)
        begun = self.hasFocus() and _BEGUN.fullmatch(plain(self.text())) is not None
        return "" if begun else self.hint()

    def kept(self) -> str:
        """Return the text as it is typed."""
        return self.text()

    def restore(self, kept: Any) -> None:
        """Put a kept text back."""
        if isinstance(kept, str):
            self.setText(kept)

    def shown(self) -> str:
        """Return the number as the field writes it, or the text that is none."""
        value = self.value()
        return self.text().strip() if value is None else self.written(value)

    def written(self, value: Decimal) -> str:
        """Return a number as the field writes it."""
        return f"{value:.{self._places}f}"

    def read(self, text: str) -> Decimal:
        """Read what is typed; ValueError when it is no number."""
        typed = plain(text).lower()
        for unit in self._units:
            typed = typed.removesuffix(unit)
        return parse_number(typed)

    def hint(self) -> str:
        """Return what to type instead of something that is no number."""
        return _("Not a number.")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        start = self.value()
        wanted = self._least if start is None else start + step
        self.set_value(min(self._most, max(self._least, wanted)))

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self._teller.tell()

    def _typed(self) -> Decimal | None:
        try:
            return self.read(self.text())
        except ValueError:
            return None

    def _refusal(self, number: Decimal) -> str:
        if not self._least <= number <= self._most:
            bounds = {"least": self.written(self._least), "most": self.written(self._most)}
            return _("Only {least} to {most} fits here.").format(**bounds)
        if number != round(number, self._places):
            if not self._places:
                return _("Whole numbers only.")
            return _("At most {places} decimal places.").format(places=self._places)
        return ""

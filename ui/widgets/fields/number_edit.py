"""A figure as people type and paste it: ``1,200.5``, ``１２``, ``1.2万``."""

import re
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.rules.figures import parse_number, plain
from ui.widgets.fields.typed_line_edit import TypedLineEdit

_BEGUN = re.compile(r"[+-]?[\d,]*\.?")


class NumberEdit(TypedLineEdit[Decimal]):
    """A number between two bounds with at most ``places`` decimals; may be empty.

    ``value()`` is None while the field is empty or wrong, ``problem()`` says what is wrong. Up and Down step by one.
    """

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
        super().__init__(name, parent)
        self._least, self._most = Decimal(least), Decimal(most)
        self._places = places
        self._units = units

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

    def step(self, step: int, *, far: bool) -> None:
        """Go one up or down within the bounds; from nothing to the least."""
        start = self.value()
        wanted = self._least if start is None else start + step
        self.set_value(min(self._most, max(self._least, wanted)))

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

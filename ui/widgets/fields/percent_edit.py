"""A share in per cent as people type and read it: ``13``, ``13%``, ``6.5 ％``."""

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.formatting import quantity
from ui.widgets.fields.number_edit import NumberEdit


class PercentEdit(NumberEdit):
    """Per cent with at most two places; the value of "13%" is 13."""

    def __init__(
        self, name: str, *, least: Decimal | int = 0, most: Decimal | int = 100, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, least=least, most=most, places=2, units=("%",), parent=parent)

    def written(self, value: Decimal) -> str:
        """Return a share as the field writes it."""
        return f"{quantity(value)}%"

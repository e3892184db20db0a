"""A quantity as people type and read it: ``20``, ``2.5``, ``1,200.125``."""

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.formatting import quantity
from ui.widgets.fields.number_edit import NumberEdit


class QuantityEdit(NumberEdit):
    """A number of pieces, kilograms or metres with at most three places, written without needless zeros."""

    def __init__(self, name: str, *, most: Decimal | int = 10**6, parent: QWidget | None = None) -> None:
        super().__init__(name, most=most, places=3, parent=parent)

    def written(self, value: Decimal) -> str:
        """Return a quantity as the field writes it."""
        return quantity(value)

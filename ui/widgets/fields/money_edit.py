"""An amount of money as people type and paste it: ``¥1,200.50``, ``1200.5 元``, ``1.2万``."""

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.formatting import money
from app.i18n import _
from app.rules.figures import parse_money
from ui.widgets.fields.number_edit import NumberEdit

LARGEST = Decimal("999999999999.99")


class MoneyEdit(NumberEdit):
    """Yuan with two places; an amount is shown as ``¥1,200.50`` when the field is left."""

    def __init__(self, name: str, *, least: Decimal = Decimal(0), parent: QWidget | None = None) -> None:
        super().__init__(name, least=least, most=LARGEST, places=2, parent=parent)
        self.setPlaceholderText(_("e.g. 1,200.50"))

    def written(self, value: Decimal) -> str:
        """Return an amount as the field writes it."""
        return money(value)

    def read(self, text: str) -> Decimal:
        """Read an amount; ValueError when it is none."""
        return parse_money(text)

    def hint(self) -> str:
        """Return what to type instead of something that is no amount."""
        return _("Not an amount. Type 1,200.50 or 1.2万.")

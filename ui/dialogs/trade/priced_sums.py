"""What priced lines come to, live below them: the discount is a field among the sums."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.formatting import money, rmb_capitals
from app.forms.trade import PricedLineForm
from app.i18n import _
from app.queries.trade.pricing_ground import PricingGround
from app.rules.trade.pricing import Sums
from app.rules.trade.verdicts import margin_text, priced_so_far, verdict, verdict_words
from ui.dialogs.trade.priced_lines import TONES, colour
from ui.widgets.fields.money_edit import MoneyEdit

FIELD_WIDTH = 150  # logical px


class PricedSums(QWidget):
    """A field of a form whose value is the discount, with every sum of the lines around it.

    ``<name>`` is the field one types into; a sum is the label ``<name>.<sum>``: subtotal, total, tax, net, capitals,
    cost, profit, margin.
    """

    value_changed = Signal(object)  # Decimal or None: the discount
    summed = Signal(object)  # Sums: something else comes out

    def __init__(self, name: str, ground: PricingGround, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._ground = ground
        self._lines: Sequence[PricedLineForm] = ()
        self._problem = ""
        self._figures: dict[str, QLabel] = {}
        self.discount = MoneyEdit(name, parent=self)
        self.discount.setAccessibleName(_("Discount"))
        self.discount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.discount.setFixedWidth(FIELD_WIDTH)
        self.discount.setPlaceholderText("")
        self.setFocusProxy(self.discount)
        self._lay_out()
        self.discount.value_changed.connect(self._on_discount_changed)
        self._show()

    # the field ---------------------------------------------------------------------------------------------------

    def value(self) -> Decimal | None:
        """Return the discount."""
        return self.discount.value()

    def set_value(self, value: Decimal | None) -> None:
        """Show a discount; none is the same as nothing."""
        self.discount.set_value(value or None)

    def problem(self) -> str:
        """Return what is wrong with the discount, "" when nothing is."""
        return self.discount.problem() or self._problem

    def kept(self) -> str:
        """Return the discount as it is typed."""
        return self.discount.kept()

    def restore(self, kept: Any) -> None:
        """Put a kept discount back."""
        self.discount.restore(kept)

    def shown(self) -> str:
        """Return the discount as one reads it."""
        return self.discount.shown()

    def show_lines(self, lines: Sequence[PricedLineForm]) -> None:
        """Sum up other lines."""
        self._lines = lines
        self._show()

    # what follows ------------------------------------------------------------------------------------------------

    def _on_discount_changed(self, value: object) -> None:
        self._show()
        self.value_changed.emit(value)

    def _show(self) -> None:
        priced = priced_so_far(self._lines, self.discount.value())
        self._problem = priced.discount_problem
        sums = priced.sums
        self._say("subtotal", money(sums.subtotal))
        self._say("total", money(sums.total))
        self._say("tax", money(sums.tax))
        self._say("net", money(sums.net))
        self._say("capitals", rmb_capitals(sums.total) if sums.total else "")
        if self._ground.sees_costs:
            self._show_margin(sums)
        self.summed.emit(sums)

    def _show_margin(self, sums: Sums) -> None:
        floor = self._ground.limits.margin_floor
        found = verdict(sums, floor)
        words = verdict_words(found, floor) or self._missing_words()
        self._say("cost", money(sums.cost))
        self._say("profit", money(sums.profit))
        self._say("margin", margin_text(sums.margin) or "—")
        self._say("verdict", words)
        for part in ("margin", "verdict"):
            colour(self._figures[part], TONES.get(found, ""), words)

    def _missing_words(self) -> str:
        """Say that a cost is missing: until then nobody knows what it brings (C8.3)."""
        return _("a cost is missing") if any(line.unit_cost is None for line in self._lines) else ""

    def _say(self, part: str, words: str) -> None:
        self._figures[part].setText(words)

    # laying out --------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(56)
        row.addStretch(1)
        if self._ground.sees_costs:
            row.addLayout(self._costs(), 0)
        row.addLayout(self._prices(), 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 34, 0)  # at the right the crosses of the lines stand
        layout.setSpacing(4)
        layout.addLayout(row)

    def _prices(self) -> QGridLayout:
        """With tax, as the customer reads it."""
        grid = _grid()
        _put(grid, 0, _("Subtotal"), self._figure("subtotal"))
        _put(grid, 1, _("Dis&count"), self.discount, buddy=self.discount)
        _put(grid, 2, _("Total with tax"), self._figure("total", "heading"), role="heading")
        _put(grid, 3, _("of which tax"), self._figure("tax"))
        _put(grid, 4, _("Total without tax"), self._figure("net"))
        grid.addWidget(self._figure("capitals", "dim"), 5, 0, 1, 2, Qt.AlignmentFlag.AlignRight)
        return grid

    def _costs(self) -> QGridLayout:
        """Without tax, for our own eyes (C8.3)."""
        grid = _grid()
        _put(grid, 0, _("Cost without tax"), self._figure("cost"))
        _put(grid, 1, _("Profit"), self._figure("profit"))
        _put(grid, 2, _("Margin"), self._figure("margin", "heading"), role="heading")
        grid.addWidget(self._figure("verdict"), 3, 0, 1, 2, Qt.AlignmentFlag.AlignRight)
        return grid

    def _figure(self, part: str, role: str = "") -> QLabel:
        if part not in self._figures:
            label = QLabel(self)
            label.setObjectName(f"{self._name}.{part}")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if role:
                label.setProperty("role", role)
            self._figures[part] = label
        return self._figures[part]


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setRowStretch(6, 1)
    return grid


def _put(
    grid: QGridLayout, row: int, title: str, figure: QWidget, *, role: str = "dim", buddy: QWidget | None = None
) -> None:
    """Put a title and its figure into a line of their own."""
    words = QLabel(title)
    words.setProperty("role", role)
    if buddy is not None:
        words.setBuddy(buddy)
    grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(figure, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

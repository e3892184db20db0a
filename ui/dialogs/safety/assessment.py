"""The LEC assessment in a form: three choices with their words, and live what they come to (C12.1)."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.i18n import _
from app.rules.safety.lec import FIGURES, danger, figure_words, level_of, plan_needed
from ui.dialogs.safety.level_badge import danger_words, level_badge
from ui.widgets.detail.state_badge import StateBadge
from ui.widgets.fields.combo import Combo
from ui.widgets.forms.form import FormDialog

PLAN = ("prevention", "emergency")  # fields that a serious hazard needs


class FigureCombo(Combo):
    """A figure of the LEC method, chosen by its words."""

    def __init__(self, name: str, figure: str, parent: QWidget | None = None) -> None:
        """``figure`` is its name in ``FIGURES``."""
        choices = [(_code(value), figure_words(figure, value)) for value in FIGURES[figure]]
        super().__init__(name, choices, _("choose"), parent)

    @property
    def figure(self) -> Decimal | None:
        """The figure chosen, None while none is."""
        code = self.value()
        return Decimal(code) if code else None

    def choose(self, figure: Decimal | None) -> None:
        """Choose a figure of the method, or none."""
        self.set_value(_code(figure) if figure is not None else None)


def _code(figure: Decimal) -> str:
    return f"{figure.normalize():f}"


class DangerLine(QWidget):
    """D and its level as they follow from the figures above; nothing is entered here."""

    value_changed = Signal(object)  # never: the form wants every row to have it

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._words = QLabel(self)
        self._words.setObjectName(f"{name}.text")
        self._badge = StateBadge(None, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 5, 0, 5)  # as high as a field, so that it stands level with its label
        layout.setSpacing(8)
        layout.addWidget(self._words)
        layout.addWidget(self._badge)
        layout.addStretch(1)

    @property
    def text(self) -> str:
        """What a person reads: the product and its level, or that something is still to be chosen."""
        badge = self._badge.badge
        return f"{self._words.text()} {badge.text}" if badge else self._words.text()

    def show_figures(self, figures: list[Decimal | None]) -> Decimal | None:
        """Show what three figures come to, and return it; None while one of them is missing."""
        chosen = [one for one in figures if one is not None]
        known = len(chosen) == len(FIGURES)
        value = danger(*chosen) if known else None
        self._words.setText(danger_words(*chosen) if known else _("Choose the three figures above."))
        self._words.setProperty("role", "" if known else "dim")
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)
        self._badge.set_badge(level_badge(level_of(value)) if value is not None else None)
        self.setAccessibleName(self.text)
        return value

    def value(self) -> None:
        """Nothing is entered here."""

    def problem(self) -> str:
        """Nothing can be wrong with what follows."""
        return ""

    def kept(self) -> None:
        """Nothing is entered here."""

    def restore(self, kept: object) -> None:
        """Nothing is entered here."""

    def shown(self) -> str:
        """Return what follows, as one reads it."""
        return self.text


class Assessment:
    """The three figures and their line as rows of a form; from level serious up it asks for prevention and plan."""

    def __init__(self, dialog: FormDialog, name: str) -> None:
        self._dialog = dialog
        self.combos = {figure: FigureCombo(f"{name}.field.{figure}", figure, dialog) for figure in FIGURES}
        self.line = DangerLine(f"{name}.field.danger", dialog)
        titles = (_("&Likelihood (L)"), _("&Exposure (E)"), _("Conse&quence (C)"))
        for (figure, combo), title in zip(self.combos.items(), titles, strict=True):
            dialog.add_row(figure, title, combo, required=True)
            combo.value_changed.connect(lambda _code: self.show())
        dialog.add_row("danger", _("D = L × E × C"), self.line)

    def set_figures(self, figures: tuple[Decimal | None, ...]) -> None:
        """Choose L, E and C; None is none."""
        for combo, figure in zip(self.combos.values(), figures, strict=True):
            combo.choose(figure)
        self.show()

    def figures(self) -> dict[str, Any]:
        """Return what is chosen, by the names of the frozen form."""
        return {name: combo.figure for name, combo in self.combos.items()}

    def show(self) -> None:
        """Show what the figures come to, and ask for what such a hazard needs."""
        value = self.line.show_figures([combo.figure for combo in self.combos.values()])
        for field in PLAN:
            self._dialog.require(field, required=value is not None and plan_needed(value))

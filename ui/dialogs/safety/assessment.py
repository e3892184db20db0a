"""The LEC assessment in a form: three choices with their words, and live what they come to (C12.1)."""

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.rules.safety.lec import FIGURES, danger, figure_words, level_of, plan_needed
from ui.dialogs.safety.level_badge import danger_words, level_badge
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.following import Following
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


class DangerLine(Following):
    """D and its level as they follow from the figures above."""

    def show_figures(self, figures: list[Decimal | None]) -> Decimal | None:
        """Show what three figures come to, and return it; None while one of them is missing."""
        chosen = [one for one in figures if one is not None]
        if len(chosen) < len(FIGURES):
            self.show_words(_("Choose the three figures above."), None, known=False)
            return None
        value = danger(*chosen)
        self.show_words(danger_words(*chosen), level_badge(level_of(value)), known=True)
        return value

    def shown(self) -> str:
        """Return what follows, as one reads it: two versions differ in it at a glance."""
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

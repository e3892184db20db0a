"""A sending or receiving unit as one field of a form: unit, address, contact, phone, postcode (C6.4)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.forms.material.shipments import PartyForm
from app.i18n import N_, _
from ui.widgets.fields.checks import phone_problem
from ui.widgets.fields.line_edit import LineEdit

_PARTS: Mapping[str, tuple[str, int]] = {  # name → what stands before it, and how much fits
    "unit": (N_("Unit"), 200),
    "address": (N_("Address"), 200),
    "contact": (N_("Contact"), 60),
    "phone": (N_("Phone"), 40),
    "postcode": (N_("Postcode"), 12),
}
_PLACES = {"unit": (0, 0, 5), "address": (1, 0, 5), "contact": (2, 0, 1), "phone": (2, 2, 1), "postcode": (2, 4, 1)}


class PartyField(QWidget):
    """Unit and address in full lines, below them whom to ask there. ``edits`` are the fields by their names."""

    value_changed = Signal(object)  # PartyForm

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        """``spoken`` (translated) says whose fields these are to screen readers."""
        super().__init__(parent)
        self.setObjectName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        self.edits: dict[str, LineEdit] = {}
        for part, (title, longest) in _PARTS.items():
            edit = LineEdit(f"{name}.{part}", longest, phone_problem if part == "phone" else None, self)
            edit.setAccessibleName(f"{spoken} {_(title)}")
            edit.value_changed.connect(lambda _text: self.value_changed.emit(self.value()))
            row, column, span = _PLACES[part]
            label = QLabel(_(title), self)
            label.setProperty("role", "dim")
            grid.addWidget(label, row, column)
            grid.addWidget(edit, row, column + 1, 1, span)
            self.edits[part] = edit
        for column in (1, 3, 5):
            grid.setColumnStretch(column, 1)
        self.setFocusProxy(self.edits["unit"])

    def value(self) -> PartyForm:
        """Return what is entered."""
        return PartyForm(**{part: edit.value() for part, edit in self.edits.items()})

    def set_value(self, party: PartyForm) -> None:
        """Show a unit."""
        for part, edit in self.edits.items():
            edit.set_value(getattr(party, part))

    def problem(self) -> str:
        """Return what is wrong with the first field that is wrong, "" when none is."""
        return next((problem for edit in self.edits.values() if (problem := edit.problem())), "")

    def kept(self) -> dict[str, Any]:
        """Return what is typed, by field."""
        return {part: edit.kept() for part, edit in self.edits.items()}

    def restore(self, kept: Any) -> None:
        """Put kept fields back."""
        if isinstance(kept, dict):
            for part, edit in self.edits.items():
                if part in kept:
                    edit.restore(kept[part])

    def shown(self) -> str:
        """Return what is entered as one reads it."""
        return _(", ").join(said for edit in self.edits.values() if (said := edit.shown()))

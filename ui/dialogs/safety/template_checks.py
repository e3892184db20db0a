"""Templates to choose from, each with its level; those on the list already cannot be chosen again (C12.1)."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from app.i18n import _, current_language
from app.rules.safety.templates import hazard_templates
from ui.dialogs.safety.level_badge import level_badge
from ui.widgets.detail.state_badge import StateBadge


class TemplateChecks(QWidget):
    """A field whose value are the codes of the templates ticked, in the order shown."""

    value_changed = Signal(object)  # tuple of codes

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for row, template in enumerate(hazard_templates().values()):
            badge = StateBadge(level_badge(template.level), self)
            box = QCheckBox(template.title(current_language()), self)
            box.setObjectName(f"{name}.{template.code}")
            box.setAccessibleName(f"{box.text()} {badge.accessibleName()}")
            box.toggled.connect(lambda _on: self.value_changed.emit(self.value()))
            self.boxes[template.code] = box
            grid.addWidget(box, row, 0)
            grid.addWidget(badge, row, 1, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def set_listed(self, codes: Collection[str]) -> None:
        """Let those that stand on the list already not be chosen, and say so."""
        for code, box in self.boxes.items():
            listed = code in codes
            box.setChecked(box.isChecked() and not listed)
            box.setEnabled(not listed)
            box.setToolTip(_("On the list already") if listed else "")

    def value(self) -> tuple[str, ...]:
        """Return the codes that are ticked."""
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def set_value(self, codes: Collection[str]) -> None:
        """Tick exactly these."""
        for code, box in self.boxes.items():
            box.setChecked(code in codes)

    def problem(self) -> str:
        """Nothing can be wrong with a tick."""
        return ""

    def kept(self) -> list[str]:
        """Return the codes that are ticked."""
        return list(self.value())

    def restore(self, kept: Any) -> None:
        """Tick what was kept."""
        if isinstance(kept, list):
            self.set_value([code for code in kept if isinstance(code, str)])

    def shown(self) -> str:
        """Return the names that are ticked."""
        return _(", ").join(box.text() for box in self.boxes.values() if box.isChecked())

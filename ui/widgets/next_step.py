"""The lawful next moves of a record, and what blocks the others: clause, what is missing, a link that fixes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme.badge import Badge
from ui.theme.icons import icon
from ui.theme.palette import Tone
from ui.widgets.clearing import clear_layout
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.state_badge import StateBadge


@dataclass(frozen=True, slots=True)
class StepView:
    """One move: its code, what stands on the button (translated), and why it is grey if it is."""

    code: str
    text: str
    primary: bool = False
    enabled: bool = True
    tooltip: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One reason or remark: the clause, words, and the code and words of the link that fixes it."""

    clause: str
    text: str
    fix: str = ""
    fix_text: str = ""
    tone: Tone = Tone.OVERDUE


class NextStep(QWidget):
    """Buttons above, reasons below."""

    action_requested = Signal(str)  # code of the step
    fix_requested = Signal(str)  # code of the fix

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._buttons = QWidget(self)
        self._flow = FlowLayout(self._buttons, spacing=8)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._buttons)
        layout.addLayout(self._reasons)

    def show_steps(self, steps: Sequence[StepView], reasons: Sequence[ReasonView] = ()) -> None:
        """Show these moves and reasons in place of the former ones."""
        clear_layout(self._flow)
        clear_layout(self._reasons)
        self._buttons.setVisible(bool(steps))
        for step in steps:
            self._flow.addWidget(self._button(step))
        for reason in reasons:
            self._reasons.addLayout(self._reason(reason))

    def _button(self, step: StepView) -> QPushButton:
        button = QPushButton(step.text, self._buttons)
        button.setObjectName(f"{self.objectName()}.{step.code}")
        button.setAccessibleName(step.text)
        button.setProperty("kind", "primary" if step.primary else "")
        button.setEnabled(step.enabled)
        button.setToolTip(step.tooltip)
        button.setAutoDefault(False)
        if step.icon:
            button.setIcon(icon(step.icon, "on_accent" if step.primary and step.enabled else "dim"))
        button.clicked.connect(lambda: self.action_requested.emit(step.code))
        button.show()
        return button

    def _reason(self, reason: ReasonView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(9)
        row.addWidget(StateBadge(Badge(reason.clause, reason.tone), self), 0, Qt.AlignmentFlag.AlignTop)
        words = QLabel(reason.text, self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        row.addWidget(words, 1)
        if reason.fix:
            link = QPushButton(reason.fix_text, self)
            link.setObjectName(f"{self.objectName()}.fix.{reason.fix}")
            link.setAccessibleName(f"{reason.clause} {reason.fix_text}")
            link.setProperty("kind", "link")
            link.setAutoDefault(False)
            link.setCursor(Qt.CursorShape.PointingHandCursor)
            link.clicked.connect(lambda: self.fix_requested.emit(reason.fix))
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return row

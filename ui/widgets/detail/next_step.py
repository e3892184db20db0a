"""The lawful next moves of a record, and what blocks the others: clause, what is missing, a link that fixes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.i18n import _
from ui.theme.badge import Badge
from ui.theme.icons import icon
from ui.theme.palette import Tone
from ui.widgets.detail.choice_menu import Choice, open_choices
from ui.widgets.detail.reused import Line, Lines
from ui.widgets.detail.state_badge import StateBadge
from ui.widgets.flow_layout import FlowLayout


@dataclass(frozen=True, slots=True)
class StepView:
    """One move: its code, what stands on the button (translated), and why it is grey if it is.

    A ``minor`` one, seldom taken, has no button of its own: it stands in the menu of the last button.
    """

    code: str
    text: str
    primary: bool = False
    enabled: bool = True
    tooltip: str = ""
    icon: str = ""
    minor: bool = False


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
        self._steps: tuple[StepView, ...] = ()
        self._buttons = QWidget(self)
        self._flow = FlowLayout(self._buttons, spacing=8)
        self._made: dict[tuple[str, bool], QPushButton] = {}  # by code and whether it stands out
        self._more = self._more_button()
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(5)
        self._lines = Lines[ReasonView](lambda _position: _ReasonLine(self, self._reasons))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._buttons)
        layout.addLayout(self._reasons)

    def show_steps(self, steps: Sequence[StepView], reasons: Sequence[ReasonView] = ()) -> None:
        """Show these moves and reasons in place of the former ones; the keyboard stays on the buttons."""
        focused = next((button for button in (*self._made.values(), self._more) if button.hasFocus()), None)
        self._buttons.setVisible(bool(steps))
        if self._steps != tuple(steps):
            self._steps = tuple(steps)
            buttons = [self._button(step) for step in steps if not step.minor]
            self._show_buttons([*buttons, *([self._more] if self._minor() else [])])
        if focused is not None and not (focused.isVisible() and focused.isEnabled()):
            self._focus_first()
        self._lines.show_views(reasons)

    def _show_buttons(self, buttons: list[QPushButton]) -> None:
        """Put these buttons and no others into the flow; a button keeps its move, so the keyboard stays on it."""
        while self._flow.count():
            self._flow.takeAt(0)
        for other in self._made.values():
            if other not in buttons:
                other.setObjectName("")
                other.hide()
        self._more.setVisible(self._more in buttons)
        for button in buttons:
            self._flow.addWidget(button)
            button.show()
        self._flow.update()

    def _focus_first(self) -> None:
        """Go to the first move that can be taken; the one that was in focus has been taken, or is not lawful now."""
        left = [self._flow.itemAt(place) for place in range(self._flow.count())]
        buttons = (item.widget() for item in left if item is not None)
        first = next((one for one in buttons if one is not None and one.isEnabled()), None)
        if first is not None:
            first.setFocus()

    def _button(self, step: StepView) -> QPushButton:
        button = self._made.get((step.code, step.primary))
        if button is None:
            button = self._made[(step.code, step.primary)] = self._new_button(step)
        button.setObjectName(f"{self.objectName()}.{step.code}")
        if button.text() != step.text:
            button.setText(step.text)
            button.setAccessibleName(step.text)
        button.setEnabled(step.enabled)
        button.setToolTip(step.tooltip)
        if step.icon:
            button.setIcon(icon(step.icon, "on_accent" if step.primary and step.enabled else "dim"))
        return button

    def _minor(self) -> list[StepView]:
        return [step for step in self._steps if step.minor]

    def _more_button(self) -> QPushButton:
        button = QPushButton(_("More"), self._buttons)
        button.setObjectName(f"{self.objectName()}.more")
        button.setAccessibleName(_("More steps"))
        button.setIcon(icon("down"))
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow behind the word
        button.setAutoDefault(False)
        button.clicked.connect(self._on_more_wanted)
        button.hide()
        return button

    def _on_more_wanted(self) -> None:
        choices = [Choice(step.code, step.text, step.enabled, step.tooltip) for step in self._minor()]
        open_choices(self._more, self._more.accessibleName(), choices, self.action_requested.emit)

    def _new_button(self, step: StepView) -> QPushButton:
        button = QPushButton(self._buttons)
        button.setProperty("kind", "primary" if step.primary else "")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.action_requested.emit(step.code))
        return button


class _ReasonLine(Line[ReasonView]):
    """Clause, words, and a link where something can be put right."""

    def __init__(self, steps: NextStep, lines: QVBoxLayout) -> None:
        self._steps = steps
        self._clause = StateBadge(None, steps)
        self._words = QLabel(steps)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._link = QPushButton(steps)
        self._link.setProperty("kind", "link")
        self._link.setAutoDefault(False)
        self._link.setCursor(Qt.CursorShape.PointingHandCursor)
        self._link.clicked.connect(self._on_clicked)
        row = QHBoxLayout()
        row.setSpacing(9)
        for widget, stretch in ((self._clause, 0), (self._words, 1), (self._link, 0)):
            row.addWidget(widget, stretch, Qt.AlignmentFlag.AlignVCenter)
        lines.addLayout(row)

    def fill(self, view: ReasonView) -> None:
        self._clause.set_badge(Badge(view.clause, view.tone))
        self._words.setText(view.text)
        self._words.show()
        self._link.setObjectName(f"{self._steps.objectName()}.fix.{view.fix}" if view.fix else "")
        self._link.setText(view.fix_text)
        self._link.setAccessibleName(f"{view.clause} {view.fix_text}")
        self._link.setVisible(bool(view.fix))

    def empty(self) -> None:
        self._link.setObjectName("")
        for widget in (self._clause, self._words, self._link):
            widget.hide()

    def _on_clicked(self) -> None:
        if self.shown is not None:
            self._steps.fix_requested.emit(self.shown.fix)

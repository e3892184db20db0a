"""The filter bar of a list: text, chips with counts, a span of days. It emits one immutable ``FilterState``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget

from app.i18n import _
from ui.theme.icons import icon
from ui.widgets.fields.composing_line_edit import ComposingLineEdit
from ui.widgets.fields.date_range import DateRangeButton
from ui.widgets.flow_layout import FlowLayout


@dataclass(frozen=True, slots=True)
class Chip:
    """One chip: its code, its title (msgid), and how many rows it would show (None: not counted).

    Chips of one ``group`` exclude each other; chips without a group combine freely.
    """

    code: str
    title: str
    count: int | None = None
    group: str = ""
    checked: bool = False


@dataclass(frozen=True, slots=True)
class FilterState:
    """What a person asked to see; the page makes the filter of its query from it."""

    text: str = ""
    chips: frozenset[str] = field(default_factory=frozenset)
    since: date | None = None
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        """True when nothing is filtered."""
        return self == FilterState()


class FilterBar(QWidget):
    """Text, chips and dates in one row that breaks on narrow windows."""

    filter_changed = Signal(object)  # FilterState

    def __init__(
        self,
        name: str,
        chips: Sequence[Chip] = (),
        today: Callable[[], date] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is ``<tab>.<page>``; ``today`` adds a span of days."""
        super().__init__(parent)
        self._name = f"{name}.filter"
        self.setObjectName(self._name)
        self._chips = {chip.code: chip for chip in chips}
        self._buttons: dict[str, QPushButton] = {}
        self.text = self._text_box()
        self._flow = FlowLayout(self, spacing=8)
        self._flow.addWidget(self.text)
        for chip in chips:
            self._flow.addWidget(self._button(chip))
        self._dates = DateRangeButton(f"{self._name}.dates", today, self) if today else None
        if self._dates is not None:
            self._flow.addWidget(self._dates)
            self._dates.range_changed.connect(self._on_changed)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._told = self.state()

    def state(self) -> FilterState:
        """Return what is chosen now."""
        since, until = self._dates.span() if self._dates else (None, None)
        checked = frozenset(code for code, button in self._buttons.items() if button.isChecked())
        return FilterState(self.text.text().strip(), checked, since, until)

    def words(self) -> tuple[str, ...]:
        """Return what is filtered as a person reads it: the words typed, the chips, the days."""
        state = self.state()
        typed = (state.text,) if state.text else ()
        chips = tuple(_(chip.title) for chip in self._chips.values() if chip.code in state.chips)
        days = (self._dates.text(),) if self._dates is not None and (state.since or state.until) else ()
        return typed + chips + days

    def set_state(self, state: FilterState) -> None:
        """Choose what ``state`` says and tell it once; codes of chips that do not exist are ignored."""
        self.text.setText(state.text)
        for code, button in self._buttons.items():
            button.setChecked(code in state.chips)
        if self._dates is not None:
            self._dates.blockSignals(True)
            self._dates.set_span((state.since, state.until))
            self._dates.blockSignals(False)
        self._on_changed()

    def clear(self) -> None:
        """Filter nothing."""
        self.set_state(FilterState())

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many rows each chip would show."""
        for code, count in counts.items():
            if code in self._buttons:
                self._label(self._buttons[code], self._chips[code].title, count)

    def add_field(self, field: QWidget) -> None:
        """Put a field of the page behind what is filtered by, such as the day that a list is as of."""
        self._flow.addWidget(field)

    def focus_text(self) -> None:
        """Put the keyboard into the text box with its text selected."""
        self.text.setFocus()
        self.text.selectAll()

    def _text_box(self) -> ComposingLineEdit:
        box = ComposingLineEdit(self)
        box.setObjectName(f"{self._name}.text")
        box.setAccessibleName(_("Filter"))
        box.setPlaceholderText(_("Filter: words, numbers, pinyin"))
        box.setClearButtonEnabled(True)
        box.setProperty("kind", "filter")
        box.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        box.setProperty("leading", "true")
        box.text_settled.connect(self._on_changed)
        box.returnPressed.connect(box.settle)
        box.textChanged.connect(self._on_text_changed)
        return box

    def _button(self, chip: Chip) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"{self._name}.{chip.code}")
        button.setProperty("kind", "chip")
        button.setCheckable(True)
        button.setChecked(chip.checked)
        button.clicked.connect(lambda: self._on_chip_clicked(chip))
        self._label(button, chip.title, chip.count)
        self._buttons[chip.code] = button
        return button

    def _label(self, button: QPushButton, title: str, count: int | None) -> None:
        text = _(title) if count is None else f"{_(title)} {count}"
        button.setText(text)
        button.setAccessibleName(text)

    def _on_chip_clicked(self, chip: Chip) -> None:
        if chip.group:
            for other in self._chips.values():
                if other.group == chip.group and other.code != chip.code:
                    self._buttons[other.code].setChecked(False)
        self._on_changed()

    def _on_text_changed(self, text: str) -> None:
        if not text and not self.text.is_composing:
            self.text.settle()

    def _on_changed(self) -> None:
        state = self.state()
        if state != self._told:
            self._told = state
            self.filter_changed.emit(state)

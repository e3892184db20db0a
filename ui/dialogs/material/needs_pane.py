"""One line of the form “Look in stock”: the part that is wanted, how much by when, the answer and its reason (C6.1)."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.formatting import quantity as quantity_text
from app.forms.material.needs import NeedForm
from app.i18n import _
from app.queries.material.need_forms import NeedStart, proposal
from app.queries.material.stock_looks import StockLook, stock_look
from app.rules.material.needs import StockFacts, problem, reason_of, unit_fits
from models.enums import RecordKind, StockAnswer
from ui.dialogs.forms.pickers import choose_saved, full_item, picked_id, record_picker
from ui.dialogs.material.needs_choices import ChoiceList
from ui.dialogs.material.needs_words import Choice, choices
from ui.dialogs.material.part_dialog import KnownPart, ask_new_part, read_new_part
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.quantity_edit import QuantityEdit
from ui.widgets.fields.record_picker import PickItem

LONGEST_REASON = 2000


class NeedPane(QWidget):
    """Everything about one line; the stock is looked into anew whenever another part is picked."""

    changed = Signal()
    done = Signal()  # Enter in the last field

    def __init__(self, desk: Desk, name: str, start: NeedStart, parent: QWidget | None = None) -> None:
        """``name`` is that of the table of lines."""
        super().__init__(parent)
        self._desk = desk
        self._record_id = start.record_id
        self.line = start.line
        self.found = start.look
        self._began_with = start.look.part.id if start.look is not None else None
        self._wanted_key = ""
        self._name = f"{name}.{start.line.line_no}"
        self.setObjectName(self._name)
        new_text = _("New part …")
        self.part = record_picker(
            desk, f"{self._name}.part_id", RecordKind.PART, new_text=new_text, parent=self, shown=full_item
        )
        self.quantity = QuantityEdit(f"{self._name}.quantity", parent=self)
        self.needed_on = DateEdit(f"{self._name}.needed_on", desk.today, self)
        self.same_unit = QCheckBox(self)
        self.same_unit.setObjectName(f"{self._name}.same_unit")
        self.answers = ChoiceList(f"{self._name}.answer", self)
        self.reason = LineEdit(f"{self._name}.reason", LONGEST_REASON, parent=self)
        self.unit = QLabel(self)
        self.refusal = QLabel(self)
        self._lay_out()
        self._fill(start)
        self._connect()

    # asked by others ---------------------------------------------------------------------------------------------

    def form(self) -> NeedForm:
        """Return what is entered; without an answer while none is chosen."""
        choice = self.answers.value()
        return NeedForm(
            line_no=self.line.line_no,
            part_id=picked_id(self.part),
            quantity=self.quantity.value(),
            needed_on=self.needed_on.value(),
            answer=choice.answer if choice else None,
            chosen_id=_target(choice, StockAnswer.SUBSTITUTE),
            purchase_line_id=_target(choice, StockAnswer.ON_ORDER),
            reason=self.reason.value(),
            same_unit=self.same_unit.isChecked() and not self.same_unit.isHidden(),
        )

    def is_said(self) -> bool:
        """Tell whether a person said something of this line: an answer, or at least which part is wanted."""
        return self.answers.value() is not None or picked_id(self.part) not in (None, self._began_with)

    def facts(self) -> StockFacts:
        """Return what decides whether the answer is complete."""
        if self.found is None:
            return StockFacts(line_unit=self.line.unit)
        entered = self.form()
        return self.found.facts(
            line_unit=self.line.unit, chosen_id=entered.chosen_id, purchase_line_id=entered.purchase_line_id
        )

    def problem(self) -> str:
        """Return what is wrong or missing, "" where nothing is, or nobody said anything yet."""
        typed = self.part.problem() or self.quantity.problem() or self.needed_on.problem() or self.reason.problem()
        return typed or (problem(self.form(), self.facts()) if self.is_said() else "")

    def kept(self) -> dict[str, Any]:
        """Return what is entered, as JSON can hold it."""
        choice = self.answers.value()
        return {
            "part_id": self.part.kept(),
            "quantity": self.quantity.kept(),
            "needed_on": self.needed_on.kept(),
            "answer": choice.key if choice else self._wanted_key,
            "reason": self.reason.kept(),
            "same_unit": self.same_unit.isChecked(),
        }

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Put back what was kept; what another part has in stock is looked up first."""
        self._wanted_key = str(kept.get("answer", ""))
        for name in ("part_id", "quantity", "needed_on", "reason"):
            field = self.part if name == "part_id" else getattr(self, name)
            field.restore(kept.get(name, ""))
        self.same_unit.setChecked(kept.get("same_unit") is True)
        if self.found is not None and self.found.part.id == picked_id(self.part):
            self._offer(self._wanted_key)
        self._show_state()

    def begin(self) -> None:
        """Put the keyboard where something is to be done."""
        if self.found is not None:
            self.answers.begin()
        else:
            self.part.setFocus()

    # building ----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        wanted = QLabel(self._wanted_words(), self)
        wanted.setProperty("role", "heading")
        wanted.setWordWrap(True)
        self.refusal.setProperty("role", "error")
        self.refusal.setWordWrap(True)
        self.refusal.setObjectName(f"{self._name}.problem")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(4, 3)
        grid.addWidget(wanted, 0, 0, 1, 5)
        self._caption(grid, 1, 0, _("&Part wanted"), self.part)
        grid.addWidget(self.part, 1, 1, 1, 4)
        self._caption(grid, 2, 0, _("&Quantity"), self.quantity)
        grid.addWidget(self.quantity, 2, 1)
        grid.addWidget(self.unit, 2, 2)
        self._caption(grid, 2, 3, _("&Needed on"), self.needed_on)
        grid.addWidget(self.needed_on, 2, 4)
        grid.addWidget(self.same_unit, 3, 1, 1, 4)
        below = QGridLayout()
        below.setHorizontalSpacing(12)
        self._caption(below, 0, 0, _("&Reason"), self.reason)
        below.addWidget(self.reason, 0, 1)
        below.addWidget(self.refusal, 1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(grid)
        layout.addWidget(self._scrolled(), 1)
        layout.addLayout(below)

    def _caption(self, grid: QGridLayout, row: int, column: int, text: str, field: QWidget) -> None:
        caption = QLabel(text, self)
        caption.setBuddy(field)
        caption.setProperty("role", "caption")
        field.setAccessibleName(text.replace("&", ""))
        grid.addWidget(caption, row, column)

    def _scrolled(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget(area)
        inner.setProperty("ground", "none")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.answers)
        column.addStretch(1)
        area.setWidget(inner)
        return area

    def _wanted_words(self) -> str:
        amount = quantity_text(self.line.quantity) if self.line.quantity is not None else ""
        return " ".join(said for said in (self.line.text, amount, self.line.unit if amount else "") if said)

    def _fill(self, start: NeedStart) -> None:
        entered = start.form
        if start.look is not None:
            part = start.look.part
            self.part.set_value(PickItem(part.id, part.title, "", part.code))
        self.quantity.set_value(entered.quantity)
        self.needed_on.set_value(entered.needed_on)
        self.reason.set_value(entered.reason)
        self.same_unit.setChecked(entered.same_unit)
        self._offer(_key(entered))
        self._show_state()

    def _connect(self) -> None:
        self.part.value_changed.connect(self._on_part)
        self.part.new_requested.connect(self._on_new_part)
        for field in (self.quantity, self.needed_on, self.reason, self.answers):
            field.value_changed.connect(self._on_changed)
        self.same_unit.toggled.connect(self._on_changed)
        self.reason.returnPressed.connect(self.done)

    # reactions ---------------------------------------------------------------------------------------------------

    def _on_changed(self, _value: object = None) -> None:
        self._show_state()
        self.changed.emit()

    def _on_part(self, item: PickItem | None) -> None:
        self.found = None
        self._offer("")
        self._on_changed()
        key = f"{self._name}.look"
        if item is None:
            self._desk.jobs.drop_read(key)
            return
        need_id = self.line.need.id if self.line.need else None
        read = partial(stock_look, self._desk.context, item.id, need_id, self._record_id)
        self._desk.jobs.run_read(key, lambda _progress: read(), self._on_found)

    def _on_found(self, found: StockLook) -> None:
        if found.part.id != picked_id(self.part):
            return
        self.found = found
        answer = proposal(self.form(), found)
        self._offer(self._wanted_key or (f"{answer.value}:0" if answer else ""))
        self._wanted_key = ""
        self._on_changed()

    def _on_new_part(self, typed: str) -> None:
        choose = partial(choose_saved, self._desk, self.part, shown=full_item)

        def ask(read: KnownPart) -> None:
            form, rates = read
            named = replace(form, name=typed or self.line.text, unit=self.line.unit)
            ask_new_part(self._desk, self, (named, rates), choose)

        self._desk.jobs.run_read(f"{self._name}.new", lambda _progress: read_new_part(self._desk), ask)

    def _offer(self, key: str) -> None:
        self.answers.set_choices(choices(self.found) if self.found is not None else (), key)
        order: list[QWidget] = [self.part, self.quantity, self.needed_on, self.same_unit]
        order += [*(row.button for row in self.answers.rows), self.reason]
        for before, behind in pairwise(order):
            QWidget.setTabOrder(before, behind)

    def _show_state(self) -> None:
        unit = self.found.part.unit if self.found is not None else ""
        self.unit.setText(unit or self.line.unit)
        fits = self.found is None or unit_fits(self.line.unit, unit)
        self.same_unit.setText(_("The quantity is meant in “{unit}”").format(unit=unit))
        self.same_unit.setVisible(not fits)
        wrong = self.problem()
        self.refusal.setText(wrong)
        self.refusal.setVisible(bool(wrong))
        kept = "" if wrong else reason_of(replace(self.form(), reason=""), self.facts())
        self.reason.setPlaceholderText(kept)


def _target(choice: Choice | None, answer: StockAnswer) -> int | None:
    return choice.target if choice is not None and choice.answer is answer else None


def _key(form: NeedForm) -> str:
    if form.answer is None:
        return ""
    target = {StockAnswer.SUBSTITUTE: form.chosen_id, StockAnswer.ON_ORDER: form.purchase_line_id}.get(form.answer)
    return f"{form.answer.value}:{target or 0}"

"""What a priced line is called: typed freely, or taken over with its price from what is found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from app.errors import AppError
from app.formatting import date_text, money
from app.i18n import N_, _
from app.queries.trade.price_sources import PriceChoice, PriceSource
from app.rules.trade.lines import LONGEST
from ui.runtime.jobs import JobRunner
from ui.widgets.fields.record_picker import PickItem, PickLine
from ui.widgets.fields.text_area import too_long

PriceSearch = Callable[[str], Sequence[PriceChoice]]
LIST_WIDTH = 620  # logical px
SOURCES: Mapping[PriceSource, str] = {
    PriceSource.PART: N_("Part"),
    PriceSource.RATE_CARD: N_("Rate card"),
    PriceSource.QUOTATION: N_("Quotation"),
}


@dataclass(frozen=True, slots=True)
class LineName:
    """What a line is called, and the part it is, None for what is no part."""

    text: str = ""
    part_id: int | None = None


class PriceName(PickLine):
    """Offers prices for what is typed, and all of them with the down key. Enter takes over the one that was walked to;
    without one it leaves the name as typed. Another name is no longer the part that was taken over.
    """

    value_changed = Signal(object)  # LineName

    def __init__(self, name: str, search: PriceSearch, jobs: JobRunner, parent: QWidget | None = None) -> None:
        """``search`` runs on the read lane."""
        super().__init__(name, jobs, parent)
        self.setPlaceholderText(_("Type, or ↓ for prices"))
        self._search = search
        self._part = LineName()
        self._choices: Sequence[PriceChoice] = ()
        self._taken: PriceChoice | None = None
        self.textChanged.connect(lambda _text: self.value_changed.emit(self.value()))
        self.text_settled.connect(self._on_text_settled)

    # the field ---------------------------------------------------------------------------------------------------

    def value(self) -> LineName:
        """Return the name without blanks around it."""
        text = self.text().strip()
        return LineName(text, self._part.part_id if text == self._part.text else None)

    def set_value(self, value: LineName) -> None:
        """Show a name."""
        self._part = value
        self.setText(value.text)

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        return self.cut_problem or too_long(self.text().strip(), LONGEST["name"])

    def kept(self) -> list[Any]:
        """Return the name as it is typed and its part."""
        return [self.text(), self.value().part_id]

    def restore(self, kept: Any) -> None:
        """Put a kept name back."""
        match kept:
            case [str(text), int() | None as part_id]:
                self.set_value(LineName(text.strip(), part_id))
                self.setText(text)

    def shown(self) -> str:
        """Return the name."""
        return self.text().strip()

    def take_choice(self) -> PriceChoice | None:
        """Return the price that was just taken over, once."""
        taken, self._taken = self._taken, None
        return taken

    # the list ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not self._steer(event):
            super().keyPressEvent(event)

    def _steer(self, event: QKeyEvent) -> bool:
        """Open the list, walk through it, take from it, close it; False for a key that is not for the list."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        found = self.popup
        if found is None or self._popup is None:
            if event.key() == Qt.Key.Key_Down:
                self._ask(self.text())
            return event.key() == Qt.Key.Key_Down
        if self._popup.steer(event.key()):
            return True
        chosen = found.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen is not None:
            self._take(chosen)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            return True
        return False

    def _on_text_settled(self, text: str) -> None:
        if text.strip() and self.hasFocus():
            self._ask(text)
        else:
            self._close()

    def _ask(self, text: str) -> None:
        search, wanted = self._search, text.strip()
        self._jobs.run_read(
            f"{self.objectName()}.search", lambda _progress: search(wanted), self._show, self._on_failed
        )

    def _show(self, choices: Sequence[PriceChoice]) -> None:
        if not self.hasFocus() or self.is_composing:
            return
        self._choices = choices
        if not choices:
            self._close()
            return
        found = self._list(self._take)
        found.show_items([_item(at, choice) for at, choice in enumerate(choices)], least_width=LIST_WIDTH)
        found.list.setCurrentRow(-1)

    def _on_failed(self, error: AppError) -> None:
        self._close()
        self.setToolTip(error.message)

    def _take(self, item: QListWidgetItem) -> None:
        choice = self._choices[item.listWidget().row(item)]
        self._close()
        self._taken = choice
        self.set_value(LineName(choice.line.name, choice.line.part_id))
        self.value_changed.emit(self.value())  # also where the name stays: the price is another


def _item(at: int, choice: PriceChoice) -> PickItem:
    """Return a price as the list shows it: what it is, how much, where from, since when."""
    line = choice.line
    price = money(line.unit_price) + (f" / {line.unit}" if line.unit else "")
    source = " ".join((_(SOURCES[choice.source]), choice.number)).strip()
    told = " · ".join(part for part in (source, date_text(choice.day) if choice.day else "") if part)
    return PickItem(at, " ".join(part for part in (line.name, line.spec, line.brand) if part), told, price)

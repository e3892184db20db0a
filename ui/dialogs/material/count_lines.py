"""The lines of a stock count as they are typed: part, what was counted, and why it differs."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import MISSING, quantity
from app.forms.material.parts import CountLineForm
from app.i18n import N_, _
from app.queries.material.counts import Countable
from app.queries.search import pick
from app.rules.material.counting import difference
from models.enums import RecordKind
from ui.dialogs.forms.pickers import pick_item
from ui.dialogs.trade.priced_lines import colour
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.lines.column import LineColumn, computed_column, quantity_column, record_column, text_column
from ui.widgets.lines.line_table import LineTable


class CountLines(LineTable[CountLineForm]):
    """A line per part. ``hide_expected`` counts blind: neither what the ledger says is shown, nor what differs."""

    def __init__(self, name: str, desk: Desk, parent: QWidget | None = None) -> None:
        self._known: dict[int, Countable] = {}
        self._is_blind = False

        def search(words: str) -> list[PickItem]:
            return [pick_item(found) for found in pick(desk.context, RecordKind.PART, words)]

        columns: dict[str, LineColumn] = {
            "part": record_column(N_("Part"), 22, search, desk.jobs),
            "spec": computed_column(N_("Model, specification"), 14, is_figure=False),
            "bin": computed_column(N_("Bin"), 8, is_figure=False),
            "expected": computed_column(N_("By the ledger"), 8),
            "counted": quantity_column(N_("Counted"), 8),
            "unit": computed_column(N_("Unit"), 4, is_figure=False),
            "difference": computed_column(N_("Difference"), 8),
            "reason": text_column(N_("Reason of the difference"), 20),
        }
        super().__init__(name, columns, _("Add a &part"), parent=parent)
        self.value_changed.connect(lambda _lines: self._show_differences())

    # asked by the form -------------------------------------------------------------------------------------------

    def offer(self, lines: Sequence[CountLineForm], known: Sequence[Countable]) -> None:
        """Show these lines; ``known`` says of their parts what the ledger does."""
        self.tell_parts(known)
        self.set_value(lines)

    def tell_parts(self, known: Sequence[Countable]) -> None:
        """Say what the ledger knows of these parts."""
        self._known |= {one.part_id: one for one in known}
        self.tell_again()

    def add_parts(self, found: Sequence[Countable]) -> int:
        """Add a line for each of these parts that has none yet; returns how many were added."""
        lines = self.value()
        there = {line.part_id for line in lines}
        new = [one for one in found if one.part_id not in there]
        self.offer((*lines, *(CountLineForm(part_id=one.part_id) for one in new)), found)
        return len(new)

    def unknown_parts(self) -> set[int]:
        """Return the parts of which nobody has said yet what the ledger says."""
        return {line.part_id for line in self.value() if line.part_id} - self._known.keys()

    def hide_expected(self, hidden: bool) -> None:
        """Count blind, or see again what the ledger says."""
        self._is_blind = hidden
        self.tell_again()
        self._show_differences()

    # lines -------------------------------------------------------------------------------------------------------

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> CountLineForm:
        item: PickItem | None = values["part"]
        part_id = item.id if item is not None else 0
        return CountLineForm(part_id=part_id, counted=values["counted"], reason=values["reason"])

    def values_of(self, line: CountLineForm) -> Mapping[str, Any]:
        part = self._known.get(line.part_id)
        item = PickItem(part.part_id, part.name, part.spec, part.number) if part is not None else None
        return {"part": item, "counted": line.counted, "reason": line.reason}

    def line_problem(self, line: CountLineForm, place: int) -> str:
        return self.cell_problem(place, _("choose the part")) if not line.part_id else ""

    def wrong_column(self, line: CountLineForm) -> str:
        return "part"

    def line_words(self, line: CountLineForm) -> str:
        part = self._known.get(line.part_id)
        counted = quantity(line.counted) if line.counted is not None else _("not counted")
        return f"{part.name if part is not None else MISSING} {counted}"

    def computed(self, line: CountLineForm) -> Mapping[str, str]:
        part = self._known.get(line.part_id)
        if part is None:
            return {}
        words = {"spec": part.spec or MISSING, "bin": part.bin or MISSING, "unit": part.unit}
        if self._is_blind:
            return words
        return {**words, "expected": quantity(part.expected), "difference": self._difference(line)}

    def _difference(self, line: CountLineForm) -> str:
        differs = self._differs(line)
        if line.counted is None:
            return ""
        return difference_words(differs)

    def _differs(self, line: CountLineForm) -> Decimal:
        part = self._known.get(line.part_id)
        return difference(part.expected, line.counted) if part is not None else Decimal(0)

    def _show_differences(self) -> None:
        """Let a difference stand out, and say where its reason is missing."""
        for line in self.entered():
            value = self.line_value(line)
            differs = self._differs(value) != 0 and not self._is_blind
            missing = _("Say why it differs.") if differs and not value.reason.strip() else ""
            colour(line.widget("difference"), "overdue" if differs else "", missing)


def difference_words(amount: Decimal) -> str:
    """Return a difference with its sign."""
    if not amount:
        return "0"
    return ("+" if amount > 0 else "-") + quantity(abs(amount))

"""The items of an inspection as they are put on record: what was found at each, what was read, what is to be said."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.inspections import FindingForm
from app.i18n import N_, _, ngettext
from app.labels import label
from app.queries.care.inspections import ItemLine
from app.services.care.inspections import LINE_LIMIT, TEXT_LIMIT
from models.enums import Finding
from ui.widgets.lines.column import LineColumn, choice_column, computed_column, text_column
from ui.widgets.lines.line_table import LineTable
from ui.widgets.lines.table_foot import Total


def findings_by_digit() -> tuple[tuple[str, str], ...]:
    """Return the findings with their digits in front: typing 1 to 4 in a cell chooses one."""
    return tuple((one.value, f"{place} {label(one)}") for place, one in enumerate(Finding, start=1))


class FindingLines(LineTable[FindingForm]):
    """A line per item, which is given: its finding (a digit chooses it), reading and note."""

    def __init__(self, name: str, items: Sequence[ItemLine], parent: QWidget | None = None) -> None:
        self._items = {one.position: one for one in items}
        columns: dict[str, LineColumn] = {
            "equipment": computed_column(N_("Equipment"), 11, is_figure=False),
            "item": computed_column(N_("Item"), 12, is_figure=False),
            "standard": computed_column(N_("Standard"), 12, is_figure=False),
            "finding": choice_column(
                N_("Found to be"), 8, findings_by_digit, empty=N_("—"), spoken=N_("Result {place}")
            ),
            "reading": text_column(N_("Reading"), 8, longest=LINE_LIMIT),
            "note": text_column(N_("What is wrong"), 19, longest=TEXT_LIMIT),
        }
        super().__init__(name, columns, "", none_text=_("This inspection has no items."), parent=parent)

    def all_in_order(self) -> int:
        """Say of every item that has no finding yet that it is in order; returns how many these were."""
        lines = self.value()
        rest = sum(line.finding is None for line in lines)
        self.set_value([replace(line, finding=line.finding or Finding.GOOD) for line in lines])
        return rest

    # lines -------------------------------------------------------------------------------------------------------

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> FindingForm:
        found = values["finding"]
        finding = Finding(found) if found else None
        return FindingForm(position=known or 0, finding=finding, reading=values["reading"], note=values["note"])

    def values_of(self, line: FindingForm) -> Mapping[str, Any]:
        finding = line.finding.value if line.finding is not None else None
        return {"finding": finding, "reading": line.reading, "note": line.note}

    def known_of(self, line: FindingForm) -> int | None:
        return line.position

    def line_problem(self, line: FindingForm, place: int) -> str:
        if line.finding is Finding.FAULT and not line.note.strip():
            return self.cell_problem(place, _("say what is wrong"))
        return ""

    def wrong_column(self, line: FindingForm) -> str:
        return "note"

    def line_words(self, line: FindingForm) -> str:
        item = self._items[line.position].item if line.position in self._items else ""
        found = label(line.finding) if line.finding is not None else _("no finding yet")
        return f"{item} {found}"

    def computed(self, line: FindingForm) -> Mapping[str, str]:
        item = self._items.get(line.position)
        if item is None:
            return {}
        return {"equipment": item.equipment or _("Whole plant"), "item": item.item, "standard": item.standard}

    def totals(self, lines: Sequence[FindingForm]) -> Sequence[Total]:
        open_ones = sum(line.finding is None for line in lines)
        faults = sum(line.finding is Finding.FAULT for line in lines)
        words = ngettext("{count} item", "{count} items", len(lines)).format(count=len(lines))
        return (
            Total("all", _("In all"), words),
            Total("faults", label(Finding.FAULT), str(faults)),
            Total("open", _("Without a finding"), str(open_ones), is_main=bool(open_ones)),
        )

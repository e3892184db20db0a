"""The overdue instalments that stronger measures may be proposed for, each to be ticked: a field of a form (C10.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import date_text, money
from app.i18n import N_, _
from app.labels import label
from app.queries.money.measures_opening import ClaimOption
from app.rules.money.shares import total_of
from ui.dialogs.money.offered_table import OfferedTable
from ui.widgets.fields.tick import Tick
from ui.widgets.lines.column import LineColumn, computed_column
from ui.widgets.lines.table_foot import Total


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """An overdue instalment, and whether the proposal names it."""

    option: ClaimOption
    named: bool = True


class ClaimTable(OfferedTable[ClaimLine]):
    """A line per overdue instalment; the sums below are those of the ticked ones."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        columns: dict[str, LineColumn] = {
            "named": LineColumn(N_("Named"), 2, Tick),
            "number": computed_column(N_("Instalment"), 5, is_figure=False),
            "source": computed_column(N_("Contract or order"), 4, is_figure=False),
            "due_on": computed_column(N_("Due on"), 3, is_figure=False),
            "days": computed_column(N_("Overdue"), 3),
            "open": computed_column(N_("Not yet received"), 4),
            "interest": computed_column(N_("Late interest"), 4),
            "limitation": computed_column(N_("Time runs out"), 4, is_figure=False),
        }
        self._offered: dict[int, ClaimOption] = {}
        nothing = _("Nothing is overdue, handed over and undisputed.")
        super().__init__(name, columns, nothing, parent)

    # asked by the form -------------------------------------------------------------------------------------------

    def offer(self, options: Sequence[ClaimOption], named: Sequence[int]) -> None:
        """Show these instalments, those named ticked."""
        self._offered = {one.id: one for one in options}
        self.show_offered([ClaimLine(one, one.id in named) for one in options])

    def named(self) -> tuple[int, ...]:
        """Return the instalments that are ticked."""
        return tuple(line.option.id for line in self.value() if line.named)

    # lines -------------------------------------------------------------------------------------------------------

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> ClaimLine:
        return ClaimLine(self._offered[known or 0], bool(values["named"]))

    def values_of(self, line: ClaimLine) -> Mapping[str, Any]:
        return {"named": line.named}

    def known_of(self, line: ClaimLine) -> int | None:
        return line.option.id

    def line_problem(self, line: ClaimLine, place: int) -> str:
        return ""

    def line_words(self, line: ClaimLine) -> str:
        return f"{line.option.number} {money(line.option.open)}" if line.named else ""

    def computed(self, line: ClaimLine) -> Mapping[str, str]:
        one = line.option
        limitation = date_text(one.limitation) if one.limitation is not None else ""
        return {
            "number": f"{one.number} {label(one.kind)}",
            "source": one.source,
            "due_on": date_text(one.due_on),
            "days": str(one.overdue_days),
            "open": money(one.open),
            "interest": money(one.interest) if one.interest else "",
            "limitation": _("{day} soon").format(day=limitation) if one.pressing else limitation,
        }

    def totals(self, lines: Sequence[ClaimLine]) -> Sequence[Total]:
        named = [line.option for line in lines if line.named]
        if not named:
            return ()
        shown = [Total("open", _("Claimed in all"), money(total_of(one.open for one in named)), is_main=True)]
        if any(one.interest for one in named):
            shown.append(Total("interest", _("Late interest"), money(total_of(one.interest for one in named))))
        return shown

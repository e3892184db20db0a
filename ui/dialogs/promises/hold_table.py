"""The stretches in which clocks stand, as lines of a form: from, to."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import Invalid
from app.formatting import date_time_text
from app.i18n import N_, _
from app.rules.promises.clocks import Interval
from app.rules.promises.try_out import check_holds
from ui.widgets.fields.moment_edit import Now
from ui.widgets.lines.column import moment_column
from ui.widgets.lines.line_table import LineTable

Stretch = tuple[datetime | None, datetime | None]


class HoldTable(LineTable[Stretch]):
    """A line per hold; ``holds`` are those that are complete."""

    def __init__(self, name: str, now: Now, zone: tzinfo, parent: QWidget | None = None) -> None:
        self._zone = zone
        columns = {
            "starts_at": moment_column(N_("From"), 1, now, zone),
            "ends_at": moment_column(N_("To"), 1, now, zone),
        }
        super().__init__(name, columns, _("Add a &hold"), parent=parent)

    def holds(self) -> tuple[Interval, ...]:
        """Return the stretches of which both ends are known."""
        return tuple((start, end) for start, end in self.value() if start is not None and end is not None)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> Stretch:
        return values["starts_at"], values["ends_at"]

    def values_of(self, line: Stretch) -> Mapping[str, Any]:
        return {"starts_at": line[0], "ends_at": line[1]}

    def line_problem(self, line: Stretch, place: int) -> str:
        start, end = line
        if start is None or end is None:
            return self.cell_problem(place, _("Enter from when until when the clocks stand."))
        try:
            check_holds([(start, end)])
        except Invalid as error:
            return self.cell_problem(place, error.message)
        return ""

    def wrong_column(self, line: Stretch) -> str:
        return "starts_at" if line[0] is None else "ends_at"

    def line_words(self, line: Stretch) -> str:
        return " – ".join(date_time_text(end, self._zone) for end in line)

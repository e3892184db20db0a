"""The lending departments' word on a change of a dispatch, as lines (C7.2)."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.dispatch_steps import DepartmentWordForm
from app.i18n import N_, _
from app.queries.people.dispatches import LendingDepartment
from ui.dialogs.forms.past import past_problem
from ui.runtime.desk import Desk
from ui.widgets.lines.column import computed_column, moment_column, text_column
from ui.widgets.lines.line_table import LineTable

LONGEST_NAME = 60


class DepartmentWords(LineTable[DepartmentWordForm]):
    """A line per department that lends somebody: who said yes, when. Its manager is offered by name."""

    def __init__(
        self, name: str, desk: Desk, departments: Sequence[LendingDepartment], parent: QWidget | None = None
    ) -> None:
        self._desk = desk
        self._names = {one.id: one.name for one in departments}
        columns = {
            "department": computed_column(N_("Department"), 12, is_figure=False),
            "agreed_by": text_column(N_("Who agreed"), 9, longest=LONGEST_NAME),
            "agreed_at": moment_column(N_("When"), 11, desk.now, desk.zone),
            "note": text_column(N_("Note"), 12),
        }
        super().__init__(name, columns, "", none_text=_("Nobody is lent."), parent=parent)
        self.set_value([DepartmentWordForm(one.id, one.manager, desk.now()) for one in departments])

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> DepartmentWordForm:
        return DepartmentWordForm(department_id=known, **values)

    def values_of(self, line: DepartmentWordForm) -> Mapping[str, Any]:
        return {"agreed_by": line.agreed_by, "agreed_at": line.agreed_at, "note": line.note}

    def known_of(self, line: DepartmentWordForm) -> int | None:
        return line.department_id

    def line_problem(self, line: DepartmentWordForm, place: int) -> str:
        if not line.agreed_by:
            return _("Enter who agreed.")
        if line.agreed_at is None:
            return _("Enter when it was agreed.")
        return past_problem(line.agreed_at, self._desk)

    def wrong_column(self, line: DepartmentWordForm) -> str:
        return "agreed_at" if line.agreed_by else "agreed_by"

    def line_words(self, line: DepartmentWordForm) -> str:
        return f"{self._names[line.department_id or 0]}: {line.agreed_by}"

    def computed(self, line: DepartmentWordForm) -> Mapping[str, str]:
        return {"department": self._names[line.department_id or 0]}

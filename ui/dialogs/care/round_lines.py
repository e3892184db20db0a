"""The list of a round, as lines to tick: whom, why, how, when, by whom; with what is known of the customer (C13)."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import MISSING, date_text
from app.forms.visits import RoundLineForm
from app.i18n import N_, _, ngettext
from app.labels import label
from app.queries.care.candidates import Candidate
from app.queries.care.rounds import PlannerSheet
from app.queries.search import pick
from app.services.care.visits import LINE_LIMIT, NAME_LIMIT
from models.enums import RecordKind, VisitMode
from ui.dialogs.forms.pickers import pick_item
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.tick import Tick
from ui.widgets.lines.column import (
    LineColumn,
    choice_column,
    computed_column,
    date_column,
    record_column,
    text_column,
)
from ui.widgets.lines.line import Line
from ui.widgets.lines.line_table import LineTable
from ui.widgets.lines.table_foot import Total


class RoundLines(LineTable[RoundLineForm]):
    """A line per customer; only those ticked are visited. Customers are added by typing."""

    def __init__(self, name: str, desk: Desk, sheet: PlannerSheet, parent: QWidget | None = None) -> None:
        self._known = sheet.known
        self._projects = {line.visit_id: (line.customer_id, line.project_id) for line in sheet.form.lines}
        super().__init__(name, _columns(desk), _("&Add a customer"), parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> RoundLineForm:
        customer: PickItem | None = values["customer"]
        customer_id = customer.id if customer is not None else None
        return RoundLineForm(
            visit_id=known,
            listed=values["listed"],
            customer_id=customer_id,
            project_id=self._project(known, customer_id),
            mode=VisitMode(values["mode"] or VisitMode.ON_SITE),
            planned_on=values["planned_on"],
            visitor=values["visitor"],
            focus=values["focus"],
        )

    def _project(self, known: int | None, customer_id: int | None) -> int | None:
        """Return the project that the visit has, else the one that presses most."""
        former, project_id = self._projects.get(known, (None, None)) if known is not None else (None, None)
        if former is not None and former == customer_id:
            return project_id
        found = self._found(customer_id)
        return found.project_id if found is not None else None

    def _found(self, customer_id: int | None) -> Candidate | None:
        return self._known.get(customer_id or 0)

    def values_of(self, line: RoundLineForm) -> Mapping[str, Any]:
        found = self._found(line.customer_id)
        item = PickItem(line.customer_id, found.name) if found is not None and line.customer_id else None
        return {
            "listed": line.listed, "customer": item, "focus": line.focus, "mode": line.mode.value,
            "planned_on": line.planned_on, "visitor": line.visitor,
        }  # fmt: skip

    def known_of(self, line: RoundLineForm) -> int | None:
        return line.visit_id

    def computed(self, line: RoundLineForm) -> Mapping[str, str]:
        found = self._found(line.customer_id)
        if found is None:
            return {}
        end, last = found.standing.warranty_end, found.last_visit
        return {
            "region": found.standing.region or MISSING,
            "last_visit": date_text(last) if last else MISSING,
            "warranty_end": date_text(end) if end else MISSING,
        }

    def line_problem(self, line: RoundLineForm, place: int) -> str:
        if line.customer_id is None:
            return _("Choose the customer.")
        if line.listed and line.planned_on is None:
            return _("Enter for which day it is planned.")
        return ""

    def wrong_column(self, line: RoundLineForm) -> str:
        return "customer" if line.customer_id is None else "planned_on"

    def line_words(self, line: RoundLineForm) -> str:
        found = self._found(line.customer_id)
        day = date_text(line.planned_on) if line.planned_on else ""
        return " ".join(part for part in (found.name if found else "", label(line.mode), day) if part)

    def cell_changed(self, line: Line, column: str) -> None:
        """A customer that somebody picks is ticked, and says why it would be seen."""
        item = line.field("customer").value()
        if column != "customer" or item is None or not line.is_typed:
            return
        line.field("listed").set_value(True)
        found = self._found(item.id)
        if found is not None and not line.field("focus").value():
            line.field("focus").set_value(found.focus)

    def cross_words(self, line: Line, place: int) -> str:
        return _("Take away {name}").format(name=line.field("customer").shown() or "…")

    def totals(self, lines: Sequence[RoundLineForm]) -> Sequence[Total]:
        count = sum(1 for line in lines if line.listed)
        return (
            Total(
                "listed", _("On the list"), ngettext("{count} customer", "{count} customers", count).format(count=count)
            ),
        )


def _columns(desk: Desk) -> Mapping[str, LineColumn]:
    def search(words: str) -> list[PickItem]:
        return [pick_item(found) for found in pick(desk.context, RecordKind.CUSTOMER, words)]

    return {
        "listed": LineColumn(N_("Listed"), 1, Tick),
        "customer": record_column(N_("Customer"), 10, search, desk.jobs),
        "region": computed_column(N_("Region"), 6, is_figure=False),
        "focus": text_column(N_("Focus"), 12, longest=LINE_LIMIT),
        "last_visit": computed_column(N_("Last visit"), 5, is_figure=False),
        "warranty_end": computed_column(N_("Warranty until"), 5, is_figure=False),
        "mode": choice_column(N_("Mode"), 5, lambda: [(one.value, label(one)) for one in VisitMode]),
        "planned_on": date_column(N_("Day"), 6, desk.today),
        "visitor": text_column(N_("Visitor"), 5, longest=NAME_LIMIT),
    }

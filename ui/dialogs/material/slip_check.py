"""The check with the keeper, item by item: each is ticked with what was really handed out, or taken back (C6.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import MISSING, quantity
from app.forms.material.slips import CheckedLineForm, CheckForm
from app.i18n import N_, _
from app.queries.material.slip_forms import CheckLine, CheckSheet
from app.rules.material.slips import Wanted, amount_problem
from ui.dialogs.forms.past import past_problem
from ui.runtime.desk import Desk
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.fields.tick import Tick
from ui.widgets.forms.form import FormDialog
from ui.widgets.lines.column import LineColumn, computed_column, quantity_column, text_column
from ui.widgets.lines.line import Line
from ui.widgets.lines.line_table import LineTable
from ui.widgets.lines.table_foot import Total

NAME = "inventory.slip_check"
LONGEST, LONGEST_NAME, LONGEST_BATCH = 4000, 60, 60


@dataclass(frozen=True, slots=True)
class Counted:
    """An item with what the keeper counted; ``ticked`` once both have looked at it."""

    item: CheckLine
    ticked: bool = False
    quantity: Decimal | None = None
    serial_no: str = ""
    batch: str = ""

    @property
    def wanted(self) -> Wanted:
        """The item as refusals name it."""
        return Wanted(self.item.line.name, self.item.line.quantity, self.item.line.unit)

    @property
    def form(self) -> CheckedLineForm:
        """What goes to the service."""
        return CheckedLineForm(
            line_no=self.item.line.line_no, quantity=self.quantity, serial_no=self.serial_no, batch=self.batch
        )


class CheckLines(LineTable[Counted]):
    """A line per item; Space ticks it, Enter goes on. Items not ticked yet are named."""

    def __init__(self, name: str, sheet: CheckSheet, parent: QWidget | None = None) -> None:
        counted = N_("Really back") if sheet.is_red else N_("Handed out")
        columns: dict[str, LineColumn] = {
            "ticked": LineColumn(N_("Checked"), 3, Tick),
            "item": computed_column(N_("Part"), 22, is_figure=False),
            "bin": computed_column(N_("Bin"), 8, is_figure=False),
            "on_hand": computed_column(N_("On hand"), 7),
            "asked": computed_column(N_("Approved quantity"), 7),
            "quantity": quantity_column(counted, 8),
            "serial_no": text_column(N_("Serial no."), 13),
            "batch": text_column(N_("Batch"), 10, longest=LONGEST_BATCH),
        }
        self._items = {item.line.line_no: item for item in sheet.lines}
        super().__init__(name, columns, "", none_text=_("There is no item on the slip."), parent=parent)
        self.set_value([_proposed(item) for item in sheet.lines])

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> Counted:
        return Counted(self._items[known or 0], **values)

    def values_of(self, line: Counted) -> Mapping[str, Any]:
        return {name: getattr(line, name) for name in ("ticked", "quantity", "serial_no", "batch")}

    def known_of(self, line: Counted) -> int | None:
        return line.item.line.line_no

    def line_problem(self, line: Counted, place: int) -> str:
        return amount_problem(line.quantity, line.item.line.quantity, line.wanted)

    def wrong_column(self, line: Counted) -> str:
        return "quantity"

    def line_words(self, line: Counted) -> str:
        return f"{line.item.line.name} {quantity(line.quantity)} {line.item.line.unit}".strip()

    def computed(self, line: Counted) -> Mapping[str, str]:
        view = line.item.line
        return {
            "item": " ".join(said for said in (view.code, view.name, view.spec) if said),
            "bin": view.bin or MISSING,
            "on_hand": quantity(view.on_hand),
            "asked": f"{quantity(view.quantity)} {view.unit}".strip(),
        }

    def totals(self, lines: tuple[Counted, ...]) -> tuple[Total, ...]:  # type: ignore[override]
        done = sum(line.ticked for line in lines)
        told = _("{done} of {all}").format(done=done, all=len(lines))
        return (Total("checked", _("Checked"), told, is_main=True),)

    def cell_changed(self, line: Line, column: str) -> None:
        """Whoever writes how many were counted has looked at the item."""
        if column == "quantity" and line.is_typed and line.has_keyboard():
            line.field("ticked").set_value(True)

    def unticked(self) -> tuple[str, ...]:
        """Return the items at which nobody has looked yet."""
        return tuple(line.item.line.name for line in self.value() if not line.ticked)


def _proposed(item: CheckLine) -> Counted:
    form = item.proposed
    return Counted(item, quantity=form.quantity, serial_no=form.serial_no, batch=form.batch)


class CheckDialog(FormDialog):
    """Who checked with whom, when, and every item; it is saved once each item is ticked."""

    def __init__(self, desk: Desk, sheet: CheckSheet, parent: QWidget | None = None) -> None:
        title = _("Take back with the keeper · {number}") if sheet.is_red else _("Check with the keeper · {number}")
        super().__init__(NAME, title.format(number=sheet.number), _("&Checked"), parent)
        self._desk = desk
        own = f"{NAME}.field"
        self.lines = CheckLines(f"{own}.lines", sheet)
        self.keeper = LineEdit(f"{own}.keeper", LONGEST_NAME)
        self.picker = LineEdit(f"{own}.picker", LONGEST_NAME)
        self.at = DateTimeEdit(f"{own}.at", desk.now, desk.zone)
        self.note = TextArea(f"{own}.note", LONGEST, 2)
        self.add_note("about", " · ".join(said for said in (sheet.title, sheet.department) if said))
        self.add_row("lines", _("Items"), self.lines, wide=True, check=self._tick_problem)
        self.add_section(_("Who checked"))
        self.add_row("keeper", _("&Keeper"), self.keeper, required=True, half=True)
        brought = _("&Brought back by") if sheet.is_red else _("&Takes the goods")
        self.add_row("picker", brought, self.picker, required=True, half=True)
        self.add_row("at", _("W&hen"), self.at, required=True, half=True, check=self._time_problem)
        self.add_row("note", _("&Note"), self.note)
        self.keeper.set_value(sheet.keeper)
        self.keeper.setReadOnly(not sheet.names_keeper)
        self.picker.set_value(sheet.picker_name)
        self.at.set_value(desk.now())
        self.resize(1080, 640)

    def form(self) -> CheckForm:
        """Return what is entered."""
        return CheckForm(
            keeper=self.keeper.value(),
            picker=self.picker.value(),
            at=self.at.value(),
            lines=tuple(line.form for line in self.lines.value()),
            note=self.note.value(),
        )

    def _tick_problem(self) -> str:
        left = self.lines.unticked()
        return _("Not checked yet: {items}").format(items=_(", ").join(left)) if left else ""

    def _time_problem(self) -> str:
        return past_problem(self.at.value(), self._desk)

"""Writing a red slip: what of an issued slip comes back unused, and who brings it (C6.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import quantity
from app.forms.material.slips import SlipForm, SlipLineForm
from app.i18n import N_, _
from app.queries.material.slip_forms import RedItem, red_items
from app.queries.material.slip_forms import new_slip_form as new_form
from app.queries.material.slip_forms import slip_form as read_form
from app.rules.material.slips import back_problem
from app.services.material.slips import save_slip
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.runtime.desk import Desk
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog
from ui.widgets.lines.column import LineColumn, computed_column, quantity_column, text_column
from ui.widgets.lines.line_table import LineTable

NAME = "inventory.red_slips"
LONGEST, LONGEST_NAME = 4000, 60


@dataclass(frozen=True, slots=True)
class RedDraft:
    """What the form starts with: the red slip, and what is still out of the slip it reverses."""

    form: SlipForm
    items: tuple[RedItem, ...]


@dataclass(frozen=True, slots=True)
class RedLine:
    """An issued item with what of it comes back."""

    item: RedItem
    quantity: Decimal | None = None
    serial_no: str = ""
    remark: str = ""


class RedLines(LineTable[RedLine]):
    """A line per issued item of which something is still out; what is left empty stays out."""

    def __init__(self, name: str, items: tuple[RedItem, ...], parent: QWidget | None = None) -> None:
        columns: dict[str, LineColumn] = {
            "item": computed_column(N_("Part"), 22, is_figure=False),
            "left": computed_column(N_("Still out"), 10),
            "quantity": quantity_column(N_("Comes back"), 10),
            "serial_no": text_column(N_("Serial no."), 14),
            "remark": text_column(N_("Remark"), 16),
        }
        self._items = {item.line_no: item for item in items}
        super().__init__(name, columns, "", none_text=_("Nothing of it is still out."), parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> RedLine:
        return RedLine(self._items[known or 0], **values)

    def values_of(self, line: RedLine) -> Mapping[str, Any]:
        return {"quantity": line.quantity, "serial_no": line.serial_no, "remark": line.remark}

    def known_of(self, line: RedLine) -> int | None:
        return line.item.line_no

    def line_problem(self, line: RedLine, place: int) -> str:
        return back_problem(line.quantity, line.item.wanted) if line.quantity else ""

    def wrong_column(self, line: RedLine) -> str:
        return "quantity"

    def line_words(self, line: RedLine) -> str:
        return replace(line.item.wanted, quantity=line.quantity).text if line.quantity else ""

    def computed(self, line: RedLine) -> Mapping[str, str]:
        left = f"{quantity(line.item.left)} {line.item.unit}".strip()
        return {"item": f"{line.item.name} {line.item.spec}".strip(), "left": left}

    def forms(self) -> tuple[SlipLineForm, ...]:
        """Return what comes back."""
        coming = (line for line in self.value() if line.quantity)
        return tuple(
            SlipLineForm(
                line_no=line.item.line_no,
                part_id=line.item.part_id,
                quantity=line.quantity,
                serial_no=line.serial_no,
                remark=line.remark,
            )
            for line in coming
        )


class RedSlipDialog(FormDialog):
    """A red slip as it is written."""

    def __init__(self, draft: RedDraft, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save the draft"), parent)
        self._form = draft.form
        self._version = draft.form.version
        own = f"{NAME}.field"
        self.picker_name = LineEdit(f"{own}.picker_name", LONGEST_NAME)
        self.department = LineEdit(f"{own}.department", LONGEST_NAME)
        self.purpose = TextArea(f"{own}.purpose", LONGEST, 2)
        self.lines = RedLines(f"{own}.lines", draft.items)
        self.add_row("picker_name", _("&Brought back by"), self.picker_name, half=True)
        self.add_row("department", _("D&epartment"), self.department, half=True)
        self.add_row("purpose", _("&Why it comes back"), self.purpose, required=True)
        self.add_section(_("Items"))
        self.add_row("lines", _("Items"), self.lines, wide=True, check=self._nothing_problem)
        for name in ("picker_name", "department", "purpose"):
            getattr(self, name).set_value(getattr(draft.form, name))
        given = {line.line_no: line for line in draft.form.lines}
        self.lines.set_value([_red_line(item, given.get(item.line_no)) for item in draft.items])
        self.resize(860, 460)

    def form(self) -> SlipForm:
        """Return what is entered."""
        own = {name: getattr(self, name).value() for name in ("picker_name", "department", "purpose")}
        return replace(self._form, **own, lines=self.lines.forms(), version=self._version)

    def _nothing_problem(self) -> str:
        return "" if self.lines.forms() else _("Enter what comes back.")


def _red_line(item: RedItem, form: SlipLineForm | None) -> RedLine:
    if form is None:
        return RedLine(item)
    return RedLine(item, form.quantity, form.serial_no, form.remark)


def read_new_red(desk: Desk, reverses_id: int) -> RedDraft:
    """Read the form by which goods of a slip come back; on the read lane. How much comes back is counted and typed."""
    form = new_form(desk.context, reverses_id=reverses_id)
    form = replace(form, lines=tuple(replace(line, quantity=None) for line in form.lines))
    return RedDraft(form, red_items(desk.context, reverses_id))


def read_red(desk: Desk, record_id: int) -> RedDraft:
    """Read a red slip; on the read lane."""
    form = read_form(desk.context, record_id)
    return RedDraft(form, red_items(desk.context, form.reverses_id or 0, but=record_id))


def ask_new_red(desk: Desk, parent: QWidget, reverses_id: int, on_saved: OnSaved) -> None:
    """Open the form by which goods of a slip come back; ``on_saved`` is given the red slip's id."""
    make = lambda draft: RedSlipDialog(draft, _("Goods come back: red slip"), parent)  # noqa: E731
    open_new(
        desk, parent, partial(read_new_red, desk, reverses_id), make, save_slip, on_saved, {"reverses_id": reverses_id}
    )


def ask_red(desk: Desk, parent: QWidget, record_id: int, draft: RedDraft, on_saved: OnSaved) -> RedSlipDialog:
    """Open the form of a red slip as it was read (``read_red``)."""
    make = lambda read: RedSlipDialog(read, _("Edit the red slip"), parent)  # noqa: E731
    return open_edited(desk, record_id, draft, partial(read_red, desk, record_id), make, save_slip, on_saved)

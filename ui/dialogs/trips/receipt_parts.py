"""The parts put in, as lines of a service receipt (N1)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import money, quantity
from app.forms.on_site import ReceiptPartForm
from app.i18n import N_, _
from app.labels import label
from models.enums import OldPartGoes
from ui.widgets.lines.column import choice_column, computed_column, money_column, quantity_column, text_column
from ui.widgets.lines.line_table import LineTable
from ui.widgets.lines.table_foot import Total

COLUMNS = {  # field of ReceiptPartForm → how it is typed
    "name": text_column(N_("Part"), 8),
    "spec": text_column(N_("Model, specification"), 6),
    "quantity": quantity_column(N_("Quantity"), 3),
    "price": money_column(N_("Price each"), 4),
    "amount": computed_column(N_("Amount"), 4),
    "serial_no": text_column(N_("New serial no."), 5, longest=80),
    "old_serial_no": text_column(N_("Old serial no."), 5, longest=80),
    "old_goes": choice_column(
        N_("Old part"), 4, lambda: [(one.value, label(one)) for one in OldPartGoes], empty=N_("None taken out")
    ),
}
TYPED = ("name", "spec", "quantity", "serial_no", "old_serial_no")


class ReceiptParts(LineTable[ReceiptPartForm]):
    """A line per part. What was handed out, or recorded as replaced already, keeps what it came from."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._parts: dict[int, int | None] = {}
        super().__init__(name, COLUMNS, _("Add a &part"), movable=True, parent=parent)

    def offer(self, lines: Sequence[ReceiptPartForm]) -> None:
        """Keep which parts these lines are, for when they are shown."""
        self._parts |= {_source(line) or 0: line.part_id for line in lines}

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> ReceiptPartForm:
        code = values["old_goes"]
        swap_id = known // 2 if known is not None and known % 2 else None
        return ReceiptPartForm(
            slip_line_id=known // 2 if known is not None and not known % 2 else None,
            swap_id=swap_id,
            part_id=self._parts.get(known or 0),
            price=values["price"] or Decimal(0),
            old_goes=OldPartGoes(code) if code else None,
            **{name: values[name] for name in TYPED},
        )

    def values_of(self, line: ReceiptPartForm) -> Mapping[str, Any]:
        goes = line.old_goes.value if line.old_goes is not None else None
        return {**{name: getattr(line, name) for name in TYPED}, "price": line.price, "old_goes": goes}

    def known_of(self, line: ReceiptPartForm) -> int | None:
        return _source(line)

    def line_problem(self, line: ReceiptPartForm, place: int) -> str:
        if not line.name.strip():
            return self.cell_problem(place, _("Enter which part was put in."))
        if line.quantity is None or line.quantity <= 0:
            return self.cell_problem(place, _("Enter how many."))
        return ""

    def wrong_column(self, line: ReceiptPartForm) -> str:
        return "quantity" if line.name.strip() else "name"

    def line_words(self, line: ReceiptPartForm) -> str:
        words = (line.name, line.spec, quantity(line.quantity) if line.quantity is not None else "", line.serial_no)
        return " ".join(word for word in words if word)

    def computed(self, line: ReceiptPartForm) -> Mapping[str, str]:
        return {"amount": money(line.price * line.quantity) if line.price and line.quantity else ""}

    def totals(self, lines: Sequence[ReceiptPartForm]) -> Sequence[Total]:
        total = parts_total(lines)
        return (Total("parts", _("Parts"), money(total), is_main=True),) if total else ()


def parts_total(lines: Sequence[ReceiptPartForm]) -> Decimal:
    """Return what these parts cost, in yuan with tax."""
    return sum((line.price * line.quantity for line in lines if line.quantity is not None), Decimal(0))


def _source(line: ReceiptPartForm) -> int | None:
    """Return one number for the swap (odd) or the issued item (even) that a line is, None for one named by hand."""
    if line.swap_id is not None:
        return line.swap_id * 2 + 1
    return line.slip_line_id * 2 if line.slip_line_id is not None else None

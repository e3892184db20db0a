"""What a request asks for, as lines of a form (C3.2, C4.2)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from app.forms import RequestLineForm
from app.i18n import N_, _
from app.labels import label
from app.rules.classification import bases_for
from app.rules.wanted_lines import LONGEST, MOST, line_problem, line_text
from models.enums import ClassBasis, PartClass, ServiceClass
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.line_table import LineColumn, LineTable
from ui.widgets.fields.quantity_edit import QuantityEdit

_BETWEEN = "/"  # class and basis in the code of one choice
_FEWEST_SIGNS = 4  # of a choice that are seen however narrow the form is


def _text(longest: int, name: str, parent: QWidget) -> LineEdit:
    return LineEdit(name, longest, parent=parent)


def _number(name: str, parent: QWidget) -> QuantityEdit:
    return QuantityEdit(name, most=MOST, parent=parent)


def _narrow(choices: Sequence[tuple[str, str]], empty: str, name: str, parent: QWidget) -> Combo:
    combo = Combo(name, choices, empty, parent)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(_FEWEST_SIGNS)
    combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    combo.setProperty("kind", "cell")
    combo.currentTextChanged.connect(combo.setToolTip)
    return combo


def _part(name: str, parent: QWidget) -> Combo:
    return _narrow([(part.value, label(part)) for part in PartClass], _("no part"), name, parent)


def _pays(name: str, parent: QWidget) -> Combo:
    choices = [
        (f"{one.value}{_BETWEEN}{basis.value}", f"{label(one)} · {label(basis)}")
        for one in ServiceClass
        for basis in bases_for(one)
    ]
    return _narrow(choices, _("as the request"), name, parent)


COLUMNS = {
    "text": LineColumn(N_("What"), 10, partial(_text, LONGEST["text"])),
    "quantity": LineColumn(N_("Quantity"), 4, _number),
    "unit": LineColumn(N_("Unit"), 3, partial(_text, LONGEST["unit"])),
    "part_class": LineColumn(N_("Part"), 8, _part),
    "pays": LineColumn(N_("Free or paid"), 8, _pays),
    "class_reason": LineColumn(N_("Reason"), 8, partial(_text, LONGEST["class_reason"])),
}


class WantedLines(LineTable[RequestLineForm]):
    """A line per thing: what, how many, which kind of part; who pays, where that differs, with the reason."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, COLUMNS, _("Add a &line"), parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> RequestLineForm:
        part, pays = values["part_class"], values["pays"]
        one, _between, basis = (pays or "").partition(_BETWEEN)
        return RequestLineForm(
            line_no=known or 0,
            text=values["text"],
            quantity=values["quantity"],
            unit=values["unit"],
            part_class=PartClass(part) if part else None,
            service_class=ServiceClass(one) if pays else None,
            class_basis=ClassBasis(basis) if pays else None,
            class_reason=values["class_reason"] if pays else "",
        )

    def values_of(self, line: RequestLineForm) -> Mapping[str, Any]:
        own = line.service_class is not None and line.class_basis is not None
        return {
            "text": line.text,
            "quantity": line.quantity,
            "unit": line.unit,
            "part_class": line.part_class.value if line.part_class else None,
            "pays": f"{line.service_class}{_BETWEEN}{line.class_basis}" if own else None,
            "class_reason": line.class_reason,
        }

    def known_of(self, line: RequestLineForm) -> int | None:
        return line.line_no or None

    def line_problem(self, line: RequestLineForm, place: int) -> str:
        return line_problem(line, place)

    def line_words(self, line: RequestLineForm) -> str:
        return line_text(line)

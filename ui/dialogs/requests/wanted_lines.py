"""What a request asks for, as lines of a form (C3.2, C4.2)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.requests import RequestLineForm
from app.i18n import N_, _
from app.labels import label
from app.rules.classification import bases_for
from app.rules.wanted_lines import LONGEST, MOST, line_problem, line_text
from models.enums import ClassBasis, PartClass, ServiceClass
from ui.widgets.lines.column import Choices, choice_column, quantity_column, text_column
from ui.widgets.lines.line_table import LineTable

_BETWEEN = "/"  # class and basis in the code of one choice


def _parts() -> Choices:
    return [(part.value, label(part)) for part in PartClass]


def _payers() -> Choices:
    return [
        (f"{one.value}{_BETWEEN}{basis.value}", f"{label(one)} · {label(basis)}")
        for one in ServiceClass
        for basis in bases_for(one)
    ]


COLUMNS = {
    "text": text_column(N_("What"), 10, longest=LONGEST["text"]),
    "quantity": quantity_column(N_("Quantity"), 4, most=MOST),
    "unit": text_column(N_("Unit"), 3, longest=LONGEST["unit"]),
    "part_class": choice_column(N_("Part"), 8, _parts, empty=N_("no part")),
    "pays": choice_column(N_("Free or paid"), 8, _payers, empty=N_("as the request")),
    "class_reason": text_column(N_("Reason"), 8, longest=LONGEST["class_reason"]),
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

"""The lines of certificates and trainings in the form of a person."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.qualifications import CertificateForm, TrainingForm
from app.i18n import N_, _
from app.labels import label
from models.enums import CertificateKind
from ui.widgets.fields.date_edit import Today
from ui.widgets.lines.column import choice_column, date_column, number_column, text_column
from ui.widgets.lines.line_table import LineTable


class CertificateLines(LineTable[CertificateForm]):
    """A line per certificate; one whose last day is over stays on record beside the one that replaces it."""

    def __init__(self, name: str, today: Today, parent: QWidget | None = None) -> None:
        columns = {
            "certificate": choice_column(N_("Certificate"), 4, _kinds, empty=N_("choose")),
            "name": text_column(N_("Exact name"), 5),
            "certificate_no": text_column(N_("No."), 5, longest=60),
            "issued_by": text_column(N_("Issuing body"), 4),
            "issued_on": date_column(N_("Issue date"), 5, today),
            "valid_until": date_column(N_("Valid until"), 5, today),
        }
        self._columns = tuple(columns)
        super().__init__(name, columns, _("Add a &certificate"), parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> CertificateForm:
        code = values["certificate"]
        kind = CertificateKind(code) if code else None
        return CertificateForm(**{**values, "certificate": kind}, certificate_id=known)

    def values_of(self, line: CertificateForm) -> Mapping[str, Any]:
        values = {column: getattr(line, column) for column in self._columns}
        return {**values, "certificate": line.certificate.value if line.certificate else None}

    def known_of(self, line: CertificateForm) -> int | None:
        return line.certificate_id

    def line_problem(self, line: CertificateForm, place: int) -> str:
        if line.certificate is None:
            return self.cell_problem(place, _("choose the kind of certificate"))
        if line.certificate is CertificateKind.OTHER and not line.name:
            return self.cell_problem(place, _("enter what the certificate is called"))
        if line.issued_on and line.valid_until and line.valid_until < line.issued_on:
            return self.cell_problem(place, _("it ends before it was issued"))
        return ""

    def wrong_column(self, line: CertificateForm) -> str:
        if line.certificate is None:
            return "certificate"
        return "name" if line.certificate is CertificateKind.OTHER and not line.name else "valid_until"

    def line_words(self, line: CertificateForm) -> str:
        kind = label(line.certificate) if line.certificate else ""
        return " ".join(part for part in (line.name or kind, line.certificate_no) if part)


class TrainingLines(LineTable[TrainingForm]):
    """A line per training."""

    def __init__(self, name: str, today: Today, parent: QWidget | None = None) -> None:
        columns = {
            "held_on": date_column(N_("Day"), 5, today),
            "topic": text_column(N_("Topic"), 8),
            "teacher": text_column(N_("Teacher"), 4),
            "hours": number_column(N_("Class hours"), 2, least=0, most=1000, places=1),
            "result": text_column(N_("Outcome"), 4),
        }
        self._columns = tuple(columns)
        super().__init__(name, columns, _("Add a &training"), parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> TrainingForm:
        return TrainingForm(**values, training_id=known)

    def values_of(self, line: TrainingForm) -> Mapping[str, Any]:
        return {column: getattr(line, column) for column in self._columns}

    def known_of(self, line: TrainingForm) -> int | None:
        return line.training_id

    def line_problem(self, line: TrainingForm, place: int) -> str:
        if line.held_on is None:
            return self.cell_problem(place, _("enter the day"))
        return "" if line.topic else self.cell_problem(place, _("enter what was taught"))

    def wrong_column(self, line: TrainingForm) -> str:
        return "held_on" if line.held_on is None else "topic"

    def line_words(self, line: TrainingForm) -> str:
        return line.topic


def _kinds() -> list[tuple[str, str]]:
    return [(one.value, label(one)) for one in CertificateKind]

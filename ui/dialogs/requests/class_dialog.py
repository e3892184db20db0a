"""Confirming free or paid: what the program proposes and why, and a person's word (C3.2)."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.labels import label
from app.queries.requests.request_parts import RequestPart
from app.queries.requests.requests import RequestDetails
from app.rules.classification import bases_for, evidence_text
from models.enums import ClassBasis, ServiceClass
from ui.dialogs.requests.service_dialogs import part_words
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog
from ui.widgets.pages.page_pills import SegmentedChoice

NAME = "requests.class"


@dataclass(frozen=True, slots=True)
class ClassForm:
    """The chosen class, its basis, and the reason when it is not the proposed one."""

    service_class: ServiceClass
    basis: ClassBasis
    reason: str


class ClassDialog(FormDialog):
    """The proposal stands above; choosing otherwise asks for a reason."""

    def __init__(self, details: RequestDetails, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Confirm free or paid"), _("Con&firm"), parent)
        self._details = details
        self.service_class = SegmentedChoice(f"{NAME}.field.class", [(c.value, label(c)) for c in ServiceClass])
        self.basis = Combo(f"{NAME}.field.basis", [])
        self.reason = TextArea(f"{NAME}.field.reason", 4000, 4)
        self.add_section(_("The program proposes: {proposal}").format(proposal=_proposal(details)))
        self.add_note("evidence", "\n".join(evidence_text(evidence) for evidence in details.evidence))
        if own := [part for part in details.lines if part.service_class is not None]:
            self.add_note("lines", _("Lines with a class of their own:") + "\n" + "\n".join(map(_line_words, own)))
        self.add_row("service_class", _("&Class"), self.service_class, required=True)
        self.add_row("basis", _("&Basis"), self.basis, required=True)
        self.add_row("reason", _("&Reason"), self.reason, check=self._reason_problem)
        self.service_class.value_changed.connect(self._offer_bases)
        self.service_class.set_value((details.confirmed_class or details.proposed_class).value)
        self.basis.set_value((details.confirmed_basis or details.proposed_basis).value)
        self.reason.set_value(details.class_reason)
        self.basis.value_changed.connect(lambda _code: self.check_again())
        self.resize(560, 350)

    def form(self) -> ClassForm:
        """Return what was chosen."""
        return ClassForm(ServiceClass(self.service_class.code()), ClassBasis(self.basis.code()), self.reason.value())

    @property
    def is_override(self) -> bool:
        """True while something other than proposed is chosen."""
        proposed = (self._details.proposed_class.value, self._details.proposed_basis.value)
        return (self.service_class.value(), self.basis.value()) != proposed

    def _offer_bases(self, code: str | None) -> None:
        self.basis.clear()
        for basis in bases_for(ServiceClass(code)) if code else ():
            self.basis.addItem(label(basis), basis.value)
        if code == self._details.proposed_class.value:
            self.basis.set_value(self._details.proposed_basis.value)
        self.check_again()

    def _reason_problem(self) -> str:
        missing = self.is_override and not self.reason.value().strip()
        return _("Choosing other than proposed needs a reason") if missing else ""


def _proposal(details: RequestDetails) -> str:
    return f"{label(details.proposed_class)} · {label(details.proposed_basis)}"


def _line_words(part: RequestPart) -> str:
    own = " · ".join(label(code) for code in (part.service_class, part.class_basis) if code is not None)
    return f"{part_words(part)}: {own}"

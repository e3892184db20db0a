"""The manager's exception from a gate of a dispatch: which, for whom, why, whose word (C7.2, C7.3, C14)."""

from PySide6.QtWidgets import QWidget

from app.forms.dispatch_steps import ExceptionForm
from app.i18n import N_, _
from app.queries.people.dispatches import DispatchDetails
from app.rules.people.dispatch_gates import AGREED_WITHOUT, DISPATCH_GATES, EXCEPTABLE, PAPERS_WITHOUT, TAUGHT_WITHOUT
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "dispatch.gate_exception"
LONGEST, LONGEST_NAME = 4000, 60
EXCEPTED = {
    AGREED_WITHOUT: N_("Departments not yet agreed: spoken consent (C7.2)"),
    PAPERS_WITHOUT: N_("Trip papers not yet made (C7.3)"),
    TAUGHT_WITHOUT: N_("Without confidentiality agreement or lesson (C14)"),
}


class GateExceptionDialog(FormDialog):
    """Which closed gate the manager excepts. It stands on the dispatch, and is printed on the dispatch order."""

    def __init__(self, desk: Desk, details: DispatchDetails, gate: str = "", parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Manager's exception"), _("&Grant"), parent)
        self._desk = desk
        field = f"{NAME}.field"
        gates = [(code, _(EXCEPTED[code])) for code in closed_gates(details)]
        lacking = [(str(one.id), one.name) for one in details.people if one.lacks_agreement or one.lacks_lesson]
        self.gate = Combo(f"{field}.gate", gates)
        self.person = Combo(f"{field}.person_id", lacking)
        self.reason = TextArea(f"{field}.reason", LONGEST, 3)
        self.given_by = LineEdit(f"{field}.given_by", LONGEST_NAME)
        self.add_row("gate", _("&From what"), self.gate, required=True)
        self.add_row("person_id", _("For &whom"), self.person, required=True)
        self.add_row("reason", _("&Reason"), self.reason, required=True)
        self.add_row("given_by", _("Whose w&ord"), self.given_by, required=True)
        self.add_note("printed", _("For this dispatch only; it is printed on the dispatch order."))
        if gate in closed_gates(details):
            self.gate.set_value(gate)
        self.given_by.set_value(desk.context.actor.display_name)
        self.gate.value_changed.connect(lambda _code: self._show_person())
        self._show_person()
        self.resize(640, 380)

    def form(self) -> ExceptionForm:
        """Return what is entered."""
        person = self.person.code() if self._is_about_one() else ""
        return ExceptionForm(
            gate=self.gate.code(),
            person_id=int(person) if person else None,
            reason=self.reason.value(),
            given_by=self.given_by.value(),
        )

    def _is_about_one(self) -> bool:
        return self.gate.code() == TAUGHT_WITHOUT

    def _show_person(self) -> None:
        about_one = self._is_about_one()
        self.show_row("person_id", shown=about_one)
        self.require("person_id", required=about_one)


def closed_gates(details: DispatchDetails) -> tuple[str, ...]:
    """Return the gates that block the dispatch now and that the manager may except."""
    fixes = {reason.fix for step in details.steps for reason in step.blocked}
    return tuple(code for code in EXCEPTABLE if DISPATCH_GATES[code].fix in fixes)

"""The end of a policy row: from which day on it no longer counts, and why."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.promises import EndPolicyForm
from app.i18n import _
from app.labels import label
from app.queries.promises.policies import PolicyLine
from app.queries.promises.preview import preview_end
from app.rules.promises.policy_forms import LONGEST_REASON
from app.services.promises.policies import end_policy
from ui.dialogs.forms.saving import open_form
from ui.dialogs.promises.previewed_form import PreviewedForm
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.text_area import TextArea

NAME = "rules.policy_end"


class PolicyEndDialog(PreviewedForm):
    """Says which row it is about; what the end changes stands beside it."""

    def __init__(self, desk: Desk, profile: str, line: PolicyLine, parent: QWidget | None = None) -> None:
        super().__init__(desk, NAME, _("End the row"), _("E&nd it"), parent)
        self._profile, self._line = profile, line
        self.effective_from = DateEdit(f"{NAME}.field.effective_from", desk.today)
        self.reason = TextArea(f"{NAME}.field.reason", LONGEST_REASON, 3)
        told = _("{kind} · {clause} · {condition}: {deadline}")
        words = told.format(kind=label(line.kind), clause=line.clause, condition=line.condition, deadline=line.deadline)
        self.add_note("row", words)
        self.add_note("after", _("From that day on the other rows decide; where none speaks, nothing is owed."))
        self.add_row("effective_from", _("&Ends on"), self.effective_from, required=True)
        self.add_row("reason", _("&Reason"), self.reason, required=True)
        self.effective_from.set_value(max(desk.today(), line.effective_from))
        self.add_preview()
        self.resize(980, 420)

    def form(self) -> EndPolicyForm:
        """Return what is entered."""
        return EndPolicyForm(self._line.id, self.effective_from.value(), self.reason.value())

    def show_effect(self) -> None:
        if self.effective_from.value() is None:
            self.preview.say(_("Enter the day to see what the end changes."))
        else:
            self.preview.ask(partial(preview_end, self._desk.context, self._profile, self.form()))


def ask_policy_end(
    desk: Desk, parent: QWidget, profile: str, line: PolicyLine, on_saved: Callable[[], object]
) -> PolicyEndDialog:
    """Open the form that ends a row; ``on_saved`` is called once it is done."""
    dialog = PolicyEndDialog(desk, profile, line, parent)
    save = partial(end_policy, desk.context)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), lambda _none: on_saved())

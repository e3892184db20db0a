"""What opens the kept forms of accounts again."""

from PySide6.QtWidgets import QWidget

from app.forms.access import UserForm
from app.queries.access.users import LogInRules, log_in_rules, user_form
from ui.dialogs.access.delegations_dialog import DelegationDialog, ask_delegation
from ui.dialogs.access.user_dialog import UserDialog, ask_user
from ui.dialogs.forms.opening import Openers, after_reading
from ui.runtime.desk import Desk
from ui.runtime.drafts import Draft


def _open_user(desk: Desk, parent: QWidget, draft: Draft) -> None:
    """Open the form of an account, or of a new one; its password was not kept."""
    user_id = draft.subject.record_id

    def read() -> tuple[UserForm, LogInRules]:
        return UserForm() if user_id is None else user_form(desk.context, user_id), log_in_rules(desk.context)

    after_reading(desk, parent, read, lambda found: ask_user(desk, parent, *found, lambda _id: None))


OPENERS: Openers = {
    DelegationDialog: lambda desk, parent, _draft: ask_delegation(desk, parent, lambda _id: None),
    UserDialog: _open_user,
}

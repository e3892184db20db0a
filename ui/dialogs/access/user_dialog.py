"""An account: who it is, what that person may do, and, for a new one, the first password."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.access import UserForm
from app.i18n import _
from app.labels import label
from app.queries.access.users import LogInRules, user_form
from app.queries.records.activity import USER
from app.services.access.users import save_user
from models.enums import Role
from ui.dialogs.access.new_password import NewPassword
from ui.dialogs.access.password_dialog import MUST_CHANGE, must_change_row
from ui.dialogs.forms.saving import Editing, OnSaved, open_form
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.form import FormDialog

NAME = "access.user"
LONGEST_NAME = 60  # characters


class UserDialog(FormDialog):
    """One account. The log-in name stays as it was given: what a person left at a desk is kept under it."""

    def __init__(self, form: UserForm, rules: LogInRules, parent: QWidget | None = None) -> None:
        is_new = form.user_id is None
        super().__init__(NAME, _("New account") if is_new else _("Edit the account"), _("&Save"), parent)
        self._user_id = form.user_id
        self.name = LineEdit(f"{NAME}.field.name", LONGEST_NAME)
        self.display_name = LineEdit(f"{NAME}.field.display_name", LONGEST_NAME)
        self.roles = CheckRow(f"{NAME}.field.roles", [(role.value, label(role)) for role in Role])
        hint = _("Stands in logs and on papers.")
        self.add_row("display_name", _("&Person"), self.display_name, required=True, hint=hint)
        self.add_row("name", _("&Log-in name"), self.name, required=True)
        self.add_row("roles", _("&Roles"), self.roles, check=self._roles_problem)
        self.new: NewPassword | None = None
        self.change = must_change_row(NAME)
        if is_new:
            self.new = NewPassword(self, self._names, rules.password_length, required=rules.is_on)
            self.add_row(MUST_CHANGE, _("And then"), self.change)
        self.display_name.value_changed.connect(self._follow)
        self._follows = is_new
        self.name.textEdited.connect(self._stop_following)
        self.set_form(form)
        self.resize(560, 360)

    def form(self) -> UserForm:
        """Return what is entered."""
        return UserForm(
            user_id=self._user_id,
            name=self.name.value(),
            display_name=self.display_name.value(),
            roles=frozenset(Role(code) for code in self.roles.value()),
            password=self.new.value() if self.new is not None else "",
            must_change=bool(self.change.value()),
        )

    def set_form(self, form: UserForm) -> None:
        """Show an account."""
        self.name.set_value(form.name)
        self.name.setReadOnly(form.user_id is not None)
        self.display_name.set_value(form.display_name)
        self.roles.set_value(frozenset(role.value for role in form.roles))

    def _names(self) -> tuple[str, str]:
        return self.name.value(), self.display_name.value()

    def _roles_problem(self) -> str:
        return "" if self.roles.value() else _("Choose at least one role.")

    def _follow(self, text: str) -> None:
        """People log in with their own name unless another one is given."""
        if self._follows and not self.is_restoring:
            self.name.set_value(text.strip())

    def _stop_following(self) -> None:
        self._follows = False


def ask_user(desk: Desk, parent: QWidget, form: UserForm, rules: LogInRules, on_saved: OnSaved) -> UserDialog:
    """Open the form of an account; ``on_saved`` gets its id."""
    dialog, known = UserDialog(form, rules, parent), form.user_id
    editing = None
    if known is not None:
        read = lambda: user_form(desk.context, known)  # noqa: E731
        editing = Editing(known, read, lambda again: UserDialog(again, rules, parent), USER)
    save = partial(save_user, desk.context)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved, editing=editing)

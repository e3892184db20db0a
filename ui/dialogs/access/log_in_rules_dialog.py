"""How the department logs in: with passwords or not at all, when a window locks, how long passwords are."""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.forms.access import LogInForm
from app.i18n import _
from app.security.passwords import LEAST_LENGTH
from app.services.access.users import LONGEST_IDLE, LONGEST_RULE, set_log_in
from ui.dialogs.forms.saving import open_form
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.forms.form import FormDialog

NAME = "access.rules"
WITH_PASSWORD, ONE_PERSON = "password", "one_person"


def ways() -> list[tuple[str, str]]:
    """Return the two ways a department can work, by code."""
    return [(WITH_PASSWORD, _("Log in with a password")), (ONE_PERSON, _("One person works here: no log-in"))]


class LogInRulesDialog(FormDialog):
    """Three settings that go together."""

    keeps_drafts: ClassVar[bool] = False  # nothing is written by hand

    def __init__(self, form: LogInForm, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Logging in"), _("&Save"), parent)
        self.way = Combo(f"{NAME}.field.log_in", ways())
        self.lock = NumberEdit(f"{NAME}.field.lock_after_minutes", most=LONGEST_IDLE)
        self.length = NumberEdit(f"{NAME}.field.password_length", least=LEAST_LENGTH, most=LONGEST_RULE)
        self.add_row("log_in", _("&Way"), self.way, required=True)
        hint = _("0 locks no window by itself")
        self.add_row("lock_after_minutes", _("&Lock after (idle minutes)"), self.lock, required=True, hint=hint)
        self.add_row("password_length", _("&Characters of a password, at least"), self.length, required=True)
        self.add_note(
            "passwords", _("Passwords that are set already stay; the length counts for the next one."), below_field=True
        )
        self.way.set_value(WITH_PASSWORD if form.log_in else ONE_PERSON)
        self.lock.set_value(form.lock_after_minutes)
        self.length.set_value(form.password_length)
        self.resize(560, 300)

    def form(self) -> LogInForm:
        """Return what is chosen."""
        return LogInForm(
            log_in=self.way.value() == WITH_PASSWORD,
            lock_after_minutes=int(self.lock.value() or 0),
            password_length=int(self.length.value() or LEAST_LENGTH),
        )


def ask_log_in_rules(desk: Desk, parent: QWidget, form: LogInForm) -> LogInRulesDialog:
    """Open the choice; the window follows what the department does by itself."""
    dialog = LogInRulesDialog(form, parent)
    save = partial(set_log_in, desk.context)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()))

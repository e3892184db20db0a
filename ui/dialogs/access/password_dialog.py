"""Setting another password: one's own, or somebody else's."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.queries.access.users import UserLine
from app.services.access.passwords import change_own_password, set_password
from ui.dialogs.access.new_password import NewPassword
from ui.dialogs.forms.saving import open_form
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.password_edit import PasswordEdit
from ui.widgets.forms.form import FormDialog

OWN, OTHERS = "access.own_password", "access.password"
MUST_CHANGE = "must_change"


class OwnPasswordDialog(FormDialog):
    """One's own password; the present one is asked for unless it was typed a moment ago (``former``)."""

    keeps_drafts: ClassVar[bool] = False  # a password is kept nowhere

    def __init__(
        self, names: tuple[str, str], least: int, *, former: str = "", note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(OWN, _("Change my password"), _("&Change it"), parent)
        if note:
            self.add_note("why", note)
        self._former = former
        self.former = PasswordEdit(f"{OWN}.field.former")
        self.add_row("former", _("&Present password"), self.former, required=not former)
        self.new = NewPassword(self, lambda: names, least)
        if former:
            self.show_row("former", shown=False)
        self.resize(460, 300)

    def former_password(self) -> str:
        """Return the present password."""
        return self._former or self.former.value()


class SetPasswordDialog(FormDialog):
    """A password for somebody else, who usually has to change it."""

    keeps_drafts: ClassVar[bool] = False  # a password is kept nowhere

    def __init__(self, user: UserLine, least: int, parent: QWidget | None = None) -> None:
        title = _("New password for {name}").format(name=user.display_name)
        super().__init__(OTHERS, title, _("&Set it"), parent)
        self.new = NewPassword(self, lambda: (user.name, user.display_name), least)
        self.change = must_change_row(OTHERS)
        self.add_row(MUST_CHANGE, _("And then"), self.change)
        self.resize(480, 280)


def must_change_row(name: str) -> CheckRow:
    """Return the box that says whether a password given has to be changed, ticked."""
    row = CheckRow(f"{name}.field.{MUST_CHANGE}", [("yes", _("&Has to be changed at the next log-in"))])
    row.set_value(frozenset({"yes"}))
    return row


def ask_own_password(desk: Desk, parent: QWidget, least: int) -> OwnPasswordDialog:
    """Open the form for one's own password."""
    actor = desk.context.actor
    dialog = OwnPasswordDialog((actor.name, actor.display_name), least, parent=parent)
    change = partial(change_own_password, desk.context)
    return open_form(
        desk, dialog, lambda: partial(change, former=dialog.former_password(), password=dialog.new.value())
    )


def ask_set_password(
    desk: Desk, parent: QWidget, user: UserLine, least: int, on_saved: Callable[[], object]
) -> SetPasswordDialog:
    """Open the form for somebody's password; ``on_saved`` is called once it is set."""
    dialog = SetPasswordDialog(user, least, parent)

    def answer() -> Callable[[], None]:
        must_change = bool(dialog.change.value())
        return partial(
            set_password, desk.context, user_id=user.id, password=dialog.new.value(), must_change=must_change
        )

    return open_form(desk, dialog, answer, lambda _none: on_saved())

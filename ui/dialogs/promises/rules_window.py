"""What the windows of rules share: buttons greyed for those who may not, and open requests brought in line."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from app.i18n import _, ngettext
from app.rules.permissions import Permission
from ui.dialogs.forms.list_window import ListWindow
from ui.dialogs.promises.settling import settle_again
from ui.table.column import RowT
from ui.theme.palette import Tone


class RulesWindow(ListWindow[RowT]):
    """A list that the manager alone changes; whatever was saved is worked out for all open requests."""

    may_edit = False

    def grey_out(self, buttons: Sequence[QPushButton]) -> None:
        """Grey the buttons for those who may not edit policies, with the reason as tooltip."""
        self.may_edit = self._desk.context.actor.may(Permission.EDIT_POLICIES)
        for button in buttons if not self.may_edit else ():
            button.setEnabled(False)
            button.setToolTip(_("Only the manager changes deadlines and the calendar."))

    def settle(self) -> None:
        """Read the list again and bring the open requests in line with it."""
        self.reload()
        self.message.show_message(_("Saved. The open requests are brought in line …"), Tone.ACCENT)
        settle_again(self._desk, self, self._on_settled)

    def _on_settled(self, changed: int) -> None:
        told = ngettext("Saved. {count} deadline changed.", "Saved. {count} deadlines changed.", changed)
        self.message.show_message(told.format(count=changed), Tone.KEPT)

"""What the windows of rules share: a list with buttons below it, greyed with the reason for those who may not."""

from collections.abc import Iterable

from PySide6.QtWidgets import QPushButton, QWidget

from app.i18n import _
from app.rules.permissions import Permission
from ui.runtime.desk import Desk
from ui.theme.icons import icon


def window_button(name: str, text: str, meaning: str, parent: QWidget) -> QPushButton:
    """Return a button of a window that no Enter presses by accident; ``text`` is translated, with its mnemonic."""
    button = QPushButton(text, parent)
    button.setObjectName(name)
    button.setAccessibleName(text.replace("&", "").replace(" …", ""))
    button.setAutoDefault(False)
    if meaning:
        button.setIcon(icon(meaning))
    return button


def grey_out(desk: Desk, buttons: Iterable[QPushButton]) -> bool:
    """Grey the buttons for those who may not edit policies, with the reason as tooltip; tells whether one may."""
    allowed = desk.context.actor.may(Permission.EDIT_POLICIES)
    for button in buttons if not allowed else ():
        button.setEnabled(False)
        button.setToolTip(_("Only the manager changes deadlines and the calendar."))
    return allowed

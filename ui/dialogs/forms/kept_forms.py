"""The strip in the main window that offers forms which were typed into and never saved."""

from functools import partial

from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from app.formatting import short_date_time
from app.i18n import _, ngettext, pgettext
from ui.dialogs.forms.drafts import can_open, open_draft
from ui.runtime.desk import Desk
from ui.runtime.drafts import Draft
from ui.theme.icons import icon
from ui.theme.palette import Tone
from ui.widgets.message_bar import BarAnswer, MessageBar

NAME = "main.kept"
_MOST_NAMED = 3


class KeptForms(MessageBar):
    """Says which forms wait, opens one, throws them away after a question. Hidden while none waits."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(NAME, parent)
        self._desk = desk
        self._waiting: tuple[Draft, ...] = ()
        desk.drafts.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Look again which forms wait."""
        waiting = tuple(draft for draft in self._desk.drafts.waiting() if can_open(draft))
        if waiting == self._waiting:
            return
        self._waiting = waiting
        if not waiting:
            self.hide()
            return
        self.ask(
            self._summary(),
            (
                BarAnswer("open", pgettext("form", "Open"), self._open),
                BarAnswer("throw_away", _("Throw away"), self._ask_throw_away),
            ),
            Tone.SOON,
        )

    def _summary(self) -> str:
        count = len(self._waiting)
        text = ngettext(
            "{count} half-typed form was kept: {forms}", "{count} half-typed forms were kept: {forms}", count
        )
        names = [self._name_of(draft) for draft in self._waiting[:_MOST_NAMED]]
        if count > _MOST_NAMED:
            names.append("…")
        return text.format(count=count, forms=_(", ").join(names))

    def _name_of(self, draft: Draft) -> str:
        time = short_date_time(draft.at, self._desk.zone, self._desk.today())
        return _("{form} ({time})").format(form=draft.title, time=time)

    def _open(self) -> None:
        """Open the only form that waits; among several a person chooses."""
        if len(self._waiting) == 1:
            self._open_one(self._waiting[0])
            return
        self.show()
        menu = QMenu(self)
        menu.setObjectName(f"{NAME}.menu")
        for draft in self._waiting:
            menu.addAction(self._name_of(draft), partial(self._open_one, draft))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _open_one(self, draft: Draft) -> None:
        open_draft(self._desk, self.window(), draft)

    def _ask_throw_away(self) -> None:
        self.show()
        box = QMessageBox(QMessageBox.Icon.NoIcon, _("Half-typed forms"), self._summary(), parent=self.window())
        box.setIconPixmap(icon("warning", "soon").pixmap(32, 32))
        box.setObjectName(f"{NAME}.discard")
        box.setInformativeText(_("What was typed in them cannot be brought back."))
        keep = box.addButton(_("Keep them"), QMessageBox.ButtonRole.RejectRole)
        throw = box.addButton(_("Throw away"), QMessageBox.ButtonRole.DestructiveRole)
        throw.setObjectName(f"{NAME}.discard.throw")
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        throw.clicked.connect(partial(self._throw_away, self._waiting))
        box.finished.connect(box.deleteLater)
        box.open()

    def _throw_away(self, drafts: tuple[Draft, ...], _checked: bool = False) -> None:
        for draft in drafts:
            self._desk.drafts.drop(draft.id)

"""The first start: the company's name, who manages it and whether people log in; or a look at demo data."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.i18n import _
from app.security.passwords import LEAST_LENGTH
from ui.dialogs.access.log_in_rules_dialog import WITH_PASSWORD, ways
from ui.dialogs.access.new_password import NewPassword
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.form import FormDialog

NAME = "start.first"


class StartDialog(FormDialog):
    """Asks for the company and its manager; ``demo_requested`` is the wish to look at demo data instead."""

    keeps_drafts: ClassVar[bool] = False  # there is no folder yet to keep them in

    demo_requested = Signal()

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        self.wants_demo = False
        super().__init__(NAME, _("Welcome to Aftercare"), _("&Start"), parent)
        self.add_note(
            "welcome",
            _("This folder holds no data yet: {folder}\nEnter your company as it stands on your papers.").format(
                folder=folder
            ),
        )
        self._add_fields()
        self.add_note(
            "demo", _("Or look around first: demo data live in a folder of their own and never mix with yours.")
        )
        demo = QPushButton(_("Open &demo data"), self)
        demo.setObjectName(f"{NAME}.action.demo")
        demo.setAutoDefault(False)
        demo.clicked.connect(self._on_demo_clicked)
        self.add_button(demo)
        self.resize(600, 460)

    def password(self) -> str:
        """Return the manager's password, "" where one person works without log-in."""
        return self.new.value() if self.way.value() == WITH_PASSWORD else ""

    def _add_fields(self) -> None:
        self.company = LineEdit(f"{NAME}.field.company_name", 120)
        self.person = LineEdit(f"{NAME}.field.person_name", 60)
        self.way = Combo(f"{NAME}.field.way", ways())
        self.add_row("company_name", _("&Company"), self.company, required=True)
        hint = _("Printed as “prepared by”, and your log-in name")
        self.add_row("person_name", _("&Your name"), self.person, required=True, hint=hint)
        self.add_row("way", _("&Log-in"), self.way, required=True)
        self.new = NewPassword(self, lambda: (self.person.value(),), LEAST_LENGTH)
        self.about = self.add_note("about", below_field=True)
        self.way.value_changed.connect(lambda _code: self._follow_way())
        self._follow_way()

    def _follow_way(self) -> None:
        """Ask for a password only where people log in, and say what that means."""
        with_password = self.way.value() == WITH_PASSWORD
        self.new.show(shown=with_password)
        self.about.setText(
            _("You are the manager. You add an account for everybody else under your name at the top right.")
            if with_password
            else _("Everything is done as the manager. Log-in can be switched on later under your name.")
        )

    def _on_demo_clicked(self) -> None:
        self.wants_demo = True
        self.set_pristine()
        self.reject()
        self.demo_requested.emit()

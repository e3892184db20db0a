"""The first start: the company's name, or a look at demo data."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.i18n import _
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.form import FormDialog

NAME = "start.first"


class StartDialog(FormDialog):
    """Asks for the company; ``demo_requested`` is the wish to look at demo data instead."""

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
        self.company = LineEdit(f"{NAME}.field.company_name", 120)
        self.person = LineEdit(f"{NAME}.field.person_name", 60)
        self.add_row("company_name", _("&Company"), self.company, required=True)
        self.add_row("person_name", _("&Your name"), self.person, required=True, hint=_("Printed as “prepared by”"))
        self.add_note(
            "demo", _("Or look around first: demo data live in a folder of their own and never mix with yours.")
        )
        demo = QPushButton(_("Open &demo data"), self)
        demo.setObjectName(f"{NAME}.action.demo")
        demo.setAutoDefault(False)
        demo.clicked.connect(self._on_demo_clicked)
        self.add_button(demo)
        self.resize(560, 360)

    def _on_demo_clicked(self) -> None:
        self.wants_demo = True
        self.set_pristine()
        self.reject()
        self.demo_requested.emit()

"""Somebody's word on an issue slip: the manager's who approves it, the picker's who packed the goods (C6.3)."""

from abc import abstractmethod

from PySide6.QtWidgets import QWidget

from app.forms.material.slips import WordForm
from app.i18n import _
from app.queries.material.slips import SlipDetails
from app.rules.permissions import Permission
from ui.dialogs.forms.past import past_problem
from ui.runtime.desk import Desk
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

APPROVAL, PACKING = "inventory.slip_approval", "inventory.slip_packing"
LONGEST, LONGEST_NAME = 4000, 60


class WordDialog(FormDialog):
    """Who, when, and a note."""

    def __init__(self, name: str, title: str, save_text: str, desk: Desk, person: str, parent: QWidget | None) -> None:
        """``title`` and ``save_text`` are translated, ``person`` is who it most likely was."""
        super().__init__(name, title, save_text, parent)
        self._desk = desk
        self.person = LineEdit(f"{name}.field.person", LONGEST_NAME)
        self.at = DateTimeEdit(f"{name}.field.at", desk.now, desk.zone)
        self.note = TextArea(f"{name}.field.note", LONGEST, 3)
        self.add_row("person", self.person_label(), self.person, required=True)
        self.add_row("at", _("W&hen"), self.at, required=True, check=self._problem)
        self.add_row("note", _("&Note"), self.note)
        self.person.set_value(person)
        self.at.set_value(desk.now())
        self.resize(560, 320)

    @abstractmethod
    def person_label(self) -> str:
        """Return what stands before the name."""

    def form(self) -> WordForm:
        """Return what is entered."""
        return WordForm(person=self.person.value(), at=self.at.value(), note=self.note.value())

    def _problem(self) -> str:
        return past_problem(self.at.value(), self._desk)


class SlipApprovalDialog(WordDialog):
    """Who approved a slip: whoever decides as the manager does so in person, anybody else names who did."""

    def __init__(self, desk: Desk, details: SlipDetails, parent: QWidget | None = None) -> None:
        actor = desk.context.actor
        is_own = actor.may(Permission.APPROVE)
        title = _("Approve the return · {title}") if details.is_red else _("Approve the slip · {title}")
        super().__init__(
            APPROVAL,
            title.format(title=details.title),
            _("&Approve"),
            desk,
            actor.display_name if is_own else "",
            parent,
        )
        self.person.setReadOnly(is_own)

    def person_label(self) -> str:
        return _("Approved &by")


class PackingDialog(WordDialog):
    """That the goods of a slip were packed, by whoever took them."""

    def __init__(self, desk: Desk, details: SlipDetails, parent: QWidget | None = None) -> None:
        title = _("Packed · {number}").format(number=details.number)
        super().__init__(PACKING, title, _("&Record"), desk, details.picker_name, parent)

    def person_label(self) -> str:
        return _("Packed &by")

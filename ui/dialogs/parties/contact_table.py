"""The people one talks to at a customer's or partner's, as lines of a form."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms import ContactForm
from app.i18n import N_, _
from app.services.parties.contacts import LONGEST
from ui.widgets.fields.checks import email_problem, phone_problem
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.line_table import LineColumn, LineTable


def _text(column: str, check: Callable[[str], str] | None, name: str, parent: QWidget) -> LineEdit:
    return LineEdit(name, LONGEST[column], check, parent)


COLUMNS = {  # field of ContactForm → how it is typed
    "name": LineColumn(N_("Contact name"), 3, partial(_text, "name", None)),
    "post": LineColumn(N_("Post"), 3, partial(_text, "post", None)),
    "phone": LineColumn(N_("Phone"), 4, partial(_text, "phone", phone_problem)),
    "mobile": LineColumn(N_("Mobile"), 4, partial(_text, "mobile", phone_problem)),
    "email": LineColumn(N_("E-mail"), 5, partial(_text, "email", email_problem)),
}


class ContactTable(LineTable[ContactForm]):
    """A line per person; a line of somebody known keeps the id of the contact."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, COLUMNS, _("Add a &contact"), parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> ContactForm:
        return ContactForm(known, **values)

    def values_of(self, line: ContactForm) -> Mapping[str, Any]:
        return {column: getattr(line, column) for column in COLUMNS}

    def known_of(self, line: ContactForm) -> int | None:
        return line.contact_id

    def line_problem(self, line: ContactForm, place: int) -> str:
        return "" if line.name else _("Contact {place}: the name is missing.").format(place=place)

    def cell_problem(self, place: int, problem: str) -> str:
        return _("Contact {place}: {problem}").format(place=place, problem=problem)

    def line_words(self, line: ContactForm) -> str:
        ways = (line.name, line.post, line.mobile or line.phone, line.email)
        return " ".join(part for part in ways if part)

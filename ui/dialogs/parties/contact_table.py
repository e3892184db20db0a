"""The people one talks to at a customer's or partner's, as lines of a form."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.parties import ContactForm
from app.i18n import N_, _
from app.services.parties.contacts import LONGEST
from ui.widgets.fields.checks import email_problem, phone_problem
from ui.widgets.lines.column import text_column
from ui.widgets.lines.line_table import LineTable

COLUMNS = {  # field of ContactForm → how it is typed
    "name": text_column(N_("Contact name"), 3, longest=LONGEST["name"]),
    "post": text_column(N_("Post"), 3, longest=LONGEST["post"]),
    "phone": text_column(N_("Phone"), 4, longest=LONGEST["phone"], check=phone_problem),
    "mobile": text_column(N_("Mobile"), 4, longest=LONGEST["mobile"], check=phone_problem),
    "email": text_column(N_("E-mail"), 5, longest=LONGEST["email"], check=email_problem),
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

    def wrong_column(self, line: ContactForm) -> str:
        return "name"

    def cell_problem(self, place: int, problem: str) -> str:
        return _("Contact {place}: {problem}").format(place=place, problem=problem)

    def line_words(self, line: ContactForm) -> str:
        ways = (line.name, line.post, line.mobile or line.phone, line.email)
        return " ".join(part for part in ways if part)

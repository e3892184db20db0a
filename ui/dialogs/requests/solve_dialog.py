"""Marking a request as solved: the result, and the cause as far as it is known (C11.5)."""

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.queries.requests.requests import RequestDetails
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "requests.solve"
LONGEST = 4000


class SolveDialog(FormDialog):
    """Result and cause."""

    def __init__(self, details: RequestDetails, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("{number} solved").format(number=details.number), _("Mark as &solved"), parent)
        self.result_text = TextArea(f"{NAME}.field.result", LONGEST, 5)
        self.cause = TextArea(f"{NAME}.field.cause", LONGEST, 3)
        self.result_text.set_value(details.result)
        self.cause.set_value(details.cause)
        self.add_row("result", _("&Result"), self.result_text, required=True)
        self.add_row("cause", _("&Cause"), self.cause)
        self.resize(560, 360)

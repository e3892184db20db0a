"""A new look at a hazard: who, when, the assessment as it is now, what was found (C12.2)."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.safety import ReviewForm
from app.i18n import _
from app.queries.safety.hazards import HazardDetails
from app.services.safety.hazards import LONGEST_NAME, TEXT_LIMIT
from ui.dialogs.safety.assessment import Assessment
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "hazards.review"


class ReviewDialog(FormDialog):
    """The look; what is not changed stays as it was, and so do the signatures of those who were told."""

    def __init__(self, desk: Desk, details: HazardDetails, form: ReviewForm, parent: QWidget | None = None) -> None:
        title = _("Look at {hazard} again").format(hazard=details.title)
        super().__init__(NAME, title, _("&Record"), parent)
        field = f"{NAME}.field"
        self.reviewed_on = DateEdit(f"{field}.reviewed_on", desk.today)
        self.reviewed_by = LineEdit(f"{field}.reviewed_by", LONGEST_NAME)
        self.texts = {name: TextArea(f"{field}.{name}", TEXT_LIMIT, 3) for name in ("prevention", "emergency", "note")}
        if details.review_reason:
            self.add_note("reason", _("Asked for because of: {reason}").format(reason=details.review_reason))
        self.add_row("reviewed_on", _("&Day of the look"), self.reviewed_on, half=True, required=True)
        self.add_row("reviewed_by", _("Looked at &by"), self.reviewed_by, half=True, required=True)
        self.add_row("note", _("&What was found"), self.texts["note"])
        self.assessment = Assessment(self, NAME)
        self.add_row("prevention", _("Pre&vention"), self.texts["prevention"])
        self.add_row("emergency", _("Emergenc&y plan"), self.texts["emergency"])
        self.assessment.set_figures((form.likelihood, form.exposure, form.consequence))
        self.reviewed_on.set_value(form.reviewed_on)
        self.reviewed_by.set_value(form.reviewed_by)
        for name, area in self.texts.items():
            area.set_value(getattr(form, name))
        self.resize(760, 640)

    def form(self) -> ReviewForm:
        """Return what is entered."""
        entered: dict[str, Any] = {name: area.value() for name, area in self.texts.items()}
        return ReviewForm(
            **self.assessment.figures(),
            **entered,
            reviewed_on=self.reviewed_on.value(),
            reviewed_by=self.reviewed_by.value(),
        )

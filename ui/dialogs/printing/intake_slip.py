"""Printing empty intake slips for whoever is on duty: how many, then the preview."""

from decimal import Decimal
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.context import Context
from app.i18n import _
from app.papers.form import load_form
from app.papers.intake_slip import FORM_ID
from app.papers.pages import read_pages
from app.queries.archive.papers import PaperOutlook
from app.services.blank_papers import MOST_SHEETS, print_intake_slips
from app.services.papers import PaperPrint
from ui.dialogs.forms.saving import open_form
from ui.dialogs.printing.paper_source import Copies, PaperLook, PaperSource
from ui.dialogs.printing.printing import open_preview
from ui.runtime.desk import Desk
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.forms.form import FormDialog

NAME = "requests.intake_slip"
USUAL_SHEETS = 10


class IntakeSlipDialog(FormDialog):
    """How many sheets lie ready for the night."""

    keeps_drafts: ClassVar[bool] = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Print blank intake slips"), _("Pre&view…"), parent)
        self.sheets = NumberEdit(f"{NAME}.field.sheets", least=1, most=MOST_SHEETS)
        self.sheets.set_value(Decimal(USUAL_SHEETS))
        self.add_row("sheets", _("&Sheets"), self.sheets, required=True)
        self.add_note(
            "note",
            _("For nights and days off: who is on duty, what is promised and what to ask stand on them."),
        )
        self.resize(460, 220)

    def count(self) -> int:
        """Return how many sheets are wanted."""
        return int(self.sheets.value() or 1)


def ask_intake_slips(desk: Desk, parent: QWidget) -> IntakeSlipDialog:
    """Ask how many, then show the preview from which they are printed."""
    dialog = IntakeSlipDialog(parent)
    show = lambda sheets: open_preview(desk, parent, intake_slips(desk.context, sheets))  # noqa: E731
    return open_form(desk, dialog, lambda: dialog.count, show)


def intake_slips(context: Context, sheets: int) -> PaperSource:
    """Return so many empty slips as something to look at and to print."""

    def look(language: str | None, _copies: Copies) -> PaperLook:
        shown = print_intake_slips(context, sheets=sheets, language=language)
        chosen = language or context.settings().text("paper_language")
        outlook = PaperOutlook(shown.mark, None, 1, (), chosen, shown.file_name)
        return PaperLook(read_pages(shown.paper.pdf), outlook, shown.paper.warnings)

    return PaperSource(f"{FORM_ID}.{sheets}", load_form(FORM_ID), look, partial(_print, context, sheets))


def _print(context: Context, sheets: int, language: str, _copies: Copies) -> PaperPrint:
    return print_intake_slips(context, sheets=sheets, language=language)

"""Scenes that no single button opens: a kept form offered again, two desks on one record, papers in their preview."""

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.context import Actor
from app.papers.definitions import PAPERS
from app.queries.parties import customer_form
from app.queries.records.records import find_record, list_issuable
from app.services.parties.customers import save_customer
from app.start import open_context
from models.enums import RecordKind, Role
from tests.ui.by_hand import press_save, type_text
from tests.ui.openings import OPENINGS, Opening
from tests.ui.walk import open_by, settle
from ui.dialogs.forms.conflict_dialog import ConflictDialog
from ui.dialogs.parties.customer_dialog import CustomerDialog
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.dialogs.printing.printing import ask_print
from ui.main_window import MainWindow
from ui.table.list_tab import ListTab
from ui.widgets.forms.form import FormDialog
from ui.widgets.forms.leave_question import LeaveQuestion

Shoot = Callable[[QWidget, str], None]
DialogT = TypeVar("DialogT", bound=QDialog)
OTHER = Actor("wang", "王敏", frozenset({Role.MANAGER}))


def _opening(kind: str, button: str) -> Opening:
    return next(one for one in OPENINGS if one.kind == kind and one.button == button)


def _opened(window: MainWindow, opening: Opening) -> FormDialog:
    dialog = open_by(window, opening)
    assert isinstance(dialog, FormDialog)
    return dialog


def _shown(kind: type[DialogT]) -> DialogT:
    return next(found for found in QApplication.topLevelWidgets() if isinstance(found, kind) and found.isVisible())


def kept_form(window: MainWindow, shoot: Shoot) -> None:
    """A new partner is half typed, closed by mistake, and offered again above the list."""
    form = _opened(window, _opening("PartnerDialog", "action.new"))
    first = form.rows[0].widget
    type_text(first, "江海膜科技有限公司")
    form.reject()
    question = _shown(LeaveQuestion)
    shoot(question, "main.leave")
    assert question.keep is not None
    question.keep.click()
    settle(window)
    QCoreApplication.sendPostedEvents()
    shoot(window, "main.kept")
    for draft in window.desk.drafts.waiting():
        window.desk.drafts.drop(draft.id)


def two_desks(window: MainWindow, shoot: Shoot) -> None:
    """A customer is open here and saved at another desk: the form says so, and saving shows both versions."""
    form = _opened(window, _opening("CustomerDialog", "action.edit"))
    page = window.show_tab("projects").show_page("customers")
    assert isinstance(form, CustomerDialog)
    assert isinstance(page, ListTab)
    record_id = page.table.current_id
    assert record_id is not None
    type_text(form.short_name, "改")
    other = open_context(window.desk.context.folder, actor=OTHER)
    theirs = customer_form(other, record_id)
    save_customer(other, form=replace(theirs, short_name="新简称", bank_name="江州银行城东支行"), record_id=record_id)
    press_save(form)
    settle(window)
    shoot(_shown(ConflictDialog), "forms.conflict")
    shoot(form, "forms.refused")
    _shown(ConflictDialog).reject()
    form.set_pristine()
    form.reject()
    now = customer_form(other, record_id)
    save_customer(other, form=replace(theirs, version=now.version), record_id=record_id)  # for the next look
    other.close()


def blank_slips(window: MainWindow, shoot: Shoot) -> None:
    """Empty intake slips lie in their preview, ready for the night."""
    press_save(_opened(window, _opening("IntakeSlipDialog", "action.slips")))
    settle(window)
    preview = _shown(PaperPreview)
    settle(window)
    shoot(preview, "requests.intake_slip.preview")
    preview.close()


def papers(window: MainWindow, shoot: Shoot) -> None:
    """Every paper of a record lies in its preview, for the last record of which it can be made."""
    context = window.desk.context
    for form_id, definition in PAPERS.items():
        if definition.kind is RecordKind.REPORT:
            continue
        numbers = [line.number for line in list_issuable(context, form_id) if line.number]
        if not numbers:
            print(f"no record of which to make {form_id}", file=sys.stderr)
            continue
        ask_print(window.desk, window, form_id, find_record(context, definition.kind, numbers[-1]))
        settle(window)
        preview = _shown(PaperPreview)
        settle(window)
        shoot(preview, f"papers.{form_id}")
        preview.close()

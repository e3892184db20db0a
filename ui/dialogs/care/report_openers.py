"""What opens the kept texts of a periodic report again."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models.enums import RecordKind
from ui.dialogs.care.report_dialog import ask_new_report
from ui.dialogs.care.report_texts_dialog import ReportTextsDialog, ask_texts, read_texts
from ui.dialogs.forms.opening import Openers, of_record
from ui.dialogs.forms.saving import OnSaved
from ui.runtime.desk import Desk


def _new_report(desk: Desk, parent: QWidget, _about: Mapping[str, Any], on_saved: OnSaved) -> None:
    ask_new_report(desk, parent, on_saved)


OPENERS: Openers = {ReportTextsDialog: of_record(RecordKind.REPORT, _new_report, read_texts, ask_texts)}

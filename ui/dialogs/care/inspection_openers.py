"""What opens the kept forms of inspections and their plans again."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models.enums import RecordKind
from ui.dialogs.care.inspection_dialog import InspectionRecordDialog
from ui.dialogs.care.inspection_steps import ConclusionDialog, DayDialog, InspectorsDialog
from ui.dialogs.care.plan_dialog import InspectionPlanDialog, ask_new_plan, ask_plan, read_plan
from ui.dialogs.forms.opening import Openers, of_record, take_step
from ui.dialogs.forms.saving import OnSaved
from ui.runtime.desk import Desk


def _new_plan(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    ask_new_plan(desk, parent, about.get("project_id"), on_saved)


OPENERS: Openers = {
    ConclusionDialog: take_step,
    DayDialog: take_step,
    InspectionPlanDialog: of_record(RecordKind.INSPECTION_PLAN, _new_plan, read_plan, ask_plan),
    InspectionRecordDialog: take_step,
    InspectorsDialog: take_step,
}

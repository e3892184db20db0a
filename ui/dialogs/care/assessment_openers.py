"""What opens the kept forms of months' assessments, their items, and spot checks again."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.queries.care.assessment_items import ItemLine, item_table
from models.enums import RecordKind
from ui.dialogs.care.assessment_dialog import (
    AssessmentDialog,
    HandLineDialog,
    JudgingDialog,
    ask_assessment,
    ask_new_assessment,
    read_assessment,
)
from ui.dialogs.care.assessment_items_window import AssessmentItemDialog, ask_item
from ui.dialogs.care.spot_check_dialog import (
    PutRightDialog,
    SpotCheckDialog,
    ask_new_spot_check,
    ask_spot_check,
    read_spot_check,
)
from ui.dialogs.forms.opening import Openers, after_reading, of_record, take_step
from ui.dialogs.forms.saving import OnSaved
from ui.runtime.desk import Desk
from ui.runtime.drafts import Draft


def _new_assessment(desk: Desk, parent: QWidget, _about: Mapping[str, Any], on_saved: OnSaved) -> None:
    ask_new_assessment(desk, parent, on_saved)


def _new_check(desk: Desk, parent: QWidget, _about: Mapping[str, Any], on_saved: OnSaved) -> None:
    ask_new_spot_check(desk, parent, on_saved)


def _item(desk: Desk, parent: QWidget, draft: Draft) -> None:
    wanted = draft.subject.about.get("item_id")

    def found() -> ItemLine | None:
        return next((one for one in item_table(desk.context).lines if one.id == wanted), None)

    after_reading(desk, parent, found, lambda item: ask_item(desk, parent, item, lambda _id: None))


OPENERS: Openers = {
    AssessmentDialog: of_record(RecordKind.ASSESSMENT, _new_assessment, read_assessment, ask_assessment),
    HandLineDialog: take_step,
    AssessmentItemDialog: _item,
    JudgingDialog: take_step,
    PutRightDialog: take_step,
    SpotCheckDialog: of_record(RecordKind.SPOT_CHECK, _new_check, read_spot_check, ask_spot_check),
}

"""What opens the kept forms of trainings and rounds of surveys again."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models.enums import RecordKind
from ui.dialogs.care.survey_round import SurveyRoundDialog, open_kept_round
from ui.dialogs.care.training_dialog import TrainingDialog, ask_new_training, ask_training, read_training
from ui.dialogs.care.training_steps import TrainingHoldingDialog
from ui.dialogs.forms.opening import Openers, of_record, take_step
from ui.dialogs.forms.saving import OnSaved
from ui.runtime.desk import Desk


def _new_training(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    owner = {name: about.get(name) for name in ("project_id", "dispatch_id")}
    ask_new_training(desk, parent, on_saved, **owner)


OPENERS: Openers = {
    SurveyRoundDialog: open_kept_round,
    TrainingDialog: of_record(RecordKind.TRAINING, _new_training, read_training, ask_training),
    TrainingHoldingDialog: take_step,
}

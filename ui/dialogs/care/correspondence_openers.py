"""What opens the kept forms of calls and letters again."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models.enums import RecordKind
from ui.dialogs.care.correspondence_dialog import (
    CorrespondenceDialog,
    CorrespondenceResultDialog,
    ask_correspondence,
    ask_new_correspondence,
    read_correspondence,
)
from ui.dialogs.forms.opening import Openers, of_record, take_step
from ui.dialogs.forms.saving import OnSaved
from ui.runtime.desk import Desk


def _new(desk: Desk, parent: QWidget, _about: Mapping[str, Any], on_saved: OnSaved) -> None:
    ask_new_correspondence(desk, parent, on_saved)


OPENERS: Openers = {
    CorrespondenceDialog: of_record(RecordKind.CORRESPONDENCE, _new, read_correspondence, ask_correspondence),
    CorrespondenceResultDialog: take_step,
}

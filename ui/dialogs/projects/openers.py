"""What opens the kept forms of projects, contracts and equipment again."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.projects import ContractForm, ProjectForm
from app.queries.search import pick_one
from models.enums import RecordKind
from ui.dialogs.forms.opening import Openers, after_reading, of_record, shows, take_step
from ui.dialogs.forms.pickers import pick_item
from ui.dialogs.forms.saving import OnSaved
from ui.dialogs.projects.contract_dialog import (
    ContractDialog,
    ask_contract,
    ask_new_contract,
    ask_new_supplement,
    read_contract,
)
from ui.dialogs.projects.equipment_dialog import (
    EquipmentDialog,
    ask_equipment,
    ask_new_equipment,
    ask_pieces,
    read_equipment,
)
from ui.dialogs.projects.handover_dialog import HandoverDialog, ask_handover, ask_new_handover, read_handover
from ui.dialogs.projects.handover_steps import (
    HandoverReviewDialog,
    ItemClosingDialog,
    ItemMovingDialog,
    ReminderDialog,
)
from ui.dialogs.projects.item_dialog import ItemDialog, ask_item, read_item
from ui.dialogs.projects.items_dialog import ItemsDialog, ask_items
from ui.dialogs.projects.project_dialog import ProjectDialog, ask_new_project, ask_project, read_project
from ui.runtime.desk import Desk


def _new_contract(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    main_id = about.get("main_id")
    if main_id is None:
        ask_new_contract(desk, parent, ContractForm(), on_saved)
    else:
        ask_new_supplement(desk, parent, main_id, "", on_saved)


def _new_equipment(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    project_id = about.get("project_id")
    if project_id is None:
        ask_pieces(desk, parent, None, on_saved)
        return
    after_reading(
        desk,
        parent,
        lambda: pick_item(pick_one(desk.context, project_id)),
        lambda project: ask_new_equipment(desk, parent, project, "", on_saved),
    )


def _new_handover(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    ask_new_handover(desk, parent, about.get("project_id"), on_saved)


def _new_items(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    ask_items(desk, parent, about.get("project_id"), lambda ids: on_saved(ids[0]))


OPENERS: Openers = {
    ContractDialog: of_record(RecordKind.CONTRACT, _new_contract, read_contract, ask_contract),
    EquipmentDialog: of_record(RecordKind.EQUIPMENT, _new_equipment, read_equipment, ask_equipment),
    HandoverDialog: of_record(RecordKind.HANDOVER, _new_handover, read_handover, ask_handover),
    HandoverReviewDialog: take_step,
    ItemClosingDialog: take_step,
    ItemDialog: of_record(RecordKind.PUNCH_ITEM, _new_items, read_item, ask_item),
    ItemMovingDialog: take_step,
    ItemsDialog: lambda desk, parent, draft: _new_items(
        desk, parent, draft.subject.about, shows(desk, RecordKind.PUNCH_ITEM)
    ),
    ReminderDialog: take_step,
    ProjectDialog: of_record(
        RecordKind.PROJECT,
        lambda desk, parent, _about, on_saved: ask_new_project(desk, parent, ProjectForm(), on_saved),
        read_project,
        ask_project,
    ),
}

"""What opens the kept forms of people, departments, duty and dispatches again."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.people import DepartmentForm
from app.queries.people.dispatches import dispatch_details
from app.queries.people.staff import department_form
from models.enums import RecordKind
from ui.dialogs.forms.opening import Openers, after_reading, of_record, shows, take_step
from ui.dialogs.forms.saving import OnSaved
from ui.dialogs.people.absence_dialog import AbsenceDialog, ask_absence, ask_new_absence
from ui.dialogs.people.agreement_dialog import AgreementDialog, ask_agreement
from ui.dialogs.people.confidentiality_dialog import (
    ConfidentialityDialog,
    ConfidentialityEndDialog,
    ConfidentialitySigningDialog,
    ask_edit_agreement,
    ask_new_agreement,
    read_agreement,
)
from ui.dialogs.people.department_dialog import DepartmentDialog, ask_department
from ui.dialogs.people.dispatch_dialog import DispatchDialog, ask_edit_dispatch, ask_new_dispatch
from ui.dialogs.people.dispatch_openers import STEPS
from ui.dialogs.people.duty_dialog import DutyDialog, open_duty
from ui.dialogs.people.lesson_dialog import (
    LessonDialog,
    LessonHoldingDialog,
    ask_lesson,
    ask_new_lesson,
    read_lesson,
)
from ui.dialogs.people.staff_dialog import StaffDialog, ask_staff
from ui.runtime.desk import Desk
from ui.runtime.drafts import Draft


def _open_dispatch(desk: Desk, parent: QWidget, draft: Draft) -> None:
    record_id, on_saved = draft.subject.record_id, shows(desk, RecordKind.DISPATCH)
    if record_id is None:
        carrying = tuple(draft.subject.about.get("carrying", ()))
        request_id = draft.subject.about.get("request_id") if carrying else None
        ask_new_dispatch(desk, parent, request_id, on_saved, carrying)
    else:
        ask_edit_dispatch(desk, parent, record_id, on_saved)


def _open_agreement(desk: Desk, parent: QWidget, draft: Draft) -> None:
    dispatch_id = draft.subject.about["dispatch_id"]
    after_reading(
        desk,
        parent,
        lambda: dispatch_details(desk.context, dispatch_id),
        lambda details: ask_agreement(desk, parent, details, 0, lambda: None),
    )


def _open_department(desk: Desk, parent: QWidget, draft: Draft) -> None:
    known = draft.subject.record_id
    show: Callable[[DepartmentForm], object] = lambda form: ask_department(desk, parent, form, lambda _id: None)  # noqa: E731
    if known is None:
        show(DepartmentForm())
    else:
        after_reading(desk, parent, lambda: department_form(desk.context, known), show)


def _open_absence(desk: Desk, parent: QWidget, draft: Draft) -> None:
    absence_id = draft.subject.about["absence_id"]
    if absence_id is None:
        ask_new_absence(desk, parent, lambda _id: None)
    else:
        ask_absence(desk, parent, absence_id, lambda _id: None)


def _new_confidentiality(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    outside = {name: about[name] for name in ("name", "organisation")}
    ask_new_agreement(desk, parent, about["staff_id"], on_saved, **outside)


OPENERS: Openers = {
    **STEPS,
    AbsenceDialog: _open_absence,
    AgreementDialog: _open_agreement,
    ConfidentialityDialog: of_record(
        RecordKind.CONFIDENTIALITY,
        _new_confidentiality,
        read_agreement,
        ask_edit_agreement,
    ),
    ConfidentialityEndDialog: take_step,
    ConfidentialitySigningDialog: take_step,
    DepartmentDialog: _open_department,
    DispatchDialog: _open_dispatch,
    DutyDialog: lambda desk, parent, _draft: open_duty(desk, parent),
    LessonDialog: of_record(
        RecordKind.LESSON,
        lambda desk, parent, _about, on_saved: ask_new_lesson(desk, parent, on_saved),
        read_lesson,
        ask_lesson,
    ),
    LessonHoldingDialog: take_step,
    StaffDialog: lambda desk, parent, draft: ask_staff(
        desk, parent, draft.subject.record_id, shows(desk, RecordKind.STAFF)
    ),
}

"""From a kept form back to the form: for each kind of form, what opens it again for the same thing."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from app.forms import ContractForm, DepartmentForm, ProjectForm, SiteForm
from app.queries.parties import customer_form, site_form
from app.queries.partners import partner_form
from app.queries.people.dispatches import dispatch_details
from app.queries.people.staff import department_form
from app.queries.search import pick_one
from models.enums import RecordKind
from ui.dialogs.forms.pickers import pick_item
from ui.dialogs.forms.saving import OnSaved
from ui.dialogs.note_dialog import NoteDialog
from ui.dialogs.parties.customer_dialog import CustomerDialog, ask_customer, ask_new_customer
from ui.dialogs.parties.partner_dialog import PartnerDialog, ask_new_partner, ask_partner
from ui.dialogs.parties.site_dialog import SiteDialog, ask_new_site, ask_site
from ui.dialogs.people.agreement_dialog import AgreementDialog, ask_agreement
from ui.dialogs.people.department_dialog import DepartmentDialog, ask_department
from ui.dialogs.people.dispatch_dialog import DispatchDialog, ask_edit_dispatch, ask_new_dispatch
from ui.dialogs.people.duty_dialog import DutyDialog, open_duty
from ui.dialogs.people.staff_dialog import StaffDialog, ask_staff
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
from ui.dialogs.projects.project_dialog import ProjectDialog, ask_new_project, ask_project, read_project
from ui.dialogs.promises.agree_dialog import AgreeDialog
from ui.dialogs.promises.hold_dialogs import HoldDialog, HoldEndDialog
from ui.dialogs.promises.policy_dialog import PolicyDialog, ask_policy, read_policy
from ui.dialogs.promises.settling import settle_again
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.requests.answer_dialogs import ReplyDialog, VisitAnswerDialog
from ui.dialogs.requests.class_dialog import ClassDialog
from ui.dialogs.requests.event_dialogs import EventDialog
from ui.dialogs.requests.merge_dialog import MergeDialog
from ui.dialogs.requests.request_dialog import RequestDialog, ask_new_request
from ui.dialogs.requests.service_dialogs import FollowUpDialog, HandOverDialog
from ui.dialogs.requests.solve_dialog import SolveDialog
from ui.runtime.desk import Desk
from ui.runtime.drafts import Draft
from ui.runtime.errors import report_error
from ui.widgets.forms.form import FormDialog

Opener = Callable[[Desk, QWidget, Draft], object]
FormT = TypeVar("FormT")


def open_draft(desk: Desk, parent: QWidget, draft: Draft) -> None:
    """Open the form of a draft with everything typed in it; KeyError for a form that the program does not know.

    If its record is gone, or may not be seen any more, a box says so and the draft stays.
    """
    opener = OPENERS[draft.subject.kind]
    desk.drafts.wish(draft.id)
    opener(desk, parent, draft)


def can_open(draft: Draft) -> bool:
    """Tell whether the program knows the form of a draft."""
    return draft.subject.kind in OPENERS


def _after_reading(desk: Desk, parent: QWidget, read: Callable[[], FormT], show: Callable[[FormT], object]) -> None:
    desk.jobs.run_read("drafts.open", lambda _progress: read(), show, lambda error: report_error(parent, error))


def _shows(desk: Desk, kind: RecordKind) -> Callable[[int], None]:
    """Return what shows the record of a kind once it is saved."""
    return partial(desk.show_requested.emit, kind.value)


def _take_step(desk: Desk, _parent: QWidget, draft: Draft) -> None:
    """Show the record and take the step that asked for the text, as its page does."""
    about = draft.subject.about
    desk.step_requested.emit(about["kind"], about["record_id"], about["code"])


def _open_request(desk: Desk, parent: QWidget, draft: Draft) -> None:
    record_id = draft.subject.record_id
    if record_id is None:
        ask_new_request(desk, parent, _shows(desk, RecordKind.REQUEST))
    else:
        desk.step_requested.emit(RecordKind.REQUEST.value, record_id, "facts")


def _open_dispatch(desk: Desk, parent: QWidget, draft: Draft) -> None:
    record_id, shows = draft.subject.record_id, _shows(desk, RecordKind.DISPATCH)
    if record_id is None:
        ask_new_dispatch(desk, parent, None, shows)
    else:
        ask_edit_dispatch(desk, parent, record_id, shows)


def _open_agreement(desk: Desk, parent: QWidget, draft: Draft) -> None:
    dispatch_id = draft.subject.about["dispatch_id"]
    _after_reading(
        desk,
        parent,
        lambda: dispatch_details(desk.context, dispatch_id),
        lambda details: ask_agreement(desk, parent, details, 0, lambda: None),
    )


def _open_staff(desk: Desk, parent: QWidget, draft: Draft) -> None:
    ask_staff(desk, parent, draft.subject.record_id, _shows(desk, RecordKind.STAFF))


def _open_department(desk: Desk, parent: QWidget, draft: Draft) -> None:
    known = draft.subject.record_id
    show: Callable[[DepartmentForm], object] = lambda form: ask_department(desk, parent, form, lambda _id: None)  # noqa: E731
    if known is None:
        show(DepartmentForm())
    else:
        _after_reading(desk, parent, lambda: department_form(desk.context, known), show)


def _open_duty(desk: Desk, parent: QWidget, _draft: Draft) -> None:
    open_duty(desk, parent)


def _of_record(
    kind: RecordKind,
    new: Callable[[Desk, QWidget, Mapping[str, Any], OnSaved], object],
    read: Callable[[Desk, int], FormT],
    edit: Callable[[Desk, QWidget, int, FormT, OnSaved], object],
) -> Opener:
    """Return an opener for a form of records of ``kind``: ``new`` gets what the form is about, ``edit`` what ``read``
    found on the read lane.
    """

    def open_form_of(desk: Desk, parent: QWidget, draft: Draft) -> None:
        record_id, shows = draft.subject.record_id, _shows(desk, kind)
        if record_id is None:
            new(desk, parent, draft.subject.about, shows)
        else:
            show = partial(edit, desk, parent, record_id)
            _after_reading(desk, parent, partial(read, desk, record_id), lambda found: show(found, shows))

    return open_form_of


def _new_site(desk: Desk, parent: QWidget, about: Mapping[str, Any], _on_saved: OnSaved) -> None:
    ask_new_site(desk, parent, about["customer_id"], "", lambda _id: None)


def _edit_site(desk: Desk, parent: QWidget, record_id: int, form: SiteForm, _on_saved: OnSaved) -> None:
    ask_site(desk, parent, record_id, form, lambda _id: None)


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
    _after_reading(
        desk,
        parent,
        lambda: pick_item(pick_one(desk.context, project_id)),
        lambda project: ask_new_equipment(desk, parent, project, "", on_saved),
    )


def _open_policy(desk: Desk, parent: QWidget, draft: Draft) -> None:
    """Open the form of the row alone; the window of deadlines shows it once it is saved."""
    about = draft.subject.about
    _after_reading(
        desk,
        parent,
        lambda: read_policy(desk, about["profile"], about["policy_id"]),
        lambda known: ask_policy(desk, parent, known, lambda _id: settle_again(desk, parent, lambda _changed: None)),
    )


BY_CLASS: Mapping[type[FormDialog], Opener] = {
    AgreeDialog: _take_step,
    AgreementDialog: _open_agreement,
    ClassDialog: _take_step,
    ContractDialog: _of_record(RecordKind.CONTRACT, _new_contract, read_contract, ask_contract),
    CustomerDialog: _of_record(
        RecordKind.CUSTOMER,
        lambda desk, parent, _about, on_saved: ask_new_customer(desk, parent, "", on_saved),
        lambda desk, record_id: customer_form(desk.context, record_id),
        ask_customer,
    ),
    DepartmentDialog: _open_department,
    DispatchDialog: _open_dispatch,
    DutyDialog: _open_duty,
    EquipmentDialog: _of_record(RecordKind.EQUIPMENT, _new_equipment, read_equipment, ask_equipment),
    EventDialog: _take_step,
    FollowUpDialog: _take_step,
    HandOverDialog: _take_step,
    HoldDialog: _take_step,
    HoldEndDialog: _take_step,
    MergeDialog: _take_step,
    NoteDialog: _take_step,
    PartnerDialog: _of_record(
        RecordKind.PARTNER,
        lambda desk, parent, _about, on_saved: ask_new_partner(desk, parent, "", on_saved),
        lambda desk, record_id: partner_form(desk.context, record_id),
        ask_partner,
    ),
    PolicyDialog: _open_policy,
    ProjectDialog: _of_record(
        RecordKind.PROJECT,
        lambda desk, parent, _about, on_saved: ask_new_project(desk, parent, ProjectForm(), on_saved),
        read_project,
        ask_project,
    ),
    ReasonDialog: _take_step,
    ReplyDialog: _take_step,
    RequestDialog: _open_request,
    SiteDialog: _of_record(
        RecordKind.SITE, _new_site, lambda desk, record_id: site_form(desk.context, record_id), _edit_site
    ),
    SolveDialog: _take_step,
    StaffDialog: _open_staff,
    VisitAnswerDialog: _take_step,
}
OPENERS: Mapping[str, Opener] = {kind.__name__: opener for kind, opener in BY_CLASS.items()}

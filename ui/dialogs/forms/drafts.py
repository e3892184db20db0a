"""From a kept form back to the form: for each kind of form, what opens it again for the same thing."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from app.forms.access import UserForm
from app.forms.parties import SiteForm
from app.forms.people import DepartmentForm
from app.forms.projects import ContractForm, ProjectForm
from app.queries.access.users import LogInRules, log_in_rules, user_form
from app.queries.approvals.limits import limit_now
from app.queries.parties import customer_form, site_form
from app.queries.partners import partner_form
from app.queries.people.dispatches import dispatch_details
from app.queries.people.staff import department_form
from app.queries.search import pick_one
from models.enums import LimitKind, RecordKind
from ui.dialogs.access.delegations_dialog import DelegationDialog, ask_delegation
from ui.dialogs.access.user_dialog import UserDialog, ask_user
from ui.dialogs.approvals.decision_dialogs import DecisionDialog, PaperDecisionDialog
from ui.dialogs.approvals.exception_dialog import ExceptionDialog
from ui.dialogs.approvals.limit_dialog import LimitDialog, ask_limit
from ui.dialogs.company_dialog import CompanyDialog, open_company
from ui.dialogs.forms.pickers import pick_item
from ui.dialogs.forms.saving import OnSaved
from ui.dialogs.material.part_dialog import PartDialog, ask_new_part, ask_part, read_new_part, read_part
from ui.dialogs.money.condition_dialog import ConditionDialog
from ui.dialogs.money.instalments_dialog import InstalmentsDialog, ask_instalments, read_plan
from ui.dialogs.money.invoice_dialog import InvoiceDialog, ask_invoice, read_new_invoice
from ui.dialogs.money.receipt_dialog import AllocateDialog, ReceiptDialog, ask_new_receipt, read_new_receipt
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
from ui.dialogs.trade.order_dialog import OrderDialog, Source, ask_new_order, ask_order, read_order
from ui.dialogs.trade.order_record_dialogs import CallOffDialog, CostDialog, MaterialDialog, VisitDialog
from ui.dialogs.trade.order_step_dialogs import EffectDialog, ServiceEndDialog, SigningDialog
from ui.dialogs.trade.quotation_dialog import QuotationDialog, ask_new_quotation, ask_quotation, read_quotation
from ui.dialogs.trade.quotation_step_dialogs import AcceptanceDialog, RefusalDialog, SendingDialog, TalkDialog
from ui.dialogs.trade.rate_card_dialog import (
    RateCardDialog,
    ask_new_rate_card,
    ask_rate_card,
    read_new_card,
    read_rate_card,
)
from ui.dialogs.trade.submit_dialog import SubmitDialog
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


def _open_user(desk: Desk, parent: QWidget, draft: Draft) -> None:
    """Open the form of an account, or of a new one; its password was not kept."""
    user_id = draft.subject.record_id

    def read() -> tuple[UserForm, LogInRules]:
        return UserForm() if user_id is None else user_form(desk.context, user_id), log_in_rules(desk.context)

    _after_reading(desk, parent, read, lambda found: ask_user(desk, parent, *found, lambda _id: None))


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


def _new_part(desk: Desk, parent: QWidget, _about: Mapping[str, Any], on_saved: OnSaved) -> None:
    _after_reading(desk, parent, partial(read_new_part, desk), lambda read: ask_new_part(desk, parent, read, on_saved))


def _new_rate_card(desk: Desk, parent: QWidget, _about: Mapping[str, Any], on_saved: OnSaved) -> None:
    ask = lambda read: ask_new_rate_card(desk, parent, read, on_saved)  # noqa: E731
    _after_reading(desk, parent, partial(read_new_card, desk), ask)


def _open_receipt(desk: Desk, parent: QWidget, draft: Draft) -> None:
    read = partial(read_new_receipt, desk, draft.subject.about["customer_id"])
    shows = _shows(desk, RecordKind.RECEIPT)
    _after_reading(desk, parent, read, lambda found: ask_new_receipt(desk, parent, found, shows))


def _open_invoice(desk: Desk, parent: QWidget, draft: Draft) -> None:
    read = partial(read_new_invoice, desk, draft.subject.about["record_id"])
    _after_reading(desk, parent, read, lambda found: ask_invoice(desk, parent, found, lambda _id: None))


def _open_instalments(desk: Desk, parent: QWidget, draft: Draft) -> None:
    contract_id, shows = draft.subject.record_id or 0, _shows(desk, RecordKind.CONTRACT)
    show = partial(ask_instalments, desk, parent, contract_id)
    _after_reading(desk, parent, partial(read_plan, desk, contract_id), lambda plan: show(plan, shows))


def _new_quotation(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    ask_new_quotation(desk, parent, about["request_id"], on_saved)


def _new_order(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    ask_new_order(desk, parent, Source(**about), on_saved)


def _open_policy(desk: Desk, parent: QWidget, draft: Draft) -> None:
    """Open the form of the row alone; the window of deadlines shows it once it is saved."""
    about = draft.subject.about
    _after_reading(
        desk,
        parent,
        lambda: read_policy(desk, about["profile"], about["policy_id"]),
        lambda known: ask_policy(desk, parent, known, lambda _id: settle_again(desk, parent, lambda _changed: None)),
    )


def _open_limit(desk: Desk, parent: QWidget, draft: Draft) -> None:
    """Open the form of the limit alone."""
    kind = LimitKind(draft.subject.about["kind"])
    _after_reading(
        desk, parent, partial(limit_now, desk.context, kind), lambda now: ask_limit(desk, parent, now, lambda _id: None)
    )


BY_CLASS: Mapping[type[FormDialog], Opener] = {
    AcceptanceDialog: _take_step,
    AgreeDialog: _take_step,
    AgreementDialog: _open_agreement,
    AllocateDialog: _take_step,
    ClassDialog: _take_step,
    CompanyDialog: lambda desk, parent, _draft: open_company(desk, parent),
    DecisionDialog: _take_step,
    ConditionDialog: _take_step,
    ContractDialog: _of_record(RecordKind.CONTRACT, _new_contract, read_contract, ask_contract),
    CustomerDialog: _of_record(
        RecordKind.CUSTOMER,
        lambda desk, parent, _about, on_saved: ask_new_customer(desk, parent, "", on_saved),
        lambda desk, record_id: customer_form(desk.context, record_id),
        ask_customer,
    ),
    DelegationDialog: lambda desk, parent, _draft: ask_delegation(desk, parent, lambda _id: None),
    DepartmentDialog: _open_department,
    DispatchDialog: _open_dispatch,
    DutyDialog: _open_duty,
    EquipmentDialog: _of_record(RecordKind.EQUIPMENT, _new_equipment, read_equipment, ask_equipment),
    EventDialog: _take_step,
    ExceptionDialog: _take_step,
    FollowUpDialog: _take_step,
    HandOverDialog: _take_step,
    HoldDialog: _take_step,
    HoldEndDialog: _take_step,
    LimitDialog: _open_limit,
    InstalmentsDialog: _open_instalments,
    InvoiceDialog: _open_invoice,
    MergeDialog: _take_step,
    NoteDialog: _take_step,
    CallOffDialog: _take_step,
    CostDialog: _take_step,
    EffectDialog: _take_step,
    MaterialDialog: _take_step,
    OrderDialog: _of_record(RecordKind.ORDER, _new_order, read_order, ask_order),
    PaperDecisionDialog: _take_step,
    ServiceEndDialog: _take_step,
    SigningDialog: _take_step,
    SubmitDialog: _take_step,
    TalkDialog: _take_step,
    VisitDialog: _take_step,
    PartnerDialog: _of_record(
        RecordKind.PARTNER,
        lambda desk, parent, _about, on_saved: ask_new_partner(desk, parent, "", on_saved),
        lambda desk, record_id: partner_form(desk.context, record_id),
        ask_partner,
    ),
    PartDialog: _of_record(RecordKind.PART, _new_part, read_part, ask_part),
    PolicyDialog: _open_policy,
    ProjectDialog: _of_record(
        RecordKind.PROJECT,
        lambda desk, parent, _about, on_saved: ask_new_project(desk, parent, ProjectForm(), on_saved),
        read_project,
        ask_project,
    ),
    RateCardDialog: _of_record(RecordKind.RATE_CARD, _new_rate_card, read_rate_card, ask_rate_card),
    QuotationDialog: _of_record(RecordKind.QUOTATION, _new_quotation, read_quotation, ask_quotation),
    ReasonDialog: _take_step,
    RefusalDialog: _take_step,
    SendingDialog: _take_step,
    ReceiptDialog: _open_receipt,
    ReplyDialog: _take_step,
    RequestDialog: _open_request,
    SiteDialog: _of_record(
        RecordKind.SITE, _new_site, lambda desk, record_id: site_form(desk.context, record_id), _edit_site
    ),
    SolveDialog: _take_step,
    StaffDialog: _open_staff,
    UserDialog: _open_user,
    VisitAnswerDialog: _take_step,
}
OPENERS: Mapping[str, Opener] = {kind.__name__: opener for kind, opener in BY_CLASS.items()}

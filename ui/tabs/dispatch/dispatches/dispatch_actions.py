"""The steps of a dispatch by their codes: its moves, changes after it was agreed, what is noted of it (C7, N1, N5)."""

from collections.abc import Callable
from functools import partial

from app.forms.dispatch_steps import BriefForm
from app.i18n import _
from app.queries.people.dispatches import DispatchDetails
from app.services.people import appointments, changes, dispatches, exceptions, open_items, travelling, work_checks
from models.enums import RecordKind
from ui.dialogs.people.appointment_dialogs import AppointmentDialog, FailedCallDialog
from ui.dialogs.people.change_dialogs import AddPersonDialog, ExtendDialog, SwapPersonDialog, TakeOffDialog
from ui.dialogs.people.dispatch_dialog import ask_new_dispatch
from ui.dialogs.people.exception_dialog import GateExceptionDialog
from ui.dialogs.people.travel_dialogs import ComeBackDialog, DepartDialog, FinishDialog, SiteArrivalDialog
from ui.dialogs.people.work_dialogs import (
    OpenItemDialog,
    QualityDialog,
    RepairPlanDialog,
    SettleItemDialog,
    SheetDialog,
    own_open,
)
from ui.runtime.desk import Desk
from ui.tabs.owed import OwingSteps
from ui.tabs.record_steps import Page
from ui.widgets.forms.form import FormDialog

_FORMS: dict[str, tuple[type[FormDialog], Callable[..., object]]] = {
    "depart": (DepartDialog, travelling.depart),
    "arrive": (SiteArrivalDialog, travelling.arrive),
    "arrive_next": (SiteArrivalDialog, travelling.arrive),
    "finish": (FinishDialog, travelling.finish),
    "come_back": (ComeBackDialog, travelling.come_back),
    "extend": (ExtendDialog, changes.extend_dispatch),
    "add_person": (AddPersonDialog, changes.add_person),
    "take_off": (TakeOffDialog, changes.take_off_person),
    "swap_person": (SwapPersonDialog, changes.swap_person),
    "appointment": (AppointmentDialog, appointments.agree_appointment),
    "failed_call": (FailedCallDialog, appointments.record_failed_call),
    "plan": (RepairPlanDialog, work_checks.record_plan),
    "quality": (QualityDialog, work_checks.record_quality),
    "note_sheet": (SheetDialog, work_checks.note_sheet),
    "note_item": (OpenItemDialog, open_items.note_open_item),
    "settle_item": (SettleItemDialog, open_items.settle_open_item),
    "except_gate": (GateExceptionDialog, exceptions.except_gate),
}  # steps whose form is made from the details, with the service that takes what is entered


class DispatchSteps(OwingSteps[DispatchDetails]):
    """The steps of a dispatch that are taken here; what is made for it elsewhere opens from ``TripActions``."""

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk, page, RecordKind.DISPATCH)
        self.steps = {
            "agree": lambda details: self.do(details, dispatches.agree_dispatch, _("Settle the dispatch")),
            "brief": self.brief,
            "close": lambda details: self.do(details, travelling.close_dispatch, _("Close the dispatch")),
            "reopen": self.reopen,
            "cancel": self.cancel,
            "carry_over": self.carry_over,
            **{code: partial(self.ask, code=code) for code in _FORMS},
        }
        self.aimed = {**self.aimed, "settle_item": self.settle_item, "except_gate": self.except_gate}

    def ask(self, details: DispatchDetails, code: str) -> None:
        """Open the form of a step."""
        kind, service = _FORMS[code]
        make: Callable[..., FormDialog] = kind
        self.ask_form(details, code, make(self.desk, details, parent=self.page), service)

    def brief(self, details: DispatchDetails) -> None:
        """Record that everybody is briefed; the last signature does so by itself."""
        self.do(details, partial(travelling.brief_dispatch, form=BriefForm()), _("Everybody is briefed"))

    def reopen(self, details: DispatchDetails) -> None:
        """Take it back to draft, with the reason."""
        self.ask_reason(details, "reopen", _("Take back to draft"), dispatches.reopen_dispatch, name="dispatch.reopen")

    def cancel(self, details: DispatchDetails) -> None:
        """Cancel it, with the reason."""
        self.ask_reason(details, "cancel", _("Cancel the dispatch"), dispatches.cancel_dispatch, name="dispatch.cancel")

    def carry_over(self, details: DispatchDetails) -> None:
        """Plan a further dispatch that takes over what this one left undone, and go there once it is saved (C7.4)."""
        carrying = tuple(item.id for item in own_open(details))
        ask_new_dispatch(self.desk, self.page, details.request_id, self.page.reveal, carrying)

    def settle_item(self, details: DispatchDetails, aim: str) -> None:
        """Record how one open item was settled; nothing for one that is settled by now."""
        if int(aim) in {item.id for item in own_open(details)}:
            dialog = SettleItemDialog(self.desk, details, int(aim), self.page)
            self.ask_form(details, f"settle_item:{aim}", dialog, open_items.settle_open_item)

    def except_gate(self, details: DispatchDetails, gate: str) -> None:
        """Grant an exception from one gate."""
        dialog = GateExceptionDialog(self.desk, details, gate, self.page)
        self.ask_form(details, f"except_gate:{gate}", dialog, exceptions.except_gate)

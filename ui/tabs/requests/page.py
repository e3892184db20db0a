"""The page of service requests: from the customer's call to people being sent, and to the end."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.requests.request_list import REQUESTS, RequestRow
from app.queries.requests.requests import RequestDetails, request_details
from app.queries.trade.of_request import OPEN_OFFERS
from app.queries.trade.order_forms import OrderStart, order_start
from app.queries.trade.quotation_parts import OPEN_STATES, LinkedQuotation
from app.queries.trade.quotations import request_quotations
from app.rules.permissions import Permission
from app.services.requests import classing, moving
from models.enums import DispatchState, EventKind, RecordKind
from ui.dialogs.approvals.exception_dialog import ExceptionDialog, ask_for_exception
from ui.dialogs.forms.saving import open_form
from ui.dialogs.material.slip_dialog import SlipSource
from ui.dialogs.money.receipt_dialog import ask_new_receipt, read_new_receipt
from ui.dialogs.people.dispatch_dialog import ask_new_dispatch
from ui.dialogs.printing.intake_slip import ask_intake_slips
from ui.dialogs.reason_dialog import ask_text
from ui.dialogs.requests.answer_dialogs import ReplyDialog, VisitAnswerDialog
from ui.dialogs.requests.class_dialog import ClassDialog, ClassForm
from ui.dialogs.requests.event_dialogs import EventDialog
from ui.dialogs.requests.merge_dialog import MergeDialog, ask_merge
from ui.dialogs.requests.register_dialog import ask_register
from ui.dialogs.requests.request_dialog import RequestDialog, ask_new_request, ask_request
from ui.dialogs.requests.service_dialogs import FollowUpDialog, HandOverDialog
from ui.dialogs.requests.solve_dialog import SolveDialog
from ui.dialogs.trade.order_dialog import Source, ask_new_order
from ui.dialogs.trade.quotation_dialog import ask_new_quotation
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip, FilterState
from ui.table.page_spec import EDIT, NEW, ListSpec, PageAction, new_action
from ui.tabs.inventory.needs.material_actions import MaterialActions
from ui.tabs.inventory.needs.material_card import MAKE_SLIP, MATERIAL
from ui.tabs.inventory.returns.return_actions import ReturnActions
from ui.tabs.inventory.returns.swap_card import SWAP, WITHDRAW, record_swap, take_back_swap
from ui.tabs.inventory.shipments.of_record import show_open_shipment
from ui.tabs.inventory.slips.of_record import make_slip, show_open_slip
from ui.tabs.links import link_target
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.pay_first import ASK_EXCEPTION, PAY_FIRST_KINDS, is_pay_first_step
from ui.tabs.record_page import RecordPage
from ui.tabs.requests.columns import request_columns
from ui.tabs.requests.detail import request_view
from ui.tabs.requests.promise_actions import PromiseActions, step_of
from ui.tabs.requests.steps import ANSWERABLE
from ui.tabs.visits.complaints.of_request import ComplaintActions
from ui.widgets.detail.detail_panel import DetailView

NAME = "requests.requests"
CHIPS = (
    Chip("open", N_("Open"), group="stage", checked=True),
    Chip("overdue", N_("Overdue")),
    Chip("steps_missing", N_("Steps missing"), group="stage"),
    Chip("to_confirm", N_("To be analysed"), group="stage"),
    Chip("in_hand", N_("In hand"), group="stage"),
    Chip("on_hold", N_("On hold")),
    Chip("mine", N_("Mine")),
    Chip("finished", N_("Finished"), group="stage"),
)
SHOWING_NEW = frozenset({"open", "steps_missing", "to_confirm"})  # chips that a request just registered passes
ACTIONS = (new_action(N_("New request")), EDIT)
PRINTING = (
    PRINT,
    PageAction("book", N_("Register book…"), "paper"),
    PageAction("slips", N_("Blank slips…"), "phone"),
)


EVENT_STEPS = {
    "reply": EventKind.REPLIED,
    "record_file_consulted": EventKind.FILE_CONSULTED,
    "record_customer_contacted": EventKind.CUSTOMER_CONTACTED,
    "visit_answer": EventKind.VISIT_ANSWERED,
    "arrive": EventKind.ARRIVED,
    "quotation_sent": EventKind.QUOTATION_SENT,
    "follow_up": EventKind.FOLLOWED_UP,
}


def request_list(desk: Desk) -> ListSpec[RequestRow]:
    """Return what the list of requests is."""
    return list_spec(
        desk,
        REQUESTS,
        name=NAME,
        columns=request_columns(desk),
        sort=Sort("received_at"),
        kinds={
            "request",
            "quotation",
            "dispatch",
            "slip",
            "purchase",
            "part",
            "customer",
            "project",
            "site",
            "equipment",
            "old_part",
            "loan",
            "customer_goods",
            "supplier_claim",
            *PAY_FIRST_KINDS,
        },
        chips=CHIPS,
        actions=ACTIONS,
        always=PRINTING,
        edits=Permission.REGISTER_REQUEST,
        dated=True,
        ticks=True,
        empty_text=N_("No request yet. Register the first call."),
    )


class RequestsPage(RecordPage[RequestRow, RequestDetails]):
    """List and detail of service requests, and everything one does with them."""

    printed = RecordKind.REQUEST
    list_of = staticmethod(request_list)
    details_of = staticmethod(request_details)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.promises = PromiseActions(desk, self)
        material = MaterialActions(desk, self)
        self._aimed_steps: dict[str, Callable[[RequestDetails, str], object]] = {
            **self.promises.steps,
            "hand_over": self.hand_over,
            "ask_exception": self.ask_exception,
        }
        self._steps: dict[str, Callable[[RequestDetails], object]] = {
            **{code: partial(self.record_event, code=code) for code in EVENT_STEPS},
            **material.steps,
            **ReturnActions(desk, self).steps,
            **ComplaintActions(desk, self).steps,
            MATERIAL: material.look_in_stock,
            "hand_over": self.hand_over,
            "hold": self.promises.holding.hold,
            "merge": self.merge,
            "show_promises": lambda _details: self.panel.show_owed(),
            "confirm_class": self.confirm_class,
            "class": self.confirm_class,
            "facts": self.edit,
            "make_quotation": self.make_quotation,
            "make_order": self.make_order,
            "arrive": self.arrive,
            "plan_dispatch": self.plan_dispatch,
            MAKE_SLIP: lambda details: make_slip(desk, self, SlipSource(details.id)),
            SWAP: lambda details: record_swap(desk, self, details.id, step_of(details, SWAP)),
            WITHDRAW: lambda details: take_back_swap(desk, self, details.replaced, step_of(details, WITHDRAW)),
            "show_slips": lambda details: show_open_slip(desk, details.slips),
            "show_shipments": lambda details: show_open_shipment(desk, details.shipments),
            "solve": self.solve,
            "record_result": self.solve,
            "close": self.close_request,
            "cancel": self.cancel,
            "customer": lambda details: desk.show_requested.emit("customer", details.customer_id),
            "project": lambda details: desk.show_requested.emit("project", details.project_id or 0),
            "cancel_dispatches": self.show_dispatch,
            "show_offers": self.show_offer,
            "record_receipt": self.record_receipt,
        }

    def view_of(self, details: RequestDetails) -> DetailView:
        return request_view(details, self.desk)

    # wishes ------------------------------------------------------------------------------------------------------

    def on_action(self, code: str) -> None:
        if code == NEW:
            self.register()
        elif code == "book":
            ask_register(self.desk, self)
        elif code == "slips":
            ask_intake_slips(self.desk, self)
        elif code == EDIT.code and self.details is not None:
            self.edit(self.details)
        else:
            super().on_action(code)

    def take(self, details: RequestDetails, code: str) -> None:
        """Take a step; behind a colon stands what it is aimed at: a promise, a hold, a line."""
        step, _colon, aim = code.partition(":")
        if aim:
            self._aimed_steps[step](details, aim)
        else:
            self._steps[step](details)

    def mend(self, details: RequestDetails, code: str) -> None:
        self.take(details, code)

    def on_link(self, code: str) -> None:
        if is_pay_first_step(code) or link_target(code) is None:
            self.on_step(code)
        else:
            super().on_link(code)

    # what one does -----------------------------------------------------------------------------------------------

    def register(self) -> RequestDialog:
        """Open the form of a new request."""
        return ask_new_request(self.desk, self, self.show_new)

    def show_new(self, record_id: int) -> None:
        """Select a request that was just registered; a filter that would hide it goes."""
        state = self.filter_bar.state()
        if state.text or state.since or state.until or not state.chips <= SHOWING_NEW:
            self.filter_bar.set_state(FilterState(chips=frozenset({"open"})))
        self.select(record_id)

    def edit(self, details: RequestDetails) -> None:
        """Open the form of a request for correction; a finished one says that it stays as it is."""
        if details.state not in ANSWERABLE:
            self.message.show_message(_("This request is finished and is not changed any more."))
            return
        ask_request(self.desk, self, details.id, details.number)

    def record_event(self, details: RequestDetails, code: str) -> EventDialog:
        """Record what was done: a step of C3.1, an answer, an arrival, a quotation, a call afterwards."""
        dialog = self._event_dialog(details, EVENT_STEPS[code])
        return self._open_event(details, dialog, code)

    def _event_dialog(self, details: RequestDetails, kind: EventKind) -> EventDialog:
        own = {
            EventKind.REPLIED: ReplyDialog,
            EventKind.VISIT_ANSWERED: VisitAnswerDialog,
            EventKind.FOLLOWED_UP: FollowUpDialog,
        }
        if kind in own:
            return own[kind](self.desk, details.contact_name, self)
        dialog = EventDialog(self.desk, kind, details.contact_name, self)
        if kind is EventKind.ARRIVED:
            dialog.person.set_value(_promised_people(details))
        return dialog

    def hand_over(self, details: RequestDetails, line_no: str = "0") -> EventDialog | None:
        """Record that a part was handed over or shipped (C4.2); nothing when no part is awaited."""
        awaited = [part for part in details.lines if part.is_awaited]
        if not awaited:
            return None
        dialog = HandOverDialog(self.desk, awaited, int(line_no), self)
        return self._open_event(details, dialog, f"hand_over:{line_no}")

    def _open_event(self, details: RequestDetails, dialog: EventDialog, code: str) -> EventDialog:
        about = step_of(details, code).about()
        return open_form(self.desk, dialog, lambda: dialog.recording(details.id), about=about)

    def merge(self, details: RequestDetails) -> MergeDialog:
        """Merge into an earlier open request of the customer (C2), and go there once it is done."""
        show = partial(self.desk.show_requested.emit, RecordKind.REQUEST.value)
        return ask_merge(self.desk, self, details, step_of(details, "merge"), show)

    def confirm_class(self, details: RequestDetails) -> ClassDialog:
        """Confirm free or paid (C3.2)."""
        dialog = ClassDialog(details, self)
        about = step_of(details, "confirm_class").about()
        return open_form(self.desk, dialog, lambda: partial(self._save_class, details, dialog.form()), about=about)

    def _save_class(self, details: RequestDetails, form: ClassForm) -> None:
        classing.confirm_class(
            self.desk.context,
            record_id=details.id,
            version=details.version,
            service_class=form.service_class,
            basis=form.basis,
            reason=form.reason,
        )

    def make_quotation(self, details: RequestDetails) -> None:
        """Go to the quotation that is being made for the request, or make one and go there once it is saved (C5.2)."""
        show = partial(self.desk.show_requested.emit, RecordKind.QUOTATION.value)

        def go_on(made: tuple[LinkedQuotation, ...]) -> None:
            still = [one.id for one in made if one.state in OPEN_STATES]
            if still:
                show(still[0])
            else:
                ask_new_quotation(self.desk, self, details.id, show)

        self.read_form(lambda: request_quotations(self.desk.context, details.id), go_on)

    def make_order(self, details: RequestDetails) -> None:
        """Go to the order that is being made for the request, or make one and go there once it is saved (C8.1)."""
        show = partial(self.desk.show_requested.emit, RecordKind.ORDER.value)

        def go_on(start: OrderStart) -> None:
            if start.order_id is not None:
                show(start.order_id)
            elif start.quotation_id is not None:
                ask_new_order(self.desk, self, Source(quotation_id=start.quotation_id), show)
            else:
                ask_new_order(self.desk, self, Source(request_id=details.id), show)

        self.read_form(lambda: order_start(self.desk.context, details.id), go_on)

    def plan_dispatch(self, details: RequestDetails) -> None:
        """Plan who is sent, and go there once it is saved."""
        ask_new_dispatch(
            self.desk,
            self,
            details.id,
            lambda saved: self.desk.show_requested.emit(RecordKind.DISPATCH.value, saved),
        )

    def arrive(self, details: RequestDetails) -> EventDialog | None:
        """Record the arrival with the dispatch whose people are on the way, which tells the request (C4.3)."""
        under_way = next((one.id for one in details.dispatches if one.state is DispatchState.DEPARTED), None)
        if under_way is None or not self.desk.context.actor.may(Permission.PLAN_DISPATCH):
            return self.record_event(details, "arrive")
        self.desk.step_requested.emit(RecordKind.DISPATCH.value, under_way, "arrive")
        return None

    def show_dispatch(self, details: RequestDetails) -> None:
        """Go to the first dispatch of the request."""
        if details.dispatches:
            self.desk.show_requested.emit(RecordKind.DISPATCH.value, details.dispatches[0].id)

    def record_receipt(self, details: RequestDetails) -> None:
        """Record money of the customer that came in, and go there once it is saved."""
        show = partial(self.desk.show_requested.emit, RecordKind.RECEIPT.value)
        self.read_form(
            lambda: read_new_receipt(self.desk, details.customer_id),
            lambda read: ask_new_receipt(self.desk, self, read, show),
        )

    def ask_exception(self, details: RequestDetails, gate: str) -> ExceptionDialog:
        """Ask that a gate of pay first be passed once (C8.1, C9.1)."""
        step = step_of(details, f"{ASK_EXCEPTION}:{gate}")
        return ask_for_exception(self.desk, self, details.id, details.number, step, (gate,))

    def show_offer(self, details: RequestDetails) -> None:
        """Go to the first quotation or order of the request that is not over."""
        still = [offer for offer in details.offers if offer.state in OPEN_OFFERS]
        if still:
            self.desk.show_requested.emit(still[0].kind.value, still[0].id)

    def solve(self, details: RequestDetails) -> SolveDialog:
        """Mark as solved with result and cause."""
        dialog = SolveDialog(details, self)
        save = partial(moving.solve_request, self.desk.context, record_id=details.id, version=details.version)
        return open_form(
            self.desk,
            dialog,
            lambda: partial(save, result=dialog.result_text.value(), cause=dialog.cause.value()),
            about=step_of(details, "solve").about(),
        )

    def close_request(self, details: RequestDetails) -> None:
        """Close a solved request."""
        context = self.desk.context
        self.desk.save(
            self,
            lambda: moving.move_request(context, record_id=details.id, version=details.version, action="close"),
        )

    def cancel(self, details: RequestDetails) -> None:
        """Cancel with a reason."""
        context = self.desk.context
        ask_text(
            self.desk,
            self,
            "requests.cancel",
            _("Cancel {number}").format(number=details.number),
            _("&Reason"),
            _("Cancel the re&quest"),
            lambda reason: moving.cancel_request(context, record_id=details.id, version=details.version, reason=reason),
            step=step_of(details, "cancel"),
        )


def _promised_people(details: RequestDetails) -> str:
    """Return who was promised to come (C4.3), "" while nobody was."""
    answers = (event.data for event in details.events if event.kind is EventKind.VISIT_ANSWERED)
    return str(next((data["people"] for data in answers), ""))

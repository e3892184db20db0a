"""What one does with an order: each step with the form it asks for, and the service that takes it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app.i18n import _
from app.queries.records.record_parts import CommitmentLine
from app.queries.trade.orders import OrderDetails
from app.services.trade import order_records, order_steps, orders
from models.enums import CommitmentState, RecordKind
from ui.dialogs.forms.saving import Step, open_form
from ui.dialogs.promises.agree_dialog import ask_date, ask_waiver
from ui.dialogs.reason_dialog import ask_text
from ui.dialogs.trade.order_record_dialogs import CallOffDialog, CostDialog, Done, MaterialDialog, VisitDialog
from ui.dialogs.trade.order_step_dialogs import EffectDialog, ServiceEndDialog, SigningDialog
from ui.dialogs.trade.submit_dialog import SubmitDialog
from ui.runtime.desk import Desk
from ui.tabs.record_page import RecordPage
from ui.widgets.forms.form import FormDialog

Work = Callable[[], object]


class OrderActions:
    """The steps by their codes; behind a colon stands what one is aimed at (``aimed``): a visit, a cost, a promise."""

    def __init__(self, desk: Desk, page: RecordPage[Any, OrderDetails]) -> None:
        self._desk = desk
        self._page = page
        self._steps: dict[str, Callable[[OrderDetails], object]] = {
            "submit": self.submit,
            "withdraw": partial(self._ask_reason, code="withdraw"),
            "reopen": partial(self._ask_reason, code="reopen"),
            "cancel": partial(self._ask_reason, code="cancel"),
            "sign": self.sign,
            "take_effect": self.put_in_force,
            "material": self.request_material,
            "visit": self.visit,
            "call_off": self.call_off,
            "cost": self.cost,
            "serve": self.end_service,
            "settle": self.settle,
            "not_renewed": self.decline_renewal,
        }
        self.aimed: dict[str, Callable[[OrderDetails, str], object]] = {
            "visit": self.visit,
            "withdraw_cost": self.withdraw_cost,
            "agree_date": self.agree_date,
            "waive": self.waive,
        }

    def take(self, details: OrderDetails, code: str) -> None:
        """Take a step; KeyError for a code that is none."""
        step, _colon, aim = code.partition(":")
        if aim:
            self.aimed[step](details, aim)
        else:
            self._steps[step](details)

    # the way of an order -----------------------------------------------------------------------------------------

    def submit(self, details: OrderDetails) -> None:
        """Submit for approval, with a word to whoever decides."""
        dialog = SubmitDialog(details.number or details.title, self._page)
        work = partial(orders.submit_order, self._desk.context, record_id=details.id, version=details.version)
        self._open(details, "submit", dialog, lambda: partial(work, note=dialog.form()))

    def sign(self, details: OrderDetails) -> None:
        """Record the customer's signature (C8.1)."""
        dialog = SigningDialog(self._desk, details, self._page)
        work = partial(order_steps.record_signing, self._desk.context, record_id=details.id, version=details.version)
        self._open(details, "sign", dialog, lambda: partial(work, form=dialog.form()))

    def put_in_force(self, details: OrderDetails) -> None:
        """Put an order in force from a moment on."""
        dialog = EffectDialog(self._desk, details, self._page)
        work = partial(order_steps.put_in_force, self._desk.context, record_id=details.id, version=details.version)
        self._open(details, "take_effect", dialog, lambda: partial(work, effective_at=dialog.form()))

    def end_service(self, details: OrderDetails) -> None:
        """Record that the service has ended (C9.2)."""
        dialog = ServiceEndDialog(self._desk, details, self._page)
        work = partial(order_steps.end_service, self._desk.context, record_id=details.id, version=details.version)

        def answer() -> Work:
            served_at, text = dialog.form()
            return partial(work, served_at=served_at, text=text)

        self._open(details, "serve", dialog, answer)

    def settle(self, details: OrderDetails) -> None:
        """Settle an order that is paid; nothing is asked."""
        work = partial(order_steps.settle_order, self._desk.context, record_id=details.id, version=details.version)
        self._desk.save(self._page, work, self._page.reload_details, _("Settle the order"))

    def _ask_reason(self, details: OrderDetails, code: str) -> None:
        """Take back to draft, or cancel, with a reason."""
        asked: dict[str, tuple[str, Callable[..., None]]] = {
            "withdraw": (_("Take back to draft"), orders.withdraw_order),
            "reopen": (_("Take back to draft"), orders.reopen_order),
            "cancel": (_("Cancel the order"), order_steps.cancel_order),
        }
        title, service = asked[code]
        work = partial(service, self._desk.context, record_id=details.id, version=details.version)
        self._ask_text(details, code, title, lambda reason: work(reason=reason))

    # under an order ----------------------------------------------------------------------------------------------

    def request_material(self, details: OrderDetails) -> None:
        """Record that purchasing or the warehouse was asked (C5.3)."""
        dialog = MaterialDialog(self._desk, details, self._page)
        work = partial(order_records.record_material_requested, self._desk.context, record_id=details.id)
        self._open(details, "material", dialog, lambda: partial(work, **_told(dialog.form())))

    def visit(self, details: OrderDetails, visit_no: str = "") -> None:
        """Record that a visit was made (C8.1); nothing where none is left."""
        left = [visit for visit in details.parts.visits if visit.done_at is None]
        if not left:
            return
        dialog = VisitDialog(self._desk, details.number, left, int(visit_no or 0), self._page)
        work = partial(order_records.record_visit, self._desk.context, record_id=details.id)
        answer = lambda: partial(work, visit_no=dialog.form().visit_no, **_told(dialog.form()))  # noqa: E731
        self._open(details, f"visit:{visit_no}" if visit_no else "visit", dialog, answer)

    def call_off(self, details: OrderDetails) -> None:
        """Record what is called off a line."""
        dialog = CallOffDialog(self._desk, details, self._page)
        work = partial(order_records.call_off, self._desk.context, record_id=details.id)
        self._open(details, "call_off", dialog, lambda: partial(work, form=dialog.form()))

    def cost(self, details: OrderDetails) -> None:
        """Record what the order cost (C8.3)."""
        dialog = CostDialog(self._desk, details, self._page)
        work = partial(order_records.record_cost, self._desk.context, record_id=details.id)
        self._open(details, "cost", dialog, lambda: partial(work, form=dialog.form()))

    def withdraw_cost(self, details: OrderDetails, cost_id: str) -> None:
        """Take back a cost entered by mistake."""
        work = partial(order_records.withdraw_cost, self._desk.context, cost_id=int(cost_id))
        self._ask_text(details, f"withdraw_cost:{cost_id}", _("Take back the cost"), lambda reason: work(reason=reason))

    def decline_renewal(self, details: OrderDetails) -> None:
        """Record that an agreement is not renewed."""
        work = partial(order_records.decline_renewal, self._desk.context, record_id=details.id)
        save = lambda reason: work(at=self._desk.now(), reason=reason)  # noqa: E731
        self._ask_text(details, "not_renewed", _("The agreement is not renewed"), save)

    def agree_date(self, details: OrderDetails, aim: str) -> None:
        """Enter another day agreed for a visit; the promise is named ``<kind>:<slot>``."""
        promise = open_promise(details, aim)
        if promise is not None:
            step = Step(RecordKind.ORDER.value, details.id, f"agree_date:{aim}")
            ask_date(self._desk, self._page, details.id, promise, details.contact_name, step)

    def waive(self, details: OrderDetails, aim: str) -> None:
        """Let a promise go, with the manager's reason."""
        promise = open_promise(details, aim)
        if promise is not None:
            step = Step(RecordKind.ORDER.value, details.id, f"waive:{aim}")
            ask_waiver(self._desk, self._page, details.id, promise, step)

    # opening -----------------------------------------------------------------------------------------------------

    def _open(self, details: OrderDetails, code: str, dialog: FormDialog, answer: Callable[[], Work]) -> None:
        about = Step(RecordKind.ORDER.value, details.id, code).about()
        open_form(self._desk, dialog, answer, lambda _answer: self._page.reload_details(), about=about)

    def _ask_text(self, details: OrderDetails, code: str, title: str, save: Callable[[str], object]) -> None:
        step = Step(RecordKind.ORDER.value, details.id, code)
        name = f"requests.order_{code.partition(':')[0]}"
        headed = _("{title} · {number}").format(title=title, number=details.number or details.title)
        ask_text(self._desk, self._page, name, headed, _("&Reason"), title, save, self._page.reload_details, step=step)


def open_promise(details: OrderDetails, aim: str) -> CommitmentLine | None:
    """Return an outstanding promise by ``<kind>:<slot>``, None for one that is settled by now."""
    still = (line for line in details.commitments if line.state is CommitmentState.OPEN)
    return next((line for line in still if f"{line.kind.value}:{line.slot}" == aim), None)


def _told(done: Done) -> dict[str, Any]:
    return {"at": done.at, "person": done.person, "text": done.text}

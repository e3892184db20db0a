"""What one does with an order: each step with the form it asks for, and the service that takes it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app.i18n import _
from app.queries.records.record_parts import CommitmentLine
from app.queries.trade.orders import OrderDetails
from app.services.trade import order_records, order_steps, orders
from models.enums import CommitmentState, RecordKind
from ui.dialogs.promises.agree_dialog import ask_date, ask_waiver
from ui.dialogs.trade.order_record_dialogs import CallOffDialog, CostDialog, Done, MaterialDialog, VisitDialog
from ui.dialogs.trade.order_step_dialogs import EffectDialog, ServiceEndDialog, SigningDialog
from ui.dialogs.trade.submit_dialog import SubmitDialog
from ui.runtime.desk import Desk
from ui.tabs.record_page import RecordPage
from ui.tabs.record_steps import RecordSteps, Work


class OrderSteps(RecordSteps[OrderDetails]):
    """The steps by their codes; some are aimed at a visit, a cost, a promise."""

    def __init__(self, desk: Desk, page: RecordPage[Any, OrderDetails]) -> None:
        super().__init__(desk, page, RecordKind.ORDER)
        self.steps = {
            "submit": self.submit,
            "withdraw": partial(self._give_up, code="withdraw"),
            "reopen": partial(self._give_up, code="reopen"),
            "cancel": partial(self._give_up, code="cancel"),
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
        self.aimed = {
            "visit": self.visit,
            "withdraw_cost": self.withdraw_cost,
            "agree_date": self.agree_date,
            "waive": self.waive,
        }

    # the way of an order -----------------------------------------------------------------------------------------

    def submit(self, details: OrderDetails) -> None:
        """Submit for approval, with a word to whoever decides."""
        dialog = SubmitDialog(details.number or details.title, self.page)
        work = self.work(orders.submit_order, details)
        self.open(details, "submit", dialog, lambda: partial(work, note=dialog.form()))

    def sign(self, details: OrderDetails) -> None:
        """Record the customer's signature (C8.1)."""
        dialog = SigningDialog(self.desk, details, self.page)
        self.ask_form(details, "sign", dialog, order_steps.record_signing)

    def put_in_force(self, details: OrderDetails) -> None:
        """Put an order in force from a moment on."""
        dialog = EffectDialog(self.desk, details, self.page)
        work = self.work(order_steps.put_in_force, details)
        self.open(details, "take_effect", dialog, lambda: partial(work, effective_at=dialog.form()))

    def end_service(self, details: OrderDetails) -> None:
        """Record that the service has ended (C9.2)."""
        dialog = ServiceEndDialog(self.desk, details, self.page)
        work = self.work(order_steps.end_service, details)

        def answer() -> Work:
            served_at, text = dialog.form()
            return partial(work, served_at=served_at, text=text)

        self.open(details, "serve", dialog, answer)

    def settle(self, details: OrderDetails) -> None:
        """Settle an order that is paid; nothing is asked."""
        self.do(details, order_steps.settle_order, _("Settle the order"))

    def _give_up(self, details: OrderDetails, code: str) -> None:
        """Take back to draft, or cancel, with a reason."""
        asked: dict[str, tuple[str, Callable[..., None]]] = {
            "withdraw": (_("Take back to draft"), orders.withdraw_order),
            "reopen": (_("Take back to draft"), orders.reopen_order),
            "cancel": (_("Cancel the order"), order_steps.cancel_order),
        }
        title, service = asked[code]
        self._ask(details, code, title, self.work(service, details))

    # under an order ----------------------------------------------------------------------------------------------

    def request_material(self, details: OrderDetails) -> None:
        """Record that purchasing or the warehouse was asked (C5.3)."""
        dialog = MaterialDialog(self.desk, details, self.page)
        work = partial(order_records.record_material_requested, self.desk.context, record_id=details.id)
        self.open(details, "material", dialog, lambda: partial(work, **_told(dialog.form())))

    def visit(self, details: OrderDetails, visit_no: str = "") -> None:
        """Record that a visit was made (C8.1); nothing where none is left."""
        left = [visit for visit in details.parts.visits if visit.done_at is None]
        if not left:
            return
        dialog = VisitDialog(self.desk, details.number, left, int(visit_no or 0), self.page)
        work = partial(order_records.record_visit, self.desk.context, record_id=details.id)
        answer = lambda: partial(work, visit_no=dialog.form().visit_no, **_told(dialog.form()))  # noqa: E731
        self.open(details, f"visit:{visit_no}" if visit_no else "visit", dialog, answer)

    def call_off(self, details: OrderDetails) -> None:
        """Record what is called off a line."""
        dialog = CallOffDialog(self.desk, details, self.page)
        work = partial(order_records.call_off, self.desk.context, record_id=details.id)
        self.open(details, "call_off", dialog, lambda: partial(work, form=dialog.form()))

    def cost(self, details: OrderDetails) -> None:
        """Record what the order cost (C8.3)."""
        dialog = CostDialog(self.desk, details, self.page)
        work = partial(order_records.record_cost, self.desk.context, record_id=details.id)
        self.open(details, "cost", dialog, lambda: partial(work, form=dialog.form()))

    def withdraw_cost(self, details: OrderDetails, cost_id: str) -> None:
        """Take back a cost entered by mistake."""
        work = partial(order_records.withdraw_cost, self.desk.context, cost_id=int(cost_id))
        self._ask(details, f"withdraw_cost:{cost_id}", _("Take back the cost"), work)

    def decline_renewal(self, details: OrderDetails) -> None:
        """Record that an agreement is not renewed."""
        work = partial(order_records.decline_renewal, self.desk.context, record_id=details.id)
        save = lambda reason: work(at=self.desk.now(), reason=reason)  # noqa: E731
        self._ask(details, "not_renewed", _("The agreement is not renewed"), save)

    def agree_date(self, details: OrderDetails, aim: str) -> None:
        """Enter another day agreed for a visit; the promise is named ``<kind>:<slot>``."""
        promise = open_promise(details, aim)
        if promise is not None:
            step = self.step(details, f"agree_date:{aim}")
            ask_date(self.desk, self.page, details.id, promise, details.contact_name, step)

    def waive(self, details: OrderDetails, aim: str) -> None:
        """Let a promise go, with the manager's reason."""
        promise = open_promise(details, aim)
        if promise is not None:
            step = self.step(details, f"waive:{aim}")
            ask_waiver(self.desk, self.page, details.id, promise, step)

    def _ask(self, details: OrderDetails, code: str, title: str, save: Callable[..., object]) -> None:
        name = f"requests.order_{code.partition(':')[0]}"
        headed = _("{title} · {number}").format(title=title, number=details.number or details.title)
        self.ask_why(details, code, headed, save, name=name, save_text=title)


def open_promise(details: OrderDetails, aim: str) -> CommitmentLine | None:
    """Return an outstanding promise by ``<kind>:<slot>``, None for one that is settled by now."""
    still = (line for line in details.commitments if line.state is CommitmentState.OPEN)
    return next((line for line in still if f"{line.kind.value}:{line.slot}" == aim), None)


def _told(done: Done) -> dict[str, Any]:
    return {"at": done.at, "person": done.person, "text": done.text}

"""Which steps the pane offers for a quotation, and which of them matters most now."""

from collections.abc import Iterable
from dataclasses import replace

from app.i18n import _
from app.queries.trade.quotations import QuotationDetails
from app.rules.permissions import Permission
from models.enums import CommitmentKind, CommitmentState, OrderState, QuotationState
from ui.runtime.desk import Desk
from ui.tabs.views import step_views
from ui.widgets.detail.next_step import StepView

SELDOM = frozenset({"withdraw", "cancel"})
TALKED_ABOUT = (QuotationState.APPROVED, QuotationState.SENT)


def quotation_steps(details: QuotationDetails, desk: Desk) -> tuple[StepView, ...]:
    """Return what can be recorded now, then the lawful moves, last what is seldom done."""
    actor = desk.context.actor
    orders = tuple(_orders(details)) if actor.may(Permission.EDIT_ORDER) else ()
    talks = tuple(_talks(details)) if actor.may(Permission.EDIT_QUOTATION) else ()
    primary = "order" if orders else "revise" if details.is_expired else ""
    moves = (replace(step, minor=_is_minor(step.code, details)) for step in step_views(details.steps, primary=primary))
    return tuple(sorted((*orders, *moves, *talks), key=lambda step: step.minor))


def _is_minor(code: str, details: QuotationDetails) -> bool:
    """Tell what is seldom done: a quotation that nobody declined is revised only now and then."""
    return code in SELDOM or (code == "revise" and details.state is QuotationState.APPROVED and not details.is_expired)


def _orders(details: QuotationDetails) -> Iterable[StepView]:
    """An order is made of what was accepted, once."""
    if details.state is QuotationState.ACCEPTED:
        has_order = any(order.state is not OrderState.CANCELLED for order in details.orders)
        yield StepView("order", _("Make order"), primary=not has_order, minor=has_order)


def _talks(details: QuotationDetails) -> Iterable[StepView]:
    if details.state is QuotationState.CANCELLED:
        return
    owed = any(
        line.kind is CommitmentKind.QUOTATION_FOLLOW_UP and line.state is CommitmentState.OPEN
        for line in details.commitments
    )
    yield StepView("talk", _("Record a talk"), minor=not owed and details.state not in TALKED_ABOUT)

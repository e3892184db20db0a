"""Which steps the pane offers for an order, and which of them matters most now."""

from collections.abc import Iterable

from app.i18n import _
from app.queries.trade.orders import OrderDetails
from app.rules.permissions import Permission
from app.rules.trade.orders import COSTED, TAKEN_EFFECT
from models.enums import CommitmentKind, CommitmentState, OrderKind, OrderState
from ui.runtime.desk import Desk
from ui.tabs.inventory.needs.material_card import MAKE_SLIP, issuable, material_steps
from ui.tabs.views import step_views
from ui.widgets.detail.next_step import StepView

SELDOM = frozenset({"withdraw", "reopen", "cancel"})


def order_steps(details: OrderDetails, desk: Desk) -> tuple[StepView, ...]:
    """Return what can be recorded now, then the lawful moves, last what is seldom done."""
    may_edit = desk.context.actor.may(Permission.EDIT_ORDER)
    recorded = tuple(_recorded(details)) if may_edit else ()
    primary = next((step.code for step in recorded if step.primary), "")
    moves = step_views(details.steps, primary=primary, seldom=SELDOM)
    return tuple(sorted((*recorded, *moves), key=lambda step: step.minor))


def _recorded(details: OrderDetails) -> Iterable[StepView]:
    owed = {line.kind for line in details.commitments if line.state is CommitmentState.OPEN}
    if details.state in (OrderState.APPROVED, OrderState.EFFECTIVE):
        is_missing = any(reason.fix == "record_signing" for step in details.steps for reason in step.blocked)
        yield StepView("sign", _("Record signature"), primary=is_missing, minor=details.signed_on is not None)
    yield from material_steps(details.needs, primary=CommitmentKind.PURCHASE in owed)
    if details.state is OrderState.EFFECTIVE:
        yield from _under_force(details, owed)
    if details.state is OrderState.EFFECTIVE and details.parts.call_off_lines:
        is_due = details.order_kind is OrderKind.CHEMICALS or bool(issuable(details.needs.needs))
        yield StepView(MAKE_SLIP, _("Make an issue slip"), minor=not is_due)
    if details.state in COSTED:
        yield StepView("cost", _("Record cost"), minor=details.state is OrderState.APPROVED)
    if details.order_kind is OrderKind.MAINTENANCE and details.state in TAKEN_EFFECT:
        if details.around.renewed_by is None:
            yield StepView("renew", _("Renew"), minor=CommitmentKind.RENEWAL not in owed)
        if CommitmentKind.RENEWAL in owed and details.around.renewed_by is None:
            yield StepView("not_renewed", _("Is not renewed"), minor=True)


def _under_force(details: OrderDetails, owed: set[CommitmentKind]) -> Iterable[StepView]:
    is_asked = CommitmentKind.PURCHASE in owed
    if is_asked:  # by hand where a line names no part; else it is noted once every line is asked for
        yield StepView("material", _("Material requested"), minor=True)
    if any(visit.done_at is None for visit in details.parts.visits):
        yield StepView("visit", _("Visit made"), primary=not is_asked)
    if any(line.left for line in details.parts.call_off_lines):
        yield StepView("call_off", _("Call off"), minor=details.order_kind is not OrderKind.CHEMICALS)

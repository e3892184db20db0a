"""Which steps the pane offers for a request, and which of them matters most now."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from app.i18n import _
from app.queries.requests.requests import RequestDetails
from app.rules.classification import is_paid_work
from app.rules.material.slips import HANDED_OUT
from app.rules.permissions import Permission
from models.enums import CommitmentKind, RequestState
from ui.tabs.inventory.needs.material_card import (
    LOOK_IN_STOCK,
    MAKE_PURCHASE,
    MAKE_SLIP,
    issuable,
    material_steps,
)
from ui.tabs.inventory.returns.of_record import return_steps
from ui.tabs.inventory.returns.swap_card import SWAP, WITHDRAW
from ui.tabs.requests.owed import MEETING_STEPS, NEEDS_CLASS, QUOTED_OUTSIDE, can_be_held, open_promises
from ui.tabs.views import step_views
from ui.tabs.visits.complaints.of_request import COMPLAIN, FEED_BACK
from ui.widgets.detail.next_step import StepView

ANSWERABLE = (RequestState.REGISTERED, RequestState.ANALYSED, RequestState.CLASSED, RequestState.IN_HAND)
QUOTED = (RequestState.ANALYSED, RequestState.CLASSED, RequestState.IN_HAND)
UNFINISHED = (*ANSWERABLE, RequestState.SOLVED)
SERVED = (RequestState.SOLVED, RequestState.CLOSED)
BY_THEMSELVES = frozenset({"analyse", "class", "start"})  # taken by recording, confirming and settling
SELDOM = frozenset({"merge", "cancel"})
RECORDED_BY = {
    "reply": Permission.RECORD_REPLY,
    "visit_answer": Permission.RECORD_REPLY,
    "confirm_class": Permission.CONFIRM_CLASS,
    "make_quotation": Permission.EDIT_QUOTATION,
    "make_order": Permission.EDIT_ORDER,
    "plan_dispatch": Permission.PLAN_DISPATCH,
    MAKE_SLIP: Permission.EDIT_MATERIAL,
    LOOK_IN_STOCK: Permission.EDIT_MATERIAL,
    MAKE_PURCHASE: Permission.EDIT_MATERIAL,
    SWAP: Permission.EDIT_RETURNS,
    WITHDRAW: Permission.EDIT_RETURNS,
    COMPLAIN: Permission.EDIT_CARE,
    FEED_BACK: Permission.EDIT_CARE,
}  # what is recorded beside these is for those who edit a request
ONWARDS = {
    RequestState.ANALYSED: "confirm_class",
    RequestState.CLASSED: "plan_dispatch",
    RequestState.IN_HAND: "solve",
    RequestState.SOLVED: "close",
}


def request_steps(details: RequestDetails, may: Callable[[Permission], bool]) -> tuple[StepView, ...]:
    """Return what a person can record now, then the lawful moves, last what is seldom done."""
    steps_by_code = ((step.code, step) for step in _recorded(details))
    recorded = {code: step for code, step in steps_by_code if may(RECORDED_BY.get(code, Permission.EDIT_REQUEST))}
    moves = tuple(step for step in details.steps if step.action not in BY_THEMSELVES)
    primary = _primary(details, tuple(recorded))
    steps = [replace(step, primary=step.code == primary) for step in recorded.values()]
    steps += step_views(moves, primary=primary, seldom=SELDOM)
    return tuple(sorted(steps, key=lambda step: step.minor))


def _recorded(details: RequestDetails) -> Iterable[StepView]:
    owed = {promise.kind for promise in open_promises(details)}
    if details.state in ANSWERABLE:
        yield StepView("reply", _("Record the answer"), minor=CommitmentKind.REPLY not in owed)
    for kind in (CommitmentKind.VISIT_ANSWER, CommitmentKind.ARRIVAL):
        if kind in owed:
            yield _meeting_step(kind)
    if details.state is RequestState.ANALYSED:
        yield StepView("confirm_class", _("Confirm the class"))
    if CommitmentKind.PARTS in owed and details.confirmed_class is not None:
        yield _meeting_step(CommitmentKind.PARTS)
    yield from _quoting(details, is_owed=CommitmentKind.QUOTATION in owed)
    yield from material_steps(details.needs)
    if details.state in (RequestState.CLASSED, RequestState.IN_HAND):
        yield StepView("plan_dispatch", _("Plan a dispatch"))
        yield StepView(MAKE_SLIP, _("Make an issue slip"), minor=not issuable(details.needs.needs))
    yield from _returning(details)
    if CommitmentKind.FOLLOW_UP in owed:
        yield _meeting_step(CommitmentKind.FOLLOW_UP)
    if details.state in UNFINISHED and can_be_held(details):
        yield StepView("hold", _("Put on hold…"), minor=True)
    if details.state in SERVED:
        yield StepView(COMPLAIN, _("Register a complaint"), minor=True)
        yield StepView(FEED_BACK, _("Feed back to a department"), minor=True)


def _returning(details: RequestDetails) -> Iterable[StepView]:
    """Yield what goes to the manufacturer or comes in for repair, and what was put in of what was issued (N2, N7)."""
    if details.state in ANSWERABLE:
        yield from return_steps(details.tasks, manufacturer_needed=details.manufacturer_needed)
    if details.state in UNFINISHED:
        is_asked = any(slip.state in HANDED_OUT for slip in details.slips) and not details.replaced
        yield StepView(SWAP, _("Record a part replaced"), minor=not is_asked)
    if details.state in UNFINISHED and details.replaced:
        yield StepView(WITHDRAW, _("Take back a part replaced…"), minor=True)


def _quoting(details: RequestDetails, *, is_owed: bool) -> Iterable[StepView]:
    """Yield the making of a quotation, and of an order, for what the customer pays for (C3.2).

    A quotation made elsewhere is but recorded.
    """
    classes = (line.service_class for line in details.lines)
    if details.state not in QUOTED or not is_paid_work(details.confirmed_class, classes):
        return
    yield replace(_meeting_step(CommitmentKind.QUOTATION), minor=not is_owed)
    yield StepView("make_order", _("Make order"), minor=is_owed)
    if is_owed:
        code, text = QUOTED_OUTSIDE
        yield StepView(code, _(text), minor=True)


def _meeting_step(kind: CommitmentKind) -> StepView:
    code, text = MEETING_STEPS[kind]
    return StepView(code, _(text))


def _primary(details: RequestDetails, offered: tuple[str, ...]) -> str:
    """Return the one step that matters most now: what meets the promise due first, else what leads onwards.

    Nobody arrives who was not sent: before a dispatch is planned, planning it comes first.
    """
    for promise in open_promises(details):
        code = MEETING_STEPS[promise.kind][0]
        if promise.due is None or (promise.kind in NEEDS_CLASS and details.confirmed_class is None):
            continue
        if code == "arrive" and "plan_dispatch" in offered and not details.dispatches:
            return "plan_dispatch"
        if code in offered:
            return _before_hand_over(details, offered) if promise.kind is CommitmentKind.PARTS else code
    return ONWARDS.get(details.state, "")


def _before_hand_over(details: RequestDetails, offered: tuple[str, ...]) -> str:
    """Return what leads to parts being handed over: stock is looked into, then issued or bought (C6.1)."""
    needs = details.needs.needs
    due = {LOOK_IN_STOCK: bool(details.needs.to_look_up), MAKE_SLIP: bool(issuable(needs)), MAKE_PURCHASE: True}
    return next((code for code, is_due in due.items() if is_due and code in offered), "hand_over")

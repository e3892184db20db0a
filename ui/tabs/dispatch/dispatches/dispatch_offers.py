"""Which steps a dispatch offers now beside its lawful moves; seldom ones stand in the menu (C7, C12.2, C14, N1)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.i18n import N_, _
from app.queries.people.dispatches import BRINGING_HOME, FINISHED, LOOKED_AT, TRAVELLING, DispatchDetails
from app.rules.people.dispatch_arrows import BEFORE_WORK, SETTLED
from app.rules.permissions import Permission
from app.rules.safety.briefing import Standing
from models.enums import BriefingState, DispatchState, RecordKind
from ui.dialogs.people.exception_dialog import closed_gates
from ui.dialogs.people.work_dialogs import own_open
from ui.runtime.desk import Desk
from ui.tabs.inventory.needs.material_card import MAKE_SLIP, issuable
from ui.tabs.inventory.returns.swap_card import SWAP
from ui.tabs.views import step_views
from ui.widgets.detail.next_step import StepView

CHANGEABLE = (*SETTLED, *TRAVELLING)
WORKED = (DispatchState.ARRIVED, *BRINGING_HOME)
ASIDE = frozenset({"reopen", "cancel", "brief"})  # moves that are seldom taken, or come by themselves
When = Callable[[DispatchDetails], bool]


@dataclass(frozen=True, slots=True)
class _Offer:
    """A step beside the moves: for whom, in which states, when it is the thing to do rather than one of many."""

    code: str
    text: str
    needs: Permission
    states: tuple[DispatchState, ...]
    asked: When = lambda _details: False
    possible: When = lambda _details: True


def has_unsigned(details: DispatchDetails) -> bool:
    """Tell whether somebody has not signed on the hazards of now."""
    return any(one.standing in (Standing.MISSING, Standing.STALE) for one in details.people)


def _has_briefing(details: DispatchDetails) -> bool:
    live = details.trip.of((RecordKind.BRIEFING,))
    return any(one.state != BriefingState.CANCELLED for one in live)


def _is_stale(details: DispatchDetails) -> bool:
    return any(one.standing is Standing.STALE for one in details.people)


def is_to_sign(details: DispatchDetails) -> bool:
    """Tell whether what is missing are signatures on a briefing there is, not a briefing."""
    return has_unsigned(details) and _has_briefing(details) and not _is_stale(details)


def asks_for_briefing(details: DispatchDetails) -> bool:
    """Tell whether a briefing has to be prepared: before the departure for all, on the way for who never signed."""
    if details.state in TRAVELLING:
        return bool(not_briefed(details))
    return has_unsigned(details) and not is_to_sign(details)


def not_briefed(details: DispatchDetails) -> tuple[int, ...]:
    """Return who has never signed for this dispatch, by their ids on it."""
    return tuple(one.id for one in details.people if one.standing is Standing.MISSING)


def sites_left(details: DispatchDetails) -> bool:
    """Tell whether nobody has come to some further site yet."""
    return any(site.arrived_at is None for site in details.sites)


def _without(*kinds: RecordKind) -> When:
    return lambda details: not details.trip.of(kinds)


_PLAN, _TRIPS, _MONEY = Permission.PLAN_DISPATCH, Permission.EDIT_TRIPS, Permission.EDIT_TRIP_MONEY
_SENT = (*TRAVELLING, *BRINGING_HOME)
_OPEN = tuple(state for state in DispatchState if state not in FINISHED)
OFFERS = (
    _Offer("brief_people", N_("Brief the people…"), Permission.EDIT_SAFETY, CHANGEABLE,
           asks_for_briefing, lambda d: d.state in SETTLED or asks_for_briefing(d)),
    _Offer("sign_briefing", N_("Record signatures…"), Permission.EDIT_SAFETY, CHANGEABLE,
           is_to_sign, lambda d: _has_briefing(d) and has_unsigned(d)),
    _Offer("tell_by_phone", N_("Told by phone…"), Permission.EDIT_SAFETY, TRAVELLING,
           lambda d: bool(d.untold), lambda d: bool(d.untold)),
    _Offer("pack", N_("Trip pack…"), Permission.ISSUE_PAPER, (*SETTLED, *_SENT), lambda d: d.state in SETTLED),
    _Offer("arrive_next", N_("Arrived at a further site"), _PLAN, (DispatchState.ARRIVED,), sites_left, sites_left),
    _Offer("service_receipt", N_("Service receipt…"), _TRIPS, (*SETTLED, *_SENT),
           lambda d: d.state is DispatchState.ARRIVED and _without(RecordKind.SERVICE_RECEIPT)(d)),
    _Offer("survey", N_("Survey…"), _TRIPS, (*SETTLED, *_SENT)),
    _Offer("carry_over", N_("Plan a further dispatch"), _PLAN, BRINGING_HOME,
           lambda d: bool(own_open(d)), lambda d: bool(own_open(d))),
    _Offer("trip_report", N_("Trip report…"), _TRIPS, (DispatchState.ARRIVED, *BRINGING_HOME),
           lambda d: d.state in BRINGING_HOME and d.trip.report is None),
    _Offer("fault_analysis", N_("Fault analysis…"), _TRIPS, (DispatchState.ARRIVED, *BRINGING_HOME)),
    _Offer("advance", N_("Advance…"), _MONEY, (*SETTLED, *TRAVELLING)),
    _Offer("claim", N_("Expense claim…"), _MONEY, (DispatchState.ARRIVED, *BRINGING_HOME),
           lambda d: d.state is DispatchState.RETURNED and _without(RecordKind.EXPENSE)(d)),
    _Offer("appointment", N_("Appointment with the customer…"), _PLAN, BEFORE_WORK),
    _Offer("failed_call", N_("Nobody answered…"), _PLAN, BEFORE_WORK),
    _Offer("plan", N_("Repair plan…"), _PLAN, _OPEN),
    _Offer("quality", N_("Quality check…"), _PLAN, WORKED),
    _Offer("note_item", N_("Note an open item…"), _PLAN, WORKED),
    _Offer("settle_item", N_("Open item settled…"), _PLAN, WORKED, possible=lambda d: bool(own_open(d))),
    _Offer("note_sheet", N_("Signed sheet home…"), _PLAN, _SENT),
    _Offer("extend", N_("Extend…"), _PLAN, CHANGEABLE),
    _Offer("add_person", N_("Somebody joins…"), _PLAN, CHANGEABLE),
    _Offer("swap_person", N_("One for another…"), _PLAN, CHANGEABLE),
    _Offer("take_off", N_("Somebody leaves…"), _PLAN, CHANGEABLE, possible=lambda d: len(d.people) > 1),
    _Offer("incident", N_("Report an incident…"), Permission.EDIT_SAFETY, _SENT),
    _Offer("make_agreement", N_("Confidentiality agreement…"), Permission.EDIT_STAFF, LOOKED_AT,
           possible=lambda d: any(one.lacks_agreement for one in d.people)),
    _Offer("plan_lesson", N_("Confidentiality lesson…"), Permission.EDIT_STAFF, LOOKED_AT,
           possible=lambda d: any(one.lacks_lesson for one in d.people)),
    _Offer("except_gate", N_("Manager's exception…"), Permission.EXCEPT_GATE, (DispatchState.DRAFT, *SETTLED),
           possible=lambda d: bool(closed_gates(d))),
    _Offer(MAKE_SLIP, N_("Make an issue slip"), Permission.EDIT_MATERIAL,
           tuple(one for one in DispatchState if one is not DispatchState.CANCELLED),
           lambda d: bool(issuable(d.needs))),
    _Offer(SWAP, N_("Record a part replaced"), Permission.EDIT_RETURNS,
           tuple(one for one in DispatchState if one not in (DispatchState.DRAFT, DispatchState.CANCELLED))),
)  # fmt: skip


def dispatch_steps(details: DispatchDetails, desk: Desk) -> tuple[StepView, ...]:
    """Return what somebody can do now: the moves first, then what is asked for, last in the menu what is seldom done.

    Who may plan no dispatches is shown no moves.
    """
    may = desk.context.actor.may
    may_plan = may(Permission.PLAN_DISPATCH)
    moves = step_views(details.steps, primary=_primary(details), seldom=ASIDE) if may_plan else ()
    return tuple(sorted((*moves, *_offered(details, may)), key=lambda step: (step.minor, step.code in ASIDE)))


def _offered(details: DispatchDetails, may: Callable[[Permission], bool]) -> Iterator[StepView]:
    for one in OFFERS:
        if details.state in one.states and may(one.needs) and one.possible(details):
            asked = one.asked(details)
            yield StepView(one.code, _(one.text), primary=asked and one.code == _primary(details), minor=not asked)


def _primary(details: DispatchDetails) -> str:
    """Return the one step that matters most where no move can be taken yet: the briefing before the departure, what
    comes home before closing.
    """
    if details.state in SETTLED and any(step.blocked for step in details.steps if step.action == "depart"):
        return "sign_briefing" if is_to_sign(details) else "brief_people" if has_unsigned(details) else "pack"
    if details.untold:
        return "tell_by_phone"
    if details.state is DispatchState.RETURNED and any(step.blocked for step in details.steps):
        return next((one.code for one in OFFERS if details.state in one.states and one.asked(details)), "")
    return ""

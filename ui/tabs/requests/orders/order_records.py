"""The cards of what happens under an order: visits used and left, calls off, costs and the profit in the end (C8)."""

from collections.abc import Iterable

from app.formatting import date_text, money, quantity, short_date_time
from app.i18n import _
from app.labels import label
from app.queries.trade.order_parts import CallOffEntry, CostLine, VisitLine
from app.queries.trade.orders import OrderDetails
from app.rules.trade.orders import COSTED, CallOffLine
from app.rules.trade.profits import RealisedProfit
from app.rules.trade.verdicts import margin_text
from models.enums import OrderState
from ui.runtime.desk import Desk
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

VISITS, CALL_OFFS, PROFIT = "visits", "call_off", "cost"
TAKE_BACK = "withdraw_cost"


def visits_group(details: OrderDetails, desk: Desk, *, may_edit: bool) -> FactGroup:
    """Return the card of the visits that an agreement promises: how many are used and left, and each with its day."""
    visits = details.parts.visits
    if not visits:
        return FactGroup(VISITS, _("Service visits"), ())
    used = sum(visit.done_at is not None for visit in visits)
    counted = _("{used} made, {left} left").format(used=used, left=len(visits) - used)
    can_record = may_edit and details.state is OrderState.EFFECTIVE
    facts = (Fact(_("Service visits"), counted), *(_visit_fact(visit, desk, can_record=can_record) for visit in visits))
    return FactGroup(VISITS, _("Visits (C8.1)"), facts)


def _visit_fact(visit: VisitLine, desk: Desk, *, can_record: bool) -> Fact:
    day = date_text(visit.planned_on)
    if visit.done_at is not None:
        made = _("made {time}").format(time=short_date_time(visit.done_at, desk.zone, desk.today()))
        return Fact(day, " · ".join(part for part in (made, visit.note) if part))
    if can_record:
        return Fact(day, _("Record the visit"), f"visit:{visit.visit_no}")
    return Fact(day, visit.note or _("to be made"))


def call_off_group(details: OrderDetails, desk: Desk, *, may_edit: bool) -> FactGroup:
    """Return the card of what was called off each line and what is left, and the calls themselves; none while nothing
    was called off.
    """
    parts = details.parts
    if not parts.call_offs:
        return FactGroup(CALL_OFFS, _("Calls off"), ())
    left = (_left_fact(line) for line in parts.call_off_lines)
    entries = (fact for entry in parts.call_offs for fact in _entry_facts(entry, desk))
    is_open = details.state is OrderState.EFFECTIVE and any(line.left for line in parts.call_off_lines)
    return FactGroup(CALL_OFFS, _("Calls off (C8.1)"), (*left, *entries), _("Record") if is_open and may_edit else "")


def _left_fact(line: CallOffLine) -> Fact:
    words = _("{called} of {all} {unit} called off, {left} left")
    told = words.format(called=quantity(line.called), all=quantity(line.quantity), unit=line.unit, left=line.left_text)
    return Fact(line.name, told)


def _entry_facts(entry: CallOffEntry, desk: Desk) -> Iterable[Fact]:
    many = f"{entry.name} {quantity(entry.quantity)} {entry.unit}".strip()
    wanted = _("for {day}").format(day=date_text(entry.wanted_on)) if entry.wanted_on else ""
    words = " · ".join(part for part in (many, wanted, entry.called_by, entry.note) if part)
    yield Fact(short_date_time(entry.called_at, desk.zone, desk.today()), words)


def profit_group(details: OrderDetails, *, may_edit: bool) -> FactGroup:
    """Return the card of what an order really cost and brought (C8.3); none for those who may not see it."""
    profit = details.profit
    if profit is None or details.state not in COSTED:
        return FactGroup(PROFIT, _("Realised profit"), ())
    costs = (fact for cost in details.parts.costs for fact in _cost_facts(cost, may_edit=may_edit))
    link = _("Record cost") if may_edit else ""
    return FactGroup(PROFIT, _("Realised profit (C8.3)"), (*_profit_facts(profit), *costs), link)


def _profit_facts(profit: RealisedProfit) -> Iterable[Fact]:
    yield Fact(_("Net price"), money(profit.net))
    if not profit.costs:
        yield Fact(_("Costs"), _("None has been recorded yet."))
        return
    for kind, amount in profit.costs.items():
        yield Fact(label(kind), money(amount))
    yield Fact(_("All costs"), money(profit.cost))
    words = _("{profit}, margin {margin}")
    yield Fact(_("Profit"), words.format(profit=money(profit.profit), margin=margin_text(profit.margin)))
    if profit.planned_margin is not None:
        yield Fact(_("As quoted"), _("margin {margin}").format(margin=margin_text(profit.planned_margin)))
    if profit.is_under_floor:
        text = _("Under the floor of {floor} %").format(floor=quantity(profit.floor))
        yield Fact("", "", badge=Badge(text, Tone.OVERDUE))


def _cost_facts(cost: CostLine, *, may_edit: bool) -> Iterable[Fact]:
    many = f"{quantity(cost.quantity)} ×" if cost.quantity is not None else ""
    words = " ".join(part for part in (label(cost.kind), many, cost.text) if part)
    yield Fact(date_text(cost.incurred_on), " · ".join(part for part in (words, money(cost.amount), cost.note) if part))
    if may_edit:
        yield Fact("", _("Take back"), f"{TAKE_BACK}:{cost.id}")

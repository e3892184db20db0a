"""Whose word a quotation, an order, an exception or a proposal needs, and why (C6.2 … C10.5)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from app.rules.approvals.limits import Limits
from app.rules.permissions import Permission
from app.rules.trade.pay_first import ADVANCE_IN, ORDER_IN_FORCE, OrderInForce
from models.enums import ApprovalReason, ApprovalSubject, Role

Values = Mapping[str, str | list[str]]
DECIDES: Mapping[Role, Permission] = {
    Role.MANAGER: Permission.APPROVE,
    Role.LEADER: Permission.APPROVE_LARGE,
}
CLAUSES: Mapping[ApprovalReason, str] = {
    ApprovalReason.ORDINARY: "C8.2",
    ApprovalReason.AMOUNT: "C8.2",
    ApprovalReason.AMOUNT_TOGETHER: "C8.2",
    ApprovalReason.LARGE: "C8.2",
    ApprovalReason.BELOW_FLOOR: "C8.3",
    ApprovalReason.BELOW_COST: "C8.3",
    ApprovalReason.NO_ORDER: "C8.1",
    ApprovalReason.ADVANCE_NOT_IN: "C9.1",
    ApprovalReason.OWN_EXCEPTION: "C9.1",
    ApprovalReason.OWN_PURCHASE: "C6.2",
    ApprovalReason.COUNT_DIFFERENCE: "C6.3",
    ApprovalReason.STRONGER_MEASURES: "C10.5",
}
# Exceptions, which nobody grants to oneself, and the clause that makes each the manager's.
EXCEPTIONS: Mapping[ApprovalSubject, str] = {
    ApprovalSubject.PAY_FIRST: "C9.1",
    ApprovalSubject.OWN_PURCHASE: "C6.2",
}
_GATE_REASONS: Mapping[str, ApprovalReason] = {
    ORDER_IN_FORCE: ApprovalReason.NO_ORDER,
    ADVANCE_IN: ApprovalReason.ADVANCE_NOT_IN,
}


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """What the steps of a quotation or an order hang on.

    ``total`` is with tax after discount, ``margin`` in percent of the price without tax, None without a price or a
    known cost. ``together`` is what this customer's ``others`` (numbers of orders submitted and quotations approved
    within the days of the limit) come to with tax. ``below_cost`` tells that it brings less than it costs in all;
    ``lines_below_cost`` names the lines that do.
    """

    total: Decimal
    margin: Decimal | None
    large: bool = False
    below_cost: bool = False
    lines_below_cost: tuple[str, ...] = ()
    together: Decimal = Decimal(0)
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NeedReason:
    """Why a step is needed; ``values`` are its figures, with the limit as it stood, as JSON holds them."""

    reason: ApprovalReason
    values: Values = field(default_factory=dict)

    @property
    def clause(self) -> str:
        """The clause that asks for the step."""
        return CLAUSES[self.reason]


@dataclass(frozen=True, slots=True)
class StepNeed:
    """One step: whose word it asks for, and why."""

    role: Role
    reasons: tuple[NeedReason, ...]


def steps_for(facts: ApprovalFacts, limits: Limits) -> tuple[StepNeed, ...]:
    """Return the steps in their order: the manager always, then the leader where C8.2 or C8.3 asks for it."""
    leader = tuple(_leader_reasons(facts, limits))
    steps = (StepNeed(Role.MANAGER, (_manager_reason(facts, limits),)),)
    return (*steps, StepNeed(Role.LEADER, leader)) if leader else steps


def _manager_reason(facts: ApprovalFacts, limits: Limits) -> NeedReason:
    if facts.margin is not None and facts.margin < limits.margin_floor:
        values = {"margin": str(facts.margin), "floor": str(limits.margin_floor)}
        return NeedReason(ApprovalReason.BELOW_FLOOR, values)
    return NeedReason(ApprovalReason.ORDINARY)


def _leader_reasons(facts: ApprovalFacts, limits: Limits) -> Iterator[NeedReason]:
    limit = limits.leader_amount
    if facts.total >= limit:
        yield NeedReason(ApprovalReason.AMOUNT, {"total": str(facts.total), "limit": str(limit)})
    elif facts.others and facts.total + facts.together >= limit:
        yield NeedReason(
            ApprovalReason.AMOUNT_TOGETHER,
            {
                "total": str(facts.total + facts.together),
                "limit": str(limit),
                "days": str(limits.together_days),
                "others": list(facts.others),
            },
        )
    if facts.large:
        yield NeedReason(ApprovalReason.LARGE)
    if facts.below_cost or facts.lines_below_cost:
        yield NeedReason(ApprovalReason.BELOW_COST, {"lines": list(facts.lines_below_cost)})


def steps_left(needs: tuple[StepNeed, ...], given: Collection[Role]) -> tuple[StepNeed, ...]:
    """Return the steps that a former approval of the very same content has not had (``given``: whose word it had)."""
    return tuple(need for need in needs if need.role not in given)


def exception_steps(gate: str, *, own: bool, values: Values | None = None) -> tuple[StepNeed, ...]:
    """Return whose word the exception from a gate of pay first needs: the manager's, the leader's for ``own`` ones, as
    nobody grants an exception to oneself (C8.1, C9.1). ``values`` are the figures of what is missing (see
    ``missing_values``). KeyError for a gate that knows no exception.
    """
    return _exception(replace(exception_reason(gate), values=values or {}), own=own)


def own_purchase_steps(*, own: bool, values: Values | None = None) -> tuple[StepNeed, ...]:
    """Return whose word it needs that the department buys something itself: the manager's, the leader's where somebody
    with the manager's powers asks (``own``), as nobody grants an exception to oneself (C6.2). ``values`` may tell the
    estimated ``total`` without tax.
    """
    return _exception(NeedReason(ApprovalReason.OWN_PURCHASE, values or {}), own=own)


def count_steps(names: Sequence[str], worth: Decimal) -> tuple[StepNeed, ...]:
    """Return whose word the differences of a stock count need: the manager's (C6.3). ``names`` are the items that
    differ, ``worth`` what their differences add up to in yuan without tax, below 0 for a loss.
    """
    values: Values = {"lines": list(names), "worth": str(worth)}
    return (StepNeed(Role.MANAGER, (NeedReason(ApprovalReason.COUNT_DIFFERENCE, values),)),)


def measures_steps(total: Decimal, days: int) -> tuple[StepNeed, ...]:
    """Return whose word stronger measures to collect need: the leader's (C10.5). ``total`` is what is overdue in yuan,
    ``days`` since when the oldest of it is.
    """
    values: Values = {"total": str(total), "days": str(days)}
    return (StepNeed(Role.LEADER, (NeedReason(ApprovalReason.STRONGER_MEASURES, values),)),)


def _exception(reason: NeedReason, *, own: bool) -> tuple[StepNeed, ...]:
    if own:
        return (StepNeed(Role.LEADER, (reason, NeedReason(ApprovalReason.OWN_EXCEPTION))),)
    return (StepNeed(Role.MANAGER, (reason,)),)


def exception_reason(gate: str) -> NeedReason:
    """Return what is missing where a gate of pay first is closed; KeyError for one that knows no exception."""
    return NeedReason(_GATE_REASONS[gate])


def missing_values(orders: Iterable[OrderInForce]) -> Values:
    """Return of which orders what of the advance has not come in, as the reason of an exception keeps it; without those
    that were excepted before.
    """
    short = [order for order in orders if order.missing and not order.excepted]
    if not short:
        return {}
    return {
        "orders": [order.number for order in short],
        "advance": str(sum(order.advance for order in short)),
        "missing": str(sum(order.missing for order in short)),
    }


def needs_reason(reasons: Collection[ApprovalReason]) -> bool:
    """Tell whether a yes has to be reasoned: below the margin floor (C8.3)."""
    return ApprovalReason.BELOW_FLOOR in reasons

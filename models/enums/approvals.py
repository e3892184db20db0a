"""Approvals and the limits they hang on."""

from enum import StrEnum


class ApprovalState(StrEnum):
    """Where an approval stands; ``DROPPED`` once what was under review went back to draft."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    DROPPED = "dropped"


class ApprovalDecision(StrEnum):
    """Result of one step of an approval; ``WAITING`` until the steps before it are decided."""

    WAITING = "waiting"
    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    DROPPED = "dropped"


class ApprovalSubject(StrEnum):
    """What is approved: a quotation, an order, passing a gate of pay-first once (C8.1, C9.1), that the department
    buys something itself (C6.2), the differences of a stock count, stronger measures to collect (C10.5).
    """

    QUOTATION = "quotation"
    ORDER = "order"
    PAY_FIRST = "pay_first"
    OWN_PURCHASE = "own_purchase"
    STOCK_COUNT = "stock_count"
    MEASURES = "measures"


class ApprovalReason(StrEnum):
    """Why an approval needs the step it has (C8.2, C8.3, C9.1)."""

    ORDINARY = "ordinary"
    AMOUNT = "amount"
    AMOUNT_TOGETHER = "amount_together"
    LARGE = "large"
    BELOW_FLOOR = "below_floor"
    BELOW_COST = "below_cost"
    NO_ORDER = "no_order"
    ADVANCE_NOT_IN = "advance_not_in"
    OWN_EXCEPTION = "own_exception"
    OWN_PURCHASE = "own_purchase"
    COUNT_DIFFERENCE = "count_difference"
    STRONGER_MEASURES = "stronger_measures"


class LimitKind(StrEnum):
    """Numbers of the rulebook that the manager may change from a day on."""

    LEADER_AMOUNT = "leader_amount"
    TOGETHER_DAYS = "together_days"
    MARGIN_FLOOR = "margin_floor"
    USUAL_ADVANCE = "usual_advance"
    USUAL_BALANCE_DAYS = "usual_balance_days"
    VALIDITY_DAYS = "validity_days"

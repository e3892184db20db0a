"""Pay first, then serve: what stands between paid work and goods or people leaving (C8.1, C9.1).

Free work passes. Paid work needs an order in force, and that order's advance in; the manager may except either, for
urgent work only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.formatting import money
from app.i18n import N_, _
from app.rules.gate import BlockReason

ORDER_IN_FORCE = "order_in_force"
ADVANCE_IN = "advance_in"
EXCEPTABLE = (ORDER_IN_FORCE, ADVANCE_IN)
CLAUSES = {ORDER_IN_FORCE: "C8.1", ADVANCE_IN: "C9.1"}
MAKE_ORDER = "make_order"
RECORD_RECEIPT = "record_receipt"
GATE_OF = {MAKE_ORDER: ORDER_IN_FORCE, RECORD_RECEIPT: ADVANCE_IN}  # what puts a gate right → its name


@dataclass(frozen=True, slots=True)
class OrderInForce:
    """An order in force for the request: its number, and what of its advance is due and paid, in yuan; ``excepted``
    where the advance need not be in.
    """

    number: str
    advance: Decimal
    paid: Decimal
    excepted: bool = False

    @property
    def missing(self) -> Decimal:
        """What of the advance has not come in."""
        return max(self.advance - self.paid, Decimal(0))


@dataclass(frozen=True, slots=True)
class PayFirstFacts:
    """What the two gates look at: whether anything of the request is ``paid`` for by the customer, its orders in force,
    and the gates that the manager excepted as a whole (``excepted``: ORDER_IN_FORCE, ADVANCE_IN).
    """

    paid: bool
    orders: Sequence[OrderInForce] = ()
    excepted: frozenset[str] = frozenset()


def order_missing(facts: PayFirstFacts) -> tuple[BlockReason, ...]:
    """Return why no slip may be made, nothing shipped and nobody may leave for want of an order (C8.1)."""
    if not facts.paid or facts.orders or ORDER_IN_FORCE in facts.excepted:
        return ()
    return (BlockReason("C8.1", N_("No order in force for this paid work"), fix=MAKE_ORDER),)


def advance_missing(facts: PayFirstFacts, *, with_sums: bool = True) -> tuple[BlockReason, ...]:
    """Return which advances have to come in before anything ships or anybody leaves (C9.1), ``with_sums`` for those who
    may see money.
    """
    if not facts.paid or ADVANCE_IN in facts.excepted:
        return ()
    short = (one for one in facts.orders if one.missing and not one.excepted)
    return tuple(_missing(one, with_sums=with_sums) for one in short)


def _missing(order: OrderInForce, *, with_sums: bool) -> BlockReason:
    number = ("number", (order.number,))
    if not with_sums:
        message = N_("The advance of {number} has not come in yet, or not in full")
        return BlockReason("C9.1", message, (number,), RECORD_RECEIPT)
    sums = ("advance", (money(order.advance),)), ("missing", (money(order.missing),))
    message = N_("Of the advance of {number}, {advance} in all, {missing} has not come in")
    return BlockReason("C9.1", message, (number, *sums), RECORD_RECEIPT)


def departure_blocks(facts: PayFirstFacts, *, with_sums: bool = True) -> tuple[BlockReason, ...]:
    """Return all that keeps people and goods from leaving for want of order or money."""
    return (*order_missing(facts), *advance_missing(facts, with_sums=with_sums))


def departure_verdict(*, may_depart: bool) -> str:
    """Return in words whether people and goods may leave."""
    return _("May depart") if may_depart else _("May not depart yet")

"""Pay first, then serve, as a card: may people and goods leave, and what still keeps them (C8.1, C9.1).

The same card stands with the request and with its dispatches; its links are steps of the request.
"""

from collections.abc import Iterable

from app.context import Actor
from app.formatting import money, short_date_time
from app.i18n import N_, _
from app.queries.approvals.exceptions import GrantedException
from app.queries.money.pay_first import AdvanceLine, PayFirst
from app.rules.gate import BlockReason
from app.rules.permissions import Permission
from app.rules.trade.pay_first import ADVANCE_IN, GATE_OF, MAKE_ORDER, ORDER_IN_FORCE, RECORD_RECEIPT, departure_verdict
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.tabs.links import link_code
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

GROUP = "pay_first"
ASK_EXCEPTION = "ask_exception"  # the code of its link names the gate behind a colon
PAY_FIRST_KINDS = (RecordKind.ORDER, RecordKind.RECEIVABLE, RecordKind.APPROVAL)  # that change it
STEPS = (MAKE_ORDER, RECORD_RECEIPT, ASK_EXCEPTION)
_FIXES = {
    MAKE_ORDER: (N_("Make the order"), Permission.EDIT_ORDER),
    RECORD_RECEIPT: (N_("Record the receipt"), Permission.RECORD_RECEIPT),
}
_EXCEPTED = {ORDER_IN_FORCE: N_("without an order in force"), ADVANCE_IN: N_("before the advance is in")}


def pay_first_group(
    facts: PayFirst | None, desk: Desk, *, urgent: bool, is_over: bool = False
) -> tuple[FactGroup, ...]:
    """Return the card of a request that the customer pays for, none for another.

    An exception can be asked for where the request is ``urgent``. Where nothing is to leave any more (``is_over``) it
    only tells of orders and exceptions.
    """
    if facts is None:
        return ()
    known = (
        *(fact for order in facts.orders for fact in _order_facts(order)),
        *(fact for one in facts.exceptions for fact in _exception_facts(one, desk)),
    )
    shown = known if is_over else _with_verdict(facts, known, desk.context.actor, urgent=urgent)
    return (FactGroup(GROUP, _("Pay first (C8.1, C9.1)"), shown),) if shown else ()


def _with_verdict(facts: PayFirst, known: tuple[Fact, ...], actor: Actor, *, urgent: bool) -> tuple[Fact, ...]:
    """Return whether people and goods may leave, before what is ``known``, and after it what keeps them."""
    tone = Tone.KEPT if facts.may_depart else Tone.OVERDUE
    verdict = Badge(departure_verdict(may_depart=facts.may_depart), tone)
    blocks = tuple(fact for block in facts.blocks for fact in _block_facts(block, facts, actor, urgent=urgent))
    return (Fact(_("Departure"), "", badge=verdict), *known, *blocks)


def _order_facts(order: AdvanceLine) -> Iterable[Fact]:
    yield Fact(_("Valid order"), order.number, link_code(RecordKind.ORDER, order.id))
    if order.advance is not None and order.paid is not None:
        told = _("{paid} of {advance} received").format(paid=money(order.paid), advance=money(order.advance))
        yield Fact(_("Advance"), told)


def _exception_facts(one: GrantedException, desk: Desk) -> Iterable[Fact]:
    when = short_date_time(one.granted_at, desk.zone, desk.today())
    yield Fact(_("Exception granted"), f"{one.number} · {_(_EXCEPTED[one.gate])}")
    by = _("{name} on paper, entered by {entered}") if one.on_paper else "{name}"
    told = by.format(name=one.granted_by, entered=one.entered_by)
    yield Fact("", " · ".join(part for part in (told, when, one.reason) if part))


def _block_facts(block: BlockReason, facts: PayFirst, actor: Actor, *, urgent: bool) -> Iterable[Fact]:
    """A closed gate: its clause, what is missing, and the ways out; an exception asked for already is gone to."""
    yield Fact(block.clause, block.text)
    fix = block.fix or ""
    text, permission = _FIXES[fix]
    if actor.may(permission):
        yield Fact("", _(text), fix)
    asked = [one for one in facts.asked if one.gate == GATE_OF[fix]]
    for one in asked:
        told = _("Exception {number} is being decided").format(number=one.number)
        yield Fact("", told, link_code(RecordKind.APPROVAL, one.id))
    if urgent and not asked and actor.may(Permission.ASK_EXCEPTION):
        yield Fact("", _("Ask for an exception"), f"{ASK_EXCEPTION}:{GATE_OF[fix]}")


def is_pay_first_step(code: str) -> bool:
    """Tell whether the code of a link is a step of pay first."""
    return code.partition(":")[0] in STEPS

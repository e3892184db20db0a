"""Settling advances: what claims use up and what is handed back makes up the amount, and the clock ends (C7.4)."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.formatting import money
from app.i18n import _
from app.queries.material.stock import local_day
from app.queries.trips.money import UNSETTLED
from app.rules.trips.money_gates import AdvanceFacts
from app.rules.trips.money_sums import used_up
from app.services.moves import move
from app.services.past_days import past_day
from app.services.promises import keeping
from app.services.use_case import log
from models.enums import AdvanceState, EventKind
from models.people.dispatch import Dispatch
from models.trips.advance import Advance
from models.trips.expense import Expense

CLAUSE = "C7.4"


def paying_day(session: Session, day: date | None, *, field: str, earliest: date | None = None) -> date:
    """Return the day on which money changed hands; Invalid at ``field`` where it is missing, ahead, or before the
    ``earliest``.
    """
    paid_on = past_day(session, day, field=field, clause=CLAUSE)
    if earliest is not None and paid_on < earliest:
        raise Invalid(_("This lies before the money was paid out or checked."), field=field, clause=CLAUSE)
    return paid_on


def set_off(context: Context, session: Session, claim: Expense) -> None:
    """Use up the advance of a claim as far as both go: what is granted of the claim, what is open of the advance."""
    if claim.advance_id is None:
        return
    advance = session.get_one(Advance, claim.advance_id)
    claim.set_off = used_up(advance.open_amount, claim.total - claim.deducted)
    if claim.set_off:
        advance.set_off += claim.set_off
        text = _("Set off against {number}: {sum}").format(number=claim.number, sum=money(claim.set_off))
        _tell(session, advance, text, {"claim": claim.id, "set_off": str(claim.set_off)})
    settle_if_done(context, session, advance)


def take_back(context: Context, session: Session, claim: Expense, reason: str) -> None:
    """Give back to its advance what a claim used up of it."""
    if claim.advance_id is None or not claim.set_off:
        return
    advance = session.get_one(Advance, claim.advance_id)
    advance.set_off -= claim.set_off
    text = _("{number} was taken back: {sum} is open again").format(number=claim.number, sum=money(claim.set_off))
    _tell(session, advance, f"{text}\n{reason}".strip(), {"claim": claim.id, "set_off": str(-claim.set_off)})
    claim.set_off = Decimal("0.00")
    settle_if_done(context, session, advance)


def settle_if_done(context: Context, session: Session, advance: Advance, day: date | None = None) -> None:
    """Settle an advance of which nothing is open any more, open one again of which something is."""
    session.flush()
    if advance.state == AdvanceState.PAID and not advance.open_amount:
        advance.settled_on = day or local_day(session, session.info["now"])
        move(context, session, advance, "settle", AdvanceFacts())
    elif advance.state == AdvanceState.SETTLED and advance.open_amount:
        advance.settled_on = None
        move(context, session, advance, "unsettle", AdvanceFacts())
    keeping.settle(session, advance)


def owe_settlement(session: Session, dispatch: Dispatch) -> None:
    """Start the clocks of a dispatch's advances again: its people came back, or one of them left it earlier."""
    session.flush()
    theirs = select(Advance).where(Advance.dispatch_id == dispatch.id, Advance.state.in_(UNSETTLED))
    for advance in session.scalars(theirs.order_by(Advance.id)).all():
        keeping.settle(session, advance)


def _tell(session: Session, advance: Advance, text: str, data: dict[str, object]) -> None:
    log(session, advance, EventKind.ADVANCE_SETTLED, text, data=data)

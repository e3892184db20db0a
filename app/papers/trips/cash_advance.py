"""The cash advance (借款单, cash_advance) on 241 × 93 paper: asked for, and how it was settled (C7.3, C7.4).

Gate: the dispatch is settled, an earlier advance of the person too, unless the manager allowed this one.
"""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import money, rmb_capitals
from app.i18n import N_, _
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import dated, day_of, enumerated, zone_of
from app.papers.sources import TITLE_LIMIT, ticked
from app.papers.trips.money import person_values
from app.queries.trips.money import UNSETTLED, unsettled_of
from app.rules.gate import BlockReason
from app.rules.gates import check_gates
from app.rules.trips.money_gates import AdvanceFacts
from models.enums import AdvanceState, DispatchState, ExpenseState
from models.people.dispatch import Dispatch
from models.record import Record
from models.trips.advance import Advance
from models.trips.expense import Expense

ISSUED_FROM = frozenset(AdvanceState) - {AdvanceState.CANCELLED}
ZERO = Decimal(0)


def gate(session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return that its dispatch is no longer settled, or an earlier advance not yet (C7.3, C7.4)."""
    advance = session.get_one(Advance, record.id)
    dispatch = session.get_one(Dispatch, advance.dispatch_id)
    draft = BlockReason("C7.3", N_("The dispatch is not settled"), fix="edit")
    facts = AdvanceFacts(unsettled_of(session, advance.staff_id, before=advance.id), bool(advance.exception))
    open_gates = check_gates(("earlier_settled",), facts) if advance.state == AdvanceState.ASKED else ()
    return (*((draft,) if dispatch.state == DispatchState.DRAFT else ()), *open_gates)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of an advance; runs inside ``using_language`` of the paper's language."""
    advance = session.get_one(Advance, record.id)
    person = person_values(session, advance, "borrower")
    trip, _post = person.pop("work_order_no"), person.pop("position")
    values: dict[str, FieldValue] = {
        **person,
        "trip_no": trip,
        "doc_date": day_of(advance.created_at, zone_of(session)),
        "repay_date": dated(advance.repay_on),
        "amount": money(advance.amount),
        "amount_caps": rmb_capitals(advance.amount, prefix=""),
        "pay_method": ticked(advance.method),
        "payee_account": advance.payee_account,
        "prior_balance": _prior(session, advance),
        "voucher_no": advance.voucher_no,
        **_settlement(session, advance),
    }
    return Filled(_("Cash advance: {title}").format(title=advance.title)[:TITLE_LIMIT], values)


def _prior(session: Session, advance: Advance) -> str:
    """Return what is open of the person's earlier advances, in yuan, and why the manager allowed this one."""
    same, earlier = Advance.staff_id == advance.staff_id, Advance.id < advance.id
    theirs = select(Advance).where(same, earlier, Advance.state.in_(UNSETTLED))
    told = money(sum((one.open_amount for one in session.scalars(theirs)), ZERO))
    if not advance.exception:
        return told
    return f"{told}　" + _("allowed: {reason}").format(reason=advance.exception)


def _settlement(session: Session, advance: Advance) -> dict[str, FieldValue]:
    """Return what set it off and what was handed back; empty while nothing of it is settled."""
    using = select(Expense).where(Expense.advance_id == advance.id, Expense.state != ExpenseState.CANCELLED)
    claims = [claim for claim in session.scalars(using.order_by(Expense.id)) if claim.set_off]
    if not claims and not advance.refunded:
        return {}
    return {
        "settle_date": dated(advance.settled_on),
        "claim_no": enumerated(claim.number for claim in claims),
        "claim_amount": money(_granted(claims)),
        "refund": money(advance.refunded),
        "supplement": money(_granted(claims) - advance.set_off),
        "balance": money(advance.open_amount),
        "settle_by": enumerated(claim.checked_by for claim in claims),
    }


def _granted(claims: Sequence[Expense]) -> Decimal:
    return sum((claim.total - claim.deducted for claim in claims), ZERO)

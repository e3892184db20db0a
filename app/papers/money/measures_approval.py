"""The proposal of stronger measures to the leader (强化收款措施审批单, collection_measures_approval; C10.5).

What was submitted is printed; the opinions of the other departments are written in by hand. Before it is submitted it
is a draft.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.formatting import MISSING, date_text, local, money
from app.i18n import N_, _, ngettext, pgettext
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, enumerated, owner_values, seen, zone_of
from app.papers.sources import TITLE_LIMIT, ticked
from app.queries.approvals.summary import StepLine, approval_summary
from app.queries.money.claims import ClaimedInstalment
from app.queries.money.collection_history import HistoryLine, collection_history
from app.queries.money.measures import MeasuresClaimLine, claim_lines
from app.queries.money.measures_facts import claimed_by
from app.queries.money.open_amounts import instalments_on
from app.rules.gate import BlockReason
from app.rules.money.measures_rules import CLAUSE
from app.rules.trade.pricing import ZERO
from models.enums import ApprovalDecision, MeasuresState
from models.money.dispute import Measures
from models.parties.customer import Customer
from models.projects.contract import Contract
from models.record import Record
from models.trade.order import ServiceOrder

ISSUED_FROM = frozenset(MeasuresState) - {MeasuresState.CANCELLED}


def gate(_session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return that it has not been submitted: a draft may still change."""
    if record.state != MeasuresState.DRAFT:
        return ()
    return (BlockReason(CLAUSE, N_("It has not been submitted to the leader"), fix="submit"),)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a proposal; runs inside ``using_language`` of the paper's language."""
    measures = session.get_one(Measures, record.id)
    on = _day_of(session, measures)
    claimed = claimed_by(session, measures, on)
    lines = claim_lines(session, measures, claimed, on)
    values = {
        "doc_date": date_text(on),
        **owner_values(session, measures),
        **_owed(session, measures, claimed, on),
        **_claimed(lines),
        **_said(measures),
        **_decided(session, measures),
    }
    history = collection_history(session, measures.customer_id or 0, on)
    rows = {"history": tuple(_step(place, one) for place, one in enumerate(history, start=1) if one.day <= on)}
    return Filled(_("Stronger measures: {title}").format(title=measures.title)[:TITLE_LIMIT], values, rows)


def _day_of(session: Session, measures: Measures) -> date:
    """Return the day on which it was submitted, or first written; nothing hangs on the day of printing."""
    return local(measures.submitted_at or measures.created_at, zone_of(session)).date()


def _owed(
    session: Session, measures: Measures, claimed: dict[int, ClaimedInstalment], on: date
) -> dict[str, FieldValue]:
    """Say under which contracts and orders, what they come to, and what of it was paid by then."""
    customer = session.get(Customer, measures.customer_id)
    sources = dict.fromkeys(one.source_id for one in claimed.values())
    paid = sum((line.paid for line in instalments_on(session, sources, on)), ZERO)
    return {
        "contract_no": enumerated(one.source for one in claimed.values()) or MISSING,
        "customer_type": ticked(seen(customer.nature if customer is not None else None)),
        "contract_amount": money(sum((_amount(session, source) for source in sources), ZERO)),
        "received": money(paid),
    }


def _amount(session: Session, source_id: int) -> Decimal:
    source = session.get(Record, source_id)
    if isinstance(source, Contract):
        return source.amount or ZERO
    return source.total if isinstance(source, ServiceOrder) else ZERO


def _claimed(lines: Sequence[MeasuresClaimLine]) -> dict[str, FieldValue]:
    due = [line.instalment.due_on for line in lines if line.instalment.due_on is not None]
    days = max((line.overdue_days for line in lines), default=0)
    interest = sum((line.interest for line in lines), ZERO)
    return {
        "outstanding": money(sum((line.outstanding for line in lines), ZERO)),
        "interest": money(interest) if interest else MISSING,
        "earliest_due": date_text(min(due)) if due else MISSING,
        "overdue_days": ngettext("{count} day", "{count} days", days).format(count=days),
        "limitation_date": _limitation(lines),
    }


def _limitation(lines: Sequence[MeasuresClaimLine]) -> str:
    """Return the first day on which one of the claims runs out, and that it comes near."""
    known = [line.limitation for line in lines if line.limitation is not None]
    if not known:
        return MISSING
    text = _("{day} (less than six months)") if any(line.pressing for line in lines) else "{day}"
    return text.format(day=date_text(min(known)))


def _said(measures: Measures) -> dict[str, FieldValue]:
    plan = [measures.plan, _("Responsible: {name}").format(name=measures.responsible) if measures.responsible else ""]
    return {
        "non_payment_reason": measures.unpaid_reason,
        "customer_status": measures.customer_status,
        "dispute": measures.dispute_words or pgettext("disputes", "None"),
        "evidence": ticked(*measures.evidence),
        "measures": ticked(*measures.measures),
        "plan": "\n".join(part for part in plan if part),
        "cost": money(measures.cost) if measures.cost is not None else "",
        "expected_recovery": money(measures.expected) if measures.expected is not None else "",
        "impact": measures.impact,
        "alternative": measures.alternative,
    }


def _decided(session: Session, measures: Measures) -> dict[str, FieldValue]:
    """Say what the leader decided, room for the pen before; and what came of it."""
    approval = approval_summary(session, measures.id) if measures.state != MeasuresState.DRAFT else None
    steps = approval.decisions if approval is not None else ()
    words = [_words(step, step.decided_at, zone_of(session)) for step in steps if step.decided_at is not None]
    approved = measures.state in (MeasuresState.APPROVED, MeasuresState.CARRIED_OUT)
    carried_out = [date_text(measures.carried_out_on) if measures.carried_out_on else "", measures.result]
    return {
        "decision": ticked(ApprovalDecision.APPROVED.value if approved else ""),
        "decision_note": "\n".join(words),
        "result": _("; ").join(part for part in carried_out if part),
    }


def _words(step: StepLine, decided_at: datetime, zone: ZoneInfo) -> str:
    """Say who decided when, and the opinion given."""
    said = (step.reason, step.decided_by, date_text(local(decided_at, zone).date()))
    return "　".join(part for part in said if part)


def _step(place: int, one: HistoryLine) -> Row:
    return {
        "seq": str(place),
        "date": date_text(one.day),
        "method": label(one.way) if one.way is not None else pgettext("collection", "Letter"),
        "handler": one.person,
        "counterpart": one.counterpart or MISSING,
        "result": one.text,
        "evidence": one.evidence or MISSING,
    }

"""What manufacturers are asked to do: asked, answered in time, its cost recovered, closed with its result (N7)."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.formatting import money
from app.forms.material.returns import ClaimStepForm, RecoveryForm, SupplierClaimForm
from app.i18n import _
from app.queries.material.stock import local_day
from app.queries.material.supplier_claims import claim_facts
from app.rules.inputs import clean_line, clean_text
from app.rules.material.gates import ReturnFacts
from app.rules.material.goods_items import CLAUSE, TEXT_LIMIT
from app.rules.permissions import Permission
from app.rules.trade.amounts import check_sum
from app.services.material.old_parts import claim_old_part
from app.services.material.return_sources import write_sources
from app.services.material.return_steps import repairing_partner, step_moment
from app.services.moves import move
from app.services.past_days import past_day
from app.services.promises import keeping
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.enums import ClaimState, EventKind, RecordKind
from models.material.supplier_claim import SupplierClaim
from models.record import Record

NAME_LIMIT = 60
TITLE_LIMIT = 120
YEARS = range(2000, 2101)
OPEN = (ClaimState.ASKED, ClaimState.ANSWERED)


@use_case(Permission.EDIT_RETURNS)
def save_supplier_claim(context: Context, *, form: SupplierClaimForm, record_id: int | None = None) -> int:
    """Ask a manufacturer or supplier for what is theirs, or correct what was asked while it is open; returns its id.

    It has its number at once. The answer is due on the day wanted, else as the deadlines say. Whoever may not see money
    leaves the cost as it is. Invalid at the form's field; at ``reason`` where a clock that was missed already moves,
    which is the manager's.
    """
    why = clean_text(form.reason, field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        claim = load(session, SupplierClaim, record_id, form.version) if record_id else _new(context, session)
        if claim.state not in OPEN:
            raise Invalid(_("This task is closed and is not changed any more."), clause=CLAUSE)
        claim.partner_id = repairing_partner(session, form.partner_id, kept=claim.partner_id, field="partner_id").id
        _write_asked(session, claim, form)
        write_sources(session, claim, form)
        if context.actor.may(Permission.VIEW_MONEY):
            _write_cost(claim, form.cost)
        session.add(claim)
        session.flush()
        if record_id is None:
            _tell(session, claim, EventKind.CLAIM_ASKED, claim.title, claim.asked_at, claim.asked_by)
            if form.old_part_id is not None:
                claim_old_part(session, form.old_part_id, claim)
        else:
            log(session, claim, EventKind.EDITED, why)
        keeping.settle_correction(session, claim, context.actor, why)
        return claim.id


def _new(context: Context, session: Session) -> SupplierClaim:
    number = next_number(session, RecordKind.SUPPLIER_CLAIM)
    by = context.actor.display_name
    return SupplierClaim(number=number, state=ClaimState.ASKED, asked_by=by, **fresh(session))


def _write_asked(session: Session, claim: SupplierClaim, form: SupplierClaimForm) -> None:
    if form.asked_at is None:
        raise Invalid(_("Enter when it was asked."), field="asked_at", clause=CLAUSE)
    asked_at = check_past(form.asked_at, session.info["now"], field="asked_at")
    if claim.answered_at is not None and asked_at > claim.answered_at:
        raise Invalid(_("This lies after the answer."), field="asked_at", clause=CLAUSE)
    claim.asked_at = claim.sort_at = asked_at
    claim.wanted_on = _wanted_on(form.wanted_on, local_day(session, asked_at))
    title = clean_line(form.title, field="title", limit=TITLE_LIMIT)
    claim.title = required(title, _("Say in a few words what is asked."), field="title")
    claim.task = required(form.task, _("Write down what the manufacturer is to do."), field="task", limit=TEXT_LIMIT)
    claim.contact_name = clean_line(form.contact_name, field="contact_name", limit=NAME_LIMIT)


def _wanted_on(day: date | None, earliest: date) -> date | None:
    if day is None:
        return None
    if day.year not in YEARS:
        raise Invalid(_("Check the year of this date."), field="wanted_on")
    if day < earliest:
        raise Invalid(_("This lies before it was asked."), field="wanted_on", clause=CLAUSE)
    return day


def _write_cost(claim: SupplierClaim, cost: Decimal | None) -> None:
    checked = check_sum(cost, field="cost") if cost is not None else None
    if checked != claim.cost and claim.recovered is not None:
        text = _("What came back of the cost is recorded already. Change both together.")
        raise Invalid(text, field="cost", clause=CLAUSE)
    claim.cost = checked


@use_case(Permission.EDIT_RETURNS)
def answer_claim(context: Context, *, record_id: int, version: int, form: ClaimStepForm) -> None:
    """Record the manufacturer's answer: who gave it when, and what it says; that meets the clock. Invalid at the form's
    field.
    """
    who = required(form.person, _("Enter who answered at the manufacturer's."), field="person", limit=NAME_LIMIT)
    said = required(form.text, _("Write down the answer."), field="text", limit=TEXT_LIMIT)
    with context.write() as session:
        claim = load(session, SupplierClaim, record_id, version)
        move(context, session, claim, "answer", ReturnFacts())
        at = step_moment(session, form.at, claim.asked_at, _("This lies before it was asked."))
        claim.answered_at, claim.answered_by, claim.answer = at, who, said
        _tell(session, claim, EventKind.CLAIM_ANSWERED, said, at, who)
        keeping.settle(session, claim)


@use_case(Permission.EDIT_RETURNS)
def record_recovery(context: Context, *, record_id: int, version: int, form: RecoveryForm) -> None:
    """Record what came back of the cost of a task, in all, or why nothing is asked for (二次追偿).

    Sums are for those who may see money (NotAllowed). Less than it cost needs the reason why the rest is given up;
    recording once more replaces what was recorded. Invalid at the form's field; for a task that is closed.
    """
    why = clean_text(form.reason, field="reason", limit=TEXT_LIMIT)
    context.require(Permission.VIEW_MONEY)
    with context.write(why) as session:
        claim = load(session, SupplierClaim, record_id, version)
        if claim.state not in OPEN:
            raise Invalid(_("This task is closed and is not changed any more."), clause=CLAUSE)
        cost = check_sum(form.cost, field="cost") if form.cost is not None else claim.cost
        amount = _recovered(form.amount, cost, why)
        day = _recovered_on(form.recovered_on, session, claim) if amount else None
        claim.cost, claim.recovered, claim.recovered_on = cost, amount, day
        data = {"amount": str(amount), "cost": str(cost) if cost is not None else None, "reason": why}
        log(session, claim, EventKind.COST_RECOVERED, _recovery_words(amount, cost, why), data=data)


def _recovered(amount: Decimal | None, cost: Decimal | None, why: str) -> Decimal:
    if amount is None:
        if not why and cost != 0:
            raise Invalid(_("Enter what came back, or why nothing is asked for."), field="reason", clause=CLAUSE)
        return Decimal("0.00")
    checked = check_sum(amount, field="amount")
    if cost is None:
        raise Invalid(_("Enter what it cost us."), field="cost", clause=CLAUSE)
    if checked > cost:
        raise Invalid(_("More than it cost: {cost}").format(cost=money(cost)), field="amount", clause=CLAUSE)
    if checked < cost and not why:
        raise Invalid(_("Say why the rest is not asked for."), field="reason", clause=CLAUSE)
    return checked


def _recovered_on(day: date | None, session: Session, claim: SupplierClaim) -> date:
    missing = _("Enter the day on which it came back.")
    recovered_on = past_day(session, day, field="recovered_on", missing=missing)
    if recovered_on < local_day(session, claim.asked_at):
        raise Invalid(_("This lies before it was asked."), field="recovered_on", clause=CLAUSE)
    return recovered_on


def _recovery_words(amount: Decimal, cost: Decimal | None, why: str) -> str:
    told = _("{amount} of {cost}").format(amount=money(amount), cost=money(cost)) if cost is not None else ""
    return "\n".join(part for part in (told, why) if part)


@use_case(Permission.EDIT_RETURNS)
def close_claim(context: Context, *, record_id: int, version: int, form: ClaimStepForm) -> None:
    """Close a task that was answered, with its result; Blocked while its cost is neither recovered nor given up."""
    result = required(form.text, _("Write down what came of it."), field="text", limit=TEXT_LIMIT)
    with context.write() as session:
        claim = load(session, SupplierClaim, record_id, version)
        move(context, session, claim, "close", claim_facts(claim), text=result)
        at = step_moment(session, form.at, claim.answered_at, _("This lies before the answer."))
        claim.closed_at, claim.result = at, result


@use_case(Permission.CANCEL_RECORD)
def cancel_claim(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a task that is not wanted any more, for a reason; its number stays (作废), its clock is dropped."""
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        claim = load(session, SupplierClaim, record_id, version)
        move(context, session, claim, "cancel", claim_facts(claim), text=why)
        keeping.drop_all(session, claim, why)


def _tell(session: Session, claim: SupplierClaim, kind: EventKind, text: str, at: datetime, person: str) -> None:
    """Write the same into the logs of a task and of the request it is asked for."""
    log(session, claim, kind, text, at=at, person=person)
    if claim.request_id is not None:
        told = f"{claim.number}: {text}"
        request = session.get_one(Record, claim.request_id)
        log(session, request, kind, told, at=at, person=person, data={"claim": claim.id})

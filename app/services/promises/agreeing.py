"""Dates set by hand: facts with a reason, which nothing moves (domain.md)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid, NotFound
from app.i18n import _
from app.rules.permissions import Permission
from app.services.promises.keeping import settle_correction
from app.services.promises.unfinished import unfinished_record
from app.services.use_case import check_year, log, required, use_case
from models.commitment import AgreedDate, Commitment
from models.enums import CommitmentKind, CommitmentState, DeadlineUnit, EventKind
from models.policy import Policy
from models.record import Record

REASON_LIMIT = 4000


@use_case(Permission.EDIT_REQUEST)
def agree_date(
    context: Context,
    *,
    record_id: int,
    kind: CommitmentKind,
    slot: int,
    due_at: datetime,
    agreed_with: str,
    reason: str,
) -> None:
    """Enter the date agreed with the customer for an open promise: with whom, and in which letter or for what reason.

    Where the clause leaves the date to agreement (C4.2, C4.3) the desk enters it; over a clock of the clause's own it
    is the manager's. A date that was missed already is the manager's to change, and the miss stays. The last date
    entered counts. Invalid for one before the clock started.
    """
    check_year(due_at, field="due_at")
    other = required(agreed_with, _("Enter who agreed to it at the customer's."), field="agreed_with", limit=60)
    why = required(
        reason, _("Give the reason, or the letter in which it was agreed."), field="reason", limit=REASON_LIMIT
    )
    with context.write(why) as session:
        record = unfinished_record(session, record_id)
        promise = open_promise(session, record, kind, slot)
        if due_at <= promise.anchor_at:
            raise Invalid(_("This lies before the clock started."), field="due_at", clause=promise.clause)
        if session.get_one(Policy, promise.policy_id).unit is not DeadlineUnit.AGREED:
            context.require(Permission.WAIVE_COMMITMENT)
        info = session.info
        session.add(
            AgreedDate(
                record_id=record.id, kind=kind, slot=slot, due_at=due_at, agreed_with=other, reason=why,
                set_at=info["now"], set_by=info["user_name"],
            )
        )  # fmt: skip
        told = {"kind": kind.value, "slot": slot, "due_at": due_at.isoformat()}
        log(session, record, EventKind.DATE_AGREED, why, counterpart=other, data=told)
        settle_correction(session, record, context.actor, why)


def open_promise(session: Session, record: Record, kind: CommitmentKind, slot: int) -> Commitment:
    """Return an open promise of a record; NotFound where there is none, Invalid where it is settled already."""
    of_record = Commitment.record_id == record.id, Commitment.kind == kind, Commitment.slot == slot
    promise = session.scalar(select(Commitment).where(*of_record))
    if promise is None:
        raise NotFound(_("There is no such promise."))
    if promise.state is not CommitmentState.OPEN:
        raise Invalid(_("This promise is settled already."), clause=promise.clause)
    return promise

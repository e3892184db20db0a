"""Deductions: what a customer may keep of an instalment, agreed by both sides; a repair may be the reason (N5)."""

from dataclasses import replace

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid, NotFound
from app.formatting import money
from app.forms.money import DeductionForm
from app.i18n import _
from app.rules.money.deductions import CLAUSE, checked_deduction
from app.rules.permissions import Permission
from app.services.money.settling import settle_instalment
from app.services.past_days import past_day
from app.services.use_case import load, log, required, use_case
from models.enums import EventKind, ReceivableState
from models.money.receivable import Deduction, Instalment
from models.record import Record
from models.requests.request import Request

LONGEST_TEXT = 4000


@use_case(Permission.AGREE_DEDUCTION)
def save_deduction(context: Context, *, instalment_id: int, version: int, form: DeductionForm) -> int:
    """Record what the customer keeps of an instalment; returns its id.

    Invalid at the field for more than is open, a day in the future, a missing reason or partner, and a request of
    another customer. Conflict when another desk changed the instalment meanwhile.
    """
    form = _checked(form)
    with context.write(form.reason) as session:
        row = load(session, Instalment, instalment_id, version)
        if row.number is None or row.state == ReceivableState.CANCELLED:
            raise Invalid(_("This instalment is not owed."), field="amount", clause=CLAUSE)
        source = session.get_one(Record, row.source_id)
        deduction = Deduction(instalment_id=row.id, amount=checked_deduction(form.amount, row.open_amount, source.kind))
        _write(session, row, deduction, form)
        session.add(deduction)
        _tell(session, row, deduction, EventKind.DEDUCTED, form.reason)
        return deduction.id


def _checked(form: DeductionForm) -> DeductionForm:
    return replace(
        form,
        agreed_with=required(form.agreed_with, _("Enter who agreed to it at the customer's."), field="agreed_with"),
        reason=required(form.reason, _("Give the reason."), field="reason", limit=LONGEST_TEXT),
    )


def _write(session: Session, row: Instalment, deduction: Deduction, form: DeductionForm) -> None:
    missing = _("Enter the day on which it was agreed.")
    deduction.agreed_on = past_day(session, form.agreed_on, field="agreed_on", missing=missing)
    if form.request_id is not None and load(session, Request, form.request_id).customer_id != row.customer_id:
        raise Invalid(_("This request is another customer's."), field="request_id")
    deduction.agreed_with, deduction.reason = form.agreed_with, form.reason
    deduction.request_id, deduction.is_void = form.request_id, False
    deduction.recorded_at, deduction.recorded_by = session.info["now"], session.info["user_name"]


def _tell(session: Session, row: Instalment, deduction: Deduction, kind: EventKind, why: str) -> None:
    """Log it on the instalment and on the request that was the reason, and write the sums again."""
    row.version += 1
    told = f"{money(deduction.amount)} {why}"
    log(session, row, kind, told, data={"amount": str(deduction.amount)})
    if deduction.request_id is not None:
        log(session, session.get_one(Record, deduction.request_id), kind, f"{row.number} {told}")
    settle_instalment(session, row)


@use_case(Permission.AGREE_DEDUCTION)
def undo_deduction(context: Context, *, deduction_id: int, reason: str) -> None:
    """Take a deduction back, with a reason: it stays on record and the money is owed again."""
    why = required(reason, _("Give the reason."), field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        deduction = session.get(Deduction, deduction_id)
        if deduction is None:
            raise NotFound(_("This deduction no longer exists."))
        if deduction.is_void:
            raise Invalid(_("This deduction was taken back already."))
        deduction.is_void = True
        row = load(session, Instalment, deduction.instalment_id)
        _tell(session, row, deduction, EventKind.DEDUCTION_UNDONE, why)

"""Stand-in machines: lent by an issue slip, due back on a day, then back or settled (N4)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import date_text
from app.forms.material.returns import LoanBackForm, LoanExtensionForm, SettlementForm
from app.i18n import _
from app.queries.material.stock import local_day
from app.rules.material.gates import ReturnFacts
from app.rules.material.loans import CLAUSE, Piece, pieces
from app.rules.permissions import Permission
from app.rules.promises.clocks import END_OF_DAY
from app.services.material.ledger import Origin, recount, take_in
from app.services.material.settling import checked_settlement
from app.services.moves import move
from app.services.promises import keeping
from app.services.use_case import check_past, check_year, fresh, load, log, next_number, required, use_case
from models.commitment import AgreedDate
from models.enums import CommitmentKind, EventKind, LoanState, MoveKind, RecordKind
from models.material.ledger import StockMove
from models.material.loan import Loan
from models.material.part import Part
from models.material.slip import Slip, SlipLine

TEXT_LIMIT = 4000


def lend(session: Session, slip: Slip, line: SlipLine, moved: StockMove) -> None:
    """Write down what left by a line of a slip as lent, each piece by itself; a plain function of the keeper's check.

    Invalid where the slip does not say when it is due back.
    """
    if slip.due_back_on is None:
        raise Invalid(_("Enter when it is due back."), field="due_back_on", clause=CLAUSE)
    part = session.get_one(Part, line.part_id)
    for piece in pieces(-moved.quantity, -moved.value, line.serial_no):
        loan = _loan(session, slip, part, piece, slip.due_back_on)
        loan.slip_line_id, loan.lent_at, loan.sort_at = line.id, moved.at, moved.at
        session.add(loan)
        session.flush()
        about = {"at": moved.at, "person": slip.checked_by, "counterpart": slip.picker_name}
        log(session, loan, EventKind.LENT, slip.number or "", data={"slip": slip.id}, **about)
        keeping.settle(session, loan)


def _loan(session: Session, slip: Slip, part: Part, piece: Piece, due_back_on: date) -> Loan:
    return Loan(
        state=LoanState.OUT, number=next_number(session, RecordKind.LOAN), title=f"{part.title} {part.spec}".strip(),
        customer_id=slip.customer_id, project_id=slip.project_id, site_id=slip.site_id, request_id=slip.request_id,
        part_id=part.id, quantity=piece.quantity, value=piece.value, serial_no=piece.serial_no[:80],
        due_back_on=due_back_on, **fresh(session),
    )  # fmt: skip


@use_case(Permission.EDIT_RETURNS)
def extend_loan(context: Context, *, record_id: int, version: int, form: LoanExtensionForm) -> None:
    """Agree a later day on which it is due back: with whom, and why.

    A loan that is overdue already is the manager's to extend, and the miss stays on record (invariant 7). Invalid for a
    day that is not later than the present one.
    """
    other = required(form.agreed_with, _("Enter who agreed to it at the customer's."), field="agreed_with", limit=60)
    why = required(form.reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        loan = _out(load(session, Loan, record_id, version))
        day = _later_day(loan, form.due_back_on)
        loan.due_back_on = day
        session.add(_agreed(session, loan, other, why))
        told = {"kind": CommitmentKind.LOAN_BACK.value, "slot": 0, "due_at": _end_of(session, day).isoformat()}
        log(session, loan, EventKind.DATE_AGREED, why, counterpart=other, data=told)
        keeping.settle_correction(session, loan, context.actor, why)


def _out(loan: Loan) -> Loan:
    if loan.state != LoanState.OUT:
        raise Invalid(_("It is not with the customer any more."), clause=CLAUSE)
    return loan


def _later_day(loan: Loan, day: date | None) -> date:
    if day is None:
        raise Invalid(_("Enter when it is due back."), field="due_back_on", clause=CLAUSE)
    check_year(day, field="due_back_on")
    if day <= loan.due_back_on:
        text = _("It is due back on {day}; enter a later day.").format(day=date_text(loan.due_back_on))
        raise Invalid(text, field="due_back_on", clause=CLAUSE)
    return day


def _agreed(session: Session, loan: Loan, other: str, why: str) -> AgreedDate:
    return AgreedDate(
        record_id=loan.id, kind=CommitmentKind.LOAN_BACK, slot=0, due_at=_end_of(session, loan.due_back_on),
        agreed_with=other, reason=why, set_at=session.info["now"], set_by=session.info["user_name"],
    )  # fmt: skip


def _end_of(session: Session, day: date) -> datetime:
    zone = ZoneInfo(settings_of(session).text("zone"))
    return datetime.combine(day, END_OF_DAY, zone).astimezone(UTC)


@use_case(Permission.EDIT_RETURNS)
def bring_back_loan(context: Context, *, record_id: int, version: int, form: LoanBackForm) -> None:
    """Record that it is back, by whom and in which condition: it is in stock again at the value it left with."""
    who = required(form.person, _("Enter who brought it."), field="person", limit=60)
    condition = required(form.condition, _("Write down what it looks like."), field="condition", limit=TEXT_LIMIT)
    with context.write() as session:
        loan = load(session, Loan, record_id, version)
        at = check_past(form.at or session.info["now"], session.info["now"], field="at")
        if at < loan.lent_at.replace(second=0, microsecond=0):
            raise Invalid(_("This lies before it was lent."), field="at", clause=CLAUSE)
        move(context, session, loan, "bring_back", ReturnFacts())
        loan.back_at, loan.brought_by, loan.condition = at, who, condition
        part = session.get_one(Part, loan.part_id)
        take_in(session, part, loan.quantity, _origin(session, loan), kind=MoveKind.LOAN_BACK, value=loan.value)
        recount(session, (part.id,))
        log(session, loan, EventKind.LOAN_BACK, condition, at=at, person=who)
        keeping.settle(session, loan)


def _origin(session: Session, loan: Loan) -> Origin:
    """It comes back as what it left as: for whom, of which batch."""
    line = session.get_one(SlipLine, loan.slip_line_id)
    of_line = StockMove.source_id == line.slip_id, StockMove.line_no == line.line_no
    left = session.scalars(select(StockMove).where(*of_line, StockMove.kind == MoveKind.LOAN_OUT).limit(1)).one()
    return Origin(
        at=loan.back_at or session.info["now"], person=loan.brought_by, reason=loan.condition, source_id=loan.id,
        request_id=left.request_id, order_id=left.order_id, project_id=left.project_id, batch=left.batch,
        expires_on=left.expires_on,
    )  # fmt: skip


@use_case(Permission.EDIT_RETURNS)
def settle_loan(context: Context, *, record_id: int, version: int, form: SettlementForm) -> None:
    """Settle what does not come back: kept, sold or lost, when, for how much, and how that was agreed.

    From then on it counts as used for what it was lent for (C8.3).
    """
    with context.write() as session:
        loan = load(session, Loan, record_id, version)
        told = checked_settlement(session, form, since=local_day(session, loan.lent_at))
        move(context, session, loan, "settle", ReturnFacts())
        loan.settled_on, loan.settled_amount, loan.settlement = told.settled_on, told.amount, told.text
        log(session, loan, EventKind.SETTLED, told.words)
        keeping.settle(session, loan)

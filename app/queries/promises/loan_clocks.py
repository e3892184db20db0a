"""The clock of a stand-in machine: it is back by the day agreed (N4)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts
from models.enums import CommitmentKind, LoanState
from models.material.loan import Loan


def loan_facts(session: Session, loans: Sequence[Loan], log: RecordLog) -> Mapping[Loan, PromiseFacts]:
    """Return the facts of these loans: met when it is back; what was kept, sold or lost is awaited no more."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    return {
        one: PromiseFacts(
            clocks={CommitmentKind.LOAN_BACK: _clocks(one)},
            agreed={
                (CommitmentKind.LOAN_BACK, 0): datetime.combine(one.due_back_on, END_OF_DAY, zone),
                **log.agreed_of(one),
            },
            holds=log.holds_of(one),
        )
        for one in loans
    }


def _clocks(loan: Loan) -> Sequence[Clock]:
    return () if loan.state == LoanState.SETTLED else (Clock(loan.lent_at, met_at=loan.back_at),)

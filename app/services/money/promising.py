"""The promise of a balance (C9.2): owed after the service, met by the day the money stood on the bank statement."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.queries.promises.deadlines import read_deadlines
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.deadlines import Case
from app.services.promises.keeping import settle
from models.commitment import AgreedDate
from models.enums import CommitmentKind
from models.money.receivable import Instalment
from models.trade.order import ServiceOrder


def promise_balance(session: Session, row: Instalment, order: ServiceOrder) -> None:
    """Let the balance of an order be owed by its day: as the policy says, or as agreed where the terms differ.

    What differs has the reason that the terms were given (C9.2).
    """
    session.flush()
    if row.due_on is not None and order.served_at is not None:
        zone = ZoneInfo(settings_of(session).text("zone"))
        usual = read_deadlines(session).promise(CommitmentKind.BALANCE, Case(order.served_at))
        if usual is not None and (usual.due is None or local(usual.due, zone).date() != row.due_on):
            due = datetime.combine(row.due_on, END_OF_DAY, zone)
            session.add(_agreed(session, row, order, due))
    settle(session, row)


def _agreed(session: Session, row: Instalment, order: ServiceOrder, due: datetime) -> AgreedDate:
    return AgreedDate(
        record=row,
        kind=CommitmentKind.BALANCE,
        due_at=due,
        agreed_with=order.contact_name,
        reason=order.terms_reason,
        set_at=session.info["now"],
        set_by=session.info["user_name"],
    )

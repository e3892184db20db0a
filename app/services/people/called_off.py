"""A dispatch that is cancelled takes along what was prepared for it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.queries.safety.briefing_facts import briefing_facts
from app.queries.trips.receipt_facts import receipt_facts
from app.services.moves import move
from app.services.promises import keeping
from models.enums import BriefingState, SignOffState
from models.people.dispatch import Dispatch
from models.safety.briefing import Briefing
from models.trips.service_receipt import ServiceReceipt


def cancel_prepared(context: Context, session: Session, dispatch: Dispatch, why: str) -> None:
    """Cancel the briefings that nobody held and the receipts that nobody signed; their numbers stay (作废).

    What was held or signed happened, and stays as it is. Blocked while cash is noted on such a receipt.
    """
    prepared = (Briefing.dispatch_id == dispatch.id, Briefing.state == BriefingState.DRAFT)
    for briefing in session.scalars(select(Briefing).where(*prepared).order_by(Briefing.id)).all():
        move(context, session, briefing, "cancel", briefing_facts(session, briefing, dispatch), text=why)
    unsigned = (ServiceReceipt.dispatch_id == dispatch.id, ServiceReceipt.state == SignOffState.DRAFT)
    for receipt in session.scalars(select(ServiceReceipt).where(*unsigned).order_by(ServiceReceipt.id)).all():
        move(context, session, receipt, "cancel", receipt_facts(receipt), text=why)
        keeping.drop_all(session, receipt, why)

"""A dispatch that is cancelled takes along what was prepared for it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.queries.trips.receipt_facts import receipt_facts
from app.rules.trips.on_site import OnSiteFacts
from app.services.moves import move
from app.services.promises import keeping
from app.services.safety.briefings import void_briefing
from models.enums import BriefingState, SignOffState, SurveyState
from models.people.dispatch import Dispatch
from models.safety.briefing import Briefing
from models.trips.service_receipt import ServiceReceipt
from models.trips.survey import Survey


def cancel_prepared(context: Context, session: Session, dispatch: Dispatch, why: str) -> None:
    """Cancel its briefings (nobody leaves on the strength of them any more, C12.2), the receipts that nobody signed and
    the surveys that nobody answered (N1); their numbers stay (作废).

    What the customer signed or answered stays as it is. Blocked while cash is noted on a receipt that nobody signed.
    """
    standing = (Briefing.dispatch_id == dispatch.id, Briefing.state != BriefingState.CANCELLED)
    for briefing in session.scalars(select(Briefing).where(*standing).order_by(Briefing.id)).all():
        void_briefing(context, session, briefing, dispatch, why)
    unsigned = (ServiceReceipt.dispatch_id == dispatch.id, ServiceReceipt.state == SignOffState.DRAFT)
    for receipt in session.scalars(select(ServiceReceipt).where(*unsigned).order_by(ServiceReceipt.id)).all():
        move(context, session, receipt, "cancel", receipt_facts(receipt), text=why)
        keeping.drop_all(session, receipt, why)
    unanswered = (Survey.dispatch_id == dispatch.id, Survey.state == SurveyState.SENT)
    for survey in session.scalars(select(Survey).where(*unanswered).order_by(Survey.id)).all():
        move(context, session, survey, "give_up", OnSiteFacts(), text=why)
